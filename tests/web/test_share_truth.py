"""For people, folders and files at random a share shows what the policy lets its maker see, and not one file more."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from random import Random

import pytest

from filebook.core.access import Action, Actor, Role, Visibility, role_allows
from filebook.core.errors import FilebookError
from filebook.core.files import File, Folder
from filebook.services.sharing import MadeShare
from filebook.services.sharing_visits import Visit, Visitor
from tests.web.sharer import folder, ref, share
from tests.world import World

MAKERS = ("owner", "editor", "colleague")
VISITOR = Visitor("203.0.113.7", "curl")


def _allowed(read: Callable[[], object]) -> bool:
    try:
        read()
    except FilebookError:
        return False
    return True


def _maker(world: World, made: MadeShare) -> Actor:
    user = next(user for user in world.users.values() if user.number == made.share.maker)
    with world.house.catalogue.read() as tables:
        current = tables.users.get(user.business, user.number)
    assert current is not None
    return replace(world.actor(user.user_name), role=current.role if current.enabled else Role.NONE)


def _expected(world: World, made: MadeShare, files: list[File]) -> set[str]:
    """By the policy, file by file: the maker may share, and may read the file and every folder down to it."""
    maker, library = _maker(world, made), world.services.library
    shared = {item.ref.number for item in made.share.items}
    found: set[str] = set()
    for one in files:
        if not role_allows(maker, Action.WRITE) or not _allowed(lambda number=one.number: library.file(maker, number)):  # type: ignore[misc] # mypy infers no type for the default
            continue
        place, inside = library.file(maker, one.number).folder, one.number in shared
        while place is not None and not inside:
            above = place.number
            if not _allowed(lambda number=above: library.folder(maker, number)):  # type: ignore[misc] # the same
                break
            inside = above in shared
            place = library.folder(maker, above).parent
        if inside:
            found.add(one.uid)
    return found


def _shown(world: World, made: MadeShare) -> set[str]:
    """What a visitor comes to see who opens every folder."""

    def walked(visit: Visit, inside: str) -> Iterator[str]:
        shelf = world.services.visits.look(visit, folder=inside)
        assert shelf.count == len(shelf.folders) + len(shelf.files)
        yield from (file.uid for file in shelf.files)
        for one in shelf.folders:
            yield from walked(visit, one.uid)

    try:
        return set(walked(world.services.visits.begin(made.token, VISITOR, signed=""), ""))
    except FilebookError:
        return set()


def _fetched(world: World, made: MadeShare, files: list[File]) -> set[str]:
    """What a visitor is given who asks for every file there is."""
    visits = world.services.visits
    try:
        visit = visits.begin(made.token, VISITOR, signed="")
    except FilebookError:
        return set()
    return {one.uid for one in files if _allowed(lambda uid=one.uid: visits.file(visit, uid))}  # type: ignore[misc] # the same


@pytest.mark.parametrize("seed", range(4))
def test_a_share_shows_what_the_policy_says(world: World, seed: int) -> None:
    random, services = Random(seed), world.services
    for name in ("editor", "colleague"):
        world.users[name] = services.accounts.create_user(world.business.number, name, role=Role.EDITOR)

    def visibility() -> Visibility:
        return random.choice((Visibility.CUSTOMER, Visibility.CUSTOMER, Visibility.EMPLOYEE, Visibility.ALL))

    folders: list[Folder] = []
    files: list[File] = []
    while len(folders) < 8:
        with suppress(FilebookError):
            parent = random.choice([None, *folders])
            folders.append(folder(world, "f", parent, by=random.choice(MAKERS), visibility=visibility()))
    while len(files) < 14:
        with suppress(FilebookError):
            where = ref(random.choice(folders))
            files.append(world.file(by=random.choice(MAKERS), folder=where, visibility=visibility()))
    made: list[MadeShare] = []
    while len(made) < 8:
        items = random.sample([*(one.uid for one in files), *(one.uid for one in folders)], k=random.choice((1, 1, 3)))
        with suppress(FilebookError):
            made.append(share(world, *items, by=world.actor(random.choice(MAKERS))).made)

    def change() -> None:
        """Something that may bring a thing into sight or out of it."""
        actor, one = world.actor(random.choice(MAKERS)), random.choice(folders)
        hidden, moved = {"visibility": visibility()}, {"parent": ref(random.choice(folders))}
        edit: dict[str, object] = {**random.choice((hidden, moved))}
        if random.random() < 0.5:
            file = random.choice(files)
            into = {"folder": edit["parent"]} if "parent" in edit else edit
            services.filing.change(actor, file, edit=lambda now: replace(now, **into), trashed=random.random() < 0.2)  # type: ignore[arg-type] # names and types are those of File
        else:
            services.folders.change(actor, one, edit=lambda now: replace(now, **edit), trashed=random.random() < 0.1)  # type: ignore[arg-type] # those of Folder

    seen = 0
    for step in range(12):
        if step == 8:
            demoted = replace(world.users["editor"], role=Role.VIEWER)
            world.house.catalogue.write(lambda tables, user=demoted: tables.users.update(user))  # type: ignore[misc] # the same
            services.accounts.set_enabled(world.users["colleague"], enabled=False)
        for one in made:
            expected = _expected(world, one, files)
            assert (_shown(world, one), _fetched(world, one, files)) == (expected, expected)
            seen += len(expected)
        for _ in range(4):
            with suppress(FilebookError):
                change()
    assert seen > 20
