"""The worker's part in a test: what new files have before them is done at once, in the test's own thread."""

from filebook.core.chores import ChoreState
from tests.world import World


def do_chores(world: World) -> list[ChoreState | None]:
    """Do what is due; how each stands then."""
    ended = []
    while (chore := world.house.chores.take()) is not None:
        ended.append(world.house.chores.do(chore))
    return ended
