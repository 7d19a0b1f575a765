"""An example of every request that the doors serve: what it names, and the least role that may make it.

A route without an example fails tests/house/test_routes.py.
"""

import base64
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from filebook.core.access import Role
from filebook.core.ids import Door, Ref, hex_of, short_of
from tests.dialects.onoffice.client import URN
from tests.golden import Step
from tests.isolation.neighbourhood import CONTENT, Person
from tests.isolation.things import Things

Build = Callable[[Person, Things], Step]
Key = tuple[Door, str, str]
"""Door, method, path as the route table has them."""


@dataclass(frozen=True, slots=True)
class Example:
    """One request.

    `what` tells examples of one route apart; at onOffice's address it begins with the row of the action table.
    `names` are the things it names, `least_role` is the lowest role that is served in its own business; None: nobody.
    `anybody`: a caller without any key is served too. `spends`: it works once on the same things or session.
    """

    what: str
    build: Build
    names: tuple[str, ...]
    least_role: Role | None
    anybody: bool = False
    spends: bool = False


# onOffice


def _action(verb: str, kind: str, resource: str = "", **parameters: Callable[[Things], object] | object) -> Build:
    """An action, to be signed when it is sent; parameters that are functions are told the things."""

    def build(person: Person, things: Things) -> Step:
        said = {name: value(things) if callable(value) else value for name, value in parameters.items()}
        action = {
            "actionid": URN + verb,
            "resourceid": resource,
            "resourcetype": kind,
            "identifier": "",
            "parameters": said,
        }
        return {"onoffice": action, "key": person.onoffice}

    return build


_DATA = base64.b64encode(CONTENT).decode()


def _second_step(module: str, target: str) -> Build:
    return _action(
        "do",
        "uploadfile",
        module=module,
        relatedRecordId=lambda things: getattr(things, target),
        tmpUploadId=lambda things: things.upload,
        file="sent.txt",
    )


