"""An installation in a folder, made by the test, on which programs of ours run as their users start them."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filebook.app.build import House, build
from filebook.app.clock import utc_now
from filebook.app.settings import Settings
from filebook.core.access import Actor, Role
from filebook.core.files import File
from filebook.core.ids import Door
from filebook.services.accounts import actor_of
from filebook.services.filing import NewFile


@dataclass
class Installed:
    """The stores, opened beside the programs; its owner, and the owner's token."""

    house: House
    owner: Actor
    token: str

    @property
    def folder(self) -> Path:
        """Where the data lies."""
        return self.house.settings.data_path

    def file(self, data: bytes, new: NewFile) -> File:
        """A stored file."""
        receiver = self.house.services.uploads.receiver()
        receiver.write(data)
        return self.house.services.filing.add(self.owner, receiver, new=new)

    def start(self, *command: str) -> tuple["subprocess.Popen[str]", str]:
        """Start one of our programs, and wait until it is ready: what it says then."""
        filebook = str(Path(sys.executable).with_name("filebook"))
        program = subprocess.Popen(
            [filebook, *command, "--data", str(self.folder)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert program.stdout is not None
        said = program.stdout.readline()
        assert said.startswith("Filebook at ")
        return program, said.removeprefix("Filebook at ").strip()


def opened(folder: Path, *, now: Callable[[], datetime] = utc_now) -> House:
    """The house of a folder."""
    return build(Settings(data_folder=str(folder), password_memory_kib=64), now=now)


def installed(folder: Path) -> Installed:
    """A new installation."""
    house = opened(folder)
    business = house.services.accounts.create_business("Main")
    user = house.services.accounts.create_user(business.number, "owner", role=Role.OWNER)
    token = house.services.credentials.issue_bearer(user).secret
    return Installed(house, actor_of(user, business, door=Door.NATIVE), token)
