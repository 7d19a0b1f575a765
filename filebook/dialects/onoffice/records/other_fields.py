"""The fields of the modules task, agentsLog, calendar, file and user.

Source: apidoc.onoffice.de, "Read Tasks", "Create Tasks", "Read Agents log", "Create Agents log", "Read User"; the file
and calendar pages for what those calls take; read 2026-11-22.
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
    number,
    of,
    select,
    several,
    text,
    varchar,
    whole,
)

TASK = Module(
    "task",
    Label("Aufgaben", "Tasks"),
    (
        Group(
            "Aufgabe",
            "Task",
            (
                of(Origin.NUMBER, "Nr", german="Datensatznr", english="Record no.", type=FieldType.INTEGER),
                Field("Betreff", FieldType.VARCHAR, "Betreff", "Subject", 255, word="subject", fallback=Origin.LABEL),
                text("Aufgabe", german="Aufgabe", english="Task"),
                select("Prio", german="Priorität", english="Priority", choices=choices.PRIORITIES, default="3"),
                select("Status", german="Status", english="Status", choices=choices.TASK_STATES, default="1"),
                whole("Art", german="Art", english="Type"),
                Field("Verantwortung", FieldType.USER, "Verantwortung", "Responsibility"),
                varchar("Verantwortung_Gruppe", german="Verantwortung (Gruppe)", english="Responsibility (group)"),
                flag("responsibilityByGroup", german="Verantwortung einer Gruppe", english="Responsibility of a group"),
                Field("Bearbeiter", FieldType.USER, "Bearbeiter", "Processor"),
                Field("von", FieldType.USER, "Erstellt von", "Created by"),
                flag("Privat", german="Privat", english="Private"),
                flag("erledigt", german="Erledigt", english="Done"),
                whole("Stand", german="Stand (%)", english="Progress (%)"),
                text("Kommentar", german="Kommentar", english="Comment"),
                text("publicDescription", german="Öffentliche Beschreibung", english="Public description"),
            ),
        ),
        Group(
            "Termine",
            "Dates",
            (
                Field("Deadline", FieldType.DATETIME, "Fällig am", "Due on"),
                varchar("Deadline_Zeit", german="Fällig um", english="Due at", length=8),
                flag("Deadline_strikt", german="Fälligkeit verbindlich", english="Due date is binding"),
                Field("Beginn", FieldType.DATETIME, "Beginn", "Begin"),
                Field("Ende", FieldType.DATETIME, "Ende", "End"),
                Field("Beginnt_am", FieldType.DATETIME, "Zurückgestellt bis", "Deferred until"),
                varchar("Beginnt_um", german="Zurückgestellt bis (Zeit)", english="Deferred until (time)", length=8),
                of(
                    Origin.CREATED_AT,
                    "Eintragsdatum",
                    german="Eintragsdatum",
                    english="Entry date",
                    type=FieldType.DATETIME,
                ),
                of(Origin.MODIFIED_AT, "modified", german="Geändert am", english="Changed on", type=FieldType.DATETIME),
                Field("Austragsdatum", FieldType.DATETIME, "Austragsdatum", "Closing date"),
                flag("Erinnerung", german="Erinnerung", english="Reminder"),
                Field("Erinnerungsdatum", FieldType.DATE, "Erinnerung am", "Reminder on"),
                varchar("Erinnerungsdatum_Zeit", german="Erinnerung um", english="Reminder at", length=8),
                number("Aufwand_Soll_NUM", german="Aufwand (Soll)", english="Effort (planned)"),
                varchar("Einheit_Aufwand_Soll", german="Einheit (Soll)", english="Unit (planned)"),
                number("Aufwand_Zusatz_NUM", german="Aufwand (Zusatz)", english="Effort (additional)"),
                varchar("Einheit_Aufwand_Zusatz", german="Einheit (Zusatz)", english="Unit (additional)"),
            ),
        ),
    ),
    kind=Kind.TASK,
)

AGENTS_LOG = Module(
    "agentsLog",
    Label("Maklerbuch", "Agents log"),
    (
        Group(
            "Maklerbuch",
            "Agents log",
            (
                of(Origin.NUMBER, "Nr", german="Datensatznr", english="Record no.", type=FieldType.INTEGER),
                of(Origin.ESTATES, "Objekt_nr", german="Objektnr", english="Property no.", type=FieldType.INTEGER),
                of(Origin.CONTACTS, "Adress_nr", german="Adressnr", english="Address no.", type=FieldType.INTEGER),
                Field("Datum", FieldType.DATETIME, "Datum", "Date", fallback=Origin.CREATED_AT),
                of(Origin.CREATED_AT, "created", german="Erstellt am", english="Created on", type=FieldType.DATETIME),
                of(
                    Origin.MODIFIED_AT,
                    "Datum_bearb",
                    german="Geändert am",
                    english="Changed on",
                    type=FieldType.DATETIME,
                ),
                select("Aktionsart", german="Aktionsart", english="Kind of action", choices=choices.ACTION_KIND_LABELS),
                select("Aktionstyp", german="Aktionstyp", english="Type of action", choices=choices.ACTION_TYPES),
                text("Bemerkung", german="Bemerkung", english="Note"),
                Field("Benutzer", FieldType.USER, "Benutzer", "User"),
                whole("Benutzer_nr", german="Benutzernr", english="User no."),
                Field("Benutzer_bearb", FieldType.USER, "Geändert von", "Changed by"),
                number("Kosten", german="Kosten", english="Cost"),
                whole("dauer", german="Dauer (Sekunden)", english="Duration (seconds)"),
                varchar("merkmal", german="Merkmal", english="Characteristic"),
                varchar("Aktionsmerkmale", german="Aktionsmerkmale", english="Characteristics of the action"),
                varchar("HerkunftKontakt", german="Herkunft", english="Contact source"),
                select(
                    "Beratungsebene",
                    german="Beratungsebene",
                    english="Advisory level",
                    choices=choices.ADVISORY_LEVELS,
                ),
                varchar("Absagegrund", german="Absagegrund", english="Reason of cancellation"),
                varchar("Angeboten_fuer", german="Angeboten für", english="Offered for"),
                Field("mailDate", FieldType.DATETIME, "Datum der E-Mail", "Date of the e-mail"),
            ),
        ),
    ),
    kind=Kind.AGENTS_LOG,
)
LOG_PARAMETERS: Mapping[str, str] = {
    "datetime": "Datum",
    "actionkind": "Aktionsart",
    "actiontype": "Aktionstyp",
    "note": "Bemerkung",
    "cost": "Kosten",
    "duration": "dauer",
    "features": "merkmal",
    "origincontact": "HerkunftKontakt",
    "advisorylevel": "Beratungsebene",
    "reasoncancellation": "Absagegrund",
}
"""Parameter of `create` and `modify` → the field under which it is read."""

CALENDAR = Module(
    "calendar",
    Label("Kalender", "Calendar"),
    (
        Group(
            "Termin",
            "Appointment",
            (
                varchar("description", german="Betreff", english="Subject", length=255),
                Field("start_dt", FieldType.DATETIME, "Beginn", "Begin"),
                Field("end_dt", FieldType.DATETIME, "Ende", "End"),
                flag("ganztags", german="Ganztägig", english="All day"),
                select("art", german="Terminart", english="Type", choices=choices.ACTION_KINDS["Termin"][1]),
                varchar("ort", german="Ort", english="Place", length=255),
                text("note", german="Notiz", english="Note"),
                select(
                    "status",
                    german="Status",
                    english="Status",
                    choices={
                        "active": Label("Aktiv", "Active"),
                        "completed": Label("Erledigt", "Completed"),
                        "canceled": Label("Abgesagt", "Cancelled"),
                    },
                ),
                flag("abgesagt", german="Abgesagt", english="Cancelled"),
                flag("erledigt", german="Erledigt", english="Done"),
                flag("private", german="Privat", english="Private"),
                varchar("erinnerung", german="Erinnerung", english="Reminder"),
                several("ressources", german="Ressourcen", english="Resources", choices={}),
                Field("von", FieldType.USER, "Erstellt von", "Created by"),
                flag("rp_flag", german="Serientermin", english="Recurrent"),
                select(
                    "rp_type",
                    german="Wiederholung",
                    english="Recurrence",
                    choices={
                        "t": Label("täglich", "daily"),
                        "w": Label("wöchentlich", "weekly"),
                        "m": Label("monatlich", "monthly"),
                        "j": Label("jährlich", "yearly"),
                    },
                ),
                whole("rp_tage", german="Abstand", english="Interval"),
                Field("rp_beginn_datum", FieldType.DATE, "Beginn der Serie", "Series begins"),
                Field("rp_ende_datum", FieldType.DATE, "Ende der Serie", "Series ends"),
            ),
        ),
    ),
)

FILE = Module(
    "file",
    Label("Dateien", "Files"),
    (
        Group(
            "Datei",
            "File",
            (
                select("Art", german="Art", english="Type", choices=choices.FILE_TYPES),
                select("documentAttribute", german="Dokumentenattribut", english="Document attribute", choices={}),
            ),
        ),
    ),
)

USER = Module(
    "user",
    Label("Benutzer", "Users"),
    (
        Group(
            "Benutzer",
            "User",
            (
                of(Origin.NUMBER, "Nr", german="Datensatznr", english="Record no.", type=FieldType.INTEGER),
                Field("Name", FieldType.VARCHAR, "Benutzername", "User name", 80, word="user_name"),
                varchar("Vorname", german="Vorname", english="First name", word="first_name"),
                varchar("Nachname", german="Nachname", english="Last name", word="last_name"),
                varchar("Kuerzel", german="Kürzel", english="Abbreviation"),
                varchar("email", german="E-Mail", english="E-mail", word="email"),
                varchar("Email", german="E-Mail", english="E-mail", word="email"),
                varchar("phone", german="Telefon", english="Telephone", word="phone"),
                varchar("mobile", german="Mobil", english="Mobile", word="mobile"),
                varchar("fax", german="Telefax", english="Fax", word="fax"),
                varchar("jobTitle", german="Berufsbezeichnung", english="Job title"),
            ),
        ),
    ),
    kind=Kind.STAFF,
)