_UPLOADS = (
    Example("do uploadfile *: first block", _action("do", "uploadfile", data=_DATA), (), Role.EDITOR),
    Example(
        "do uploadfile *: next block",
        _action("do", "uploadfile", data=_DATA, tmpUploadId=lambda things: things.upload),
        ("upload",),
        Role.EDITOR,
    ),
    Example(
        "do uploadfile *: park",
        _action("do", "uploadfile", module="tmpUpload", tmpUploadId=lambda things: things.upload, file="sent.txt"),
        ("upload",),
        Role.EDITOR,
        spends=True,
    ),
    *(
        Example(
            f"do uploadfile *: second step, {module}",
            _second_step(module, target),
            ("upload", target),
            Role.EDITOR,
            spends=True,
        )
        for module, target in (
            ("estate", "estate"),
            ("address", "contact"),
            ("task", "task"),
            ("agentsLog", "agents_log"),
            ("appointment", "appointment"),
            ("calendar", "appointment"),
        )
    ),
    Example(
        "do uploadfile *: link",
        _action(
            "do",
            "uploadfile",
            module="estate",
            relatedRecordId=lambda things: things.estate,
            Art="Link",
            url="https://example.org/",
        ),
        ("estate",),
        Role.EDITOR,
    ),
)
_READS = (
    Example(
        "get file appointment: all",
        _action("get", "file", "appointment", appointmentid=lambda things: things.appointment),
        ("appointment",),
        Role.VIEWER,
    ),
    Example(
        "get file appointment: one",
        _action(
            "get",
            "file",
            "appointment",
            appointmentid=lambda things: things.appointment,
            fileId=lambda things: things.file.number,
        ),
        ("appointment", "file"),
        Role.VIEWER,
    ),
)
_ONOFFICE: Mapping[Key, tuple[Example, ...]] = {
    (Door.ONOFFICE, "POST", "/api/{version}/api.php"): (*_UPLOADS, *_READS),
    (Door.ONOFFICE, "GET", "/api/{version}/api.php"): (*_UPLOADS[:2], *_READS),
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


# TimeTap


def _timetap(method: str, path: Callable[[Things], str], body: Callable[[Things], object] | None = None) -> Build:
    def build(person: Person, things: Things) -> Step:
        step = {"method": method, "path": "/timetap" + path(things), "headers": _bearer(person.timetap)}
        return step if body is None else {**step, "json": body(things)}

    return build


def _hex(name: str) -> Callable[[Things], str]:
    def spelled(things: Things) -> str:
        thing = getattr(things, name)
        assert isinstance(thing, Ref)
        return hex_of(thing.uid)

    return spelled


def _session_token(prefix: str) -> Build:
    def build(person: Person, things: Things) -> Step:
        key = str(things.business)
        signature = hashlib.md5((key + person.timetap_key.secret).encode(), usedforsecurity=False).hexdigest()
        query = f"apiKey={key}&timestamp=1795296047&signature={signature}"
        return {"method": "GET", "path": f"/timetap{prefix}/sessionToken?{query}"}

    return build


def _file_object(things: Things, **changes: object) -> dict[str, object]:
    known = {"businessId": things.business, "fileLibraryType": "FILE", "fileName": "renamed.txt"}
    return {**known, "fileLibraryUUID": hex_of(things.file.uid), **changes}


def _folder_object(things: Things, **changes: object) -> dict[str, object]:
    return {"businessId": things.business, "fileLibraryType": "FOLDER", "fileName": "A folder", **changes}


_LINKS = {"calendarId": "appointment", "clientId": "contact", "professionalId": "staff"}
_PARENT = "parentFileLibraryUUID"
_FOLDER, _FILE = _hex("folder"), _hex("file")


def _links(things: Things) -> dict[str, object]:
    return {name: getattr(things, thing) for name, thing in _LINKS.items()}


def _upload_fields(things: Things) -> dict[str, object]:
    said = {"businessId": things.business, "uploadedFileName": "sent.txt", "userName": "Somebody"}
    return {**said, _PARENT: _FOLDER(things), **_links(things)}


def _upload_form(path: str) -> Build:
    def build(person: Person, things: Things) -> Step:
        parts: list[dict[str, str]] = [
            {"name": name, "text": str(value)} for name, value in _upload_fields(things).items()
        ]
        parts.append({"name": "file", "filename": "sent.txt", "text": CONTENT.decode()})
        return {"method": "POST", "path": path, "headers": _bearer(person.timetap), "multipart": parts}

    return build


def _upload_json(path: str) -> Build:
    def build(person: Person, things: Things) -> Step:
        said = {**_upload_fields(things), "file": _DATA, "sessionToken": person.timetap}
        return {"method": "POST", "path": path, "json": said}

    return build


def _below(prefix: str) -> dict[Key, tuple[Example, ...]]:
    """What `/live` and `/test` serve alike."""
    files, one = f"{prefix}/files", f"{prefix}/files/{{uuid}}"
    return {
        (Door.TIMETAP, "GET", f"{prefix}/sessionToken"): (
            Example("login", _session_token(prefix), ("business",), Role.NONE),
        ),
        (Door.TIMETAP, "GET", files): (
            Example("all", _timetap("GET", lambda things: files), (), Role.VIEWER),
            Example(
                "in a folder",
                _timetap("GET", lambda things: f"{files}?{_PARENT}={_FOLDER(things)}"),
                ("folder",),
                Role.VIEWER,
            ),
            *(
                Example(
                    f"by {parameter}",
                    _timetap("GET", lambda things, p=parameter, t=thing: f"{files}?{p}={getattr(things, t)}"),
                    (thing,),
                    Role.VIEWER,
                )
                for parameter, thing in _LINKS.items()
            ),
        ),
        (Door.TIMETAP, "POST", files): (
            Example(
                "new folder",
                _timetap(
                    "POST",
                    lambda things: files,
                    lambda things: _folder_object(things, **{_PARENT: _FOLDER(things)}, **_links(things)),
                ),
                ("business", "folder", "appointment", "contact", "staff"),
                Role.EDITOR,
            ),
            Example(
                "changed file",
                _timetap(
                    "POST",
                    lambda things: files,
                    lambda things: _file_object(things, **{_PARENT: _FOLDER(things)}, **_links(things)),
                ),
                ("business", "file", "folder", "appointment", "contact", "staff"),
                Role.EDITOR,
                spends=True,
            ),
            Example(
                "changed folder",
                _timetap(
                    "POST", lambda things: files, lambda things: _folder_object(things, fileLibraryUUID=_FOLDER(things))
                ),
                ("business", "folder"),
                Role.EDITOR,
            ),
            Example(
                "trashed file",
                _timetap("POST", lambda things: files, lambda things: _file_object(things, deleted=True)),
                ("business", "file"),
                Role.EDITOR,
                spends=True,
            ),
        ),
        (Door.TIMETAP, "GET", one): (
            Example("file", _timetap("GET", lambda things: f"{files}/{_FILE(things)}"), ("file",), Role.VIEWER),
            Example("folder", _timetap("GET", lambda things: f"{files}/{_FOLDER(things)}"), ("folder",), Role.VIEWER),
        ),
        (Door.TIMETAP, "DELETE", one): (
            Example(
                "file",
                _timetap("DELETE", lambda things: f"{files}/{_FILE(things)}"),
                ("file",),
                Role.EDITOR,
                spends=True,
            ),
            Example(
                "folder",
                _timetap("DELETE", lambda things: f"{files}/{_FOLDER(things)}"),
                ("folder",),
                Role.EDITOR,
                spends=True,
            ),
        ),
        (Door.TIMETAP, "GET", f"{one}/content"): (
            Example(
                "bytes", _timetap("GET", lambda things: f"{files}/{_FILE(things)}/content"), ("file",), Role.VIEWER
            ),
        ),
    }


def _upload_examples(path: str) -> tuple[Example, ...]:
    names = ("business", "folder", "appointment", "contact", "staff")
    return (
        Example("form", _upload_form("/timetap" + path), names, Role.EDITOR),
        Example("json", _upload_json("/timetap" + path), names, Role.EDITOR),
    )


_UPLOAD = "/businessWeb/fileUploadS3.do"
_TIMETAP: Mapping[Key, tuple[Example, ...]] = {
    **_below("/live"),
    **_below("/test"),
    **{
        (Door.TIMETAP, "POST", prefix + _UPLOAD): _upload_examples(prefix + _UPLOAD)
        for prefix in ("", "/live", "/test")
    },
    (Door.TIMETAP, "GET", "/tt-client-public/{business}/{uuid}/{name}"): (
        Example(
            "public file",
            lambda person, things: {
                "method": "GET",
                "path": f"/timetap/tt-client-public/{things.business}/{_hex('asset')(things)}/{things.asset_name}",
            },
            ("business",),
            Role.NONE,
            anybody=True,
        ),
        Example(
            "private file",
            lambda person, things: {
                "method": "GET",
                "path": f"/timetap/tt-client-public/{things.business}/{_FILE(things)}/note.txt",
            },
            ("business", "file"),
            None,
        ),
    ),
    (Door.TIMETAP, "GET", "/tt-client-private/{rest*}"): (
        Example(
            "private file",
            _timetap("GET", lambda things: f"/tt-client-private/{things.business}/{_FILE(things)}/note.txt"),
            ("business", "file"),
            Role.VIEWER,
        ),
    ),
}


# TelecomX


def _telecomx(path: Callable[[Things], str]) -> Build:
    return lambda person, things: {
        "method": "GET",
        "path": "/telecomx" + path(things),
        "headers": _bearer(person.telecomx),
    }


def _content_path(things: Things) -> str:
    return f"/files/{short_of(things.content.uid)}/note.txt"


_TELECOMX: Mapping[Key, tuple[Example, ...]] = {
    (Door.TELECOMX, "POST", "/auth/login"): (
        Example(
            "password",
            lambda person, things: {
                "method": "POST",
                "path": "/telecomx/auth/login",
                "json": {"username": person.email, "password": person.password},
            },
            (),
            Role.PERSONAL,
        ),
    ),
    (Door.TELECOMX, "GET", "/auth/login"): (
        Example(
            "password",
            lambda person, things: {
                "method": "GET",
                "path": f"/telecomx/auth/login?username={person.email}&password={quote(person.password)}",
            },
            (),
            Role.PERSONAL,
        ),
    ),
    (Door.TELECOMX, "GET", "/auth/logout"): (
        Example("out", _telecomx(lambda things: "/auth/logout"), (), Role.NONE, spends=True),
    ),
    (Door.TELECOMX, "GET", "/auth/validateToken"): (
        Example(
            "own token",
            lambda person, things: {
                "method": "GET",
                "path": f"/telecomx/auth/validateToken?simple=true&token={person.telecomx}",
            },
            (),
            Role.NONE,
        ),
    ),
    (Door.TELECOMX, "GET", "/ping"): (Example("ping", _telecomx(lambda things: "/ping"), (), Role.PERSONAL),),
    (Door.TELECOMX, "GET", "/file/{id}"): (
        Example("file", _telecomx(lambda things: f"/file/{short_of(things.file.uid)}"), ("file",), Role.VIEWER),
        Example("folder", _telecomx(lambda things: f"/file/{short_of(things.folder.uid)}"), ("folder",), Role.VIEWER),
    ),
    (Door.TELECOMX, "GET", "/files/{file}/{name}"): (
        Example("bearer", _telecomx(_content_path), ("file",), Role.VIEWER),
        Example(
            "query",
            lambda person, things: {
                "method": "GET",
                "path": f"/telecomx{_content_path(things)}?token={person.telecomx}",
            },
            ("file",),
            Role.VIEWER,
        ),
        Example(
            "cookie",
            lambda person, things: {
                "method": "GET",
                "path": f"/telecomx{_content_path(things)}",
                "headers": {"Cookie": f"token={person.telecomx}"},
            },
            ("file",),
            Role.VIEWER,
        ),
    ),
}


# Xelion


def _xelion(method: str, path: Callable[[Things], str], body: Callable[[Person], Any] | None = None) -> Build:
    def build(person: Person, things: Things) -> Step:
        headers = {"Authorization": f"xelion {person.xelion}"} if person.xelion else {}
        step = {"method": method, "path": f"/xelion/api/v1/{things.tenant}{path(things)}", "headers": headers}
        return step if body is None else {**step, "json": body(person)}

    return build


def _attachment(query: str) -> Callable[[Things], str]:
    return lambda things: f"/appointments/{things.appointment}/attachments/{things.file.number}{query}"


_TENANT = "/api/v1/{tenant}"
_XELION: Mapping[Key, tuple[Example, ...]] = {
    (Door.XELION, "GET", f"{_TENANT}/server/version"): (
        Example("version", _xelion("GET", lambda things: "/server/version"), ("business",), Role.NONE, anybody=True),
    ),
    (Door.XELION, "POST", f"{_TENANT}/me/login"): (
        Example(
            "password",
            lambda person, things: {
                "method": "POST",
                "path": f"/xelion/api/v1/{things.tenant}/me/login",
                "json": {"userName": person.user_name, "password": person.password, "userSpace": "example"},
            },
            ("business",),
            Role.PERSONAL,
        ),
    ),
    (Door.XELION, "POST", f"{_TENANT}/me/renew"): (
        Example(
            "renewal token",
            _xelion("POST", lambda things: "/me/renew", lambda person: person.xelion_renewal),
            ("business",),
            Role.PERSONAL,
            spends=True,
        ),
    ),
    (Door.XELION, "POST", f"{_TENANT}/me/logout"): (
        Example("out", _xelion("POST", lambda things: "/me/logout"), ("business",), Role.NONE, spends=True),
    ),
    **{
        (Door.XELION, "GET", f"{_TENANT}/{collection}/{{oid}}"): (
            Example(
                "appointment",
                _xelion("GET", lambda things, c=collection: f"/{c}/{things.appointment}"),
                ("business", "appointment"),
                Role.PERSONAL,
            ),
        )
        for collection in ("appointments", "calendars")
    },
    (Door.XELION, "GET", f"{_TENANT}/appointments/{{oid}}/attachments/{{attachment}}"): (
        Example("json", _xelion("GET", _attachment("")), ("business", "appointment", "file"), Role.VIEWER),
        Example(
            "stream",
            _xelion("GET", _attachment("?response_type=stream")),
            ("business", "appointment", "file"),
            Role.VIEWER,
        ),
    ),
}


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"} if token else {}


EXAMPLES: Mapping[Key, tuple[Example, ...]] = {**_ONOFFICE, **_TIMETAP, **_TELECOMX, **_XELION}
"""By door, method and path of the route."""
