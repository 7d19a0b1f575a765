"""Words in PostgreSQL: those of names with their places, and all words without; words in a row are found in the text.

A tsvector has room for few places of a word in a long text. So phrases are looked for in `stream`, the plain words as
they follow each other, of what has all their words. In the indexes a word begins with its business's number: so each
business has an index of its own.
"""

from collections.abc import Iterable, Sequence

from filebook.backends.sql.connection import Connection, Row, Value
from filebook.backends.sql.search_terms import Choice, Choices, Page, Sought, Stretch
from filebook.backends.sql.statements import batches, in_list
from filebook.core.ids import BusinessNumber, Number

_WORDS_LIMIT_BYTES = 1_000_000
"""What PostgreSQL takes in one tsvector, roughly; words beyond it are found in `stream` alone, as part of a phrase."""
_SEPARATOR = " | "
_NEWEST = 256
"""Entries that are read one by one in no time."""
_MANY = 2000
"""More entries than can be sorted in no time."""
_STEP = 4
"""Of very many, how many are looked at for each that is wanted, and how many more each time while few are in sight."""
Params = dict[str, Value]


class Tsvector:
    """Implements `Engine`."""

    def write(
        self, connection: Connection, business: BusinessNumber, number: Number, *, fields: tuple[str, str, str]
    ) -> None:
        names = " ".join(f"{business}x{word}:{place}" for place, word in enumerate(fields[0].split(), start=1))
        connection.execute(
            """
            UPDATE search_entries
            SET names = CAST(:names AS TSVECTOR), words = CAST(:words AS TSVECTOR), stream = :stream
            WHERE business = :business AND number = :number
            """,
            {
                "business": business,
                "number": number,
                "names": names,
                "words": _distinct(business, fields),
                "stream": f" {_SEPARATOR.join(fields)} ",
            },
        )

    def is_written(self, connection: Connection, business: BusinessNumber, number: Number) -> bool:
        row = connection.row(
            "SELECT words IS NOT NULL FROM search_entries WHERE business = :business AND number = :number",
            {"business": business, "number": number},
        )
        return row is not None and bool(row[0])

    def add_forms(self, connection: Connection, business: BusinessNumber, *, forms: Sequence[str]) -> None:
        connection.execute(
            """
            INSERT INTO search_forms (business, form)
            SELECT :business, form FROM unnest(string_to_array(:forms, ' ')) form ON CONFLICT DO NOTHING
            """,
            {"business": business, "forms": " ".join(forms)},
        )

    def forms_like(self, connection: Connection, business: BusinessNumber, *, pattern: str, limit: int) -> list[str]:
        rows = connection.rows(
            """
            SELECT form FROM search_forms WHERE business = :business AND form LIKE :pattern
            ORDER BY LENGTH(form), form LIMIT :limit
            """,
            {"business": business, "pattern": pattern, "limit": limit},
        )
        return [row[0] for row in rows]

    def matching(self, sought: Sought, stretch: Stretch, *, before: Number | None) -> tuple[str, Params]:
        entries, params = _entries(sought, stretch, before=before)
        # OFFSET keeps these together before whatever is added is asked of them.
        return f"({entries} OFFSET 0) e WHERE true", params

    def newest(
        self, connection: Connection, page: Page, sought: Sought, stretch: Stretch, *, before: Number | None
    ) -> list[Row]:
        lately = _among_newest(connection, page, sought, stretch, before=before)
        if len(lately) == page.limit:
            return lately
        few = _by_words_alone(connection, sought, stretch, before=before)
        if few is None:
            return _stepwise(connection, page, sought, stretch, before=before)
        found: list[Row] = []
        for batch in batches(sorted(few, reverse=True)):
            places, numbers = in_list("number", batch)
            found += connection.rows(
                f"""
                SELECT e.number, e.kind FROM search_entries e
                WHERE e.business = :business AND e.number IN {places} AND {page.condition}
                ORDER BY e.number DESC LIMIT :limit
                """,
                {**page.params, **numbers, "limit": page.limit - len(found)},
            )
            if len(found) >= page.limit:
                break
        return found


def _among_newest(
    connection: Connection, page: Page, sought: Sought, stretch: Stretch, *, before: Number | None
) -> list[Row]:
    """Those among the newest entries: a page of what very many have is full with them already."""
    matching, own = _matching(sought, stretch)
    end = 2**63 - 1 if before is None else before
    return connection.rows(
        f"""
        SELECT e.number, e.kind FROM (
            SELECT e.number, e.kind, e.names, e.words, e.stream FROM search_entries e
            WHERE e.business = :business AND e.number < :before ORDER BY e.number DESC LIMIT :newest
        ) e WHERE {matching} AND {page.condition} ORDER BY e.number DESC LIMIT :limit
        """,
        {**page.params, **own, "before": end, "newest": _NEWEST, "limit": page.limit},
    )


