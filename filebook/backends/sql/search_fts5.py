"""Words in SQLite's FTS5: one row for each thing, at business · 2³¹ + number, so that a business has its rows together.

It keeps no text, only plain words; it is read from the newest row to the oldest without sorting.
"""

from collections.abc import Sequence

import msgspec

from filebook.backends.sql.connection import Connection, Row, Value
from filebook.backends.sql.search_terms import Choice, Choices, Page, Sought, Stretch
from filebook.core.ids import BusinessNumber, Number

_ROWS = 2**31


class Fts5:
    """Implements `Engine`."""

    def write(
        self, connection: Connection, business: BusinessNumber, number: Number, *, fields: tuple[str, str, str]
    ) -> None:
        names, details, content = fields
        connection.execute(
            """
            INSERT OR REPLACE INTO search_words (rowid, names, details, content)
            VALUES (:row, :names, :details, :content)
            """,
            {"row": business * _ROWS + number, "names": names, "details": details, "content": content},
        )

    def is_written(self, connection: Connection, business: BusinessNumber, number: Number) -> bool:
        row = connection.row("SELECT id FROM search_words_docsize WHERE id = :row", {"row": business * _ROWS + number})
        return row is not None

    def add_forms(self, connection: Connection, business: BusinessNumber, *, forms: Sequence[str]) -> None:
        connection.execute(
            """
            INSERT INTO search_forms (business, form) SELECT :business, value FROM json_each(:forms)
            WHERE true ON CONFLICT DO NOTHING
            """,
            {"business": business, "forms": msgspec.json.encode(forms).decode()},
        )

    def forms_like(self, connection: Connection, business: BusinessNumber, *, pattern: str, limit: int) -> list[str]:
        rows = connection.rows(
            """
            SELECT f.form FROM search_parts p CROSS JOIN search_forms f
            WHERE p.form LIKE :pattern AND f.id = p.rowid AND f.business = :business
            ORDER BY LENGTH(f.form), f.form LIMIT :limit
            """,
            {"business": business, "pattern": pattern, "limit": limit},
        )
        return [row[0] for row in rows]

    def matching(self, sought: Sought, stretch: Stretch, *, before: Number | None) -> tuple[str, dict[str, Value]]:
        whole, named, anywhere = _named(sought.whole), _named(sought.wanted), _all(sought.wanted)
        words, but = {
            Stretch.NAMES_WHOLE: (whole, []),
            Stretch.NAMES: (named, [whole]),
            Stretch.ANYWHERE: (anywhere, [named]),
            Stretch.ALL: (anywhere, []),
        }[stretch]
        but = [*but, *map(_any, sought.unwanted)]
        if but:
            words = f"({words}) NOT ({' OR '.join(f'({one})' for one in but)})"
        first_row = sought.business * _ROWS
        return (
            """
            search_words w CROSS JOIN search_entries e
            WHERE w.search_words MATCH :words AND w.rowid > :first_row AND w.rowid < :end_row
            AND e.business = :business AND e.number = w.rowid - :first_row
            """,
            {
                "words": words,
                "first_row": first_row,
                "end_row": first_row + (before or _ROWS),
                "business": sought.business,
            },
        )

    def newest(
        self, connection: Connection, page: Page, sought: Sought, stretch: Stretch, *, before: Number | None
    ) -> list[Row]:
        matching, own = self.matching(sought, stretch, before=before)
        return connection.rows(
            f"SELECT e.number, e.kind FROM {matching} AND {page.condition} ORDER BY w.rowid DESC LIMIT :limit",
            {**page.params, **own, "limit": page.limit},
        )


def _named(terms: Sequence[Choices]) -> str:
    return " AND ".join(f"names : ({_any(choices)})" for choices in terms)


def _all(terms: Sequence[Choices]) -> str:
    return " AND ".join(f"({_any(choices)})" for choices in terms)


def _any(choices: Choices) -> str:
    return " OR ".join(map(_quoted, choices))


def _quoted(choice: Choice) -> str:
    """Plain words are letters and digits alone, so nothing in them means anything to FTS5 in quotes."""
    return f'"{" ".join(choice.words)}"{" *" if choice.is_open else ""}'
