"""`filebook get`: a file of the library to this machine. What breaks off goes on where it was, also in another call."""

import hashlib
import os
from functools import partial
from pathlib import Path

from filebook.app.commands.client import servers
from filebook.app.commands.client.failures import Refused, Unreachable, local_files
from filebook.app.commands.client.progress import At, progress
from filebook.app.commands.client.remote import file_at
from filebook.app.commands.client.talking import TRIES, Json, Talk, persistently, require_success
from filebook.app.commands.output import say, tell_one

FOUND_SOMETHING = 1
_PARTIAL_CONTENT = 206


def get(remote: str, local: str = "", *, overwrite: bool = False, server: str = "", json: bool = False) -> int:
    """Get a file. If it is interrupted, the same command goes on where it was. What arrives is checked.

    Parameters
    ----------
    remote: The file's path, such as /Contracts/2026/plan.pdf, or its id.
    local: Where to put it: a file or a folder; the present folder if not told.
    overwrite: Take the place of a local file that is another one.
    server: Name of the server; the one logged in to last if not told.
    json: Print JSON.
    """
    with local_files(), Talk(servers.chosen(server)) as talk:
        file = file_at(talk, remote)
        if file["type"] == "link":
            raise Refused(f"{file['name']} is a link to {file['url']}")
        target = _target(local, str(file["name"]))
        if not _is_there(target, file, overwrite=overwrite):
            part = target.with_name(f".{target.name}.{file['sha256'][:16]}.part")
            with progress(str(file["name"]), size_bytes=file["size_bytes"]) as at:
                _fetched(talk, file, part, at)
            if _sha256(part) != file["sha256"]:
                part.unlink()
                say(f"{target}: what arrived is damaged, and was dropped")
                return FOUND_SOMETHING
            part.replace(target)
    tell_one({"file": str(target), "id": file["id"], "size_bytes": file["size_bytes"]}, as_json=json)
    return 0


def _fetched(talk: Talk, file: Json, part: Path, at: At) -> None:
    """All of it in `part`. Raises: Refused, Unreachable."""
    failures = 0
    part.touch()
    while (have := part.stat().st_size) < file["size_bytes"]:
        try:
            persistently(partial(_read, talk, file, part, have, at), tries=1)
        except Unreachable:
            failures += 1
        failures = 0 if part.stat().st_size > have else failures + 1
        if failures >= TRIES:
            raise Unreachable(f"the server does not send the file; what came lies in {part}")


def _read(talk: Talk, file: Json, part: Path, start: int, at: At) -> None:
    """One answer's bytes behind those that are there; from the beginning if the server sends all of it."""
    asked = {"Range": f"bytes={start}-", "Accept-Encoding": "identity"} if start else {"Accept-Encoding": "identity"}
    with talk.http.stream("GET", f"/api/v1/files/{file['id']}/content", headers=asked) as answer:
        if not answer.is_success:
            answer.read()
        require_success(answer)
        start = start if answer.status_code == _PARTIAL_CONTENT else 0
        with part.open("r+b") as out:
            out.truncate(start)
            out.seek(start)
            for piece in answer.iter_raw():
                out.write(piece)
                start += len(piece)
                at(start)
            out.flush()
            os.fsync(out.fileno())


def _target(local: str, name: str) -> Path:
    path = Path(local) if local else Path()
    return path / name if path.is_dir() else path


def _is_there(target: Path, file: Json, *, overwrite: bool) -> bool:
    """Whether this very file lies there already. Raises: Refused if another one does."""
    if not target.exists():
        return False
    if target.is_file() and _sha256(target) == file["sha256"]:
        return True
    if overwrite:
        return False
    raise Refused(f"{target} is there already, and another one; --overwrite takes its place")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
