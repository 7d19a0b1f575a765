"""What a search tells, counts and quotes is what the policy says, for any user, token and thing."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filebook.core.access import EVERYTHING, Action, Actor, Role, Scope, Visibility
from filebook.core.errors import AccessDenied, NotFound
from filebook.core.files import File, Folder
from filebook.core.folding import words_of
from filebook.core.ids import Kind, Number, Ref
from filebook.core.ports.search import Hit, Within
from filebook.core.records import Record
from filebook.core.searchable import Thing, searchable
from filebook.core.searching import Query, query_of
from filebook.services.booking import NewAppointment
from filebook.services.folders import NewFolder
from tests.stores import memory_folder
from tests.world import World, make_world

STAFF = {
    "none": Role.NONE,
    "personal": Role.PERSONAL,
    "viewer": Role.VIEWER,
    "editor": Role.EDITOR,
    "owner": Role.OWNER,
    "house_reseller": Role.RESELLER,
    "house_admin": Role.ADMIN,
}
EVERYWHERE = Within(frozenset())
WORDS = ("Mietvertrag", "Vertrag", "Müller", "Mueller", "Plan", "Pläne")
QUERIES = ("vertrag", "muller", "plan*", "plan -vertrag", '"vertrag muller"', "mietvertrag plan", "geheim")


@dataclass
class Office:
    """Things of all kinds, each with its text, and two folders."""

    world: World
    things: list[tuple[Thing, str]]
    folders: list[Number]


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    with memory_folder() as folder:
        world = make_world(folder / "data", access_log=False)
        for name, role in STAFF.items():
            if name not in world.users:
                world.users[name] = world.services.accounts.create_user(
                    world.business.number, name, role=role, email=f"{name}@main.example"
                )
        yield _furnished(world, random.Random(19))
        world.close()


def ref(thing: File | Folder) -> Ref:
    """Both names of a thing."""
    return Ref(thing.number, thing.uid)


def put_text(world: World, file: File, text: str) -> None:
    """Give a file a text, as whoever takes it out does."""
    assert world.house.catalogue.write(lambda tables: tables.search.put_text(file.business, file.number, 1, text))


def _furnished(world: World, chance: random.Random) -> Office:
    def name() -> str:
        return " ".join(chance.choices(WORDS, k=2))

    services, owner = world.services, world.actor("owner")
    outer = services.folders.create(owner, NewFolder("Plan"))
    inner = services.folders.create(owner, NewFolder("Vertrag Plan", ref(outer)))
    things: list[tuple[Thing, str]] = [(outer, ""), (inner, "")]
    for index in range(60):
        visibility = chance.choice(list(Visibility))
        by = "house_reseller" if visibility is Visibility.RESELLER else chance.choice(("owner", "editor"))
        place = chance.choice((None, None, ref(outer), ref(inner)))
        file = world.file(by=by, visibility=visibility, name=f"{name()} {index}", folder=place)
        text = chance.choice(("", "geheim", "Vertrag Müller geheim"))
        put_text(world, file, text)
        if index % 6 == 0:
            services.filing.trash(world.actor(by), file)
        things.append((file, text))
    span = world.appointments["single"].span
    for index in range(24):
        new = NewAppointment(
            name(),
            span,
            comment="geheim",
            private=index % 2 == 0,
            participants=[world.users[chance.choice(("personal", "viewer", "owner"))].staff.number],
        )
        things.append((services.booking.add(world.actor(chance.choice(("owner", "editor"))), new), ""))
    things += [(services.records.add(owner, kind, label=name()), "") for kind in (Kind.CONTACT, Kind.ESTATE) * 6]
    return Office(world, things, [outer.number, inner.number])


def may_read(world: World, actor: Actor, thing: Thing) -> bool:
    """Whether the policy lets the actor read a thing that it names."""
    services = world.services
    try:
        match thing:
            case File():
                services.library.file(actor, thing.number)
            case Folder():
                services.library.folder(actor, thing.number)
            case Record():
                services.records.get(actor, thing.number, kind=thing.kind)
            case _:
                services.book.get(actor, thing.number)
    except (NotFound, AccessDenied):
        return False
    return True


SCOPES = st.sampled_from(
    (
        "everything",
        "files",
        "appointments",
        "records and appointments",
        "folder 0",
        "folder 1",
        "folder 1, all kinds",
        "write",
    )
)


def scope(office: Office, name: str) -> Scope:
    """What a token is good for."""
    outer, inner = office.folders
    return {
        "everything": EVERYTHING,
        "files": Scope(kinds=frozenset({Kind.FILE})),
        "appointments": Scope(kinds=frozenset({Kind.APPOINTMENT})),
        "records and appointments": Scope(kinds=frozenset({Kind.CONTACT, Kind.APPOINTMENT})),
        "folder 0": Scope(folder=outer),
        "folder 1": Scope(folder=inner),
        "folder 1, all kinds": Scope(kinds=frozenset(Kind), folder=inner),
        "write": Scope(verbs=frozenset({Action.WRITE})),
    }[name]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(STAFF)), SCOPES, st.sampled_from(QUERIES), st.integers(1, 40))
def test_a_search_tells_what_the_policy_says_and_counts_it(
    office: Office, name: str, of: str, text: str, page: int
) -> None:
    world, query = office.world, query_of(text)
    actor = replace(world.actor(name), scope=scope(office, of))
    expected = {
        thing.number
        for thing, content in office.things
        if _fits(thing, content, query) and may_read(world, actor, thing)
    }
    found: list[Number] = []
    after: Hit | None = None
    try:
        counts = world.services.search.counts(actor, text, EVERYWHERE)
        while True:
            finds = world.services.search.found(actor, text, EVERYWHERE, after=after, limit=page)
            found += (item.hit.number for item in finds.items)
            after = finds.next
            if after is None:
                break
    except AccessDenied:
        assert not expected
        return
    assert set(found) == expected
    assert len(found) == len(expected) == sum(counts.values())


def _fits(thing: Thing, content: str, query: Query) -> bool:
    said = searchable(thing)
    fields = [words_of(text) for text in (said.names, said.details, content)]
    return all(any(term.is_in(field) for field in fields) for term in query.wanted) and not any(
        term.is_in(field) for term in query.unwanted for field in fields
    )
