"""Modules and functions stay short enough to be read in one go."""

import ast
from collections.abc import Iterator
from functools import cache

from tests.house.tree import modules, name_of

MODULE_LINE_LIMIT = 400
FUNCTION_LINE_LIMIT = 60

MAY_BE_LONGER: dict[str, str] = {
    "filebook/app/build.py:build_services": "a table: each service with what it is given",
}
"""Name of a module, or of a function as `module:function`, and the reason why it may be longer."""


def test_no_module_or_function_is_longer_than_its_limit_without_a_reason() -> None:
    too_long = {name: line_count for name, line_count in _too_long() if name not in MAY_BE_LONGER}
    assert too_long == {}


def test_every_exception_is_still_needed_and_has_a_reason() -> None:
    names = {name for name, _ in _too_long()}
    assert MAY_BE_LONGER.keys() - names == set()
    assert all(reason.strip() for reason in MAY_BE_LONGER.values())


@cache
def _too_long() -> tuple[tuple[str, int], ...]:
    return tuple(_each_too_long())


def _each_too_long() -> Iterator[tuple[str, int]]:
    for path in modules():
        text = path.read_text("utf-8")
        module_line_count = len(text.splitlines())
        if module_line_count > MODULE_LINE_LIMIT:
            yield name_of(path), module_line_count
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
                function_line_count = node.end_lineno - node.lineno + 1
                if function_line_count > FUNCTION_LINE_LIMIT:
                    yield f"{name_of(path)}:{node.name}", function_line_count
