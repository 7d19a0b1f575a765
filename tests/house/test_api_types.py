"""The browser application's types are those of the API as it is."""

from scripts.make_api_types import TYPES, types


def test_the_application_knows_the_api_as_it_is() -> None:
    assert TYPES.read_text() == types(), "run: .venv/bin/python -m scripts.make_api_types"
