"""What every child program does first and last: bind its own hands, read, make something, write it, tell how it ended.

A child is started for one thing. It gives up what a decoder has no use for before it reads a byte: memory, time, files,
and where the system offers Landlock also every folder but those of programs and fonts, and connections. It writes a
line with the media type and the number of pages, then the result. Only status 0 says that the result is whole.

`children.py` starts them. Nothing else of Filebook is imported in a child, nor is what decodes imported by the server.
"""

import ctypes
import os
import resource
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

DAMAGED, ENCRYPTED, TOO_LARGE, NO_PAGE, NO_SUCH_TYPE, TIMED_OUT = 3, 4, 5, 6, 7, 8
REASONS = {
    DAMAGED: "damaged",
    ENCRYPTED: "encrypted",
    TOO_LARGE: "too_large",
    NO_SUCH_TYPE: "no_such_type",
    TIMED_OUT: "timed_out",
}
"""What the statuses of children say of what they were given; `NO_PAGE` says it of what was wanted."""

_READ_ONLY = (
    *("/usr", "/lib", "/lib64", "/nix/store", "/etc/fonts", "/etc/ld.so.cache", "/dev/urandom"),
    *("/etc/libreoffice", "/var/lib/libreoffice", "/var/spool/libreoffice", "/var/cache/fontconfig"),
)
_NO_NEW_PRIVILEGES = 38  # of prctl
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # system calls of Landlock, alike on every processor
_WITH_REFER, _WITH_TRUNCATE, _WITH_NETWORK = 2, 3, 4
"""The versions of Landlock that know moves between folders, shortening of files, and connections."""
_EXECUTE, _WRITE, _READ_FILE, _READ_FOLDER = 1, 2, 4, 8
_SOCKETS = 1 << 9 | 1 << 5
"""To make sockets and remove files: LibreOffice starts twice for a new profile, and removes its first socket."""
_ALL_OF_FIRST_VERSION = (1 << 13) - 1
_REFER, _TRUNCATE = 1 << 13, 1 << 14


class Refused(Exception):
    """Nothing can be made; `status` is one of the above."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a child may use; its first arguments, in this order."""

    source_bytes: int
    memory_bytes: int
    cpu_seconds: int
    file_bytes: int = 0
    """The largest file that it may write."""
    handles: int = 32

    def arguments(self) -> list[str]:
        """As a child is given them."""
        return [str(getattr(self, field.name)) for field in fields(self)]


@dataclass(frozen=True, slots=True)
class Result:
    """What a child has made."""

    media_type: str
    data: bytes
    page_count: int = 1


@dataclass(frozen=True, slots=True)
class Folders:
    """Which folders an order needs beside those of programs and fonts; "" is none."""

    written: str = ""
    read: str = ""


def run(
    make: Callable[[bytes, Sequence[str]], Result], *, needed: Callable[[Sequence[str]], Folders] = lambda _: Folders()
) -> None:
    """Carry out the order that the arguments are; `needed` tells the folders that it takes."""
    count = len(fields(Bounds))
    bounds, order = Bounds(*map(int, sys.argv[1 : count + 1])), sys.argv[count + 1 :]
    bind_hands(bounds, needed(order))
    source = sys.stdin.buffer.read(bounds.source_bytes + 1)
    if len(source) > bounds.source_bytes:
        sys.exit(TOO_LARGE)
    try:
        made = make(source, order)
    except Refused as refused:
        sys.exit(refused.status)
    except MemoryError:
        sys.exit(TOO_LARGE)
    except Exception:  # noqa: BLE001 - a decoder fails in any way it likes; the parent wants to know that it did
        sys.exit(DAMAGED)
    sys.stdout.buffer.write(f"{made.media_type} {made.page_count}\n".encode())
    sys.stdout.buffer.write(made.data)


def bind_hands(bounds: Bounds, folders: Folders) -> None:
    """Give up what a decoder has no use for, and the processor to whoever answers requests."""
    resource.setrlimit(resource.RLIMIT_AS, (bounds.memory_bytes, bounds.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (bounds.cpu_seconds, bounds.cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (bounds.file_bytes, bounds.file_bytes))
    resource.setrlimit(resource.RLIMIT_NOFILE, (bounds.handles, bounds.handles))
    os.nice(10)
    shut_in(folders)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def shut_in(folders: Folders) -> bool:
    """Leave nothing to be opened but programs, fonts and these folders; whether the system can do that.

    Source: the manual page landlock(7).
    """
    if not sys.platform.startswith("linux"):
        return False
    calls = ctypes.CDLL(None, use_errno=True)
    version = calls.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), 1)
    if version < 1:
        return False
    everything = (
        _ALL_OF_FIRST_VERSION
        | (_REFER if version >= _WITH_REFER else 0)
        | (_TRUNCATE if version >= _WITH_TRUNCATE else 0)
    )
    handled = (ctypes.c_uint64 * 2)(everything, 3 if version >= _WITH_NETWORK else 0)
    size = ctypes.sizeof(handled) if version >= _WITH_NETWORK else ctypes.sizeof(ctypes.c_uint64)
    rules = calls.syscall(_CREATE_RULESET, ctypes.byref(handled), ctypes.c_size_t(size), 0)
    if rules < 0:
        return False
    for path in filter(None, (*_READ_ONLY, sys.prefix, sys.base_prefix, folders.read)):
        _allow(calls, rules, path, _EXECUTE | _READ_FILE | _READ_FOLDER)
    _allow(calls, rules, "/dev/null", _READ_FILE | _WRITE)
    if folders.written:
        _allow(calls, rules, folders.written, everything)
        _allow(calls, rules, "/tmp", _SOCKETS)  # noqa: S108 - LibreOffice puts its socket there and nowhere else
    calls.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    is_shut_in = calls.syscall(_RESTRICT_SELF, rules, 0) == 0
    os.close(rules)
    return bool(is_shut_in)


class _Beneath(ctypes.Structure):
    """A rule for a file, or a folder and all below it."""

    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("place", ctypes.c_int32))


def _allow(calls: ctypes.CDLL, rules: int, path: str, allowed: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    if not Path(path).is_dir():
        allowed &= _EXECUTE | _WRITE | _READ_FILE | _TRUNCATE
    calls.syscall(_ADD_RULE, rules, 1, ctypes.byref(_Beneath(allowed, place)), 0)
    os.close(place)
