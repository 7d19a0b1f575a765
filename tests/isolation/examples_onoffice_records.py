"""Example requests at the onOffice door about records, people and how a business is set up."""

from collections.abc import Callable, Mapping

from filebook.core.access import Role
from tests.isolation.example import Example
from tests.isolation.onoffice_action import action
from tests.isolation.things import Things

_NAMES: Mapping[str, str] = {
    "estate": "estate",
    "address": "contact",
    "task": "task",
    "agentslog": "agents_log",
    "agentsLog": "agents_log",
}
"""Resourcetype → which of the things it is."""

_PLAIN = (
    ("get", "users"),
    ("get", "groups"),
    ("get", "fields"),
    ("get", "actionkindtypes"),
    ("get", "estateCategories"),
    ("get", "searchCriteriaFields"),
    ("get", "filters"),
    ("get", "regions"),
    ("get", "recordsLastSeen"),
    ("get", "userphoto"),
    ("read", "impressum"),
    ("read", "basicsettings"),
    ("do", "unlockProvider"),
)
"""Calls that name nothing."""


def _its(name: str) -> Callable[[Things], object]:
    return lambda things: getattr(things, name)


_READS = (
    *(
        Example(f"read {kind} *: by id", action("read", kind, _its(name), data=["uuid"]), (name,), Role.VIEWER)
        for kind, name in _NAMES.items()
    ),
    Example(
        "read address *: some",
        action("read", "address", data=["Name"], recordids=lambda things: [things.contact]),
        ("contact",),
        Role.VIEWER,
    ),
    Example(
        "read agentslog *: about records",
        action("read", "agentslog", data=["Nr"], estateid=_its("estate"), addressid=_its("contact")),
        ("estate", "contact"),
        Role.VIEWER,
    ),
    Example(
        "read task *: about records",
        action("read", "task", data=["Betreff"], relatedEstateId=_its("estate"), relatedAddressId=_its("contact")),
        ("estate", "contact"),
        Role.VIEWER,
    ),
    Example("read user *: one", action("read", "user", _its("staff"), data=["Name"]), ("staff",), Role.VIEWER),
    Example(
        "get checkuserrecordsright *: of addresses",
        action(
            "get",
            "checkuserrecordsright",
            action="read",
            module="address",
            userid=_its("staff"),
            recordIds=lambda things: [things.contact],
        ),
        ("staff", "contact"),
        Role.VIEWER,
    ),
    *(
        Example(f"get search {kind}: by a word", action("get", "search", kind, input="a"), (), Role.VIEWER)
        for kind in ("address", "estate")
    ),
    *(Example(f"{verb} {kind} *: plain", action(verb, kind), (), Role.VIEWER) for verb, kind in _PLAIN),
)

_CHANGES = (
    *(
        Example(f"modify {kind} *: one", action("modify", kind, _its(name), data={}), (name,), Role.EDITOR)
        for kind, name in _NAMES.items()
    ),
    *(
        Example(f"delete {kind} *: one", action("delete", kind, _its(name)), (name,), Role.EDITOR, spends=True)
        for kind, name in _NAMES.items()
    ),
    Example("create estate *: one", action("create", "estate", data={"objekttitel": "A house"}), (), Role.EDITOR),
    Example("create address *: one", action("create", "address", Name="Somebody"), (), Role.EDITOR),
    Example(
        "create task *: about records",
        action(
            "create",
            "task",
            data={"Betreff": "A task"},
            relatedAddressId=_its("contact"),
            relatedEstateId=_its("estate"),
        ),
        ("contact", "estate"),
        Role.EDITOR,
    ),
    *(
        Example(
            f"create {kind} *: with everything",
            action(
                "create",
                kind,
                note="An entry",
                addressids=lambda things: [things.contact],
                estateid=_its("estate"),
                taskid=_its("task"),
                appointmentid=_its("appointment"),
                fileids=lambda things: [things.file.number],
            ),
            ("contact", "estate", "task", "appointment", "file"),
            Role.EDITOR,
        )
        for kind in ("agentslog", "agentsLog")
    ),
)

RECORDS = (*_READS, *_CHANGES)
