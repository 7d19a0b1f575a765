"""Example requests at the TimeTap door."""

import base64
import hashlib
from collections.abc import Callable, Mapping
from functools import partial

from filebook.core.access import Role
from filebook.core.ids import Door, hex_of
from tests.golden import Step
from tests.isolation import (
    examples_timetap_appointments,
    examples_timetap_availability,
    examples_timetap_calendar,
    examples_timetap_clients,
    examples_timetap_staff,
)
from tests.isolation.example import Build, Example, Key, bearer
from tests.isolation.neighbourhood import CONTENT, Person
from tests.isolation.things import Things

_LINKS = {"calendarId": "appointment", "clientId": "contact", "professionalId": "staff"}
_PARENT = "parentFileLibraryUUID"
_NAMED_IN_FIELDS = ("business", "folder", "appointment", "contact", "staff")


def _read(path: Callable[[Things], str], *, method: str = "GET") -> Build:
    """A request without a body, below the door."""
    return lambda person, things: {
        "method": method,
        "path": "/timetap" + path(things),
        "headers": bearer(person.timetap),
    }


def _write(path: str, body: Callable[[Things], object]) -> Build:
    return lambda person, things: {
        "method": "POST",
        "path": "/timetap" + path,
        "headers": bearer(person.timetap),
        "json": body(things),
    }


def _file(things: Things) -> str:
    return hex_of(things.file.uid)


def _folder(things: Things) -> str:
    return hex_of(things.folder.uid)


def _linked(things: Things) -> dict[str, object]:
    """The folder and the links that a file or folder may have."""
    links = {name: getattr(things, thing) for name, thing in _LINKS.items()}
    return {_PARENT: _folder(things), **links}


def _new_folder(things: Things) -> dict[str, object]:
    return {
        "businessId": things.business,
        "fileLibraryType": "FOLDER",
        "fileName": "A folder",
        **_linked(things),
    }


def _changed_folder(things: Things) -> dict[str, object]:
    changed = {"businessId": things.business, "fileLibraryType": "FOLDER", "fileName": "Renamed"}
    return {**changed, "fileLibraryUUID": _folder(things)}


def _changed_file(things: Things) -> dict[str, object]:
    changed = {"businessId": things.business, "fileLibraryType": "FILE", "fileName": "renamed.txt"}
    return {**changed, "fileLibraryUUID": _file(things), **_linked(things)}


def _trashed_file(things: Things) -> dict[str, object]:
    changed = {"businessId": things.business, "fileLibraryType": "FILE", "fileName": "note.txt"}
    return {**changed, "fileLibraryUUID": _file(things), "deleted": True}


def _login(prefix: str, person: Person, things: Things) -> Step:
    key = str(things.business)
    signature = hashlib.md5((key + person.timetap_key.secret).encode(), usedforsecurity=False).hexdigest()
    query = f"apiKey={key}&timestamp=1795296047&signature={signature}"
    return {"method": "GET", "path": f"/timetap{prefix}/sessionToken?{query}"}


def _upload_fields(things: Things) -> dict[str, object]:
    said = {"businessId": things.business, "uploadedFileName": "sent.txt", "userName": "Somebody"}
    return {**said, **_linked(things)}


def _upload_form(path: str, person: Person, things: Things) -> Step:
    parts = [{"name": name, "text": str(value)} for name, value in _upload_fields(things).items()]
    parts.append({"name": "file", "filename": "sent.txt", "text": CONTENT.decode()})
    return {"method": "POST", "path": "/timetap" + path, "headers": bearer(person.timetap), "multipart": parts}


def _upload_json(path: str, person: Person, things: Things) -> Step:
    said = {**_upload_fields(things), "file": base64.b64encode(CONTENT).decode(), "sessionToken": person.timetap}
    return {"method": "POST", "path": "/timetap" + path, "json": said}


def _upload(path: str) -> tuple[Example, ...]:
    return (
        Example("form", partial(_upload_form, path), _NAMED_IN_FIELDS, Role.EDITOR),
        Example("json", partial(_upload_json, path), _NAMED_IN_FIELDS, Role.EDITOR),
    )


def _by_link(files: str, parameter: str, thing: str) -> Build:
    return _read(lambda things: f"{files}?{parameter}={getattr(things, thing)}")


