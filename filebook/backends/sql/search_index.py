"""The index of words kept in step with the rows: called wherever a row is written that can be found by its words."""

import hashlib
from collections.abc import Mapping

from filebook.backends.sql.connection import Connection
from filebook.backends.sql.search_fts5 import Fts5
from filebook.backends.sql.search_terms import Engine, forms_of
from filebook.backends.sql.search_tsvector import Tsvector
from filebook.core.folding import plain, words_of
from filebook.core.ids import BusinessNumber, Kind, Number
from filebook.core.searchable import Searchable, Thing, searchable

_ENGINES: Mapping[str, Engine] = {"fts5": Fts5(), "tsvector": Tsvector()}
_PLACE = "business = :business AND number = :number"


def engine_of(connection: Connection) -> Engine:
    """What the store of a connection looks words up with."""
    return _ENGINES[connection.full_text]


def add_words(connection: Connection, thing: Thing) -> None:
    """Make the words of a thing whose row was just added."""
    said = searchable(thing)
    _note(connection, said, 0)
    _write(connection, said, "")


def set_words(connection: Connection, thing: Thing) -> None:
    """Make the words of a thing anew, if its row now says other ones."""
    said = searchable(thing)
    row = connection.row(
        f"SELECT digest FROM search_entries WHERE {_PLACE}", {"business": said.business, "number": said.number}
    )
    # Without a row it is from before there was an index, which has not come so far yet.
    if row is None or row[0] != digest_of(said, text_version(connection, said)):
        rewrite_words(connection, thing)


def rewrite_words(connection: Connection, thing: Thing | None) -> None:
    """Make the words of a thing anew, whatever the index has."""
    if thing is None:
        return
    said = searchable(thing)
    _note(connection, said, text_version(connection, said))
    _write(connection, said, _text(connection, said))


def drop_text(connection: Connection, business: BusinessNumber, file: Number) -> bool:
    """Forget the text of a file; whether it had any. Its words are made anew by whoever asks for that."""
    return bool(
        connection.execute(
            "DELETE FROM search_texts WHERE business = :business AND file = :number",
            {"business": business, "number": file},
        )
    )


def text_version(connection: Connection, said: Searchable) -> int:
    """The version whose text is known; 0 for none."""
    return int(_of_text(connection, said, "version") or 0)


def digest_of(said: Searchable, version: int) -> str:
    """What the words of a thing are made of, in short. `version`: of the text; 0 for none."""
    told = f"{version}\0{said.names}\0{said.details}"
    return hashlib.blake2b(told.encode(errors="surrogatepass"), digest_size=12).hexdigest()


def _text(connection: Connection, said: Searchable) -> str:
    return str(_of_text(connection, said, "text") or "")


def _of_text(connection: Connection, said: Searchable, column: str) -> str | int | None:
    if said.kind is not Kind.FILE:
        return None
    row = connection.row(
        f"SELECT {column} FROM search_texts WHERE business = :business AND file = :number",
        {"business": said.business, "number": said.number},
    )
    return None if row is None else row[0]


def _note(connection: Connection, said: Searchable, version: int) -> None:
    connection.execute(
        """
        INSERT INTO search_entries (business, number, kind, digest) VALUES (:business, :number, :kind, :digest)
        ON CONFLICT (business, number) DO UPDATE SET digest = excluded.digest
        """,
        {
            "business": said.business,
            "number": said.number,
            "kind": said.kind.value,
            "digest": digest_of(said, version),
        },
    )


def _write(connection: Connection, said: Searchable, text: str) -> None:
    engine = engine_of(connection)
    names, details, content = words_of(said.names), words_of(said.details), words_of(text)
    fields = (" ".join(map(plain, words)) for words in (names, details, content))
    engine.write(connection, said.business, said.number, fields=tuple(fields))  # type: ignore[arg-type] # three of them
    forms = forms_of((*names, *details), content)
    if forms:
        engine.add_forms(connection, said.business, forms=forms)
