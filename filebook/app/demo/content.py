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

ESTATES = (
    ("Parkweg 9, Voorbeeldstad", {"street": "Parkweg 9", "zip": "1000 AA", "city": "Voorbeeldstad", "rooms": 5}),
    ("Havenkade 21, Testhaven", {"street": "Havenkade 21", "zip": "2000 BB", "city": "Testhaven", "rooms": 3}),
    ("Lindenallee 4, Musterstadt", {"street": "Lindenallee 4", "zip": "99999", "city": "Musterstadt", "rooms": 7}),
)
TASKS = ("Energielabel aanvragen", "Sleutels ophalen", "Foto's laten maken")
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
