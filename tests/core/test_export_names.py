"""Names in exports: safe on every file system, and each once in its folder."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filebook.core.errors import Invalid
from filebook.core.export_names import UniqueNames, export_name
from filebook.core.names import checked_name


@pytest.mark.parametrize(
    ("name", "exported"),
    [
        ("Grundriss 3. OG.pdf", "Grundriss 3. OG.pdf"),
        ("Ærøskøbing – plan.pdf", "Ærøskøbing – plan.pdf"),
        ("cafe\u0301.txt", "caf\u00e9.txt"),
        ("a:b*c?.txt", "a_b_c_.txt"),
        ('<"|">', "_____"),
        ("ends. . .", "ends"),
        ("...", "_"),
        ("   x", "   x"),
        ("CON", "CON_"),
        ("con.txt", "con_.txt"),
        ("Aux .tar.gz", "Aux_ .tar.gz"),
        ("COM1", "COM1_"),
        ("lpt\u00b2.log", "lpt\u00b2_.log"),
        ("CONIN$", "CONIN$_"),
        ("CONTRACT.pdf", "CONTRACT.pdf"),
        ("COM10.txt", "COM10.txt"),
        (".htaccess", ".htaccess"),
        ("pay\u202efdp.exe", "payfdp.exe"),
        ("zero\u200bwidth", "zerowidth"),
    ],
)
def test_a_name_is_made_safe_and_otherwise_left_as_it_is(name: str, exported: str) -> None:
    assert export_name(name) == exported


def test_names_that_differ_in_case_or_composition_alone_are_told_apart() -> None:
    names = UniqueNames()
    given_names = [
        "a.txt",
        "A.txt",
        "a.txt",
        "a (2).txt",
        "caf\u00e9",
        "cafe\u0301",
        "tar.tar.gz",
        "TAR.tar.gz",
        "straße",
    ]
    assert [names.name(name) for name in given_names] == [
        "a.txt",
        "A (2).txt",
        "a (3).txt",
        "a (2) (2).txt",
        "caf\u00e9",
        "caf\u00e9 (2)",
        "tar.tar.gz",
        "TAR.tar (2).gz",
        "straße",
    ]


def test_a_numbered_name_is_no_longer_than_a_name_may_be() -> None:
    names = UniqueNames()
    long = "é" * 125 + ".pdf"
    assert names.name(long) == long
    again = names.name(long)
    assert again == "é" * 123 + " (2).pdf"
    assert names.name("x." + "y" * 253) != names.name("x." + "y" * 253)


def test_thousands_of_equal_names_are_told_apart_quickly() -> None:
    names = UniqueNames()
    assert len({names.name("same.pdf") for _ in range(10_000)}) == 10_000


_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}


@given(st.lists(st.text(min_size=1), max_size=20))
def test_whatever_the_store_holds_is_safe_and_unique_in_an_export(wanted: list[str]) -> None:
    names = UniqueNames()
    exported = []
    for name in wanted:
        try:
            exported.append(names.name(checked_name(name, "name")))
        except Invalid:
            continue
    for name in exported:
        assert checked_name(name, "name") == name
        assert name[-1] not in ". "
        assert not set(name) & set('<>:"/\\|?*')
        assert name.partition(".")[0].strip().lower() not in _RESERVED
        assert unicodedata.is_normalized("NFC", name)
    assert len({unicodedata.normalize("NFC", name.casefold()) for name in exported}) == len(exported)
