"""What is written in documents is found: every phrase of four languages, in every type, as people type it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chores import do_chores
from tests.corpus.documents import MAKERS
from tests.corpus.hostile import HOSTILE
from tests.dialects.native.api import Api
from tests.stores import memory_folder
from tests.world import World, make_world

PHRASES = {
    "Mietvertrag über die Grünstraße": (
        "mietvertrag",
        "gruenstrasse",
        "grunstraße",
        "vertrag",
        '"die Grünstraße"',
        "miet*",
    ),
    "Lejekontrakt i Ærøskøbing på første sal": ("aeroskobing", "ærøskøbing", '"første sal"', "kontrakt"),
    "Huurovereenkomst met coördinerende ruïne": ("coordinerende", "ruine", "overeenkomst", '"met coördinerende"'),
    "Lease of premises for three years": ("lease premises", '"three years"', "prem*"),
}
"""One in each language; and what finds it."""
HARMLESS_ONES = ("lying-member.docx", "circle.pdf", "half.docx", "noise.rtf", "deep.html", "encrypted.pdf")
LEGACY = Path(__file__).parents[2] / "corpus" / "legacy"


@pytest.fixture(scope="module")
def filled() -> Iterator[tuple[World, dict[str, set[str]]]]:
    """An installation with each phrase in a file of each type, and broken files; phrase → the uids of its files."""
    with memory_folder() as folder:
        world = make_world(folder / "data")
        there: dict[str, set[str]] = {phrase: set() for phrase in PHRASES}
        for number, (phrase, uids) in enumerate(there.items()):
            for ending, make in MAKERS.items():
                uids.add(world.file(make(phrase), name=f"{number}.{ending}").uid)
        for name in HARMLESS_ONES:
            world.file(HOSTILE[name](), name=name)
        do_chores(world)
        yield world, there
        world.close()


def found(api: Api, query: str) -> set[str]:
    """The uids of the files that a query finds, page by page."""
    uids: set[str] = set()
    cursor = ""
    while True:
        page = api.get("/search", params={"q": query, "kind": "file", "limit": 50, "cursor": cursor}).json()
        uids |= {hit["id"] for hit in page["items"]}
        cursor = page["next_cursor"]
        if not cursor:
            return uids


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_is_found_in_every_type_however_it_is_typed(
    filled: tuple[World, dict[str, set[str]]], phrase: str
) -> None:
    world, there = filled
    api = Api(world)
    for query in PHRASES[phrase]:
        assert there[phrase] - found(api, query) == set(), query


def test_documents_of_the_old_office_formats_are_found(world: World) -> None:
    files = {
        world.file((LEGACY / name).read_bytes(), name=name).uid for name in ("lease.doc", "lease.xls", "lease.ppt")
    }
    api = Api(world)
    assert found(api, "Grünstraße") == set()
    do_chores(world)
    assert found(api, "grunstrasse") == files


def test_what_was_replaced_or_thrown_away_is_not_found_any_more(world: World) -> None:
    api = Api(world)
    file = world.file(MAKERS["docx"]("Grundbuchauszug"), name="a.docx")
    do_chores(world)
    assert found(api, "grundbuch") == {file.uid}
    api.put(f"/files/{file.uid}/content", content=MAKERS["docx"]("Kaufvertrag"))
    assert found(api, "grundbuch") == set()
    do_chores(world)
    assert found(api, "kaufvertrag") == {file.uid}
    api.delete(f"/files/{file.uid}")
    assert found(api, "kaufvertrag") == set()
    api.post(f"/trash/{file.uid}/restore")
    assert found(api, "kaufvertrag") == {file.uid}
