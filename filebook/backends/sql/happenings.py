"""The table of happenings: when appointments and the occurrences of series take place, kept with every write."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain

from filebook.backends.sql.appointment_bounds import bounds_of
from filebook.backends.sql.columns import to_micros
from filebook.backends.sql.connection import Connection, Params, Row, Value
from filebook.backends.sql.happening_rows import EVER, LENGTHS, NEVER, HappeningRow, written
from filebook.backends.sql.statements import batches, in_list
from filebook.core.appointments import Appointment
from filebook.core.ids import BusinessNumber, Number
from filebook.core.ports.book import Happening

_ROWS_AT_ONCE = 64
_COLUMNS = ("length", "first_at", "original_on", "last_at", "left_out")
_CLASSES = range(len(LENGTHS) + 1)


def _touching(where: str) -> str:
    """What touches the window: of each class of lengths the rows between the lowest possible beginning and the end."""
    return " UNION ALL ".join(
        f"""
        SELECT appointment, original_on, left_out, first_at FROM happenings
        WHERE business = :business AND length = {length} AND {where.format(length)}
            AND first_at < :ends AND last_at > :starts
        """
        for length in _CLASSES
    )


_BETWEEN = f"""
    {_touching("(first_at, appointment, original_on) > (:first{0}, :appointment{0}, :day{0})")}
    ORDER BY first_at, appointment, original_on LIMIT :limit
"""


_PLACES = [f"{column}{index}" for index in range(_ROWS_AT_ONCE) for column in _COLUMNS]


def _insert(size: int) -> str:
    places = (", ".join(f":{column}{index}" for column in _COLUMNS) for index in range(size))
    rows = ", ".join(f"(:business, :number, {columns})" for columns in places)
    return f"INSERT INTO happenings (business, appointment, {', '.join(_COLUMNS)}) VALUES {rows}"


_DELETE = """
    DELETE FROM happenings WHERE business = :business AND appointment = :number
        AND length = :length0 AND first_at = :first_at0 AND original_on = :original_on0
