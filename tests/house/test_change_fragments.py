"""What changed for users is told in fragments that can be put together at a release."""

import re

from tests.house.tree import ROOT, name_of

_FRAGMENT_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.(added|fixed|changed|removed)\.md")


def test_every_fragment_is_well_named_and_says_something() -> None:
    fragments = [path for path in sorted((ROOT / "changes").iterdir()) if path.name != "README.md"]
    assert fragments
    assert [name_of(path) for path in fragments if not _FRAGMENT_NAME.fullmatch(path.name)] == []
    assert [name_of(path) for path in fragments if not path.read_text("utf-8").strip()] == []
