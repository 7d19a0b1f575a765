"""The program that has LibreOffice turn an office document into a PDF; see `bound.py`.

Its order: the folder that is its own, LibreOffice's program, the ending of the document's kind, how many pages are
wanted. Each document gets a profile of its own, in which macros are off and no document may reach for other files or
addresses. Where the system allows it, there is no network around it either.
"""

import ctypes
import io
import json
import os
import resource
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from filebook.backends.media.bound import DAMAGED, ENCRYPTED, TIMED_OUT, Folders, Refused, Result, run

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # of unshare(2)
_FILTERS = {"xls": "calc", "xlsx": "calc", "ods": "calc", "ppt": "impress", "pptx": "impress", "odp": "impress"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FIRST_SECTOR = 512
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_MANIFEST = "META-INF/manifest.xml"
_MANIFEST_BYTES = 1_000_000

_SETTINGS = {
    "Common/Security/Scripting": {
        "BlockUntrustedRefererLinks": "true",
        "DisableActiveContent": "true",
        "DisableMacrosExecution": "true",
        "MacroSecurityLevel": "3",
    },
    "Common/Save/Document": {"LoadPrinter": "false"},
    "Common/Misc": {"FirstRun": "false"},
    "Inet/Settings": {"ooInetProxyType": "2", "ooInetHTTPProxyName": "127.0.0.1", "ooInetHTTPProxyPort": "9"},
    "Writer/Content/Update": {"Link": "0"},
    "Calc/Content/Update": {"Link": "1"},
}
"""By the path below org.openoffice.Office (but for `Inet`): a proxy that is not there, links never followed."""


def converted(source: bytes, order: Sequence[str]) -> Result:
    """The document's first pages as PDF."""
    folder, program, ending, pages = Path(order[0]), order[1], order[2], int(order[3])
    if _is_encrypted(source):
        raise Refused(ENCRYPTED)
    document = folder / f"document.{ending}"
    document.write_bytes(source)
    _write_profile(folder / "profile" / "user")
    wanted = {"PageRange": {"type": "string", "value": f"1-{pages}"}}
    _leave_network()
    subprocess.run(  # noqa: S603 - the program that the operator named
        [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nologo", "--nodefault"),
            *("--convert-to", f"pdf:{_FILTERS.get(ending, 'writer')}_pdf_Export:{json.dumps(wanted)}"),
            *("--outdir", str(folder / "out")),
            str(document),
        ],
        env={"HOME": str(folder), "TMPDIR": str(folder), "PATH": "/usr/bin:/bin"},
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    result = folder / "out" / "document.pdf"
    if not result.is_file():
        longest_seconds = resource.getrlimit(resource.RLIMIT_CPU)[0]
        used_up = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime + 1 >= longest_seconds
        raise Refused(TIMED_OUT if used_up else DAMAGED)
    return Result("application/pdf", result.read_bytes())


def _is_encrypted(source: bytes) -> bool:
    """Whether the document says that it needs a password. LibreOffice would only say that it cannot be loaded."""
    if source.startswith(_OLE):
        start = source[_FIRST_SECTOR : _FIRST_SECTOR + 32]
        is_word = start[:2] == b"\xec\xa5" and bool(start[11] & 1)
        is_excel = start[:2] == b"\x09\x08" and start[20:22] == b"\x2f\x00"
        return is_word or is_excel or _ENCRYPTED_PACKAGE in source
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as packed, packed.open(_MANIFEST) as manifest:
            return b"encryption-data" in manifest.read(_MANIFEST_BYTES)
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return False


def _write_profile(folder: Path) -> None:
    items = []
    for place, values in _SETTINGS.items():
        root = "org.openoffice." if place.startswith("Inet") else "org.openoffice.Office."
        for name, value in values.items():
            items.append(
                f'<item oor:path="/{root}{place}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value>'
                "</prop></item>"
            )
    folder.mkdir(parents=True)
    (folder / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        + "".join(items)
        + "</oor:items>"
    )


def _leave_network() -> None:
    """Go where there is no network, as far as this user may."""
    if sys.platform.startswith("linux"):
        calls = ctypes.CDLL(None)
        if calls.unshare(_NEW_NETWORK) != 0:
            calls.unshare(_NEW_USER | _NEW_NETWORK)


def _needed(order: Sequence[str]) -> Folders:
    """Its own folder, and that in which the program lies with all that belongs to it."""
    return Folders(written=order[0], read=str(Path(order[1]).resolve().parents[1]))


if __name__ == "__main__":
    os.umask(0o077)
    run(converted, needed=_needed)
