"""What is looked for in the words that an index has: each term as the words, one after another, that it may stand for.

A part of words is looked up among all words that there are. Where too many have it, those are searched that begin with
it, and of the others the shortest.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from filebook.backends.sql.connection import Connection, Row, Value
from filebook.core.folding import plain
from filebook.core.ids import BusinessNumber, Number
from filebook.core.searching import BEGINNING_LEAST, PART_LEAST, Query, Term, Way

CHOICES = 200
"""Words that one part of a word is looked up by."""
_ENDINGS = 50
FORM_LIMIT = 40
"""Characters of a word in a text that is found by its parts. Digits alone are not: every bill has others."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Plain words that stand one after another. `is_open`: the last one is the beginning of one."""

    words: tuple[str, ...]
    is_open: bool = False


Choices = tuple[Choice, ...]
"""Of these one has to stand there."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for in a business. `whole`: the wanted terms as whole words."""

    business: BusinessNumber
    wanted: tuple[Choices, ...]
    whole: tuple[Choices, ...]
    unwanted: tuple[Choices, ...]


class Stretch(Enum):
    """Which of all that is found; each begins where the one before it ends."""

    NAMES_WHOLE = 0
    NAMES = 1
    ANYWHERE = 2
    ALL = 3
    """All of them."""


@dataclass(frozen=True, slots=True)
class Page:
    """How many entries are wanted, of those that a condition holds for."""

    condition: str
    params: Mapping[str, Value]
    limit: int


class Engine(Protocol):
    """What differs between the stores."""

    def write(
        self, connection: Connection, business: BusinessNumber, number: Number, *, fields: tuple[str, str, str]
    ) -> None:
        """Give an entry these words: of its names, of its details, of its text."""

    def is_written(self, connection: Connection, business: BusinessNumber, number: Number) -> bool:
        """Whether an entry has words."""

    def add_forms(self, connection: Connection, business: BusinessNumber, *, forms: Sequence[str]) -> None:
        """Note words, those among them that are not known yet."""

    def forms_like(self, connection: Connection, business: BusinessNumber, *, pattern: str, limit: int) -> list[str]:
        """The shortest known words that are so, for LIKE."""

    def matching(self, sought: Sought, stretch: Stretch, *, before: Number | None) -> tuple[str, dict[str, Value]]:
        """What follows FROM, with a WHERE to which more may be added, where `e` has number and kind of the entries in a
        stretch with a lower number than `before`; and its values.
        """

    def newest(
        self, connection: Connection, page: Page, sought: Sought, stretch: Stretch, *, before: Number | None
    ) -> list[Row]:
        """Number and kind of the entries in a stretch that the page's condition holds for, the newest first."""


def resolved(engine: Engine, connection: Connection, business: BusinessNumber, query: Query) -> Sought | None:
    """What a query looks for; None where nothing can be found."""
    wanted = [_choices(engine, connection, business, term) for term in query.wanted]
    if not wanted or not all(wanted):
        return None
    unwanted = (_choices(engine, connection, business, term) for term in query.unwanted)
    whole = ((Choice(_plain(term.words)),) for term in query.wanted)
    return Sought(business, tuple(wanted), tuple(whole), tuple(filter(None, unwanted)))


def forms_of(names: Iterable[str], text: Iterable[str]) -> list[str]:
    """The words, spelled and plain, by whose parts a thing is found with these spelled words."""
    words = {word for word in names if len(word) >= PART_LEAST}
    words |= {word for word in set(text) if PART_LEAST <= len(word) <= FORM_LIMIT and not word.isdigit()}
    return sorted(words | {form for form in map(plain, words) if len(form) >= PART_LEAST})


def _choices(engine: Engine, connection: Connection, business: BusinessNumber, term: Term) -> Choices:
    words = _plain(term.words)
    is_open = term.way is not Way.WHOLE and len(term.words[-1]) >= BEGINNING_LEAST
    exact = Choice(words, is_open)
    first = term.words[0]
    if term.way is not Way.PART or len(first) < PART_LEAST:
        return (exact,)
    several = len(words) > 1
    limit = _ENDINGS if several else CHOICES
    forms: dict[str, None] = {}
    for part in dict.fromkeys((first, words[0])):
        pattern = f"%{part}" if several else f"%{part}%"
        forms |= dict.fromkeys(engine.forms_like(connection, business, pattern=pattern, limit=limit + 1))
    found = [Choice((word, *words[1:]), several and is_open) for word in dict.fromkeys(map(plain, forms))]
    if several:
        return tuple(dict.fromkeys((exact, *found[:limit])))
    if len(found) <= limit and not first.isdigit() and len(first) <= FORM_LIMIT:
        return tuple(found)
    return (exact, *found[:limit])


def _plain(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(plain, words))
