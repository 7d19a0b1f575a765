"""`filebook config` and `filebook key`: settings shown and checked, the link key renewed."""

from pathlib import Path

from filebook.app.commands.output import tell_one
from filebook.app.keys import KEYS_FILE, rotate_link_key
from filebook.app.settings import load, shown


def config_show(*, data: str | None = None, config: Path | None = None, json: bool = False) -> None:
    """Print every setting as it is in force, secrets masked."""
    tell_one(shown(load(config, data_folder=data)), as_json=json)


def config_check(*, data: str | None = None, config: Path | None = None, json: bool = False) -> None:
    """Read the settings and say whether they fit; exit code 2 names the first that does not."""
    load(config, data_folder=data)
    tell_one({"settings": "fit"}, as_json=json)


def key_rotate(*, data: str | None = None, config: Path | None = None, json: bool = False) -> None:
    """Sign new download links with a new key, from the next start on. Links of the key before still work."""
    keys = rotate_link_key(load(config, data_folder=data).data_path / KEYS_FILE)
    tell_one({"link_key": keys.links.current.id}, as_json=json)
