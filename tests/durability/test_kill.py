"""A server that is killed at any system call has lost nothing that it acknowledged and shows nothing half done."""

from pathlib import Path
from signal import SIGKILL

import pytest

from tests.durability.operations import CONTENT, OPERATIONS, Operation, accepted, attempt, chosen, planned
from tests.durability.server import fsck, serving
from tests.durability.strace import in_store, require_strace, struck, watched
from tests.durability.template import Template

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_a_kill_at_any_system_call_leaves_the_state_before_or_after_and_what_was_acknowledged_stands(
    operation: Operation, template: Template, tmp_path: Path
) -> None:
    require_strace()
    plan = planned(operation, template, tmp_path)
    deaths = 0
    for point in plan.points:
        data = template.laid_out(tmp_path / "data")
        with serving(data) as server:
            doors = template.doors(server)
            prepared = operation.prepare(doors)
            with struck(server, point, "signal=KILL", tmp_path / "strace"):
                answer = attempt(operation, doors, prepared)
            if answer is None:
                assert server.wait() == -SIGKILL, point
                deaths += 1
            server.kill()
        with serving(data) as server:
            doors = template.doors(server)
            seen = doors.seen()
            assert seen == plan.after or (seen == plan.before and answer is None), point
            operation.again(doors, prepared, answer)
            assert doors.seen() == plan.done, point
            server.kill()
        assert fsck(data)["sound"], point
    assert deaths > len(plan.points) / 2  # nearly all; a point may be missed where a body arrives in fewer pieces


def test_a_kill_at_any_system_call_of_an_orderly_stop_loses_nothing(template: Template, tmp_path: Path) -> None:
    """A stop moves what lies in SQLite's log into its database, and removes the log."""
    require_strace()
    data, log = template.laid_out(tmp_path / "data"), tmp_path / "strace"
    with serving(data) as server:
        assert accepted(template.doors(server).upload(CONTENT, name="last.bin"))
        written = template.doors(server).seen()
        with watched(server, log) as points:
            server.stop()
    points = in_store(points, tmp_path)
    assert points
    for point in chosen(points):
        template.laid_out(data)
        with serving(data) as server:
            assert accepted(template.doors(server).upload(CONTENT, name="last.bin"))
            assert template.doors(server).seen() == written  # as before: a stop writes down what was used
            with struck(server, point, "signal=KILL", log):
                server.ask_to_stop()
                assert server.wait() == -SIGKILL, point
        with serving(data) as server:
            assert template.doors(server).seen() == written, point
            server.kill()
        assert fsck(data)["sound"], point
