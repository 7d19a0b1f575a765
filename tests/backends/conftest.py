"""What tests of failing disks need: a tracer that makes calls fail, and a file system that is soon full."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

MountSmall = Callable[[str], tuple[str, ...]]


@pytest.fixture
def strace() -> str:
    """The path of strace, where it is installed and allowed to trace."""
    path = shutil.which("strace")
    if path is None or subprocess.run([path, "-o", "/dev/null", "true"], capture_output=True, check=False).returncode:
        pytest.skip("strace is not installed, or not allowed to trace here")
    return path


@pytest.fixture
def small_file_system(tmp_path: Path) -> MountSmall:
    """From a size such as `256k`, a command that runs another with so small a file system at `tmp_path / "small"`."""
    (tmp_path / "small").mkdir()

    def command(size: str) -> tuple[str, ...]:
        mount = f"mount -t tmpfs -o size={size} none '{tmp_path}/small' && exec \"$@\""
        return ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount, "sh")

    trial = [*command("256k"), "true"]
    if shutil.which("unshare") is None or subprocess.run(trial, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here, not even in a namespace of our own")
    return command
