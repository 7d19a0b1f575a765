"""A data folder made once, of which every case gets a copy."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.durability.doors import Doors
from tests.durability.server import Server


@dataclass(frozen=True, slots=True)
class Template:
    """The folder of a server that was stopped in order, and sessions that were opened before."""

    folder: Path
    sessions: Doors

    def laid_out(self, place: Path) -> Path:
        """A copy of the folder."""
        return made_like(self.folder, place)

    def doors(self, server: Server) -> Doors:
        """The sessions at the addresses of this server."""
        return self.sessions.at(server.demo)


def made_like(source: Path, place: Path) -> Path:
    """Make the place like the source, whatever was there. Blobs never change: those that are there already may stay."""
    if not place.exists():
        return Path(shutil.copytree(source, place))
    wanted, present = _files(source), _files(place)
    for name in present - wanted:
        (place / name).unlink()
    for name in wanted:
        if name not in present or "blobs" not in name.parts:
            shutil.copyfile(source / name, place / name)
    return place


def _files(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
