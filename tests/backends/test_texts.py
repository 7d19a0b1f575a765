"""Reading text: what is written in a document is read, in every type and language; what cannot be is told by name."""

from dataclasses import replace
from pathlib import Path

import pytest

from filebook.backends.media.recogniser import HeadRecogniser
from filebook.backends.media.texts import LIMITS, TextProgram
from filebook.core.errors import Unsupported
from filebook.core.searching import TEXT_LIMIT
from filebook.core.texts import READABLE_TYPES
from tests.corpus.documents import MAKERS
from tests.corpus.hostile import HOSTILE

PHRASES = (
    "Mietvertrag über die Grünstraße, größer & schöner",
    "Lejekontrakt i Ærøskøbing på første sal",
    "Huurovereenkomst met één coördinerende ruïne",
    "Lease of “No. 7” – three years’ rent",
)
"""One in each language, with the letters that it has and others have not."""
LEGACY = Path(__file__).parents[1] / "corpus" / "legacy"
NAMED = {
    "bomb.docx": "too_large",
    "many-members.docx": "too_large",
    "locked-member.docx": "encrypted",
    "encrypted.docx": "encrypted",
    "encrypted.pdf": "encrypted",
    "circle.pdf": "damaged",
    "deep.docx": "damaged",
    "empty-archive.docx": "damaged",
    "endless-names.xml": "damaged",
    "our-files.svg": "damaged",
    "our-files.xml": "damaged",
}
"""Why those of the hostile files are not read of which that must be told exactly."""
MEBIBYTE = 1024 * 1024


class Bytes:
    """A source in memory."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.size_bytes = len(data)

    def read(self, offset: int, length: int) -> bytes:
        return self._data[offset : offset + length]


def read(data: bytes, name: str, program: TextProgram | None = None) -> str:
    """The text that is found in a file of this name; by the type that is detected for it."""
    detected_type = HeadRecogniser().media_type(data[:65536], name)
    assert detected_type in READABLE_TYPES
    return (program or TextProgram()).text(Bytes(data), detected_type=detected_type)


@pytest.mark.parametrize("ending", MAKERS)
def test_every_phrase_of_four_languages_is_read_in_every_type(ending: str) -> None:
    text = read(MAKERS[ending]("\n".join(PHRASES)), f"lease.{ending}").replace("&amp;", "&")
    assert [phrase for phrase in PHRASES if phrase not in text] == []
    assert "neverread" not in text


@pytest.mark.parametrize("ending", ["doc", "xls", "ppt"])
def test_documents_of_the_old_office_formats_are_read(ending: str) -> None:
    text = read((LEGACY / f"lease.{ending}").read_bytes(), f"lease.{ending}")
    assert "Mietvertrag über Grünstraße" in text
    assert "Ærøskøbing lejekontrakt" in text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_the_encodings_that_offices_have(encoding: str) -> None:
    assert read("Grünstraße – Ærø".encode(encoding), "note.txt") == "Grünstraße – Ærø"


def test_no_more_is_read_than_is_kept() -> None:
    text = read(b"ab " * TEXT_LIMIT, "long.txt")
    assert len(text) == TEXT_LIMIT


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_read_or_told_by_name_and_never_holds_up_the_next(name: str) -> None:
    bounds = replace(LIMITS.bounds, memory_bytes=1024 * MEBIBYTE, cpu_seconds=20)
    program = TextProgram(replace(LIMITS, bounds=bounds))
    try:
        text = read(HOSTILE[name](), name, program)
    except Unsupported as error:
        assert error.what == "text"
        assert error.reason in {"damaged", "encrypted", "too_large", "timed_out"}
        assert NAMED.get(name, error.reason) == error.reason
    else:
        assert name not in NAMED
        assert "root:" not in text, "a file of the server's"
    assert read(b"Grundbuch", "next.txt", program) == "Grundbuch"


def test_reading_that_takes_too_long_is_ended_and_named() -> None:
    program = TextProgram(replace(LIMITS, seconds=0.05))
    with pytest.raises(Unsupported) as told:
        read(MAKERS["docx"]("slow"), "slow.docx", program)
    assert told.value.reason == "timed_out"