def _lists(files: str) -> tuple[Example, ...]:
    in_folder = _read(lambda things: f"{files}?{_PARENT}={_folder(things)}")
    return (
        Example("all", _read(lambda things: files), (), Role.VIEWER),
        Example("in a folder", in_folder, ("folder",), Role.VIEWER),
        *(
            Example(f"by {parameter}", _by_link(files, parameter, thing), (thing,), Role.VIEWER)
            for parameter, thing in _LINKS.items()
        ),
    )


def _changes(files: str) -> tuple[Example, ...]:
    return (
        Example("new folder", _write(files, _new_folder), _NAMED_IN_FIELDS, Role.EDITOR),
        Example("changed file", _write(files, _changed_file), ("file", *_NAMED_IN_FIELDS), Role.EDITOR, spends=True),
        Example("changed folder", _write(files, _changed_folder), ("business", "folder"), Role.EDITOR),
        Example("trashed file", _write(files, _trashed_file), ("business", "file"), Role.EDITOR, spends=True),
    )


def _below(prefix: str) -> dict[Key, tuple[Example, ...]]:
    """What `/live` and `/test` serve alike."""
    files = f"{prefix}/files"

    def the_file(things: Things) -> str:
        return f"{files}/{_file(things)}"

    def the_folder(things: Things) -> str:
        return f"{files}/{_folder(things)}"

    def the_bytes(things: Things) -> str:
        return the_file(things) + "/content"

    return {
        (Door.TIMETAP, "GET", f"{prefix}/sessionToken"): (
            Example("login", partial(_login, prefix), ("business",), Role.NONE),
        ),
        (Door.TIMETAP, "GET", files): _lists(files),
        (Door.TIMETAP, "POST", files): _changes(files),
        (Door.TIMETAP, "GET", files + "/{uuid}"): (
            Example("file", _read(the_file), ("file",), Role.VIEWER),
            Example("folder", _read(the_folder), ("folder",), Role.VIEWER),
        ),
        (Door.TIMETAP, "DELETE", files + "/{uuid}"): (
            Example("file", _read(the_file, method="DELETE"), ("file",), Role.EDITOR, spends=True),
            Example("folder", _read(the_folder, method="DELETE"), ("folder",), Role.EDITOR, spends=True),
        ),
        (Door.TIMETAP, "GET", files + "/{uuid}/content"): (Example("bytes", _read(the_bytes), ("file",), Role.VIEWER),),
    }


def _public_bucket(uuid: Callable[[Things], str]) -> Build:
    return lambda person, things: {
        "method": "GET",
        "path": f"/timetap/tt-client-public/{things.business}/{uuid(things)}/{things.asset_name}",
    }


def _private_bucket(things: Things) -> str:
    return f"/tt-client-private/{things.business}/{_file(things)}/note.txt"


_UPLOAD = "/businessWeb/fileUploadS3.do"
EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    **_below("/live"),
    **_below("/test"),
    **examples_timetap_appointments.below("/live"),
    **examples_timetap_appointments.below("/test"),
    **examples_timetap_clients.below("/live"),
    **examples_timetap_clients.below("/test"),
    **examples_timetap_staff.below("/live"),
    **examples_timetap_staff.below("/test"),
    **examples_timetap_availability.below("/live"),
    **examples_timetap_availability.below("/test"),
    **examples_timetap_calendar.below("/live"),
    **examples_timetap_calendar.below("/test"),
    (Door.TIMETAP, "POST", _UPLOAD): _upload(_UPLOAD),
    (Door.TIMETAP, "POST", "/live" + _UPLOAD): _upload("/live" + _UPLOAD),
    (Door.TIMETAP, "POST", "/test" + _UPLOAD): _upload("/test" + _UPLOAD),
    (Door.TIMETAP, "GET", "/tt-client-public/{business}/{uuid}/{name}"): (
        Example(
            "public file",
            _public_bucket(lambda things: hex_of(things.asset.uid)),
            ("business",),
            Role.NONE,
            anybody=True,
        ),
        Example("private file", _public_bucket(_file), ("business", "file"), None),
    ),
    (Door.TIMETAP, "GET", "/tt-client-private/{rest*}"): (
        Example("private file", _read(_private_bucket), ("business", "file"), Role.VIEWER),
    ),
}