def _by_words_alone(
    connection: Connection, sought: Sought, stretch: Stretch, *, before: Number | None
) -> list[Number] | None:
    """Numbers of all entries in a stretch, whoever may see them; None where they are too many to be sorted in no time.

    PostgreSQL guesses how many have some words, and reads the whole table where it guesses that they soon would be
    enough. So the indexes of words are all that it may use here, with a plan made for these words.
    """
    connection.execute(_planning("off"))
    entries, own = _entries(sought, stretch, before=before)
    rows = connection.rows(f"{entries} LIMIT :many", {**own, "many": _MANY})
    connection.execute(_planning("on"))
    return [number for number, _ in rows] if len(rows) < _MANY else None


def _planning(others: str) -> str:
    """Until the snapshot ends: plans are made for the very values, by other ways than bitmaps or not."""
    return f"""
        SELECT set_config('plan_cache_mode', 'force_custom_plan', true), set_config('enable_seqscan', '{others}', true),
            set_config('enable_indexscan', '{others}', true)
    """


def _stepwise(
    connection: Connection, page: Page, sought: Sought, stretch: Stretch, *, before: Number | None
) -> list[Row]:
    """The newest of very many, a few at a time: with an end to them, they are read one by one and not all sorted."""
    found: list[Row] = []
    step = _STEP * page.limit
    while True:
        entries, own = _entries(sought, stretch, before=before)
        rows = connection.rows(
            f"""
            SELECT e.number, e.kind, {page.condition} FROM ({entries} ORDER BY e.number DESC LIMIT :step) e
            ORDER BY e.number DESC
            """,
            {**page.params, **own, "step": step},
        )
        found += ((number, kind) for number, kind, is_wanted in rows if is_wanted)
        if len(rows) < step or len(found) >= page.limit:
            return found[: page.limit]
        before, step = rows[-1][0], step * _STEP


def _entries(sought: Sought, stretch: Stretch, *, before: Number | None) -> tuple[str, Params]:
    matching, params = _matching(sought, stretch)
    conditions = ["e.business = :business", matching]
    params["business"] = sought.business
    if before is not None:
        conditions.append("e.number < :before")
        params["before"] = before
    return f"SELECT e.number, e.kind FROM search_entries e WHERE {' AND '.join(conditions)}", params


def _matching(sought: Sought, stretch: Stretch) -> tuple[str, Params]:
    """The condition that the words of an entry `e` are in a stretch, and its values."""
    params: Params = {}
    conditions: list[str] = []
    if stretch in {Stretch.NAMES_WHOLE, Stretch.NAMES}:
        terms = sought.whole if stretch is Stretch.NAMES_WHOLE else sought.wanted
        conditions.append("e.names @@ CAST(:named AS TSQUERY)")
        params["named"] = _in_a_row(sought.business, terms)
    else:
        conditions += (
            _anywhere(sought.business, choices, f"wanted{index}", params) for index, choices in enumerate(sought.wanted)
        )
    if stretch in {Stretch.NAMES, Stretch.ANYWHERE}:
        terms = sought.whole if stretch is Stretch.NAMES else sought.wanted
        conditions.append("NOT e.names @@ CAST(:named_better AS TSQUERY)")
        params["named_better"] = _in_a_row(sought.business, terms)
    conditions += (
        f"NOT {_anywhere(sought.business, choices, f'unwanted{index}', params)}"
        for index, choices in enumerate(sought.unwanted)
    )
    return " AND ".join(conditions), params


def _distinct(business: BusinessNumber, fields: Iterable[str]) -> str:
    """Each of the words once, those of the names first, as many as there is room for."""
    room = _WORDS_LIMIT_BYTES
    kept: list[str] = []
    for word in dict.fromkeys(word for field in fields for word in field.split()):
        lexeme = f"{business}x{word}"
        room -= len(lexeme.encode())
        if room < 0:
            break
        kept.append(lexeme)
    return " ".join(kept)


def _in_a_row(business: BusinessNumber, terms: Sequence[Choices]) -> str:
    """As a tsquery: the words of each choice stand one after another."""
    return " & ".join(f"({' | '.join(_joined(business, one, ' <-> ') for one in choices)})" for choices in terms)


def _anywhere(business: BusinessNumber, choices: Choices, name: str, params: Params) -> str:
    """The condition that one of the choices stands anywhere; its values are added to `params` under `name`."""
    params[name] = " | ".join(_joined(business, one, " & ") for one in choices)
    condition = f"e.words @@ CAST(:{name} AS TSQUERY)"
    if all(len(one.words) == 1 for one in choices):
        return condition
    rows = []
    for index, one in enumerate(choices):
        place = f"{name}_row{index}"
        rows.append(f"e.stream LIKE :{place}")
        params[place] = f"% {' '.join(one.words)}{'' if one.is_open else ' '}%"
    return f"({condition} AND ({' OR '.join(rows)}))"


def _joined(business: BusinessNumber, choice: Choice, sign: str) -> str:
    """Plain words are letters and digits alone, so nothing in them means anything to PostgreSQL."""
    *others, last = (f"{business}x{word}" for word in choice.words)
    return f"({sign.join([*others, last + (':*' if choice.is_open else '')])})"
