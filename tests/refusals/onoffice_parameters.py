"""What onOffice's calls read, for requests with strange values: each call is one address, so its route cannot tell."""

from collections.abc import Mapping

import msgspec

from filebook.dialects.onoffice import wire
from filebook.dialects.onoffice.calendar import wire as calendar
from filebook.dialects.onoffice.calls import CALLS

Names = tuple[str, ...]

_PLACE = ("fileId", "fileid", "relationtype", "module", "parentid", "parentId", "relatedRecordId")
_CHANGE = (*_PLACE, "Art", "title", "freetext", "documentAttribute", "language", "position")
_LIST = ("fileid", "fileId", "documentAttribute", "listlimit", "listoffset")
_SELECTION = ("data", "filter", "filterid", "recordids", "sortby", "sortorder", "listlimit", "listoffset")
_ABOUT = ("estateid", "addressid", "projectid", "relatedAddressId", "relatedEstateId", "relatedProjectIds")
_CONNECTION = ("relationtype", "parentids", "childids", "parentid", "childid", "relationinfo")
_USUAL = ("data", "filter", "extendedclaim")
"""Sent to calls that read nothing, too."""

_RECORDS = ("estate", "address", "task", "agentslog", "agentsLog")
_READ: Mapping[str, type[msgspec.Struct] | Names] = {
    "do uploadfile *": wire.UploadFileParameters,
    "get file appointment": wire.AppointmentFilesParameters,
    "get file estate": (*_LIST, "showispublishedonhomepage", "showpublicationstatus", "includeImageUrl"),
    **dict.fromkeys(("get file address", "get file task", "get file agentslog"), _LIST),
    "get estatepictures *": ("estateids", "categories", "size", "language"),
    **dict.fromkeys(("modify fileRelation *", "modify file *"), _CHANGE),
    **dict.fromkeys(("delete fileRelation *", "delete file *"), _PLACE),
    "get downloadFiles address": ("addressid", "language"),
    "get idsfromrelation *": _CONNECTION[:3],
    **dict.fromkeys(("create relation *", "modify relation *", "delete relation *"), _CONNECTION),
    **{f"read {kind} *": (*_SELECTION, *_ABOUT, "formatoutput", "outputlanguage") for kind in _RECORDS},
    **{f"create {kind} *": ("data", *_ABOUT, "addressids", "fileids", "userid", "Name") for kind in _RECORDS},
    **{f"modify {kind} *": ("data", *_ABOUT, "Name") for kind in _RECORDS},
    "read user *": _SELECTION,
    "get fields *": ("modules", "labels", "language", "fieldList", "realDataTypes", "showOnlyInactive"),
    **dict.fromkeys(("get search address", "get search estate"), ("input", "listlimit", "listoffset")),
    "get checkuserrecordsright *": ("action", "module", "userid", "recordIds"),
    "read calendar *": calendar.ReadParameters,
    "get appointmentList *": calendar.ListParameters,
    **dict.fromkeys(
        ("create calendar *", "modify calendar *", "get appointmentConflicts *"), calendar.CalendarParameters
    ),
    "do appointmentAffirmation *": ("calendarId", "useDefaultMailAccount"),
}
_CALLS = {f"{action} {kind} {resource}" for (action, kind), row in CALLS.items() for resource in row.handlers}


def parameters_of(call: str) -> Names:
    """The names a row of the table reads, "action resourcetype resourceid". Raises: KeyError for no row's."""
    if call not in _CALLS:
        raise KeyError(call)
    read = _READ.get(call, _USUAL)
    return read if isinstance(read, tuple) else tuple(field.encode_name for field in msgspec.structs.fields(read))


def unknown_calls() -> set[str]:
    """What stands above and is no row."""
    return _READ.keys() - _CALLS
