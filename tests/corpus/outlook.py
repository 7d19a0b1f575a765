"""An Outlook message, made from nothing: a compound file with the few streams that a reader needs.

Source: [MS-CFB], Compound File Binary File Format; [MS-OXMSG], Outlook Item (.msg) File Format.
"""

import struct

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_SMALLEST = 4096
"""Streams below this size would lie in a stream of small ones; so none of ours is."""
_ROOT, _STREAM = 5, 2
_SUBJECT, _BODY, _SENDER = "0037", "1000", "0C1A"
_UNICODE_TEXT = "001F"


def message(text: str) -> bytes:
    """A message whose subject is the first line of the text, and whose body is the text."""
    told = {_SUBJECT: text.splitlines()[0], _BODY: text, _SENDER: "Anna Beispiel"}
    texts = {
        f"__substg1.0_{tag}{_UNICODE_TEXT}": value.ljust(_SMALLEST // 2).encode("utf-16-le")
        for tag, value in told.items()
    }
    return compound({"__properties_version1.0": bytes(_SMALLEST), **texts})


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file of these streams, side by side below its root; one sector of the table serves 128 others."""
    entries = len(streams) + 1
    directory_sectors = -(-entries * 128 // _SECTOR)
    table, content = [_FAT, *_chain(1, directory_sectors)], b""
    directory = [_entry("Root Entry", _ROOT, child=1)]
    in_order = sorted(streams.items(), key=lambda one: (len(one[0]), one[0].upper()))
    for number, (name, data) in enumerate(in_order, 1):
        start, count = len(table), -(-len(data) // _SECTOR)
        table += _chain(start, count)
        content += data.ljust(count * _SECTOR, b"\0")
        next_one = number + 1 if number < len(streams) else _FREE
        directory.append(_entry(name, _STREAM, right=next_one, start=start, size_bytes=len(data)))
    tree = b"".join(directory).ljust(directory_sectors * _SECTOR, b"\0")
    sectors = struct.pack("<128I", *table, *[_FREE] * (128 - len(table)))
    return _head() + sectors + tree + content


def _chain(start: int, count: int) -> list[int]:
    return [*range(start + 1, start + count), _END]


def _head() -> bytes:
    fixed = struct.pack("<8s16sHHHHH6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6)
    places = struct.pack("<IIIIIIIII", 0, 1, 1, 0, _SMALLEST, _END, 0, _END, 0)
    return fixed + places + struct.pack("<109I", 0, *[_FREE] * 108)


def _entry(
    name: str, kind: int, *, child: int = _FREE, right: int = _FREE, start: int = _END, size_bytes: int = 0
) -> bytes:
    spelled = name.encode("utf-16-le") + b"\0\0"
    about = struct.pack("<64sHBBIII", spelled, len(spelled), kind, 1, _FREE, right, child)
    return about + bytes(16) + bytes(4) + bytes(16) + struct.pack("<IQ", start if size_bytes else 0, size_bytes)
