"""Names people give: refused where they cannot be one, kept as given otherwise."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filebook.core.errors import Invalid
from filebook.core.names import checked_name, comparable, extension_of, last_part, stem_of

REFUSED = [
    "",
    " ",
    ".",
    "..",
    "a/b",
    "a\\b",
    "../../etc/passwd",
    "nul\x00",
    "line\nbreak",
    "c1\x85",
    "gpj.\u202eexe",
    "\u2066x",
    "x\u2069",
    "\ud800",
    "a" * 256,
    "é" * 128,
]


@pytest.mark.parametrize("name", REFUSED)
def test_a_name_that_cannot_be_one_is_refused(name: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_name(name, "file")
    assert refused.value.field == "file"


@pytest.mark.parametrize(
    "name", ["a", "Grundriß EG.pdf", "CON", "trailing.", ".hidden", "é" * 127, "日本語.txt", "a b"]
)
def test_a_name_is_kept_as_given(name: str) -> None:
    assert checked_name(name, "file") is name


@given(st.text())
def test_every_text_is_a_name_or_refused(name: str) -> None:
    with suppress(Invalid):
        assert len(checked_name(name, "file").encode()) <= 255


def test_names_compare_by_composed_form() -> None:
    assert comparable("e\u0301") == comparable("\u00e9")


@pytest.mark.parametrize(
    ("name", "stem", "extension"),
    [("a.PDF", "a", "pdf"), ("a.tar.gz", "a.tar", "gz"), ("a", "a", ""), (".hidden", ".hidden", ""), ("a.", "a.", "")],
)
def test_a_name_has_a_stem_and_an_extension(name: str, stem: str, extension: str) -> None:
    assert (stem_of(name), extension_of(name)) == (stem, extension)


@pytest.mark.parametrize(
    ("sent", "last"),
    [
        ("note.txt", "note.txt"),
        ("C:\\fake\\note.txt", "note.txt"),
        ("/letters/mette/note.txt", "note.txt"),
        ("../note.txt", "note.txt"),
        ("e\u0301\n.txt", "é.txt"),
        ("a/", ""),
        ("", ""),
    ],
)
def test_what_a_program_calls_a_file_is_what_follows_the_last_separator(sent: str, last: str) -> None:
    assert last_part(sent) == last
