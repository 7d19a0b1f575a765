"""Brings a database to this version's schema: numbered SQL files, applied in order, forward only.

A step's text serves both engines. What stands in `/*sqlite … */` is read by SQLite alone, and what stands in
`/*postgres … */` by PostgreSQL alone. There every text column compares by code point, as SQLite's do, whatever the
database's own collation is.
"""

import re
from dataclasses import dataclass
from importlib.resources import files

from filebook.backends.sql.connection import Connection, Unfit

_SQLITE_ONLY = re.compile(r"/\*sqlite\s([^*]*)\*/")
_POSTGRES_ONLY = re.compile(r"/\*postgres\s([^*]*)\*/")


@dataclass(frozen=True, slots=True)
class Step:
    """One migration: its number, its file's name, its text."""

    number: int
    name: str
    text: str

    @property
    def for_sqlite(self) -> str:
        """The text as SQLite takes it."""
        return _SQLITE_ONLY.sub(r"\1", self.text)

    @property
    def for_postgres(self) -> str:
        """The text as PostgreSQL takes it."""
        return re.sub(r"\bTEXT\b", 'TEXT COLLATE "C"', _POSTGRES_ONLY.sub(r"\1", self.text))


NOTES = Step(0, "", "CREATE TABLE IF NOT EXISTS migrations (number BIGINT PRIMARY KEY, name TEXT NOT NULL)")
"""Before all steps: the table in which they are noted."""


def steps() -> list[Step]:
    """All of this version's steps, in order."""
    folder = files("filebook.backends.sql") / "migrations"
    texts = sorted((entry.name, entry.read_text("utf-8")) for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return [Step(int(name[:4]), name.removesuffix(".sql"), text) for name, text in texts]


def pending(connection: Connection) -> list[Step]:
    """The steps that the database lacks. Call with the table `migrations` in place and other processes kept out.

    Raises: Unfit for a database that a newer version has worked on.
    """
    row = connection.row("SELECT COALESCE(MAX(number), 0) FROM migrations")
    done = 0 if row is None else int(row[0])
    known = steps()
    newest = known[-1].number
    if done > newest:
        raise Unfit(f"The database is at step {done}; this version of Filebook knows steps up to {newest} only.")
    return [step for step in known if step.number > done]


def record(connection: Connection, step: Step) -> None:
    """Note a step as done, in the transaction that did it."""
    connection.execute(
        "INSERT INTO migrations (number, name) VALUES (:number, :name)", {"number": step.number, "name": step.name}
    )
