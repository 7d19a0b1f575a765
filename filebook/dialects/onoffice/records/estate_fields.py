"""The fields of the module estate.

Source: what the WordPress plugin, the Laravel adapter and the n8n node ask for; apidoc.onoffice.de, "Read Estates";
read 2026-11-22.
"""

from filebook.core.ids import Kind
from filebook.dialects.onoffice.records import choices
from filebook.dialects.onoffice.records.fields import (
    Field,
    FieldType,
    Group,
    Label,
    Module,
    Origin,
    flag,
    number,
    of,
    select,
    several,
    text,
    varchar,
    whole,
)

_MANAGEMENT = Group(
    "Verwaltung",
    "Management",
    (
        of(Origin.NUMBER, "Id", german="Datensatznr", english="Record no.", type=FieldType.INTEGER),
        of(Origin.UID, "uuid", german="UUID", english="UUID", type=FieldType.VARCHAR),
        varchar("objektnr_extern", german="Externe Objektnummer", english="External property no."),
        varchar("objektnr_intern", german="Interne Objektnummer", english="Internal property no."),
        select("status", german="Status", english="Status", choices=choices.ESTATE_STATES, default="1"),
        select(
            "status2",
            german="Status 2",
            english="Status 2",
            choices=choices.ESTATE_STATES_2,
            default="status2obj_aktiv",
        ),
        flag("verkauft", german="Verkauft/Vermietet", english="Sold or let"),
        flag("reserviert", german="Reserviert", english="Reserved"),
        flag("veroeffentlichen", german="Veröffentlichen", english="Publish"),
        flag("referenz", german="Referenz", english="Reference"),
        flag("top_angebot", german="Top-Angebot", english="Top offer"),
        flag("preisreduktion", german="Preisreduktion", english="Price reduction"),
        flag("courtage_frei", german="Provisionsfrei", english="Without commission"),
        flag("objekt_des_tages", german="Objekt des Tages", english="Property of the day"),
        flag("neu", german="Neu", english="New"),
        flag("objektadresse_freigeben_api", german="Objektadresse freigeben", english="Show the address"),
        Field("benutzer", FieldType.USER, "Betreuer", "Advisor"),
        of(Origin.CREATED_AT, "erstellt_am", german="Erstellt am", english="Created on", type=FieldType.DATETIME),
        of(Origin.MODIFIED_AT, "geaendert_am", german="Geändert am", english="Changed on", type=FieldType.DATETIME),
        Field("auftragvon", FieldType.DATE, "Auftrag von", "Mandate from"),
        Field("auftragbis", FieldType.DATE, "Auftrag bis", "Mandate until"),
        Field("verkauft_am", FieldType.DATE, "Verkauft am", "Sold on"),
    ),
)
_CATEGORY = Group(
    "Kategorie",
    "Category",
    (
        select("objektart", german="Objektart", english="Property class", choices=choices.ESTATE_TYPES),
        select("objekttyp", german="Objekttyp", english="Property type", choices=choices.ANY_SUBTYPE),
        select("nutzungsart", german="Nutzungsart", english="Type of use", choices=choices.USES),
        select("vermarktungsart", german="Vermarktungsart", english="Type of transaction", choices=choices.MARKETING),
    ),
)
_GEOGRAPHY = Group(
    "Geografische-Angaben",
    "Geographic data",
    (
        varchar("strasse", german="Straße", english="Street", word="street"),
        varchar("hausnummer", german="Hausnummer", english="House no.", length=20),
        varchar("plz", german="PLZ", english="Zip code", word="zip", length=20),
        varchar("ort", german="Ort", english="City", word="city"),
        select("land", german="Land", english="Country", choices=choices.COUNTRIES, word="country"),
        varchar("bundesland", german="Bundesland", english="State"),
        varchar("regionaler_zusatz", german="Regionaler Zusatz", english="Region"),
        varchar("lage_gebiet", german="Lage im Gebiet", english="District"),
        whole("etage", german="Etage", english="Floor"),
        number("breitengrad", german="Breitengrad", english="Latitude", decimals=5),
        number("laengengrad", german="Längengrad", english="Longitude", decimals=5),
        flag("virtualAddress", german="Virtuelle Adresse", english="Virtual address"),
        varchar("virtualStreet", german="Virtuelle Straße", english="Virtual street"),
        varchar("virtualHouseNumber", german="Virtuelle Hausnummer", english="Virtual house no.", length=20),
        number("virtualLatitude", german="Virtueller Breitengrad", english="Virtual latitude", decimals=5),
        number("virtualLongitude", german="Virtueller Längengrad", english="Virtual longitude", decimals=5),
        flag("showGoogleMap", german="Karte anzeigen", english="Show map"),
    ),
)
_PRICES = Group(
    "Preise",
    "Prices",
    (
        number("kaufpreis", german="Kaufpreis", english="Purchase price"),
        number("kaltmiete", german="Kaltmiete", english="Rent without utilities"),
        number("nettokaltmiete", german="Nettokaltmiete", english="Net rent"),
        number("warmmiete", german="Warmmiete", english="Rent with utilities"),
        number("nebenkosten", german="Nebenkosten", english="Utilities"),
        number("heizkosten", german="Heizkosten", english="Heating costs"),
        number("pacht", german="Pacht", english="Lease"),
        number("erbpacht", german="Erbpacht", english="Long lease"),
        number("hausgeld", german="Hausgeld", english="Service charge"),
        varchar("kaution", german="Kaution", english="Deposit"),
        number("kaufpreis_pro_qm", german="Kaufpreis pro m²", english="Purchase price per m²"),
        number("mietpreis_pro_qm", german="Mietpreis pro m²", english="Rent per m²"),
        number("stellplatzmiete", german="Stellplatzmiete", english="Rent of the parking space"),
        varchar("aussen_courtage", german="Außenprovision", english="Buyer's commission"),
        flag("preisAufAnfrage", german="Preis auf Anfrage", english="Price on request"),
        varchar("waehrung", german="Währung", english="Currency", length=3),
    ),
)
_AREAS = Group(
    "Flächen",
    "Areas",
    (
        number("wohnflaeche", german="Wohnfläche", english="Living area"),
        number("nutzflaeche", german="Nutzfläche", english="Usable area"),
        number("gesamtflaeche", german="Gesamtfläche", english="Total area"),
        number("grundstuecksflaeche", german="Grundstücksfläche", english="Plot area"),
        number("bueroflaeche", german="Bürofläche", english="Office area"),
        number("lagerflaeche", german="Lagerfläche", english="Storage area"),
        number("anzahl_zimmer", german="Anzahl Zimmer", english="Rooms", word="rooms"),
        number("anzahl_schlafzimmer", german="Anzahl Schlafzimmer", english="Bedrooms"),
        number("anzahl_badezimmer", german="Anzahl Badezimmer", english="Bathrooms"),
        number("anzahl_sep_wc", german="Anzahl separate WC", english="Separate toilets"),
        number("anzahl_balkone", german="Anzahl Balkone", english="Balconies"),
        number("anzahl_terrassen", german="Anzahl Terrassen", english="Terraces"),
        number("anzahl_stellplaetze", german="Anzahl Stellplätze", english="Parking spaces"),
        whole("anzahl_etagen", german="Anzahl Etagen", english="Floors"),
    ),
)
_FEATURES = Group(
    "Ausstattung",
    "Features",
    (
        whole("baujahr", german="Baujahr", english="Year of construction"),
        select("zustand", german="Zustand", english="Condition", choices=choices.CONDITIONS),
        several("befeuerung", german="Befeuerung", english="Heating fuel", choices=choices.HEATING),
        flag("balkon", german="Balkon", english="Balcony"),
        flag("terrasse", german="Terrasse", english="Terrace"),
        flag("gartennutzung", german="Gartennutzung", english="Use of the garden"),
        flag("unterkellert", german="Unterkellert", english="Cellar"),
        flag("fahrstuhl", german="Fahrstuhl", english="Lift"),
        flag("barrierefrei", german="Barrierefrei", english="Without barriers"),
        flag("kamin", german="Kamin", english="Fireplace"),
        varchar("energieausweistyp", german="Energieausweistyp", english="Type of energy certificate"),
        varchar("energyClass", german="Energieeffizienzklasse", english="Energy class", length=10),
        number("endenergiebedarf", german="Endenergiebedarf", english="Energy demand"),
        number("energieverbrauchskennwert", german="Energieverbrauchskennwert", english="Energy consumption"),
        Field("energiepass_gueltig_bis", FieldType.DATE, "Energieausweis gültig bis", "Energy certificate valid until"),
        varchar("abdatum", german="Verfügbar ab", english="Available from"),
    ),
)
_TEXTS = Group(
    "Freitexte",
    "Texts",
    (
        Field("objekttitel", FieldType.VARCHAR, "Objekttitel", "Title", length=255, fallback=Origin.LABEL),
        text("objektbeschreibung", german="Objektbeschreibung", english="Description"),
        text("lage", german="Lage", english="Location"),
        text("ausstatt_beschr", german="Ausstattung", english="Features"),
        text("sonstige_angaben", german="Sonstige Angaben", english="Other information"),
        text("dreizeiler", german="Dreizeiler", english="Short description"),
    ),
)

ESTATE = Module(
    "estate",
    Label("Immobilien", "Properties"),
    (_MANAGEMENT, _CATEGORY, _GEOGRAPHY, _PRICES, _AREAS, _FEATURES, _TEXTS),
    kind=Kind.ESTATE,
)
SEARCHED = (_GEOGRAPHY, _CATEGORY, _PRICES, _AREAS)
"""Groups that seekers may search by."""
NOT_SEARCHED = frozenset({"breitengrad", "laengengrad", "hausnummer", "waehrung", "kaution", "aussen_courtage"})