"""
_INSERTS = {size: _insert(size) for size in (1 << power for power in range(_ROWS_AT_ONCE.bit_length()))}


class SqlHappenings:
    """Implements the port `Happenings`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def each_between(
        self, business: BusinessNumber, *, starts: datetime, ends: datetime, batch: int
    ) -> Iterator[list[Happening]]:
        lowest = _lowest(starts)
        params: dict[str, Value] = {"business": business, **_window(starts, ends), "limit": batch}
        for index, at in enumerate(lowest):
            params |= {f"first{index}": at, f"appointment{index}": 0, f"day{index}": ""}
        while rows := self._connection.rows(_BETWEEN, params):
            yield [_happening(row) for row in rows]
            appointment, day, _, first_at = rows[-1]
            for index, at in enumerate(lowest):
                if at <= first_at:
                    params |= {f"first{index}": first_at, f"appointment{index}": appointment, f"day{index}": day}

    def of_appointments(
        self, business: BusinessNumber, appointments: Sequence[Number], *, starts: datetime, ends: datetime
    ) -> dict[Number, list[Happening]]:
        found: dict[Number, list[Happening]] = {}
        for numbers in batches(appointments):
            places, values = in_list("number", numbers)
            params = {"business": business, **_window(starts, ends), **values}
            whole = self._connection.rows(
                f"""
                SELECT number FROM appointments WHERE business = :business AND number IN {places}
                    AND (written_since IS NULL OR written_since <= :starts)
                    AND (written_until IS NULL OR written_until >= :ends)
                """,
                params,
            )
            found |= {number: [] for (number,) in whole}
            params |= {f"first{index}": at for index, at in enumerate(_lowest(starts))}
            of_these = f"appointment IN {places} AND first_at > :first{{0}}"
            for row in self._connection.rows(_touching(of_these), params):
                if row[0] in found:
                    found[row[0]].append(_happening(row))
        return found

    def unwritten(self, business: BusinessNumber, *, starts: datetime, ends: datetime) -> list[Number]:
        # A plus keeps SQLite from going by time through all that is to come: few series are not written.
        source = """
            SELECT number FROM appointments
            WHERE business = :business AND trashed_at IS NULL AND +first_at < :ends AND +last_at > :starts
        """
        rows = self._connection.rows(
            f"""
            {source} AND written_until < :ends
            UNION
            {source} AND written_since > :starts
            ORDER BY number
            """,
            {"business": business, **_window(starts, ends)},
        )
        return [number for (number,) in rows]

    def to_extend(self, before: datetime, *, limit: int) -> list[tuple[BusinessNumber, Number]]:
        return [
            (business, number)
            for business, number in self._connection.rows(
                """
                SELECT business, number FROM appointments
                WHERE written_until < :before AND trashed_at IS NULL
                ORDER BY written_until LIMIT :limit
                """,
                {"before": to_micros(before), "limit": limit},
            )
        ]

    def is_right(self, appointment: Appointment, *, at: datetime) -> bool:
        bounds = bounds_of(appointment)
        said = written(appointment, first_at=bounds[0], last_at=bounds[1], at=at)
        here = {"business": appointment.business, "number": appointment.number}
        ends = self._connection.row(
            """
            SELECT COALESCE(written_since, :never), COALESCE(written_until, :ever) FROM appointments
            WHERE business = :business AND number = :number
            """,
            {**here, "never": NEVER, "ever": EVER},
        )
        if ends is None:
            return False
        since = max(ends[0], NEVER if said.since is None else said.since)
        until = min(ends[1], EVER if said.until is None else said.until)
        return _between(self._rows(here), since, until) == _between(said.rows, since, until)

    def write(self, appointment: Appointment, *, at: datetime) -> None:
        self.write_between(appointment, bounds_of(appointment), at=at)

    def write_between(self, appointment: Appointment, bounds: tuple[int, int], *, at: datetime) -> None:
        """As `write`, of an appointment whose bounds are known. Only rows that differ are touched."""
        new = written(appointment, first_at=bounds[0], last_at=bounds[1], at=at)
        here: Params = {"business": appointment.business, "number": appointment.number}
        old, wanted = self._rows(here), set(new.rows)
        gone = old - wanted
        if gone and len(gone) == len(old):
            self._connection.execute(
                "DELETE FROM happenings WHERE business = :business AND appointment = :number", here
            )
        else:
            for row in gone:
                self._connection.execute(_DELETE, {**here, **dict(zip(_PLACES, row, strict=False))})
        self._add(here, sorted(wanted - old))
        self._connection.execute(
            """
            UPDATE appointments SET written_since = :since, written_until = :until
            WHERE business = :business AND number = :number
            """,
            {**here, "since": new.since, "until": new.until},
        )

    def _rows(self, here: Params) -> set[HappeningRow]:
        rows = self._connection.rows(
            f"SELECT {', '.join(_COLUMNS)} FROM happenings WHERE business = :business AND appointment = :number", here
        )
        return {(length, first_at, day, last_at, left_out) for length, first_at, day, last_at, left_out in rows}

    def _add(self, here: Params, rows: Sequence[HappeningRow]) -> None:
        """Many rows in one statement, in powers of two so that few statements need preparing."""
        done, size = 0, _ROWS_AT_ONCE
        while done < len(rows):
            while size > len(rows) - done:
                size //= 2
            params: dict[str, Value] = dict(here)
            params.update(
                zip(_PLACES[: size * len(_COLUMNS)], chain.from_iterable(rows[done : done + size]), strict=True)
            )
            self._connection.execute(_INSERTS[size], params)
            done += size


def _between(rows: Iterable[HappeningRow], since: int, until: int) -> set[HappeningRow]:
    return {row for row in rows if row[3] > since and row[1] < until}


def _lowest(starts: datetime) -> list[int]:
    """For each class of lengths, when what touches the window may have begun at the earliest."""
    return [*(to_micros(starts) - longest for longest in LENGTHS), NEVER]


def _window(starts: datetime, ends: datetime) -> dict[str, Value]:
    return {"starts": to_micros(starts), "ends": to_micros(ends)}


def _happening(row: Row) -> Happening:
    appointment, original_on, left_out, _ = row
    return Happening(appointment, date.fromisoformat(original_on), left_out=bool(left_out))
