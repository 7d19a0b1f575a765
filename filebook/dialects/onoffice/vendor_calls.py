"""The calls of onOffice's API in words, for tables of compatibility; whether they are served the door itself tells.

Loaded when somebody asks.

Source: apidoc.onoffice.de and the clients of onoffice.md, read 2026-11-21.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from filebook.core.compatibility import KnownFrom, VendorCall
from filebook.dialects.onoffice.calls import CALLS

ANY = "*"
LIST_LIMIT = "`listlimit` at most 100"
NOT_AT_VENDOR = "24"
REMINDERS = "only the documented reminders"
KNOWN_NAMES = "unknown field names 144"
KNOWN_WORDS = "unknown field names 144, unknown choices 252"


@dataclass(frozen=True, slots=True)
class Call:
    """One call. `strict`: what the profile of that name changes."""

    action: str
    resourcetype: str
    about: str
    resourceid: str = ANY
    strict: str = ""


VENDORS: Mapping[str, tuple[Call, ...]] = {
    "Files": (
        Call(
            "do",
            "uploadfile",
            "uploads whole and in blocks, links, temporary uploads",
            strict="modules `appointment` and `calendar` 163",
        ),
        Call("get", "file", "the files of an appointment, with links for an hour", "appointment", LIST_LIMIT),
        Call(
            "get", "file", "the files of an estate, with content or picture address if asked for", "estate", LIST_LIMIT
        ),
        Call("get", "file", "the files of an address, with content if asked for", "address", LIST_LIMIT),
        Call("modify", "fileRelation", "words, kind and place of a file", strict="only of estates, else 132"),
        Call(
            "delete",
            "fileRelation",
            "takes a file off what it hangs on",
            strict="only of estates, addresses, log entries, tasks",
        ),
        Call("get", "estatepictures", "published pictures of estates, resized"),
        Call("get", "downloadFiles", "a page with an address's files, for 14 days", "address"),
        Call("get", "defaultAttachments", "attachments of templates"),
    ),
    "Appointments": (
        Call("read", "calendar", "one appointment, or those of a period"),
        Call("create", "calendar", "a new appointment or series", strict=REMINDERS),
        Call("modify", "calendar", "changes an appointment", strict=REMINDERS),
        Call("delete", "calendar", "deletes an appointment"),
        Call("get", "appointmentList", "appointments in the newer form", strict="unknown elements 144"),
        Call("get", "calendarResources", "rooms and things that can be booked"),
        Call("get", "appointmentConflicts", "what stands in the way of an appointment"),
        Call("do", "appointmentAffirmation", "looks the appointment up; no mail is sent"),
    ),
    "Relations": (
        Call("get", "idsfromrelation", "what is related to records"),
        Call("create", "relation", "relates records"),
        Call("modify", "relation", "changes what a relation says"),
        Call("delete", "relation", "ends a relation"),
    ),
    "Records": (
        Call("read", "estate", "estates", strict=KNOWN_NAMES),
        Call("create", "estate", "a new estate", strict=KNOWN_WORDS),
        Call("modify", "estate", "changes an estate", strict=KNOWN_WORDS),
        Call("read", "address", "addresses", strict=KNOWN_NAMES),
        Call("create", "address", "a new address", strict=KNOWN_WORDS),
        Call("modify", "address", "changes an address", strict=KNOWN_WORDS),
        Call("read", "task", "tasks; the count is that of the page", strict="also `listoffset` and `recordids` 144"),
        Call("create", "task", "a new task", strict=KNOWN_WORDS),
        Call("modify", "task", "changes a task", strict=KNOWN_WORDS),
        Call("read", "agentslog", "entries of the agents' log", strict=KNOWN_NAMES),
        Call("create", "agentslog", "a new entry of the agents' log", strict=KNOWN_WORDS),
        Call("get", "search", "estates by words", "estate"),
        Call("get", "search", "addresses by words", "address"),
        Call("get", "recordsLastSeen", "records opened lately; always none"),
    ),
    "Users, fields and settings": (
        Call("get", "fields", "fields of a module, with labels in German or English"),
        Call("get", "users", "users"),
        Call("read", "user", "users with chosen fields", strict=KNOWN_NAMES),
        Call("get", "userphoto", "pictures of users; always none"),
        Call("get", "groups", "groups of users"),
        Call("get", "checkuserrecordsright", "which records a user may read or change"),
        Call("get", "actionkindtypes", "kinds and types of entries of the agents' log"),
        Call("read", "basicsettings", "the business's name and colours"),
        Call("read", "impressum", "the business's name; the rest is not kept here"),
        Call("get", "filters", "stored filters; always none"),
        Call("get", "regions", "regions; always none"),
        Call("get", "estateCategories", "categories of estates"),
        Call("get", "searchCriteriaFields", "fields of search criteria"),
        Call("get", "multiselectkey", "keys of a field of choices"),
        Call("get", "multiselectconfiguration", "settings of a field of choices"),
        Call("get", "getlink", "an address inside the vendor's application"),
        Call("get", "log", "the vendor's log of changes"),
        Call("do", "unlockProvider", "always a success; nothing is locked here"),
        Call("get", "templates", "templates of letters"),
        Call("get", "pdf", "printed estates"),
    ),
}
"""What the vendor documents, by subject."""

OURS: tuple[Call, ...] = (
    Call("get", "file", "the files of a task", "task", NOT_AT_VENDOR),
    Call("get", "file", "the files of an entry of the agents' log", "agentslog", NOT_AT_VENDOR),
    Call("modify", "file", "the same as `fileRelation`, as several clients send it"),
    Call("delete", "file", "the same as `fileRelation`, as several clients send it"),
    Call("delete", "appointment", "the same as `calendar`"),
    Call("delete", "appointments", "the same as `calendar`"),
    Call("delete", "estate", "moves an estate to the trash"),
    Call("delete", "address", "moves an address to the trash"),
    Call("delete", "task", "moves a task to the trash"),
    Call("delete", "agentslog", "moves an entry of the agents' log to the trash"),
    Call("modify", "agentslog", "changes an entry of the agents' log", strict=KNOWN_WORDS),
    Call("read", "agentsLog", "the same as `agentslog`"),
    Call("create", "agentsLog", "the same as `agentslog`"),
    Call("modify", "agentsLog", "the same as `agentslog`"),
    Call("delete", "agentsLog", "the same as `agentslog`"),
)
"""What only Filebook serves."""


def vendor_calls() -> list[VendorCall]:
    """All of them."""
    told = [(subject, call, KnownFrom.VENDOR) for subject, calls in VENDORS.items() for call in calls]
    told += [("Beyond the vendor's calls", call, KnownFrom.US) for call in OURS]
    return [
        VendorCall(
            subject=subject,
            call=" ".join(word for word in (call.action, call.resourcetype, call.resourceid) if word != ANY),
            served=is_served(call),
            about=call.about,
            strict=call.strict,
            known_from=known_from,
        )
        for subject, call, known_from in told
    ]


def is_served(call: Call) -> bool:
    """Whether the door has a handler for it."""
    row = CALLS.get((call.action, call.resourcetype))
    return row is not None and not row.handlers.keys().isdisjoint({call.resourceid, ANY})
