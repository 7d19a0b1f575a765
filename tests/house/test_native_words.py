"""The native API has one vocabulary: its door's README says what each word means, and every area keeps to it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_origin

import msgspec
import pytest

from filebook.app.build import build
from filebook.app.settings import Settings
from filebook.core.ids import Kind
from filebook.dialects.native.openapi import document
from filebook.dialects.native.reasons import SENTENCES
from filebook.dialects.native.routes import PREFIX
from filebook.serving.routes import Route
from tests.house.tree import ROOT

README = ROOT / "filebook" / "dialects" / "native" / "README.md"
SPEAKING = ("core", "services", "serving", "backends/sql", "dialects/native")
"""Whose reasons for a refusal the native door tells."""
MAY_BE_EMPTY = {
    *("fields", "cursor", "since", "order", "q", "prefix", "where"),
    *("name", "title", "free_text", "category", "document_attribute", "role"),
}
"""Texts, and what says where a list begins."""
OBJECTS = {*(kind.value for kind in Kind), "parent", "owner", "uploader", "actor", "business", "participants", "job"}
"""Members that are objects, or their uids."""
SAYING = ("_count", "_count_limit", "_bytes", "_seconds", "_minutes", "_days", "_ms", "_number", "_sequence", "_kept")
"""How figures end that say what they count, or in what."""
PLAIN = {
    *("count", "total", "limit"),
    *("number", "position", "sequence", "revision", "version", "page", "status", "ordinal"),
    *("width", "height", "offset", "length", "interval"),
}
"""Figures of a list, what stands in an order, and measures that have but one unit."""


@pytest.fixture(scope="module")
def routes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Route, ...]]:
    """The rows of the native door."""
    folder: Path = tmp_path_factory.mktemp("words")
    house = build(Settings(data_folder=str(folder / "data"), password_memory_kib=64))
    yield next(door.routes for door in house.doors if door.prefix == PREFIX)
    house.close()


def parameters(routes: tuple[Route, ...]) -> dict[str, list[tuple[str, msgspec.structs.FieldInfo]]]:
    """Every parameter of a query, where it stands and what it may be."""
    found: dict[str, list[tuple[str, msgspec.structs.FieldInfo]]] = {}
    for route in routes:
        for field in () if route.query is None else msgspec.structs.fields(route.query):
            found.setdefault(field.encode_name, []).append((f"{route.method} {route.path}", field))
    return found


def test_every_parameter_of_a_query_stands_in_the_vocabulary_and_no_other(routes: tuple[Route, ...]) -> None:
    section = README.read_text("utf-8").partition("## Words")[2].partition("\n## ")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    told = [word for row in rows for word in re.findall(r"`([a-z0-9_]+)`", row)]
    assert len(told) == len(set(told)), "a word has one meaning"
    assert parameters(routes).keys() == set(told)


def test_a_parameter_that_names_or_filters_cannot_be_empty(routes: tuple[Route, ...]) -> None:
    for name, places in parameters(routes).items():
        for where, field in places:
            if name not in MAY_BE_EMPTY:
                empty = [""] if get_origin(field.type) in {list, tuple} else ""
                with pytest.raises(msgspec.ValidationError):
                    pytest.fail(f"{name} of {where} is {msgspec.convert(empty, field.type, strict=False)!r}")


def test_a_member_that_is_a_bare_number_of_an_object_says_so(routes: tuple[Route, ...]) -> None:
    for name, schema in document(routes)["components"]["schemas"].items():
        for member, told in schema.get("properties", {}).items():
            kinds = {one.get("type") for one in (told, told.get("items", {}), *told.get("anyOf", ()))}
            assert not (member in OBJECTS and "integer" in kinds and "string" not in kinds), f"{name}.{member}"


def test_a_figure_says_what_it_counts_and_a_truth_is_a_bare_word(routes: tuple[Route, ...]) -> None:
    for name, schema in document(routes)["components"]["schemas"].items():
        for member, told in schema.get("properties", {}).items():
            kinds = {one.get("type") for one in (told, *told.get("anyOf", ()))}
            if "integer" in kinds and "string" not in kinds:
                assert member.endswith(SAYING) or member in PLAIN, f"{name}.{member}"
            assert "boolean" not in kinds or not member.startswith(("is_", "was_")), f"{name}.{member}"


def test_a_reason_is_one_word_with_a_sentence() -> None:
    modules = (path for folder in SPEAKING for path in (ROOT / "filebook" / folder).rglob("*.py"))
    told = {
        (path.name, word)
        for path in modules
        for node in ast.walk(ast.parse(path.read_text()))
        for word in _reasons(node)
    }
    assert {(name, word) for name, word in told if not word.isupper() and word not in SENTENCES} == set()
    assert all(re.fullmatch("[a-z]+(_[a-z]+)*", word) for word in SENTENCES)


def _reasons(node: ast.AST) -> Iterator[str]:
    """The words that an `Invalid(field, reason)` tells, where they stand in the call."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Invalid" and node.args[1:]:
        told = (one.value for one in ast.walk(node.args[1]) if isinstance(one, ast.Constant))
        yield from (word for word in told if isinstance(word, str))
