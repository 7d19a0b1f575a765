"""How commands speak: a table for people, JSON with `--json`, progress on standard error."""

import sys
from collections.abc import Iterable, Mapping

import msgspec
from rich.console import Console
from rich.table import Table


def say(line: str) -> None:
    """One line for people, on standard output at once."""
    Console(soft_wrap=True, highlight=False).print(line, markup=False)
    sys.stdout.flush()


def tell(rows: Iterable[Mapping[str, object]], *, as_json: bool) -> None:
    """Rows of the same keys: a JSON array, or a table."""
    listed = list(rows)
    if as_json:
        say(msgspec.json.format(msgspec.json.encode(listed), indent=1).decode())
        return
    if not listed:
        say("none")
        return
    table = Table(*listed[0])
    for row in listed:
        table.add_row(*(str(value) for value in row.values()))
    Console(soft_wrap=True, highlight=False).print(table)


def tell_one(row: Mapping[str, object], *, as_json: bool) -> None:
    """One thing: a JSON object, or a line for each of its members."""
    if as_json:
        say(msgspec.json.format(msgspec.json.encode(row), indent=1).decode())
        return
    for name, value in row.items():
        say(f"{name}: {value}")
