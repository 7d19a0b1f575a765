"""The page about safe content says what the headers do."""

import re

import pytest

from filebook.app.settings import rows
from filebook.core.links import Disposition
from filebook.serving.headers import Audience, file_headers
from tests.house.tree import ROOT

PAGE = (ROOT / "docs" / "safe-content.md").read_text()
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if line.startswith("| `")]
TYPES = [
    (media_type, *row[1:]) for row in ROWS if len(row) == 3 for media_type in re.findall(r"`([^`]+/[^`]+)`", row[0])
]


@pytest.mark.parametrize(("media_type", "shown", "told"), TYPES)
def test_each_type_is_shown_or_saved_as_the_page_says(media_type: str, shown: str, told: str) -> None:
    headers = dict(
        file_headers(detected_type=media_type, file_name="x", disposition=Disposition.INLINE, audience=Audience.PRIVATE)
    )
    kind = "inline" if shown.startswith("may be") else "attachment"
    assert headers[b"content-disposition"].decode().startswith(kind)
    sent = "application/octet-stream" if told.startswith("`") else media_type
    assert headers[b"content-type"].decode().partition(";")[0] == sent


def test_the_page_names_settings_that_there_are() -> None:
    known = {row.name for row in rows()}
    named = {"download_host_name", "clamd_address", "clamd_open", "timetap_public_base_url"}
    assert named <= known
    assert all(f"`{name}`" in PAGE or f"FILEBOOK_{name.upper()}=" in PAGE for name in named)
    assert len(TYPES) > 15
