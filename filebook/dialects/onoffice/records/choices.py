"""The permitted values of select fields: the vendor's keys, with labels in German and English.

Source: apidoc.onoffice.de (tasks, agents log, files) and the field lists of public clients; read 2026-11-22. Each
business of the vendor's may add values of its own, so other ones are taken too unless the profile is strict.
"""

from filebook.dialects.onoffice.records.fields import Choices, Label

ESTATE_TYPES: Choices = {
    "zimmer": Label("Zimmer", "Room"),
    "haus": Label("Haus", "House"),
    "wohnung": Label("Wohnung", "Apartment"),
    "grundstueck": Label("Grundstück", "Site"),
    "buero_praxen": Label("Büro/Praxen", "Offices"),
    "einzelhandel": Label("Laden/Einzelhandel", "Retail"),
    "gastgewerbe": Label("Gastgewerbe", "Hospitality"),
    "hallen_lager_prod": Label("Hallen/Lager/Produktion", "Halls, storage, production"),
    "land_und_forstwirtschaft": Label("Land- und Forstwirtschaft", "Agriculture and forestry"),
    "freizeitimmbilien_gewerblich": Label("Freizeitimmobilie (gewerblich)", "Leisure property"),
    "parken": Label("Parken", "Parking"),
    "sonstige": Label("Sonstige", "Other"),
    "zinshaus_renditeobjekt": Label("Zinshaus/Renditeobjekt", "Investment property"),
}
ESTATE_SUBTYPES: dict[str, Choices] = {
    "zimmer": {"zimmer": Label("Zimmer", "Room")},
    "haus": {
        "einfamilienhaus": Label("Einfamilienhaus", "Detached house"),
        "zweifamilienhaus": Label("Zweifamilienhaus", "House for two families"),
        "mehrfamilienhaus": Label("Mehrfamilienhaus", "Apartment building"),
        "doppelhaushaelfte": Label("Doppelhaushälfte", "Semi-detached house"),
        "reihenhaus": Label("Reihenhaus", "Terraced house"),
        "reihenend": Label("Reihenendhaus", "End-of-terrace house"),
        "reihenmittel": Label("Reihenmittelhaus", "Mid-terrace house"),
        "bungalow": Label("Bungalow", "Bungalow"),
        "stadthaus": Label("Stadthaus", "Town house"),
        "villa": Label("Villa", "Villa"),
        "bauernhaus": Label("Bauernhaus", "Farmhouse"),
        "landhaus": Label("Landhaus", "Country house"),
        "schloss": Label("Schloss", "Castle"),
        "ferienhaus": Label("Ferienhaus", "Holiday home"),
        "wohn_und_geschaeftshaus": Label("Wohn- und Geschäftshaus", "Residential and business building"),
    },
    "wohnung": {
        "etage": Label("Etagenwohnung", "Flat"),
        "erdgeschoss": Label("Erdgeschosswohnung", "Ground-floor flat"),
        "hochparterre": Label("Hochparterre", "Raised ground floor"),
        "souterrain": Label("Souterrain", "Basement flat"),
        "dachgeschoss": Label("Dachgeschoss", "Attic flat"),
        "maisonette": Label("Maisonette", "Maisonette"),
        "penthouse": Label("Penthouse", "Penthouse"),
        "loft-studio-atelier": Label("Loft/Studio/Atelier", "Loft, studio"),
        "terrassen": Label("Terrassenwohnung", "Terrace flat"),
    },
    "grundstueck": {
        "wohnen": Label("Wohnen", "Residential"),
        "gewerbe": Label("Gewerbe", "Commercial"),
        "industrie": Label("Industrie", "Industrial"),
        "freizeit": Label("Freizeit", "Leisure"),
        "gemischt": Label("Gemischt", "Mixed"),
    },
    "buero_praxen": {
        "bueroflaeche": Label("Bürofläche", "Office space"),
        "buerohaus": Label("Bürohaus", "Office building"),
        "praxis": Label("Praxis", "Practice"),
    },
    "einzelhandel": {
        "ladenlokal": Label("Ladenlokal", "Shop"),
        "kaufhaus": Label("Kaufhaus", "Department store"),
        "kiosk": Label("Kiosk", "Kiosk"),
    },
    "gastgewerbe": {
        "gastronomie": Label("Gastronomie", "Gastronomy"),
        "restaurant": Label("Restaurant", "Restaurant"),
        "hotels": Label("Hotel", "Hotel"),
        "pensionen": Label("Pension", "Guest house"),
    },
    "hallen_lager_prod": {
        "halle": Label("Halle", "Hall"),
        "lager": Label("Lager", "Storage"),
        "produktion": Label("Produktion", "Production"),
        "werkstatt": Label("Werkstatt", "Workshop"),
    },
    "land_und_forstwirtschaft": {
        "bauernhof": Label("Bauernhof", "Farm"),
        "reiterhoefe": Label("Reiterhof", "Riding stable"),
    },
    "freizeitimmbilien_gewerblich": {"sportanlage": Label("Sportanlage", "Sports facility")},
    "parken": {
        "stellplatz": Label("Stellplatz", "Parking space"),
        "einzelgarage": Label("Einzelgarage", "Garage"),
        "tiefgaragenstellplatz": Label("Tiefgaragenstellplatz", "Underground parking space"),
    },
    "sonstige": {"sonstige": Label("Sonstige", "Other"), "parkhaus": Label("Parkhaus", "Multi-storey car park")},
    "zinshaus_renditeobjekt": {"wohnanlagen": Label("Wohnanlage", "Housing complex")},
}
"""`objektart` → its `objekttyp`s."""
ANY_SUBTYPE: Choices = {key: label for choices in ESTATE_SUBTYPES.values() for key, label in choices.items()}
USES: Choices = {
    "wohnen": Label("Wohnen", "Residential"),
    "gewerbe": Label("Gewerbe", "Commercial"),
    "anlage": Label("Anlage", "Investment"),
    "waz": Label("Wohnen auf Zeit", "Temporary living"),
}
MARKETING: Choices = {
    "kauf": Label("Kauf", "Purchase"),
    "miete": Label("Miete", "Rent"),
    "pacht": Label("Pacht", "Lease"),
    "erbpacht": Label("Erbpacht", "Long lease"),
}
ESTATE_STATES: Choices = {"1": Label("Aktiv", "Active"), "0": Label("Archiviert", "Archived")}
ESTATE_STATES_2: Choices = {
    "status2obj_aktiv": Label("Aktiv", "Active"),
    "status2obj_inaktiv": Label("Inaktiv", "Inactive"),
    "status2obj_archiviert": Label("Archiviert", "Archived"),
}
HEATING: Choices = {
    "gas": Label("Gas", "Gas"),
    "oel": Label("Öl", "Oil"),
    "fernwaerme": Label("Fernwärme", "District heating"),
    "strom": Label("Strom", "Electricity"),
    "pellet": Label("Pellets", "Pellets"),
    "erdwaerme": Label("Erdwärme", "Geothermal"),
    "solar": Label("Solar", "Solar"),
}
CONDITIONS: Choices = {
    "erstbezug": Label("Erstbezug", "First occupancy"),
    "neuwertig": Label("Neuwertig", "As new"),
    "gepflegt": Label("Gepflegt", "Well kept"),
    "modernisiert": Label("Modernisiert", "Modernised"),
    "teil_vollsaniert": Label("Saniert", "Renovated"),
    "beduerftig": Label("Renovierungsbedürftig", "In need of renovation"),
}
SALUTATIONS: Choices = {
    "Herr": Label("Herr", "Mr"),
    "Frau": Label("Frau", "Ms"),
    "Firma": Label("Firma", "Company"),
    "Familie": Label("Familie", "Family"),
    "Eheleute": Label("Eheleute", "Spouses"),
}
CONTACT_TYPES: Choices = {
    "Kunde": Label("Kunde", "Customer"),
    "Interessent": Label("Interessent", "Interested party"),
    "Eigentümer": Label("Eigentümer", "Owner"),
    "Mieter": Label("Mieter", "Tenant"),
    "Vermieter": Label("Vermieter", "Landlord"),
    "Makler": Label("Makler", "Broker"),
    "Notar": Label("Notar", "Notary"),
    "Investor": Label("Investor", "Investor"),
    "Tippgeber": Label("Tippgeber", "Tipster"),
    "Kooperationspartner": Label("Kooperationspartner", "Partner"),
    "Privatkontakt": Label("Privatkontakt", "Private contact"),
}
CONTACT_SOURCES: Choices = {
    "Immobilienportal": Label("Immobilienportal", "Real estate portal"),
    "eigene-Homepage": Label("Eigene Homepage", "Own website"),
    "Empfehlung": Label("Empfehlung", "Recommendation"),
    "Zeitungsanzeige": Label("Zeitungsanzeige", "Newspaper advertisement"),
    "Sonstiges": Label("Sonstiges", "Other"),
}
CONTACT_STATES: Choices = {"1": Label("Aktiv", "Active"), "0": Label("Archiviert", "Archived")}
NEWSLETTER: Choices = {
    "0": Label("Nein", "No"),
    "1": Label("Ja", "Yes"),
    "2": Label("Abgemeldet", "Cancelled"),
    "3": Label("Bestätigung ausstehend", "Confirmation pending"),
}
COUNTRIES: Choices = {
    "AUT": Label("Österreich", "Austria"),
    "BEL": Label("Belgien", "Belgium"),
    "CHE": Label("Schweiz", "Switzerland"),
    "CZE": Label("Tschechien", "Czech Republic"),
    "DEU": Label("Deutschland", "Germany"),
    "DNK": Label("Dänemark", "Denmark"),
    "ESP": Label("Spanien", "Spain"),
    "FIN": Label("Finnland", "Finland"),
    "FRA": Label("Frankreich", "France"),
    "GBR": Label("Großbritannien", "United Kingdom"),
    "GRC": Label("Griechenland", "Greece"),
    "HRV": Label("Kroatien", "Croatia"),
    "HUN": Label("Ungarn", "Hungary"),
    "IRL": Label("Irland", "Ireland"),
    "ITA": Label("Italien", "Italy"),
    "LIE": Label("Liechtenstein", "Liechtenstein"),
    "LUX": Label("Luxemburg", "Luxembourg"),
    "NLD": Label("Niederlande", "Netherlands"),
    "NOR": Label("Norwegen", "Norway"),
    "POL": Label("Polen", "Poland"),
    "PRT": Label("Portugal", "Portugal"),
    "SWE": Label("Schweden", "Sweden"),
    "TUR": Label("Türkei", "Turkey"),
    "USA": Label("USA", "United States"),
}
LANGUAGES: Choices = {
    "DEU": Label("Deutsch", "German"),
    "ENG": Label("Englisch", "English"),
    "NLD": Label("Niederländisch", "Dutch"),
    "DNK": Label("Dänisch", "Danish"),
    "FRA": Label("Französisch", "French"),
    "ESP": Label("Spanisch", "Spanish"),
    "ITA": Label("Italienisch", "Italian"),
}
PRIORITIES: Choices = {
    "1": Label("höchste", "highest"),
    "2": Label("hoch", "high"),
    "3": Label("normal", "normal"),
    "4": Label("niedrig", "low"),
    "5": Label("niedrigste", "lowest"),
}
TASK_STATES: Choices = {
    "1": Label("nicht begonnen", "not started"),
    "2": Label("in Bearbeitung", "in process"),
    "3": Label("erledigt", "completed"),
    "4": Label("zurückgestellt", "deferred"),
    "5": Label("abgebrochen", "cancelled"),
    "6": Label("Sonstiges", "miscellaneous"),
    "7": Label("geprüft", "checked"),
    "8": Label("Klärungsbedarf", "needs clarification"),
}
ADVISORY_LEVELS: Choices = {
    "A Miet-/Kaufvertrag unterzeichnet": Label("A Miet-/Kaufvertrag unterzeichnet", "A Contract signed"),
    "B Schriftliche Miet-/Kaufzusage": Label("B Schriftliche Miet-/Kaufzusage", "B Written commitment"),
    "C Im intensiven Gespräch": Label("C Im intensiven Gespräch", "C In close contact"),
    "D Interessiert, aber noch prüfend": Label("D Interessiert, aber noch prüfend", "D Interested, still considering"),
    "E Dokumentation erhalten": Label("E Dokumentation erhalten", "E Documents received"),
    "F Dokumentation bestellt": Label("F Dokumentation bestellt", "F Documents ordered"),
    "G Absage": Label("G Absage", "G Cancellation"),
}
ACTION_KINDS: dict[str, tuple[Label, Choices]] = {
    "Email": (
        Label("E-Mail", "E-mail"),
        {"Eingang": Label("Eingang", "Received"), "Ausgang": Label("Ausgang", "Sent")},
    ),
    "Telefonat": (
        Label("Telefonat", "Telephone call"),
        {"Eingehend": Label("Eingehend", "Incoming"), "Ausgehend": Label("Ausgehend", "Outgoing")},
    ),
    "Brief": (
        Label("Brief", "Letter"),
        {"Eingang": Label("Eingang", "Received"), "Ausgang": Label("Ausgang", "Sent")},
    ),
    "Termin": (
        Label("Termin", "Appointment"),
        {
            "Besichtigung": Label("Besichtigung", "Viewing"),
            "Folgebesichtigung": Label("Folgebesichtigung", "Second viewing"),
            "Beratung": Label("Beratung", "Consultation"),
            "Objektaufnahme": Label("Objektaufnahme", "Property survey"),
            "Notartermin": Label("Notartermin", "Notary appointment"),
            "Urlaub": Label("Urlaub", "Holiday"),
        },
    ),
    "Aufgabe": (
        Label("Aufgabe", "Task"),
        {
            "Angebot erstellen": Label("Angebot erstellen", "Make an offer"),
            "Objektaufnahme": Label("Objektaufnahme", "Property survey"),
        },
    ),
    "Notiz": (Label("Notiz", "Note"), {}),
    "Kaufpreisangebot": (Label("Kaufpreisangebot", "Purchase offer"), {}),
}
"""Kind of action → its label and its types. The German names are the keys."""
ACTION_KIND_LABELS: Choices = {key: label for key, (label, _) in ACTION_KINDS.items()}
ACTION_TYPES: Choices = {key: label for _, types in ACTION_KINDS.values() for key, label in types.items()}
FILE_TYPES: Choices = {
    "Titelbild": Label("Titelbild", "Title picture"),
    "Foto": Label("Foto", "Photo"),
    "Foto_gross": Label("Foto groß", "Large photo"),
    "Grundriss": Label("Grundriss", "Floor plan"),
    "Lageplan": Label("Lageplan", "Site plan"),
    "Stadtplan": Label("Stadtplan", "City map"),
    "Anzeigen": Label("Anzeigen", "Advertisements"),
    "Epass_Skala": Label("Energiepass-Skala", "Energy certificate scale"),
    "Finanzierungsbeispiel": Label("Finanzierungsbeispiel", "Financing example"),
    "QR-Code": Label("QR-Code", "QR code"),
    "Logo": Label("Logo", "Logo"),
    "Banner": Label("Banner", "Banner"),
    "Panorama": Label("Panorama", "Panorama"),
    "Expose": Label("Exposé", "Brochure"),
    "Dokument": Label("Dokument", "Document"),
    "Aushang": Label("Aushang", "Window display"),
    "Mietaufstellung": Label("Mietaufstellung", "Rent list"),
    "Energieausweis": Label("Energieausweis", "Energy certificate"),
    "Link": Label("Link", "Link"),
    "Ogulo-Link": Label("Ogulo-Link", "Ogulo link"),
    "Film-Link": Label("Film-Link", "Video link"),
    "Objekt-Link": Label("Objekt-Link", "Property link"),
}
