"""Example requests at the onOffice door: every row of its action table, and its link."""

import base64
from collections.abc import Callable, Mapping

from filebook.core.access import Role
from filebook.core.ids import Door, hex_of
from tests.dialects.onoffice.client import URN
from tests.golden import Step
from tests.isolation.example import Build, Example, Key
from tests.isolation.neighbourhood import CONTENT, Person
from tests.isolation.things import Things


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
EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
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
