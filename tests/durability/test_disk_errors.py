"""A full or broken disk: the client is told so in its own language, the old state stands, the server works on."""

from pathlib import Path

import pytest

from tests.durability.doors import log_in
from tests.durability.operations import (
    CONTENT,
    OPERATIONS,
    Operation,
    accepted,
    planned,
    refused_in_the_doors_own_form,
)
from tests.durability.server import fsck, require_mount, serving
from tests.durability.strace import Point, in_store, require_strace, struck, was_struck
from tests.durability.template import Template, made_like

_HIDDEN = ("uvloop",)
"""Its threads wake each other with the call that also writes files; asyncio's own loop uses another for that."""
_SMALL = ("mount", "-t", "tmpfs", "-o", "size=16m,mode=700", "none")


@pytest.mark.slow
@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_a_call_that_fails_is_refused_in_the_doors_form_and_leaves_the_old_state_and_a_working_server(
    operation: Operation, error: str, template: Template, tmp_path: Path
) -> None:
    require_strace()
    plan = planned(operation, template, tmp_path, hidden=_HIDDEN)
    log, failures = tmp_path / "strace", 0
    points = in_store(plan.points, tmp_path)
    for point in points:
        data = template.laid_out(tmp_path / "data")
        with serving(data, hidden=_HIDDEN) as server:
            doors = template.doors(server)
            prepared = operation.prepare(doors)
            with struck(server, point, f"error={error}", log):
                answer = operation.act(doors, prepared)
            failures += was_struck(log)
            assert accepted(answer) is (_harmless(point) or not was_struck(log)), (point, answer)
            assert accepted(answer) or refused_in_the_doors_own_form(answer), (point, answer)
            assert doors.seen() == (plan.after if accepted(answer) else plan.before), (point, answer)
            # Had the server died now, nothing would be half done either.
            assert fsck(made_like(data, tmp_path / "crashed"))["sound"], (point, answer)
            operation.again(doors, prepared, answer)
            assert doors.seen() == plan.done, point
    assert failures > len(points) / 2  # nearly all; a point may be missed where a body arrives in fewer pieces


@pytest.mark.root
def test_a_full_disk_refuses_uploads_shows_everything_and_takes_uploads_again_once_there_is_room(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    small = (*_SMALL, str(data))
    require_mount(small)
    with serving(data, mount=small) as server:
        doors = log_in(server.demo)
        assert accepted(doors.upload(CONTENT, name="before.bin"))
        before = doors.seen()
        filler = server.seen_by_it(data) / "filler"
        _fill(filler)
        for content in (CONTENT, CONTENT * 100):  # answered although more of the body is still to come
            answers = [doors.upload(content, name="refused.bin"), doors.send_block(content)]
            assert [answer.status for answer in answers] == [507, 200]
            assert not any(accepted(answer) for answer in answers)
            assert all(refused_in_the_doors_own_form(answer) for answer in answers), answers
        assert doors.seen() == before
        filler.unlink()
        assert accepted(doors.upload(CONTENT, name="after.bin"))
        assert accepted(doors.send_block(CONTENT))
        assert doors.uuid_of("refused.bin") is None
        assert doors.uuid_of("after.bin") is not None


def _harmless(point: Point) -> bool:
    """Whether a failure costs nothing: bytes that no row names any more stay until housekeeping removes them, and
    SQLite, when it begins a log, syncs the folder but relies on syncing the log itself.
    """
    return point.call.startswith("unlink") or point.seen.endswith("/plan>) = 0")


def _fill(filler: Path) -> None:
    with filler.open("wb", buffering=0) as file:
        while True:
            try:
                file.write(bytes(4096))
            except OSError:
                return
