"""The installation's own keys: made once, private, rotated without breaking links."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from filebook.app.keys import load_keys, rotate_link_key
from filebook.core.errors import Damaged


def test_keys_are_made_once_and_are_private(tmp_path: Path) -> None:
    path = tmp_path / "data" / "keys.json"
    keys = load_keys(path)
    assert load_keys(path) == keys
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["keys.json"]


def test_processes_that_start_together_agree_on_the_keys(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    with ThreadPoolExecutor(8) as pool:
        assert len({keys.vault for keys in pool.map(load_keys, [path] * 32)}) == 1


def test_rotating_keeps_the_key_before_and_the_vault(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    first = load_keys(path)
    second = rotate_link_key(path)
    assert second.vault == first.vault
    assert second.links.previous == first.links.current
    assert second.links.current not in {first.links.current, None}
    third = rotate_link_key(path)
    assert third.links.previous == second.links.current
    assert load_keys(path) == third


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"vault": 1, "links": {}}', "not json"])
def test_a_file_with_something_else_in_it_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "keys.json"
    path.write_text(text)
    with pytest.raises(Damaged):
        load_keys(path)
