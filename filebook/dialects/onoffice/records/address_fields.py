"""The fields of the module address.

Telephone numbers and e-mail addresses are written under `phone`, `mobile`, `email` and the like and read as `Telefon1`,
`Email` and so on; each pair is one value here. Source: apidoc.onoffice.de, "Read Addresses", "Create Addresses"; the
WordPress plugin; read 2026-11-22.
"""

from collections.abc import Mapping

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
    of,
    select,
    several,
    text,
    varchar,
)

_PERSON = Group(
    "Stammdaten",
    "Personal details",
    (
        of(Origin.NUMBER, "id", german="Datensatznr", english="Record no.", type=FieldType.INTEGER),
        of(Origin.UID, "uuid", german="UUID", english="UUID", type=FieldType.VARCHAR),
        Field("KdNr", FieldType.INTEGER, "Kundennr", "Customer no.", fallback=Origin.NUMBER),
        select("Anrede", german="Anrede", english="Form of address", choices=choices.SALUTATIONS),
        varchar("Titel", german="Titel", english="Title"),
        varchar("Anrede-Titel", german="Anrede und Titel", english="Form of address and title"),
        varchar("Vorname", german="Vorname", english="First name", word="first_name"),
        Field("Name", FieldType.VARCHAR, "Name", "Name", length=80, word="last_name", fallback=Origin.LABEL),
        varchar("Zusatz1", german="Firma", english="Company", word="company"),
        varchar("Zusatz2", german="Firma (Zusatz)", english="Company (addition)"),
        varchar("jobTitle", german="Berufsbezeichnung", english="Job title"),
        varchar("jobPosition", german="Position", english="Position"),
        varchar("Strasse", german="Straße", english="Street", word="street"),
        varchar("HausNr", german="Hausnummer", english="House no.", length=20),
        varchar("Plz", german="PLZ", english="Zip code", word="zip", length=20),
        varchar("Ort", german="Ort", english="City", word="city"),
        varchar("Bundesland", german="Bundesland", english="State", word="state"),
        select("Land", german="Land", english="Country", choices=choices.COUNTRIES, word="country"),
        Field("Geburtsdatum", FieldType.DATE, "Geburtsdatum", "Date of birth", word="date_of_birth"),
    ),
)
_CONTACT = Group(
    "Kontakt",
    "Contact",
    (
        varchar("Email", german="E-Mail", english="E-mail", word="email"),
        varchar("email", german="E-Mail", english="E-mail", word="email"),
        varchar("default_email", german="E-Mail (Standard)", english="E-mail (default)", word="email"),
        varchar("email_private", german="E-Mail (privat)", english="E-mail (private)"),
        varchar("email_business", german="E-Mail (geschäftlich)", english="E-mail (business)"),
        varchar("Telefon1", german="Telefon", english="Telephone", word="phone"),
        varchar("phone", german="Telefon", english="Telephone", word="phone"),
        varchar("default_phone", german="Telefon (Standard)", english="Telephone (default)", word="phone"),
        varchar("phone_private", german="Telefon (privat)", english="Telephone (private)"),
        varchar("phone_business", german="Telefon (geschäftlich)", english="Telephone (business)"),
        varchar("mobile", german="Mobil", english="Mobile", word="mobile"),
        varchar("Mobil", german="Mobil", english="Mobile", word="mobile"),
        varchar("Telefax1", german="Telefax", english="Fax", word="fax"),
        varchar("fax", german="Telefax", english="Fax", word="fax"),
        varchar("default_fax", german="Telefax (Standard)", english="Fax (default)", word="fax"),
        varchar("fax_private", german="Telefax (privat)", english="Fax (private)"),
        varchar("fax_business", german="Telefax (geschäftlich)", english="Fax (business)"),
        varchar("Homepage", german="Homepage", english="Website", word="website"),
        text("Briefanrede", german="Briefanrede", english="Salutation"),
        select("SpracheKontakt", german="Sprache", english="Language", choices=choices.LANGUAGES),
        of(Origin.CREATED_AT, "Eintragsdatum", german="Eintragsdatum", english="Entry date", type=FieldType.DATE),
        Field("letzter_Kontakt", FieldType.DATE, "Letzter Kontakt", "Last contact"),
    ),
)
_MANAGEMENT = Group(
    "Verwaltung",
    "Management",
    (
        select("Status", german="Status", english="Status", choices=choices.CONTACT_STATES, default="1"),
        Field("Benutzer", FieldType.USER, "Betreuer", "Advisor"),
        several("ArtDaten", german="Kontaktart", english="Type of contact", choices=choices.CONTACT_TYPES),
        several("HerkunftKontakt", german="Herkunft", english="Contact source", choices=choices.CONTACT_SOURCES),
        select("newsletter_aktiv", german="Newsletter", english="Newsletter", choices=choices.NEWSLETTER, default="0"),
        flag("AGB_akzeptiert", german="AGB akzeptiert", english="Terms accepted"),
        flag("DSGVOStatus", german="DSGVO-Status", english="Data protection status"),
        text("Bemerkung", german="Bemerkung", english="Remark", word="notes"),
        of(Origin.MODIFIED_AT, "Aenderung", german="Geändert am", english="Changed on", type=FieldType.DATETIME),
    ),
)

ADDRESS = Module("address", Label("Adressen", "Addresses"), (_PERSON, _CONTACT, _MANAGEMENT), kind=Kind.CONTACT)
DEFAULT_FIRST: Mapping[str, tuple[str, ...]] = {
    "email": ("email_business", "email_private"),
    "phone": ("phone_business", "phone_private"),
    "fax": ("fax_business", "fax_private"),
}
"""Shared word → the fields of which the first is the default where none is named, as the vendor does it."""
NO_FIELDS = frozenset(
    {
        "extendedclaim", "checkDuplicate", "checkduplicate", "noOverrideByDuplicate", "noOverridedByDuplicate",
        "overwriteDuplicates", "language", "data",
    }
)  # fmt: skip
"""Parameters of `create` and `modify` beside the fields."""
