"""The inner rooms stand on Python alone; the directions between rooms are import-linter's, run by `make check`."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import modules, name_of

_INNER_ROOMS = ("filebook/core", "filebook/services")


def test_core_and_services_import_the_standard_library_and_each_other_only() -> None:
    allowed = sys.stdlib_module_names | {"filebook"}
    foreign = {
        name_of(path): imported
        for path in modules(*_INNER_ROOMS)
        for imported in _top_level_imports(path)
        if imported not in allowed
    }
    assert foreign == {}


def _top_level_imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield node.module.partition(".")[0]
