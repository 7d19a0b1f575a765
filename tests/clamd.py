"""A real clamd with one signature: that of the EICAR test file, which is harmless and known to every scanner."""

import hashlib
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""Source: eicar.org, "Anti Malware Testfile". In two parts here, so that no scanner takes this module away."""
_STARTUP_SECONDS = 60


@contextmanager
def clamd(folder: Path) -> Iterator[str]:
    """Its address for the setting `clamd_address`, while the block lasts."""
    program = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin")
    if program is None:
        pytest.skip("clamd is not installed")
    (folder / "signatures").mkdir(parents=True)
    digest = hashlib.md5(EICAR, usedforsecurity=False).hexdigest()
    (folder / "signatures" / "test.hdb").write_text(f"{digest}:{len(EICAR)}:Eicar-Test\n")
    (folder / "signatures" / "test.ndb").write_text(f"Eicar-Inside:0:*:{EICAR.hex()}\n")
    socket, settings = folder / "clamd.sock", folder / "clamd.conf"
    settings.write_text(
        f"DatabaseDirectory {folder / 'signatures'}\nLocalSocket {socket}\nForeground yes\n"
        "StreamMaxLength 8M\nMaxThreads 2\n"
    )
    server = subprocess.Popen([program, "-c", str(settings)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + _STARTUP_SECONDS
        while not socket.exists():
            assert server.poll() is None, "clamd ended"
            assert time.monotonic() < deadline, "clamd did not start"
            time.sleep(0.05)
        yield f"unix:{socket}"
    finally:
        server.terminate()
        server.wait(timeout=30)
