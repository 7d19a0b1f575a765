"""What stands in the demo business: plainly made-up people, places and papers."""

from datetime import date, datetime

CONTACTS = (
    ("Anna", "Voorbeeld"), ("Bram", "Testman"), ("Carla", "Demo"), ("Daan", "Proefstra"), ("Eva", "Monster"),
    ("Finn", "Muster"), ("Greta", "Beispiel"), ("Hans", "Probst"), ("Ida", "Eksempel"), ("Jens", "Prøve"),
    ("Karla", "Sample"), ("Leo", "Placeholder"), ("Mia", "Fiktiv"), ("Noor", "Verzonnen"), ("Otto", "Erfunden"),
    ("Pia", "Opdigtet"), ("Quinn", "Nobody"), ("Rosa", "Niemand"), ("Sem", "Iemand"), ("Tess", "Ergens"),
    ("Uwe", "Irgendwer"), ("Vera", "Nergens"), ("Wim", "Welletje"), ("Zoë", "Zomaar"),
)  # fmt: skip
"""First and last names."""

COUNTRY = "Netherlands"
STREETS = ("Voorbeeldstraat", "Testlaan", "Proefweg", "Monsterplein")
CITIES = (("1000 AA", "Voorbeeldstad"), ("2000 BB", "Testhaven"), ("3000 CC", "Proefdorp"))
"""Zip codes and the places they belong to. Every contact lives in one of the streets of one of the places."""

ESTATES: tuple[tuple[str, dict[str, object]], ...] = (
    (
        "Parkweg 9, Voorbeeldstad",
        {
            "street": "Parkweg", "zip": "1000 AA", "city": "Voorbeeldstad", "country": COUNTRY, "rooms": 5,
            "onoffice": {
                "hausnummer": "9", "objekttitel": "Ruime gezinswoning aan het park", "objektnr_extern": "VS-001",
                "objektart": "haus", "objekttyp": "einfamilienhaus", "nutzungsart": "wohnen",
                "vermarktungsart": "kauf", "kaufpreis": 465000, "wohnflaeche": 142, "grundstuecksflaeche": 310,
                "anzahl_schlafzimmer": 4, "anzahl_badezimmer": 2, "baujahr": 1987, "veroeffentlichen": True,
                "breitengrad": 52.37, "laengengrad": 4.9, "waehrung": "EUR", "benutzer": "karin",
                "objektbeschreibung": "Vrijstaande woning met tuin op het zuiden en uitzicht op het park.",
                "lage": "Rustige straat, school en winkels op loopafstand.",
                "ausstatt_beschr": "Houten vloeren, open haard, zonnepanelen.",
            },
        },
    ),
    (
        "Havenkade 21, Testhaven",
        {
            "street": "Havenkade", "zip": "2000 BB", "city": "Testhaven", "country": COUNTRY, "rooms": 3,
            "onoffice": {
                "hausnummer": "21", "objekttitel": "Appartement met zicht op de haven", "objektnr_extern": "TH-014",
                "objektart": "wohnung", "objekttyp": "etage", "nutzungsart": "wohnen", "vermarktungsart": "miete",
                "kaltmiete": 1350, "nebenkosten": 180, "warmmiete": 1530, "wohnflaeche": 84, "etage": 3,
                "anzahl_schlafzimmer": 2, "anzahl_badezimmer": 1, "baujahr": 2009, "balkon": True,
                "veroeffentlichen": True, "waehrung": "EUR", "benutzer": "pieter",
                "objektbeschreibung": "Licht hoekappartement op de derde verdieping, met lift en balkon.",
            },
        },
    ),
    (
        "Lindenallee 4, Musterstadt",
        {
            "street": "Lindenallee", "zip": "99999", "city": "Musterstadt", "country": "Germany", "rooms": 7,
            "onoffice": {
                "hausnummer": "4", "objekttitel": "Villa mit Einliegerwohnung", "objektnr_extern": "MS-107",
                "objektart": "haus", "objekttyp": "villa", "nutzungsart": "wohnen", "vermarktungsart": "kauf",
                "kaufpreis": 1250000, "wohnflaeche": 268, "grundstuecksflaeche": 1120, "anzahl_schlafzimmer": 5,
                "anzahl_badezimmer": 3, "baujahr": 1924, "reserviert": True, "waehrung": "EUR", "benutzer": "karin",
                "objektbeschreibung": "Gepflegte Villa in ruhiger Lage, umfassend saniert.",
            },
        },
    ),
)  # fmt: skip
"""Label and fields; under `onoffice` stands what only that language knows."""

TASKS: tuple[tuple[str, dict[str, object]], ...] = (
    (
        "Energielabel aanvragen",
        {"Prio": "2", "Status": "2", "Verantwortung": "karin", "Deadline": "2026-04-20 17:00:00"},
    ),
    ("Sleutels ophalen", {"Prio": "3", "Status": "1", "Verantwortung": "pieter", "Deadline": "2026-04-07 12:00:00"}),
    ("Foto's laten maken", {"Prio": "3", "Status": "3", "Verantwortung": "karin", "erledigt": True}),
)
"""Subject and onOffice's own fields, one task for each estate."""

LOG_ENTRY = {
    "Aktionsart": "Telefonat",
    "Aktionstyp": "Eingehend",
    "Bemerkung": "Wil de woning graag bezichtigen.",
    "Datum": "2026-04-02 10:15:00",
    "Benutzer": "karin",
}
ROOM = "Vergaderkamer"
"""What can be booked beside people."""

LOCATIONS = (
    ("Hoofdkantoor", {"street": "Voorbeeldplein 1", "zip": "1000 AA", "city": "Voorbeeldstad"}),
    ("Kantoor Testhaven", {"street": "Kade 2", "zip": "2000 BB", "city": "Testhaven"}),
)
SERVICES = (("Bezichtiging", 45), ("Taxatie", 60), ("Adviesgesprek", 30))
"""Label and length in minutes."""

COLLEAGUES = (("karin", "Karin", "de Vries"), ("pieter", "Pieter", "Jansen"))
"""User name, first name, last name of staff who take appointments."""

WORKING_HOURS = {"weekdays": [0, 1, 2, 3, 4], "from": "09:00", "to": "17:00"}
"""When everybody can be booked everywhere: Monday to Friday, without a last date."""

SERIES_START = datetime(2017, 3, 13, 11, 10)  # noqa: DTZ001 - a wall time in the business's zone
SERIES_ANCHOR = date(2017, 3, 20)
SERIES_COUNT = 6
VIEWING_START = datetime(2026, 4, 7, 14, 30)  # noqa: DTZ001 - a wall time in the business's zone
CONSULTATION_START = datetime(2027, 2, 3, 10, 0)  # noqa: DTZ001 - a wall time in the business's zone

VIEWING_FILES = ("voorgevel.jpg", "plattegrond.png", "koopovereenkomst.pdf")
ESTATE_FILES = (("voorgevel.jpg", "Titelbild"), ("tuin.jpg", "Foto"), ("plattegrond.png", "Grundriss"))
FOLDER_FILES = ("huisregels.docx", "prijslijst.csv", "leesmij.txt")
