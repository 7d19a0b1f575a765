"""The rows of the request log."""

from collections.abc import Collection, Sequence
from datetime import datetime

from filebook.backends.sql.columns import from_micros, moment_or_none, to_micros, words
from filebook.backends.sql.connection import Connection, Row, Value
from filebook.backends.sql.statements import batches, in_list, insert
from filebook.core.ids import BusinessNumber, Door
from filebook.core.requests import LeftOut, LoggedRequest, RequestFilter

_DOORS = words(Door)
_NAMES = (
    "business",
    "position",
    "at",
    "door",
    "method",
    "route",
    "status",
    "outcome",
    "user_number",
    "user_name",
    "credential",
    "duration_us",
    "request",
    "client_address",
)
_SELECT = f"SELECT {', '.join(_NAMES)} FROM requests"
_INSERT = insert("requests", (*_NAMES, "failed"))


class SqlRequests:
    """Implements the port `Requests`.

    The row of counts stays locked until commit, so that positions become visible in their order.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self, business: BusinessNumber, requests: Sequence[LoggedRequest], *, left_out: int, at: datetime, keep: int
    ) -> None:
        self._connection.execute(
            """
            INSERT INTO request_counts (business, next_position, left_out) VALUES (:business, 1, 0)
            ON CONFLICT DO NOTHING
            """,
            {"business": business},
        )
        row = self._connection.row(
            """
            UPDATE request_counts SET next_position = next_position + :count, left_out = left_out + :left_out,
                left_out_at = CASE WHEN :left_out > 0 THEN :at ELSE left_out_at END
            WHERE business = :business RETURNING next_position
            """,
            {"business": business, "count": len(requests), "left_out": left_out, "at": to_micros(at)},
        )
        following = 1 if row is None else int(row[0])
        first = following - len(requests)
        self._connection.execute_many(
            _INSERT, [_params(request, position) for position, request in enumerate(requests, first)]
        )
        self._connection.execute(
            "DELETE FROM requests WHERE business = :business AND position < :oldest",
            {"business": business, "oldest": following - keep},
        )

    def before(
        self, business: BusinessNumber, where: RequestFilter, *, position: int | None, limit: int
    ) -> list[LoggedRequest]:
        params: dict[str, Value] = {"business": business, "limit": limit}
        text = ""
        if position is not None:
            text += " AND position < :position"
            params["position"] = position
        if where.door is not None:
            text += " AND door = :door"
            params["door"] = where.door.value
        if where.failed_only:
            text += " AND failed = 1"
        if where.since is not None:
            text += " AND at >= :since"
            params["since"] = to_micros(where.since)
        rows = self._connection.rows(
            f"{_SELECT} WHERE business = :business{text} ORDER BY position DESC LIMIT :limit", params
        )
        return [_request(row) for row in rows]

    def after(self, business: BusinessNumber, position: int, *, limit: int) -> list[LoggedRequest]:
        rows = self._connection.rows(
            f"{_SELECT} WHERE business = :business AND position > :position ORDER BY position LIMIT :limit",
            {"business": business, "position": position, "limit": limit},
        )
        return [_request(row) for row in rows]

    def last(self, businesses: Collection[BusinessNumber]) -> dict[BusinessNumber, int]:
        found: dict[BusinessNumber, int] = {}
        for batch in batches(sorted(businesses)):
            places, values = in_list("business", batch)
            rows = self._connection.rows(
                f"SELECT business, next_position - 1 FROM request_counts WHERE business IN {places}", values
            )
            found |= dict(rows)
        return found

    def left_out(self, business: BusinessNumber) -> LeftOut:
        row = self._connection.row(
            "SELECT left_out, left_out_at FROM request_counts WHERE business = :business", {"business": business}
        )
        return LeftOut() if row is None else LeftOut(int(row[0]), moment_or_none(row[1]))

    def forget(self, business: BusinessNumber, *, before: datetime, limit: int) -> int:
        rows = self._connection.rows(
            "SELECT position, at FROM requests WHERE business = :business ORDER BY position LIMIT :limit",
            {"business": business, "limit": limit},
        )
        end = max((position for position, at in rows if at < to_micros(before)), default=0)
        if not end:
            return 0
        return self._connection.execute(
            "DELETE FROM requests WHERE business = :business AND position <= :end", {"business": business, "end": end}
        )


def _params(request: LoggedRequest, position: int) -> dict[str, Value]:
    return {
        "business": request.business,
        "position": position,
        "at": to_micros(request.at),
        "door": request.door.value,
        "method": request.method,
        "route": request.route,
        "status": request.status,
        "outcome": request.outcome,
        "failed": int(request.is_failure),
        "user_number": request.user,
        "user_name": request.user_name,
        "credential": request.credential,
        "duration_us": request.duration_us,
        "request": request.request,
        "client_address": request.client_address,
    }


def _request(row: Row) -> LoggedRequest:
    business, position, at, door, method, route, status, outcome, user, name, credential, duration, request, where = row
    return LoggedRequest(
        business=business,
        at=from_micros(at),
        door=_DOORS[door],
        method=method,
        route=route,
        status=status,
        outcome=outcome,
        user=user,
        user_name=name,
        credential=credential,
        duration_us=duration,
        request=request,
        client_address=where,
        position=position,
    )
