"""A power cut in the middle of many uploads loses none that was acknowledged.

The data folder lies on a file system of its own, and the system call that ext4 has for such tests shuts that down: what
was not synced by then never reaches the image, just as if the machine had gone off.
"""

import fcntl
import hashlib
import os
import struct
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from tests.durability.doors import Doors, ServerGone, log_in
from tests.durability.operations import accepted, upload_of
from tests.durability.server import BUSY, Server, fsck, require_mount, serving
from tests.durability.strace import never_syncing, require_strace

pytestmark = [pytest.mark.slow, pytest.mark.root]

ACKNOWLEDGED_BEFORE_THE_CUT = 220
_CLIENTS = 8
_PATIENCE_SECONDS = 120
_IMAGE_BYTES = 256 * 1024**2
_EXT4_IOC_SHUTDOWN = 0x8004587D
_WITHOUT_WRITING_THE_JOURNAL = 2


class Storm:
    """Clients that upload without a pause, through two doors, and note what was acknowledged."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._upload, args=(number,)) for number in range(_CLIENTS)]
        self.acknowledged: dict[str, str] = {}
        """Name → SHA-256 of its content."""

    def rage(self) -> None:
        """Begin, and go on until so many are acknowledged."""
        for thread in self._threads:
            thread.start()
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while len(self.acknowledged) < ACKNOWLEDGED_BEFORE_THE_CUT and time.monotonic() < deadline:
            time.sleep(0.01)

    def end(self) -> None:
        """Wait for the last answers."""
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _upload(self, client: int) -> None:
        chance = Random(client)
        for number in range(10**6):
            if self._over.is_set():
                return
            name, content = f"{client}-{number}.bin", chance.randbytes(chance.randrange(1, 60_000))
            try:
                taken = self._one(name, content, in_two_steps=bool(number % 2))
            except ServerGone:
                return
            if taken:
                self.acknowledged[name] = hashlib.sha256(content).hexdigest()

    def _one(self, name: str, content: bytes, *, in_two_steps: bool) -> bool:
        if not in_two_steps:
            return accepted(self._doors.upload(content, name=name))
        first = self._doors.send_block(content)
        return accepted(first) and accepted(self._doors.file_away(upload_of(first), name=name))


def test_a_power_cut_in_the_middle_of_uploads_loses_none_that_was_acknowledged(tmp_path: Path) -> None:
    folder, mount = _own_file_system(tmp_path)
    with serving(folder, settings=BUSY, mount=mount) as server:
        doors = log_in(server.demo)
        storm = Storm(doors)
        storm.rage()
        _cut_power(server, folder)
        storm.end()
    assert len(storm.acknowledged) >= ACKNOWLEDGED_BEFORE_THE_CUT
    assert _lost(storm, doors, folder, mount) == []
    _wait_until_unmounted(tmp_path)
    assert fsck(folder, mount=mount)["sound"]


def test_the_same_power_cut_loses_uploads_of_a_server_whose_syncs_do_nothing(tmp_path: Path) -> None:
    """The proof that the test above can fail."""
    require_strace()
    folder, mount = _own_file_system(tmp_path)
    with serving(folder, settings=BUSY, mount=mount) as server:
        doors = log_in(server.demo)
        storm = Storm(doors)
        with never_syncing(server):
            storm.rage()
            _cut_power(server, folder)
            storm.end()
            server.kill()
    assert len(storm.acknowledged) >= ACKNOWLEDGED_BEFORE_THE_CUT
    assert _lost(storm, doors, folder, mount) != []


def _own_file_system(folder: Path) -> tuple[Path, Sequence[str]]:
    """A folder, and the command that mounts a new ext4 on it."""
    image, place = folder / "image", folder / "data"
    mount = ("mount", "-o", "loop", str(image), str(place))
    require_mount(("true",), programs=("mount", "unshare", "losetup", "mkfs.ext4"))
    place.mkdir()
    with image.open("wb") as file:
        file.truncate(_IMAGE_BYTES)
    subprocess.run(["mkfs.ext4", "-q", "-F", str(image)], check=True)
    require_mount(mount)
    _wait_until_unmounted(folder)
    return place, mount


def _cut_power(server: Server, folder: Path) -> None:
    """From now on nothing reaches the image."""
    descriptor = os.open(server.seen_by_it(folder), os.O_RDONLY)
    try:
        fcntl.ioctl(descriptor, _EXT4_IOC_SHUTDOWN, struct.pack("=I", _WITHOUT_WRITING_THE_JOURNAL))
    finally:
        os.close(descriptor)


def _wait_until_unmounted(folder: Path) -> None:
    """The kernel unmounts a little after the last process that saw the file system is gone."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while subprocess.run(["losetup", "-j", str(folder / "image")], capture_output=True, check=True).stdout:
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _lost(storm: Storm, doors: Doors, folder: Path, mount: Sequence[str]) -> list[str]:
    """The names of those acknowledged that are missing at a door, or not as they were, when the power is back."""
    _wait_until_unmounted(folder.parent)
    with serving(folder, settings=BUSY, mount=mount) as server:
        seen = doors.at(server.demo).seen()
    return [
        name
        for name, sha256 in storm.acknowledged.items()
        if (name, sha256) not in seen.everywhere or (name, sha256) not in seen.on_appointment
    ]
