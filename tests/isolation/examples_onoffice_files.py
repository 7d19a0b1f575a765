"""Example requests about files at the onOffice door: uploads, lists, pictures, changes."""

import base64

from filebook.core.access import Role
from tests.isolation.example import Build, Example
from tests.isolation.neighbourhood import CONTENT
from tests.isolation.onoffice_action import action

_DATA = base64.b64encode(CONTENT).decode()


def _second_step(module: str, target: str) -> Build:
    return action(
        "do",
        "uploadfile",
        module=module,
        relatedRecordId=lambda things: getattr(things, target),
        tmpUploadId=lambda things: things.upload,
        file="sent.txt",
    )


UPLOADS = (
    Example("do uploadfile *: first block", action("do", "uploadfile", data=_DATA), (), Role.EDITOR),
    Example(
        "do uploadfile *: next block",
        action("do", "uploadfile", data=_DATA, tmpUploadId=lambda things: things.upload),
        ("upload",),
        Role.EDITOR,
    ),
    Example(
        "do uploadfile *: park",
        action("do", "uploadfile", module="tmpUpload", tmpUploadId=lambda things: things.upload, file="sent.txt"),
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
        action(
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
PICTURES = (
    Example(
        "get estatepictures *: of an estate",
        action("get", "estatepictures", estateids=lambda things: [things.estate], categories=["Foto", "Titelbild"]),
        ("estate",),
        Role.VIEWER,
    ),
)
FILE_LISTS = (
    Example(
        "get file appointment: all",
        action("get", "file", "appointment", appointmentid=lambda things: things.appointment),
        ("appointment",),
        Role.VIEWER,
    ),
    Example(
        "get file appointment: one",
        action(
            "get",
            "file",
            "appointment",
            appointmentid=lambda things: things.appointment,
            fileId=lambda things: things.file.number,
        ),
        ("appointment", "file"),
        Role.VIEWER,
    ),
    *(
        Example(
            f"get file {resource}: all",
            action("get", "file", resource, **{parameter: lambda things, kind=kind: getattr(things, kind)}),
            (kind,),
            Role.VIEWER,
        )
        for resource, parameter, kind in (
            ("estate", "estateid", "estate"),
            ("address", "addressid", "contact"),
            ("task", "taskid", "task"),
            ("agentslog", "agentslogid", "agents_log"),
        )
    ),
    Example(
        "get file estate: one",
        action(
            "get",
            "file",
            "estate",
            estateid=lambda things: things.estate,
            fileid=lambda things: things.file.number,
            includeImageUrl="small",
        ),
        ("estate", "file"),
        Role.VIEWER,
    ),
    Example(
        "get downloadFiles address: page",
        action("get", "downloadFiles", "address", addressid=lambda things: things.contact, language="DEU"),
        ("contact",),
        Role.VIEWER,
    ),
)
FILE_CHANGES = tuple(
    example
    for verb in ("modify", "delete")
    for kind in ("fileRelation", "file")
    for example in (
        Example(
            f"{verb} {kind} *: at its place",
            action(
                verb,
                kind,
                relationtype="appointment",
                parentid=lambda things: things.appointment,
                fileId=lambda things: things.file.number,
                title="new",
            ),
            ("file", "appointment"),
            Role.EDITOR,
            spends=verb == "delete",
        ),
        Example(
            f"{verb} {kind} *: the file alone",
            action(verb, kind, fileId=lambda things: things.file.number, title="new"),
            ("file",),
            Role.EDITOR,
            spends=verb == "delete",
        ),
    )
)
