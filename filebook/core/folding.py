"""Folding: words in the form in which they are looked for, without case, accents and two ways to write one letter.

German, Dutch and Danish write one letter in several ways: ü, ue and u; å, aa and a; ß and ss. A word is *spelled* with
each such letter written out (`müller` → `mueller`), and *plain* with each pair made one (`mueller` → `muller`). Words
are the same if their plain forms are. Parts of words are looked for in both: "element" stands in the spelled form of
"Bauelement", and not in its plain one.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

WORD_LIMIT = 64
"""Characters of a word; what is longer counts as several words."""
RUN = re.compile(r"[^\W_]+(?:\u00ad[^\W_]+)*")
"""Letters and digits; a soft hyphen does not end a word."""
_LETTERS = str.maketrans(
    {"ä": "ae", "æ": "ae", "ö": "oe", "ø": "oe", "œ": "oe", "ü": "ue", "å": "aa", "ð": "d", "đ": "d", "ł": "l"}
    | {"þ": "th", "ı": "i", "ħ": "h", "ŋ": "n"}
)
_PAIR = re.compile(r"a[ae]+|[ou]e+")
_CUT_AT_LINE_END = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010][ \t]*\r?\n[ \t]*(?=[^\W\d_])(?=(.))", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Found:
    """A word of a text: its spelled form, and where it stands, in characters."""

    spelled: str
    begin: int
    end: int


@lru_cache(maxsize=4096)
def spelled(word: str) -> str:
    """The word with letters written out, without case and accents; letters and digits alone are left of it."""
    if word.isascii():
        return word.lower() if word.isalnum() else "".join(filter(str.isalnum, word.lower()))
    told = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", word).casefold()).translate(_LETTERS)
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", told))).casefold()


@lru_cache(maxsize=4096)
def plain(word: str) -> str:
    """The plain form of a spelled word; of a plain one itself. A word's beginning has the beginning of its form."""
    return _PAIR.sub(lambda pair: pair.group()[0], word)


def composed(text: str) -> str:
    """The text in the form in which words are found in it: composed letters, as it was written otherwise."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def each_word(text: str, begin: int = 0) -> Iterator[Found]:
    """The words of a composed text from a place on. One beyond `WORD_LIMIT` comes in pieces, all at its place."""
    for match in RUN.finditer(text, begin):
        word = spelled(match.group())
        for start in range(0, len(word), WORD_LIMIT):
            yield Found(word[start : start + WORD_LIMIT], match.start(), match.end())


def words_of(text: str) -> list[str]:
    """The words of a text in their order, spelled."""
    found: list[str] = []
    for run in RUN.findall(composed(text)):
        word = spelled(run)
        if len(word) <= WORD_LIMIT:
            if word:
                found.append(word)
        else:
            found += (word[start : start + WORD_LIMIT] for start in range(0, len(word), WORD_LIMIT))
    return found


def unbroken(text: str) -> str:
    """The text with words put together that were cut at the end of a line and go on with a small letter."""
    return _CUT_AT_LINE_END.sub(lambda cut: "" if cut.group(1).islower() else cut.group(), text)
