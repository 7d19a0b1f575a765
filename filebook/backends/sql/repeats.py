"""The rows of requests that are carried out once."""

from datetime import datetime

from filebook.backends.sql.columns import from_micros, object_to_json, to_micros, words_from_json
from filebook.backends.sql.connection import Connection, Row
from filebook.core.ids import BusinessNumber, Number
from filebook.core.repeats import Answered, Repeat

_COLUMNS = "business, user_number, key, request, at, fingerprint, status, headers, body"


class SqlRepeats:
    """Implements the port `Repeats`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def claim(self, repeat: Repeat) -> Repeat:
        self._connection.execute(
            f"""
            INSERT INTO repeats ({_COLUMNS})
            VALUES (:business, :user, :key, :request, :at, :fingerprint, NULL, '{{}}', '') ON CONFLICT DO NOTHING
            """,
            {
                "business": repeat.business,
                "user": repeat.user,
                "key": repeat.key,
                "request": repeat.request,
                "at": to_micros(repeat.at),
                "fingerprint": repeat.fingerprint,
            },
        )
        return self.get(repeat.business, repeat.user, key=repeat.key) or repeat

    def get(self, business: BusinessNumber, user: Number, *, key: str) -> Repeat | None:
        row = self._connection.row(
            f"SELECT {_COLUMNS} FROM repeats WHERE business = :business AND user_number = :user AND key = :key",
            {"business": business, "user": user, "key": key},
        )
        return None if row is None else _repeat(row)

    def answer(self, repeat: Repeat) -> None:
        answered = repeat.answered
        self._connection.execute(
            """
            UPDATE repeats SET status = :status, headers = :headers, body = :body
            WHERE business = :business AND user_number = :user AND key = :key AND request = :request
            """,
            {
                "business": repeat.business,
                "user": repeat.user,
                "key": repeat.key,
                "request": repeat.request,
                "status": None if answered is None else answered.status,
                "headers": object_to_json({} if answered is None else answered.headers),
                "body": "" if answered is None else answered.body.decode(),
            },
        )

    def forget(self, before: datetime, *, limit: int) -> int:
        return self._connection.execute(
            """
            DELETE FROM repeats WHERE (business, user_number, key) IN (
                SELECT business, user_number, key FROM repeats WHERE at < :before ORDER BY at LIMIT :limit
            )
            """,
            {"before": to_micros(before), "limit": limit},
        )


def _repeat(row: Row) -> Repeat:
    business, user, key, request, at, fingerprint, status, headers, body = row
    answered = None if status is None else Answered(status, words_from_json(headers), body.encode())
    return Repeat(business, user, key, request, from_micros(at), fingerprint, answered)
