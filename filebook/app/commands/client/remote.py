"""Paths on a server, such as `/Contracts/2026/plan.pdf`: folders and files by their names."""

import re
import unicodedata

from filebook.app.commands.client.failures import Refused
from filebook.app.commands.client.talking import Json, Talk

TOP = "root"
"""What the top level goes by where a folder is asked for."""
_ID = re.compile(r"[0-9]{1,10}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def folder_at(talk: Talk, path: str) -> str:
    """The id of the folder at a path, `root` for the top level. An id stands for itself. Raises: Refused."""
    if _ID.fullmatch(path):
        return path
    found = TOP
    for name in _names(path):
        found = str(_one(talk, "/folders", {"parent": found}, name, what="folder")["id"])
    return found


def file_at(talk: Talk, path: str) -> Json:
    """The file at a path, or with an id. Raises: Refused."""
    if _ID.fullmatch(path):
        return talk.json("GET", f"/files/{path}")
    *folders, name = _names(path) or [""]
    folder = folder_at(talk, "/" + "/".join(folders))
    return _one(talk, "/files", {"folder": folder}, name, what="file")


def _one(talk: Talk, path: str, where: dict[str, str], name: str, *, what: str) -> Json:
    """The one with this name. Raises: Refused where there is none, or several."""
    named = [one for one in talk.pages(path, {**where, "q": name}) if _plain(one["name"]) == _plain(name)]
    if not named:
        raise Refused(f"there is no {what} {name}")
    if len(named) > 1:
        ids = ", ".join(str(one["id"]) for one in named)
        raise Refused(f"there are {len(named)} of the name {name}; name it by its id: {ids}")
    return named[0]


def _names(path: str) -> list[str]:
    return [name for name in path.split("/") if name]


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name)
