"""The documentation pages made from tables are up to date, so no setting and no route goes undocumented."""

from filebook.app.settings import rows
from scripts.make_pages import pages


def test_the_pages_say_what_the_tables_say() -> None:
    for path, text in pages().items():
        assert path.read_text() == text, "run: .venv/bin/python scripts/make_pages.py"


def test_every_setting_says_what_it_means() -> None:
    assert [row.name for row in rows() if not row.metadata["about"].endswith(".")] == []
