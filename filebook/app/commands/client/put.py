"""`filebook put`: local files into the library. What breaks off goes on where it stopped, also in another call."""

import hashlib
import json as json_text
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import uuid4

from filebook.app.commands.client import servers
from filebook.app.commands.client.failures import NotUnderstood, Refused, Unreachable, local_files
from filebook.app.commands.client.progress import At, progress
from filebook.app.commands.client.remote import TOP, folder_at
from filebook.app.commands.client.talking import TRIES, Json, Talk, persistently, require_success
from filebook.app.commands.output import tell

LARGE_BYTES = 8 * 1024 * 1024
"""From this size on a file is sent so that it can go on later."""
_PIECE_BYTES = 256 * 1024
_TUS = {"Tus-Resumable": "1.0.0"}
_GONE = frozenset({403, 404, 410})
FOUND_SOMETHING = 1


def put(*files: str, into: str = "", server: str = "", json: bool = False) -> int:
    """Put files into the library. If it is interrupted, the same command goes on where it was.

    Parameters
    ----------
    files: Local files. The last may be a folder of the server, such as /Contracts/2026, if no local file is called so.
    into: Folder of the server, by its path or id; the top level if not told.
    server: Name of the server; the one logged in to last if not told.
    json: Print JSON.
    """
    paths, into = _meant(files, into)
    with local_files(), Talk(servers.chosen(server)) as talk:
        folder = folder_at(talk, into)
        rows, damaged = [], 0
        for path in paths:
            made = _Sending(talk, path, folder).send()
            is_same = made["sha256"] == _sha256(path)
            damaged += not is_same
            rows.append({"name": made["name"], "id": made["id"], "size_bytes": made["size_bytes"], "verified": is_same})
    tell(rows, as_json=json)
    return FOUND_SOMETHING if damaged else 0


@dataclass(slots=True)
class _Sending:
    """One file on its way."""

    talk: Talk
    path: Path
    folder: str

    def send(self) -> Json:
        """The file as the server has it. Raises: Refused, Unreachable."""
        size_bytes = self.path.stat().st_size
        with progress(self.path.name, size_bytes=size_bytes) as at:
            return self._small() if size_bytes < LARGE_BYTES else self._large(size_bytes, at)

    def _small(self) -> Json:
        where = {} if self.folder == TOP else {"folder": self.folder}
        content = self.path.read_bytes()
        types = {"Content-Type": "application/octet-stream", "Idempotency-Key": uuid4().hex}
        return self.talk.json(
            "POST", "/files", params={"name": self.path.name, **where}, content=content, headers=types
        )

    def _large(self, size_bytes: int, at: At) -> Json:
        key = self._key(size_bytes)
        address = _Uploads().get(key)
        offset = None if address is None else self._offset(address)
        if address is not None and offset is None:
            # It may be whole and filed already: then the very request that filed it is answered once more.
            try:
                return self._filed(key, address)
            except Refused:
                address = None
        if address is None:
            address, offset = self._begun(key, size_bytes), 0
        self._sent(address, offset or 0, size_bytes, at)
        return self._filed(key, address)

    def _begun(self, key: str, size_bytes: int) -> str:
        """The address of a new upload, remembered."""
        name = b64encode(self.path.name.encode()).decode("ascii")
        told = {**_TUS, "Upload-Length": str(size_bytes), "Upload-Metadata": f"filename {name}"}

        def begin() -> str:
            answer = self.talk.http.post("/uploads", headers=told)
            require_success(answer)
            return str(answer.headers["location"])

        address = persistently(begin)
        _Uploads().keep(key, address)
        return address

    def _offset(self, address: str) -> int | None:
        """How much of it the server has; None if it knows nothing of such an upload any more."""

        def look() -> int | None:
            answer = self.talk.http.head(address, headers=_TUS)
            if answer.status_code in _GONE:
                return None
            require_success(answer)
            return int(answer.headers["upload-offset"])

        return persistently(look)

    def _sent(self, address: str, offset: int, size_bytes: int, at: At) -> None:
        """Send the rest; after a break, what the server has not got. Raises: Refused, Unreachable."""
        failures = 0
        while offset < size_bytes:
            before = offset
            at(offset)
            try:
                persistently(partial(self._patch, address, before, at), tries=1)
            except Unreachable:
                failures += 1
            found = self._offset(address)
            if found is None:
                raise Refused("the upload is gone; put the file again")
            offset = found
            failures = 0 if offset > before else failures
            if failures >= TRIES:
                raise Unreachable("the server does not take the file; what it has is kept for a day")
        at(size_bytes)

    def _patch(self, address: str, offset: int, at: At) -> None:
        told = {**_TUS, "Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
        length = {"Content-Length": str(self.path.stat().st_size - offset)}
        answer = self.talk.http.patch(address, content=self._pieces(offset, at), headers={**told, **length})
        require_success(answer)

    def _pieces(self, offset: int, at: At) -> Iterator[bytes]:
        with self.path.open("rb") as file:
            file.seek(offset)
            while piece := file.read(_PIECE_BYTES):
                yield piece
                offset += len(piece)
                at(offset)

    def _filed(self, key: str, address: str) -> Json:
        """The file made of a whole upload; once, however often it is asked for."""
        upload = address.rstrip("/").rpartition("/")[2]
        where = {} if self.folder == TOP else {"folder": self.folder}
        once = {"Idempotency-Key": f"put-{upload}"}
        told = {"upload": upload, "name": self.path.name, **where}
        made = self.talk.json("POST", "/files", json=told, headers=once)
        _Uploads().drop(key)
        return made

    def _key(self, size_bytes: int) -> str:
        """What makes it the same upload: the same file, unchanged, to the same place."""
        stat = self.path.stat()
        told = f"{self.talk.server.url} {self.path.resolve()} {size_bytes} {stat.st_mtime_ns} {self.folder}"
        return hashlib.sha256(told.encode()).hexdigest()


class _Uploads:
    """The addresses of uploads that have begun, kept for other calls."""

    def __init__(self) -> None:
        self._path = servers.state_folder() / "uploads.json"

    def get(self, key: str) -> str | None:
        """Where it was begun."""
        return self._all().get(key)

    def keep(self, key: str, address: str) -> None:
        """Remember one, and forget those of long ago."""
        latest = list(self._all().items())[-999:]
        servers.write_for_oneself(self._path, json_text.dumps({**dict(latest), key: address}))

    def drop(self, key: str) -> None:
        """It is done."""
        kept = {one: address for one, address in self._all().items() if one != key}
        servers.write_for_oneself(self._path, json_text.dumps(kept))

    def _all(self) -> dict[str, str]:
        try:
            found: dict[str, str] = json_text.loads(self._path.read_text("utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        return found


def _meant(files: tuple[str, ...], into: str) -> tuple[list[Path], str]:
    """The local files, and the folder. Raises: NotUnderstood."""
    paths = [Path(file) for file in files]
    if not into and len(paths) > 1 and not paths[-1].exists():
        into = files[-1]
        paths = paths[:-1]
    if not paths:
        raise NotUnderstood("files: name at least one")
    for path in paths:
        if not path.is_file():
            raise NotUnderstood(f"{path}: is no file")
    return paths, into or "/"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
