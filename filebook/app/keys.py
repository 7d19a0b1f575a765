"""The installation's own keys, in a file beside the database that only its owner can read."""

import base64
import json
import os
import secrets
from dataclasses import dataclass, replace
from pathlib import Path

from filebook.core.errors import Damaged
from filebook.core.links import LinkKey, LinkKeys

KEYS_FILE = "keys.json"
"""Its name in the data folder."""
_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Keys:
    """`vault` seals secrets in the database; `links` sign download links."""

    vault: bytes
    links: LinkKeys


def load_keys(path: Path) -> Keys:
    """The keys of an installation, made and made durable at its first start.

    Raises: Damaged("keys") for a file that holds something else.
    """
    if not path.exists():
        fresh = Keys(secrets.token_bytes(_SECRET_BYTES), LinkKeys(LinkKey(0, secrets.token_bytes(_SECRET_BYTES))))
        write_private(path, _encoded(fresh), replace_existing=False)
    try:
        stored = json.loads(path.read_text())
        previous = stored["links"].get("previous")
        links = LinkKeys(_key(stored["links"]["current"]), _key(previous) if previous else None)
        return Keys(base64.b64decode(stored["vault"]), links)
    except (ValueError, KeyError, TypeError):
        raise Damaged("keys") from None


def rotate_link_key(path: Path) -> Keys:
    """Sign with a new key from now on; the present one still verifies, the one before it no longer."""
    keys = load_keys(path)
    fresh = LinkKey((keys.links.current.id + 1) % 256, secrets.token_bytes(_SECRET_BYTES))
    rotated = replace(keys, links=LinkKeys(fresh, keys.links.current))
    write_private(path, _encoded(rotated), replace_existing=True)
    return rotated


def write_private(path: Path, text: str, *, replace_existing: bool) -> None:
    """Write a file of mode 0600 so that it is whole or not there, also after a power cut.

    Without `replace_existing`, a file that another process made first is left as it is.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if replace_existing:
            draft.replace(path)
        else:
            _link_unless_there(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _link_unless_there(draft: Path, path: Path) -> None:
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return


def _key(stored: dict[str, object]) -> LinkKey:
    return LinkKey(int(str(stored["id"])), base64.b64decode(str(stored["secret"])))


def _encoded(keys: Keys) -> str:
    def key(one: LinkKey) -> dict[str, object]:
        return {"id": one.id, "secret": base64.b64encode(one.secret).decode("ascii")}

    links = {"current": key(keys.links.current)}
    if keys.links.previous is not None:
        links["previous"] = key(keys.links.previous)
    return json.dumps({"vault": base64.b64encode(keys.vault).decode("ascii"), "links": links}, indent=1)
