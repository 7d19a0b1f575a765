"""A module's first line says in one sentence what the module is for."""

import ast

from tests.house.tree import modules, name_of


def test_every_module_begins_with_one_sentence() -> None:
    without = []
    for path in modules("filebook"):
        docstring = ast.get_docstring(ast.parse(path.read_text("utf-8")), clean=False) or ""
        first_line, *_ = docstring.splitlines() or [""]
        if not first_line.strip() or not first_line.endswith("."):
            without.append(name_of(path))
    assert without == []


def test_a_package_file_holds_its_docstring_and_nothing_else() -> None:
    packages = [path for path in modules("filebook") if path.name == "__init__.py"]
    assert packages
    assert [name_of(path) for path in packages if len(ast.parse(path.read_text("utf-8")).body) != 1] == []
