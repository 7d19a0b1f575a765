"""What somebody looks for: words, "phrases", beginnings* and -what shall not be there. Nothing typed is an error.

A word without a sign is found in any place of a word from three characters on, so that "vertrag" finds "Mietvertrag";
two are the beginning of a word, and one is a whole word. In quotes all words are whole and stand one after another.
With a star a word is looked for as a beginning. What is written in one, such as `12.03.2026` or `meier@example.org`,
is looked for in one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import islice

from filebook.core.folding import RUN, composed, each_word, plain, spelled, words_of

TERM_LIMIT = 16
"""Words and phrases that are looked for; what follows is left out."""
QUERY_LIMIT = 500
"""Characters that are read."""
PART_LEAST = 3
"""Characters from which on a word is found as a part of others."""
BEGINNING_LEAST = 2
"""Characters from which on a word is found as the beginning of others."""
TEXT_LIMIT = 1_000_000
"""Characters of a file's text that are kept and searched."""
EXCERPT_LENGTH = 160
EXCERPT_SEARCHED = 100_000
"""Characters of a text in which an excerpt is looked for."""
_BEFORE = 50
_MARKS_LIMIT = 20
_QUOTES = '"\u201c\u201d\u201e\u00ab\u00bb'
_PARTS = re.compile(
    rf"(?P<minus>[-\u2212])?(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]?|(?P<word>[^\s{_QUOTES}]+))"
)


class Way(Enum):
    """How the words of a term stand in a text."""

    WHOLE = "whole"
    """As whole words."""
    BEGINNING = "beginning"
    """The last one is the beginning of a word."""
    PART = "part"
    """A single one anywhere in a word; of several the first ends a word and the last begins one."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words, spelled, that stand one after another."""

    words: tuple[str, ...]
    way: Way

    def begins_at(self, words: Sequence[str], index: int) -> bool:
        """Whether the term stands at this place of these spelled words. This is what every index has to find."""
        if index + len(self.words) > len(words):
            return False
        last = len(self.words) - 1
        pairs = zip(self.words, words[index : index + len(self.words)], strict=True)
        return all(
            self._fits(wanted, word, is_first=place == 0, is_last=place == last)
            for place, (wanted, word) in enumerate(pairs)
        )

    def begins_with(self, word: str) -> bool:
        """Whether this spelled word may be its first one."""
        return self._fits(self.words[0], word, is_first=True, is_last=len(self.words) == 1)

    def is_in(self, words: Sequence[str]) -> bool:
        """Whether the term stands anywhere in these spelled words."""
        return any(self.begins_at(words, index) for index in range(len(words)))

    def _fits(self, wanted: str, word: str, *, is_first: bool, is_last: bool) -> bool:
        both = (wanted, word), (plain(wanted), plain(word))
        if self.way is Way.PART and is_first and len(wanted) >= PART_LEAST:
            return any(one in other if is_last else other.endswith(one) for one, other in both)
        if self.way is not Way.WHOLE and is_last and len(wanted) >= BEGINNING_LEAST:
            return both[1][1].startswith(both[1][0])
        return both[1][0] == both[1][1]


@dataclass(frozen=True, slots=True)
class Query:
    """All of `wanted`, and none of `unwanted`. Without anything wanted, nothing is found."""

    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a text, and where in it something stands that was looked for: offsets and lengths in characters."""

    text: str
    ranges: tuple[tuple[int, int], ...]


def query_of(text: str) -> Query:
    """What somebody looks for who typed this."""
    wanted: dict[Term, None] = {}
    unwanted: dict[Term, None] = {}
    for match in _PARTS.finditer(text[:QUERY_LIMIT]):
        term = _term(match["phrase"], match["word"])
        if term is not None and len(wanted) + len(unwanted) < TERM_LIMIT:
            (unwanted if match["minus"] else wanted)[term] = None
    return Query(tuple(wanted), tuple(unwanted))


class Quoter:
    """Quotes texts where what is wanted stands. It looks at each word once, in however many texts it comes."""

    def __init__(self, query: Query) -> None:
        self._terms = query.wanted
        self._begun: dict[str, list[Term]] = {}

    def excerpt(self, text: str) -> Excerpt | None:
        """A stretch around the first place; None where there is none in the first `EXCERPT_SEARCHED` characters.

        Its text has letters composed and white space made single spaces.
        """
        text = composed(text[:EXCERPT_SEARCHED])
        first = next(self._places(text), None)
        if first is None:
            return None
        begin = _word_edge(text, max(0, first[0] - _BEFORE), first[0])
        stretch = " ".join(text[begin : begin + EXCERPT_LENGTH + _BEFORE].split())
        stretch = stretch[: max(EXCERPT_LENGTH, first[1] - begin)]
        ranges: list[tuple[int, int]] = []
        for start, end in self._places(stretch):
            if len(ranges) < _MARKS_LIMIT and (not ranges or start >= sum(ranges[-1])):
                ranges.append((start, end - start))
        return Excerpt(stretch, tuple(ranges))

    def _places(self, text: str) -> Iterator[tuple[int, int]]:
        """Where one of the terms stands, from the front."""
        begun = self._begun
        for match in RUN.finditer(text):
            run = match.group()
            if run not in begun:
                begun[run] = [term for term in self._terms if term.begins_with(spelled(run))]
            if begun[run]:
                ends = [end for term in begun[run] if (end := _end(text, match.start(), term)) is not None]
                if ends:
                    yield match.start(), max(ends)


def _term(phrase: str | None, word: str | None) -> Term | None:
    """The term in quotes or without; None where no letter or digit is in it."""
    if phrase is not None:
        words = words_of(phrase)
        return Term(tuple(words), Way.WHOLE) if words else None
    said = (word or "").rstrip(",;:.!?)")
    words = words_of(said)
    if not words:
        return None
    if said.endswith("*"):
        return Term(tuple(words), Way.BEGINNING)
    return Term(tuple(words), Way.PART)


def _end(text: str, begin: int, term: Term) -> int | None:
    """Where a term ends that begins here; None where it does not stand here."""
    found = list(islice(each_word(text, begin), len(term.words)))
    return found[-1].end if term.begins_at([one.spelled for one in found], 0) else None


def _word_edge(text: str, begin: int, end: int) -> int:
    """The first place from `begin` on, before `end`, at which a word begins."""
    if begin == 0:
        return 0
    space = text.find(" ", begin, end)
    return end if space < 0 else space + 1
