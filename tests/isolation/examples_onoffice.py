"""Example requests at the onOffice door: every row of its action table, and its link."""

from collections.abc import Mapping

from filebook.core.access import Role
from filebook.core.ids import Door, hex_of
from tests.isolation.example import Build, Example, Key
from tests.isolation.examples_onoffice_files import FILE_CHANGES, FILE_LISTS, PICTURES, UPLOADS
from tests.isolation.examples_onoffice_records import RECORDS
from tests.isolation.onoffice_action import action
from tests.isolation.things import Things

_RELATION = "urn:onoffice-de-ns:smart:2.5:relationTypes:"
_RELATIONS = (
    Example(
        "get idsfromrelation *: files of an appointment",
        action(
            "get",
            "idsfromrelation",
            relationtype=_RELATION + "calendar:file:attachment",
            parentids=lambda things: [things.appointment],
        ),
        ("appointment",),
        Role.VIEWER,
    ),
    Example(
        "get idsfromrelation *: appointments of a file",
        action(
            "get",
            "idsfromrelation",
            relationtype=_RELATION + "calendar:file:attachment",
            childids=lambda things: things.file.number,
        ),
        ("file",),
        Role.VIEWER,
    ),
    Example(
        "get idsfromrelation *: contacts of an appointment",
        action(
            "get",
            "idsfromrelation",
            relationtype=_RELATION + "calendar:address",
            parentids=lambda things: things.appointment,
        ),
        ("appointment",),
        Role.VIEWER,
    ),
    Example(
        "get idsfromrelation *: estates of a contact",
        action(
            "get",
            "idsfromrelation",
            relationtype=_RELATION + "estate:address:owner",
            childids=lambda things: [things.contact],
        ),
        ("contact",),
        Role.VIEWER,
    ),
)
_RELATION_WRITES = (
    Example(
        "create relation *: owner of an estate",
        action(
            "create",
            "relation",
            relationtype=_RELATION + "estate:address:owner",
            parentid=lambda things: things.estate,
            childid=lambda things: [things.contact],
        ),
        ("estate", "contact"),
        Role.EDITOR,
    ),
    Example(
        "create relation *: file on a task",
        action(
            "create",
            "relation",
            relationtype=_RELATION + "task:file:attachment",
            parentid=lambda things: things.task,
            childid=lambda things: things.file.number,
        ),
        ("task", "file"),
        Role.EDITOR,
    ),
    Example(
        "modify relation *: what a contact answered",
        action(
            "modify",
            "relation",
            relationtype=_RELATION + "calendar:address",
            parentid=lambda things: things.appointment,
            childid=lambda things: things.contact,
            relationinfo={"statusTerminbestaetigung": "gesendet"},
        ),
        ("appointment", "contact"),
        Role.VIEWER,  # who takes part there may change it
    ),
    Example(
        "delete relation *: file of an appointment",
        action(
            "delete",
            "relation",
            relationtype=_RELATION + "calendar:file:attachment",
            parentid=lambda things: things.appointment,
            childid=lambda things: things.file.number,
        ),
        ("appointment", "file"),
        Role.EDITOR,
        spends=True,
    ),
)
_READS = (
    *FILE_LISTS,
    *_RELATIONS,
    *PICTURES,
)
_TIMES = {"start_dt": "2026-04-07 14:30:00", "end_dt": "2026-04-07 15:00:00"}


def _appointment(things: Things) -> int:
    return things.appointment


def _wanted(verb: str, kind: str) -> Build:
    """A new appointment, or the question whether it would be in anybody's way."""
    return action(
        verb,
        kind,
        data=_TIMES,
        subscribers=lambda things: {"users": [things.staff], "groups": []},
        relatedAddressIds=lambda things: [things.contact],
        relatedEstateId=lambda things: things.estate,
    )


_CALENDAR = (
    Example(
        "read calendar *: one",
        action("read", "calendar", _appointment, showConflicts=True, showConfirmationStatus=True),
        ("appointment",),
        Role.PERSONAL,
    ),
    Example(
        "read calendar *: some days",
        action("read", "calendar", datestart="2026-04-01", dateend="2026-04-30", users=lambda things: [things.staff]),
        ("staff",),
        Role.PERSONAL,
    ),
    Example(
        "get appointmentList *: one", action("get", "appointmentList", _appointment), ("appointment",), Role.PERSONAL
    ),
    Example("get calendarResources *: all", action("get", "calendarResources"), (), Role.PERSONAL),
    Example(
        "get appointmentConflicts *: of a plan",
        _wanted("get", "appointmentConflicts"),
        ("staff", "contact", "estate"),
        Role.VIEWER,
    ),
    Example(
        "do appointmentAffirmation *: one",
        action("do", "appointmentAffirmation", calendarId=_appointment),
        ("appointment",),
        Role.PERSONAL,
    ),
)
_CALENDAR_CHANGES = (
    Example("create calendar *: one", _wanted("create", "calendar"), ("staff", "contact", "estate"), Role.EDITOR),
    Example(
        "modify calendar *: its note",
        action("modify", "calendar", _appointment, data={"note": "changed"}),
        ("appointment",),
        Role.PERSONAL,  # who takes part there may change it
    ),
    Example(
        "modify calendar *: with whom and what it has to do",
        action(
            "modify",
            "calendar",
            _appointment,
            relatedAddressIds=lambda things: [things.contact],
            relatedEstateId=lambda things: things.estate,
            location=lambda things: {"estate": things.estate},
        ),
        ("appointment", "contact", "estate"),
        Role.VIEWER,
    ),
    *(
        Example(
            f"delete {kind} *: one", action("delete", kind, _appointment), ("appointment",), Role.PERSONAL, spends=True
        )
        for kind in ("calendar", "appointment", "appointments")
    ),
)
EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    (Door.ONOFFICE, "GET", "/smart/pictures/{token}/{name}"): (
        Example(
            "made-up picture link",
            lambda person, things: {
                "method": "GET",
                "path": f"/onoffice/smart/pictures/{hex_of(things.file.uid)}/{things.file.number}.jpg@300x200",
            },
            ("file",),
            None,
        ),
    ),
    (Door.ONOFFICE, "POST", "/api/{version}/api.php"): (
        *FILE_CHANGES,
        *_CALENDAR_CHANGES,
        *_CALENDAR,
        *_RELATION_WRITES,
        *UPLOADS,
        *RECORDS,
        *_READS,
    ),
    (Door.ONOFFICE, "GET", "/api/{version}/api.php"): (*UPLOADS[:2], *_READS),
    (Door.ONOFFICE, "GET", "/smart/app/smart/AppAnonymousFileList.php"): (
        Example(
            "made-up page",
            lambda person, things: {
                "method": "GET",
                "path": f"/onoffice/smart/app/smart/AppAnonymousFileList.php?params={things.contact}&language=de",
            },
            ("contact",),
            None,
        ),
    ),
    (Door.ONOFFICE, "GET", "/smart/app/smart/AppAnonymousFileDownload.php"): (
        Example(
            "made-up link",
            lambda person, things: {
                "method": "GET",
                "path": f"/onoffice/smart/app/smart/AppAnonymousFileDownload.php?params={hex_of(things.file.uid)}",
            },
            ("file",),
            None,
        ),
    ),
}
