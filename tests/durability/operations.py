"""What clients do, cut in three: what goes before, the one request that is struck, what a careful client does next."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.durability.doors import Answer, Doors, Seen, ServerGone
from tests.durability.server import serving
from tests.durability.strace import Point, watched
from tests.durability.template import Template

CONTENT = Random(1).randbytes(150_000)
"""More than one piece on the wire, so that half a file could exist."""
VICTIM = "victim.bin"
"""A file of the template that waits to be deleted."""
_FILED = "filed.bin"
_LINKED = "linked"
_UPLOADED = "uploaded.bin"
NO_UPLOAD = 129


@dataclass(frozen=True, slots=True)
class Operation:
    """`again` is what a client that got this answer, or none, does to reach its end."""

    name: str
    prepare: Callable[[Doors], str]
    act: Callable[[Doors, str], Answer]
    again: Callable[[Doors, str, Answer | None], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """An operation that was watched: where it can be struck, and what is seen before, after, and at its end."""

    points: list[Point]
    before: Seen
    after: Seen
    done: Seen


def attempt(operation: Operation, doors: Doors, prepared: str) -> Answer | None:
    """The answer, if one came."""
    try:
        return operation.act(doors, prepared)
    except ServerGone:
        return None


def planned(operation: Operation, template: Template, folder: Path, *, hidden: Sequence[str] = ()) -> Plan:
    """Run an operation unharmed and watch it."""
    data = template.laid_out(folder / "plan")
    with serving(data, hidden=hidden) as server:
        doors = template.doors(server)
        prepared = operation.prepare(doors)
        before = doors.seen()
        with watched(server, folder / "plan.strace") as points:
            answer = operation.act(doors, prepared)
        assert accepted(answer), answer
        after = doors.seen()
        operation.again(doors, prepared, answer)
        return Plan(chosen(points), before, after, doors.seen())


def chosen(points: list[Point]) -> list[Point]:
    """All of them if asked for by `FILEBOOK_TEST_EVERY_CALL`. Otherwise of the pages that SQLite writes one after the
    other, two calls for each, only the first, one between, and the last: the others are alike.
    """
    if os.environ.get("FILEBOOK_TEST_EVERY_CALL"):
        return points
    pages = [point for point in points if point.call == "pwrite64"]
    kept = {*pages[:1], *pages[len(pages) // 2 :][:1], *pages[-2:]}
    return [point for point in points if point.call != "pwrite64" or point in kept]


def accepted(answer: Answer) -> bool:
    """Whether the door says that it was done."""
    if answer.status != 200:
        return False
    said = answer.json()
    return "response" not in said or error_of(answer) == 0


def refused_in_the_doors_own_form(answer: Answer) -> bool:
    """onOffice: HTTP 200 and the action's own error. TimeTap: 503 or 507 and a message."""
    if answer.media_type != "application/json":
        return False
    if answer.status == 200:
        result = answer.json()["response"]["results"][0]
        return bool(result["status"]["errorcode"] and result["status"]["message"] and result["data"] == [])
    return answer.status in {503, 507} and list(answer.json()) == ["message"]


def error_of(answer: Answer) -> int:
    """The number that onOffice gives for what became of the action; 0 is success."""
    return int(answer.json()["response"]["results"][0]["status"]["errorcode"])


def upload_of(answer: Answer) -> str:
    """The id that onOffice's first step gives out."""
    elements = answer.json()["response"]["results"][0]["data"]["records"][0]["elements"]
    return str(elements["tmpUploadId"])


def _nothing(doors: Doors) -> str:
    return ""


def _sent(doors: Doors) -> str:
    return upload_of(doors.send_block(CONTENT))


def _file_what_was_sent(doors: Doors, prepared: str, answer: Answer | None) -> None:
    """An id that was given out must work; without one, all starts anew."""
    upload = upload_of(answer) if answer is not None and accepted(answer) else _sent(doors)
    assert accepted(doors.file_away(upload, name=_FILED))


def _file_again(doors: Doors, prepared: str, answer: Answer | None) -> None:
    """The id works now, or it worked before; never twice."""
    second = doors.file_away(prepared, name=_FILED)
    worked_before = doors.uuid_of(_FILED) is not None and error_of(second) == NO_UPLOAD
    assert worked_before or accepted(second), second


def _link_if_absent(doors: Doors, prepared: str, answer: Answer | None) -> None:
    if doors.uuid_of(_LINKED) is None:
        assert accepted(doors.add_link("https://example.org/there", name=_LINKED))


def _upload_if_absent(doors: Doors, prepared: str, answer: Answer | None) -> None:
    if doors.uuid_of(_UPLOADED) is None:
        assert accepted(doors.upload(CONTENT, name=_UPLOADED))


def _delete_if_there(doors: Doors, prepared: str, answer: Answer | None) -> None:
    uuid = doors.uuid_of(VICTIM)
    if uuid is not None:
        assert accepted(doors.delete(uuid))


OPERATIONS = (
    Operation("the first step of an upload", _nothing, lambda doors, _: doors.send_block(CONTENT), _file_what_was_sent),
    Operation(
        "the second step of an upload", _sent, lambda doors, upload: doors.file_away(upload, name=_FILED), _file_again
    ),
    Operation(
        "an upload in one request", _nothing, lambda doors, _: doors.upload(CONTENT, name=_UPLOADED), _upload_if_absent
    ),
    Operation(
        "a link",
        _nothing,
        lambda doors, _: doors.add_link("https://example.org/there", name=_LINKED),
        _link_if_absent,
    ),
    Operation(
        "a delete",
        lambda doors: doors.uuid_of(VICTIM) or "",
        lambda doors, uuid: doors.delete(uuid),
        _delete_if_there,
    ),
)
