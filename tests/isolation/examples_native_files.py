"""Example requests for files, their bytes and versions, tags and the trash at the native door."""

from collections.abc import Callable, Mapping

from filebook.core.access import Role
from filebook.core.ids import Door
from tests.golden import Step
from tests.isolation.example import Build, Example, Key, bearer
from tests.isolation.native_request import asks
from tests.isolation.neighbourhood import Person
from tests.isolation.things import Things

_N = Door.NATIVE
_FORM = [{"name": "file", "filename": "a.txt", "text": "one", "type": "text/plain"}]


def _file(rest: str = "") -> Callable[[Things], str]:
    return lambda things: f"/files/{things.file.uid}{rest}"


def _sends(method: str, path: Callable[[Things], str]) -> Build:
    """A body that is the file."""

    def build(person: Person, things: Things) -> Step:
        return {
            "method": method,
            "path": f"/api/v1{path(things)}",
            "headers": bearer(person.native),
            "text": "sent",
        }

    return build


def _form(person: Person, things: Things) -> Step:
    return {
        "method": "POST",
        "path": f"/api/v1/files?folder={things.folder.number}",
        "headers": bearer(person.native),
        "multipart": _FORM,
    }


EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    (_N, "GET", "/files"): (
        Example("all", asks("GET", lambda _: "/files?count=true"), (), Role.VIEWER),
        Example("in", asks("GET", lambda things: f"/files?folder={things.folder.uid}"), ("folder",), Role.VIEWER),
        Example("below", asks("GET", lambda things: f"/files?below={things.folder.number}"), ("folder",), Role.VIEWER),
        Example(
            "on",
            asks("GET", lambda things: f"/files?attached_to={things.event.uid}"),
            ("appointment",),
            Role.VIEWER,
        ),
    ),
    (_N, "POST", "/files"): (
        Example("raw", _sends("POST", lambda _: "/files?name=sent.txt"), (), Role.EDITOR),
        Example(
            "raw into",
            _sends("POST", lambda things: f"/files?name=sent.txt&folder={things.folder.uid}"),
            ("folder",),
            Role.EDITOR,
        ),
        Example("form", _form, ("folder",), Role.EDITOR),
        Example(
            "upload",
            asks("POST", lambda _: "/files", lambda things: {"upload": things.upload, "name": "sent.txt"}),
            ("upload",),
            Role.EDITOR,
            spends=True,
        ),
        Example(
            "link",
            asks("POST", lambda _: "/files", lambda _: {"url": "https://example.org/", "name": "Tour"}),
            (),
            Role.EDITOR,
        ),
    ),
    (_N, "GET", "/files/{id}"): (
        Example("uid", asks("GET", _file()), ("file",), Role.VIEWER),
        Example("number", asks("GET", lambda things: f"/files/{things.file.number}"), ("file",), Role.VIEWER),
    ),
    (_N, "PATCH", "/files/{id}"): (
        Example("title", asks("PATCH", _file(), lambda _: {"title": "Other"}), ("file",), Role.EDITOR),
        Example(
            "move",
            asks("PATCH", _file(), lambda things: {"folder": things.folder.uid}),
            ("file", "folder"),
            Role.EDITOR,
            spends=True,
        ),
    ),
    (_N, "DELETE", "/files/{id}"): (
        Example("trash", asks("DELETE", _file()), ("file",), Role.EDITOR, spends=True),
        Example("for good", asks("DELETE", _file("?forever=true")), ("file",), Role.EDITOR, spends=True),
    ),
    (_N, "GET", "/files/{id}/duplicates"): (
        Example("equal", asks("GET", _file("/duplicates")), ("file",), Role.VIEWER),
    ),
    (_N, "GET", "/files/{id}/content"): (Example("bytes", asks("GET", _file("/content")), ("file",), Role.VIEWER),),
    (_N, "PUT", "/files/{id}/content"): (
        Example("new bytes", _sends("PUT", _file("/content")), ("file",), Role.EDITOR, spends=True),
    ),
    (_N, "GET", "/files/{id}/preview"): (
        Example("no picture", asks("GET", _file("/preview")), ("file",), None),
        Example("second page", asks("GET", _file("/preview?page=2&fit=cover&format=png")), ("file",), None),
    ),
    (_N, "POST", "/files/{id}/link"): (
        Example("link", asks("POST", _file("/link"), lambda _: {}), ("file",), Role.VIEWER),
    ),
    (_N, "GET", "/links/{token}"): (
        Example("made-up link", asks("GET", lambda things: f"/links/{things.file.uid}"), ("file",), None),
    ),
    (_N, "GET", "/files/{id}/versions"): (
        Example("versions", asks("GET", _file("/versions")), ("file",), Role.VIEWER),
    ),
    (_N, "POST", "/files/{id}/versions"): (
        Example(
            "upload",
            asks("POST", _file("/versions"), lambda things: {"upload": things.upload}),
            ("file", "upload"),
            Role.EDITOR,
            spends=True,
        ),
    ),
    (_N, "GET", "/files/{id}/versions/{version}/content"): (
        Example("first", asks("GET", _file("/versions/1/content")), ("file",), Role.VIEWER),
    ),
    (_N, "POST", "/files/{id}/versions/{version}/restore"): (
        Example("the current one", asks("POST", _file("/versions/1/restore")), ("file",), None),
    ),
    (_N, "DELETE", "/files/{id}/versions/{version}"): (
        Example("the current one", asks("DELETE", _file("/versions/1")), ("file",), None),
    ),
    (_N, "GET", "/tags"): (Example("tags", asks("GET", lambda _: "/tags"), (), Role.VIEWER),),
    (_N, "GET", "/trash"): (Example("trash", asks("GET", lambda _: "/trash?count=true"), (), Role.VIEWER),),
    (_N, "DELETE", "/trash"): (Example("empty", asks("DELETE", lambda _: "/trash"), (), Role.EDITOR),),
    (_N, "POST", "/trash/{id}/restore"): (
        Example("not in the trash", asks("POST", lambda things: f"/trash/{things.file.uid}/restore"), ("file",), None),
        Example("folder", asks("POST", lambda things: f"/trash/{things.folder.uid}/restore"), ("folder",), None),
    ),
    (_N, "DELETE", "/trash/{id}"): (
        Example("not in the trash", asks("DELETE", lambda things: f"/trash/{things.file.uid}"), ("file",), None),
    ),
    (_N, "GET", "/folders"): (
        Example("all", asks("GET", lambda _: "/folders"), (), Role.VIEWER),
        Example("in", asks("GET", lambda things: f"/folders?parent={things.folder.uid}"), ("folder",), Role.VIEWER),
    ),
    (_N, "GET", "/folders/{id}/children"): (
        Example(
            "children", asks("GET", lambda things: f"/folders/{things.folder.uid}/children"), ("folder",), Role.VIEWER
        ),
        Example("top", asks("GET", lambda _: "/folders/root/children"), (), Role.VIEWER),
    ),
    (_N, "GET", "/folders/{id}/path"): (
        Example("path", asks("GET", lambda things: f"/folders/{things.folder.uid}/path"), ("folder",), Role.VIEWER),
    ),
}
