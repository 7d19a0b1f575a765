"""What runs in a forked process: Filebook's command line. It is loaded once, before any is forked."""

import ctypes
import os
import signal
import subprocess
import sys
from pathlib import Path

from filebook.app import cli

_PR_SET_PDEATHSIG = 1
_PR_SET_PTRACER = 0x59616D61
_PR_SET_PTRACER_ANY = -1
_CLONE_NEWNS = 0x20000


def run(
    arguments: tuple[str, ...],
    settings: dict[str, str],
    log: Path,
    mount: tuple[str, ...],
    hidden: tuple[str, ...],
) -> None:
    """The command line, with settings, writing to `log`, without some libraries, over a file system of its own."""
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(descriptor, sys.stdout.fileno())
    os.dup2(descriptor, sys.stderr.fileno())
    os.environ.update(settings)
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type] # None there means: not to be found
    _settle(mount)
    sys.exit(cli.run(list(arguments)))


def _settle(mount: tuple[str, ...]) -> None:
    """Die with the parent, let a sibling trace us, mount what nobody else shall see."""
    system = ctypes.CDLL(None)
    system.prctl(_PR_SET_PDEATHSIG, ctypes.c_ulong(signal.SIGKILL))
    system.prctl(_PR_SET_PTRACER, ctypes.c_ulong(_PR_SET_PTRACER_ANY))
    if mount:
        assert system.unshare(_CLONE_NEWNS) == 0
        subprocess.run(["mount", "--make-rprivate", "/"], check=True)
        subprocess.run(mount, check=True)
