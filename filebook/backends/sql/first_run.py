"""The rows about an installation that nobody uses yet: the offer to make its first owner."""

from filebook.backends.sql.columns import micros_or_none, moment_or_none
from filebook.backends.sql.connection import Connection
from filebook.core.ids import BusinessNumber, Kind
from filebook.core.ports.first_run import Offered

_PEOPLE = (Kind.USER, Kind.STAFF, Kind.CALENDAR)


class SqlFirstRun:
    """Implements the port `FirstRun`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def has_users(self) -> bool:
        return self._connection.row("SELECT 1 FROM users LIMIT 1") is not None

    def offer(self, offered: Offered | None) -> None:
        token_sha256, until = ("", 0) if offered is None else (offered.token_sha256, micros_or_none(offered.until))
        self._connection.execute(
            "UPDATE installation SET setup_sha256 = :token_sha256, setup_until = :until",
            {"token_sha256": token_sha256, "until": until},
        )

    def offered(self) -> Offered | None:
        row = self._connection.row("SELECT setup_sha256, setup_until FROM installation")
        until = moment_or_none(row[1]) if row and row[0] else None
        return None if row is None or until is None else Offered(row[0], until)

    def is_untouched(self, business: BusinessNumber) -> bool:
        kinds = {f"kind_{index}": kind.value for index, kind in enumerate(_PEOPLE)}
        listed = ", ".join(f":{name}" for name in kinds)
        row = self._connection.row(
            f"SELECT 1 FROM objects WHERE business = :business AND kind NOT IN ({listed}) LIMIT 1",
            {"business": business, **kinds},
        )
        return row is None
