"""The files of the built application: listed once, when the first is asked for; read when they are sent."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

INDEX = "index.html"
HASHED = "assets/"
"""Below this folder a name has a hash of what is in the file, so it never means anything else."""
CODINGS: Mapping[str, str] = {"br": ".br", "gzip": ".gz"}
"""Compressed copies that may lie beside a file, the better first: what HTTP calls them, and how their names end."""
_TYPES: Mapping[str, str] = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
_UNKNOWN_TYPE = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """One file. `etag` is "" where the name has a hash already."""

    path: Path
    media_type: str
    etag: str
    codings: tuple[str, ...]

    def read(self, coding: str = "") -> bytes:
        """Its bytes, or those of the copy in a coding that it has."""
        path = self.path.with_name(self.path.name + CODINGS[coding]) if coding else self.path
        return path.read_bytes()


@dataclass(slots=True)
class Built:
    """What lies in the folder of the built application. Only what was listed there is ever opened."""

    folder: Path
    _files: Mapping[str, BuiltFile] | None = field(default=None, init=False)

    def file(self, name: str) -> BuiltFile | None:
        """The file of this name, such as `assets/main-5f2c.js`; None where there is none."""
        if self._files is None or not self._files:
            self._files = _listed(self.folder)
        return self._files.get(name)


def _listed(folder: Path) -> dict[str, BuiltFile]:
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    endings = tuple(CODINGS.values())
    return {name: _built(name, path, found) for name, path in found.items() if not name.endswith(endings)}


def _built(name: str, path: Path, found: Mapping[str, Path]) -> BuiltFile:
    # By what is in them and not by their times: packages carry the same time for all files of all releases.
    etag = "" if name.startswith(HASHED) else f'"{hashlib.sha256(path.read_bytes()).hexdigest()[:32]}"'
    codings = tuple(coding for coding, ending in CODINGS.items() if name + ending in found)
    return BuiltFile(path, _TYPES.get(path.suffix, _UNKNOWN_TYPE), etag, codings)
