"""The rows by which things are found by their tags."""

from collections.abc import Sequence

from filebook.backends.sql.connection import Connection
from filebook.core.ids import BusinessNumber, Number
from filebook.core.tags import folded_tag


def add_tags(connection: Connection, business: BusinessNumber, number: Number, tags: Sequence[str]) -> None:
    """Note the tags of a thing that has none yet."""
    for tag in tags:
        connection.execute(
            "INSERT INTO tagged (business, tag, number, word) VALUES (:business, :tag, :number, :word) "
            "ON CONFLICT DO NOTHING",
            {"business": business, "tag": folded_tag(tag), "number": number, "word": tag},
        )


def set_tags(connection: Connection, business: BusinessNumber, number: Number, tags: Sequence[str]) -> None:
    """Note the tags of a thing in place of those that it had."""
    connection.execute(
        "DELETE FROM tagged WHERE business = :business AND number = :number", {"business": business, "number": number}
    )
    add_tags(connection, business, number, tags)
