"""Bytes are called what they are, and hostile bytes neither raise nor pass for something harmless."""

import struct
import zlib
from codecs import getincrementaldecoder

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filebook.backends.media.sniff import UNKNOWN, picture_size, sniff
from filebook.core.ports.media import HEAD_BYTES

SHOWN_IN_PLACE = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/webp": (b"RIFF",),
    "application/pdf": (b"%PDF-",),
    "audio/mpeg": (b"ID3", b"\xff"),
}
"""Types a browser may show in place, and what they must begin with, whatever else is said of them."""


def png(width: int, height: int) -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))


def jpeg(width: int, height: int, *, orientation: int | None = None) -> bytes:
    exif = b""
    if orientation is not None:
        directory = struct.pack(">HHHIHHI", 1, 0x0112, 3, 1, orientation, 0, 0)
        tiff = b"Exif\0\0MM\0*\0\0\0\x08" + directory
        exif = b"\xff\xe1" + struct.pack(">H", len(tiff) + 2) + tiff
    frame = struct.pack(">BHHB", 8, height, width, 3) + b"\1\x22\0\2\x11\1\3\x11\1"
    return b"\xff\xd8" + exif + b"\xff\xc0" + struct.pack(">H", len(frame) + 2) + frame + b"\xff\xda"


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0\0\0;"


def webp(width: int, height: int) -> bytes:
    canvas = b"\0\0\0\0" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF" + struct.pack("<I", 22) + b"WEBPVP8X" + struct.pack("<I", 10) + canvas


def bmp(width: int, height: int) -> bytes:
    return b"BM" + struct.pack("<IIIIiiHH", 54, 0, 54, 40, width, -height, 1, 24)


def tiff(width: int, height: int) -> bytes:
    entries = struct.pack("<HHIIHHII", 256, 4, 1, width, 257, 4, 1, height)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", 2) + entries + b"\0\0\0\0"


def box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + name + content


def heic(width: int, height: int, *, more: bytes = b"") -> bytes:
    extent = box(b"ispe", b"\0\0\0\0" + struct.pack(">II", width, height))
    properties = box(b"iprp", box(b"ipco", extent))
    return box(b"ftyp", b"heic\0\0\0\0mif1heic") + box(b"meta", b"\0\0\0\0" + properties + more)


@pytest.mark.parametrize(
    ("head", "name", "media_type"),
    [
        (png(1, 1), "a.txt", "image/png"),
        (jpeg(1, 1), "a", "image/jpeg"),
        (gif(1, 1), "a.html", "image/gif"),
        (webp(1, 1), "a.webp", "image/webp"),
        (bmp(1, 1), "a.bmp", "image/bmp"),
        (tiff(1, 1), "a.tif", "image/tiff"),
        (heic(1, 1), "IMG_0001.HEIC", "image/heic"),
        (box(b"ftyp", b"mif1\0\0\0\0mif1heic"), "a.heic", "image/heic"),
        (box(b"ftyp", b"mif1\0\0\0\0mif1avif"), "a.avif", "image/avif"),
        (box(b"ftyp", b"mif1\0\0\0\0mif1miaf"), "a.heif", "image/heif"),
        (box(b"ftyp", b"isom\0\0\2\0isomiso2avc1mp41"), "clip.mp4", "video/mp4"),
        (box(b"ftyp", b"qt  \0\0\0\0qt  "), "clip.mov", "video/quicktime"),
        (box(b"ftyp", b"M4A \0\0\0\0M4A "), "song.m4a", "audio/mp4"),
        (box(b"ftyp", b"3gp5\0\0\0\0isom"), "clip.3gp", "video/3gpp"),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm", "a.webm", "video/webm"),
        (b"\x1a\x45\xdf\xa3\xa3\x42\x82\x88matroska", "a.mkv", "video/x-matroska"),
        (b"OggS\0\2" + bytes(22) + b"\1\x1e\1vorbis", "a.ogg", "audio/ogg"),
        (b"OggS\0\2" + bytes(22) + b"\1\x2a\x80theora", "a.ogv", "video/ogg"),
        (b"ID3\3\0\0\0\0\0\0", "a.mp3", "audio/mpeg"),
        (b"\xff\xfb\x90\x64" + bytes(400), "a.mp3", "audio/mpeg"),
        (b"\xff\xf1\x50\x80" + bytes(400), "a.aac", "audio/aac"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "a.wav", "audio/wav"),
        (b"fLaC\0\0\0\x22", "a.flac", "audio/flac"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a.pdf", "application/pdf"),
        (b"{\\rtf1\\ansi", "a.rtf", "application/rtf"),
        (b"PK\3\4\x14\0", "Exposé.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (b"PK\3\4\x14\0", "LISTE.XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (b"PK\3\4\x14\0", "a.odt", "application/vnd.oasis.opendocument.text"),
        (b"PK\3\4\x14\0", "a.png", "application/zip"),
        (b"PK\5\6" + bytes(18), "empty.zip", "application/zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "application/msword"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.bin", "application/x-ole-storage"),
        (b"\x1f\x8b\x08\0", "a.gz", "application/gzip"),
        (b"\x28\xb5\x2f\xfd\x04", "a.zst", "application/zstd"),
        (b"folder/\0" + bytes(249) + b"ustar\0", "a.tar", "application/x-tar"),
        (b"MZ\x90\0\3\0", "setup.pdf", "application/vnd.microsoft.portable-executable"),
        (b"\x7fELF\2\1\1", "a", "application/x-elf"),
        (b"FORM\0\0\0\x2eAIFFCOMM", "a.aiff", "audio/x-aiff"),  # from here on puremagic is asked
        (b"\0\1\0\0\0\x0b\0\x80\0\3", "a.ttf", "font/ttf"),
        (b"\x9a\0\xf3\x17\x01\x9e\x88", "a.jpg", UNKNOWN),
        (b"\0", "a.txt", UNKNOWN),
        (b"", "a.pdf", "text/plain"),
        (b"", "", "text/plain"),
    ],
)
def test_the_bytes_decide_and_the_name_tells_apart_what_shares_a_container(
    head: bytes, name: str, media_type: str
) -> None:
    assert sniff(head, name) == media_type


@pytest.mark.parametrize(
    ("text", "name", "media_type"),
    [
        ("Grundriss: 3 Zimmer, Küche, Bad", "a", "text/plain"),
        ("\N{BYTE ORDER MARK}mit Kennung", "a.txt", "text/plain"),
        ("name;ort\nÅse;Århus\n", "a.csv", "text/csv"),
        ("# Title", "README.md", "text/markdown"),
        ('{"a": 1}', "a.json", "application/json"),
        ("alert(1)", "a.js", "text/javascript"),
        ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "invite.txt", "text/calendar"),
        ("BEGIN:VCARD\r\n", "a", "text/vcard"),
        ("just words", "page.html", "text/html"),
        ("just words", "drawing.svg", "image/svg+xml"),
        ("just words", "scan.pdf", "text/plain"),
        ("just words", "photo.png", "text/plain"),
        ("ID3 is a kind of tag", "a.txt", "text/plain"),
        ("BMW 320, MZ-XY 12", "a.txt", "text/plain"),
        ("MZ-XY 12", "a.exe", "text/plain"),
        ("\x1b[1mbold\x1b[0m\ttab\x0cpage", "terminal.log", "text/plain"),
    ],
)
def test_utf8_without_control_characters_is_text_of_the_kind_its_name_says(
    text: str, name: str, media_type: str
) -> None:
    assert sniff(text.encode(), name) == media_type


@pytest.mark.parametrize("head", ["Größe".encode("latin-1"), "utf-16".encode("utf-16"), b"a\0b", b"bell\x07"])
def test_what_is_not_utf8_text_is_not_called_text(head: bytes) -> None:
    assert sniff(head, "a.txt") == UNKNOWN


def test_a_character_cut_in_two_at_the_end_is_still_text() -> None:
    text = ("ü" * HEAD_BYTES).encode()
    assert sniff(text[:4095], "a.txt") == "text/plain"
    assert sniff(b"x" + text[:HEAD_BYTES], "a.txt") == "text/plain"


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (b"<!DOCTYPE html>", "text/html"),
        (b"<!doctype HTML ", "text/html"),
        (b"\xef\xbb\xbf \r\n\t<HTML>", "text/html"),
        (b"<script>alert(1)</script>", "text/html"),
        (b"<!-- note --><p>", "text/html"),
        (b"<a href='x'>", "text/html"),
        (b"<body\nonload=x> gr\xf6\xdfer \0", "text/html"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", "image/svg+xml"),
        (b"<?xml version='1.0'?>\n<!-- x --><SVG onload=x>", "image/svg+xml"),
        (b"<!DOCTYPE svg PUBLIC>", "image/svg+xml"),
        (b"<?xml version='1.0'?><html xmlns=''>", "application/xhtml+xml"),
        (b"<?xml version='1.0'?><openimmo>", "application/xml"),
    ],
)
@pytest.mark.parametrize("name", ["a", "a.txt", "a.png", "a.pdf"])
def test_markup_is_recognised_under_any_name(head: bytes, name: str, media_type: str) -> None:
    assert sniff(head, name) == media_type


@given(
    before=st.sampled_from([b"", b"\xef\xbb\xbf", b" \n\t", b"\r\n\x0c"]),
    tag=st.sampled_from([b"!doctype html", b"html", b"HEAD", b"Script", b"iframe", b"BODY", b"svg", b"?xml", b"!--"]),
    rest=st.binary(max_size=200),
    name=st.text(max_size=20),
)
def test_active_markup_is_never_taken_for_something_a_browser_may_show(
    before: bytes, tag: bytes, rest: bytes, name: str
) -> None:
    media_type = sniff(before + b"<" + tag + b" " + rest, name)
    assert media_type in {"text/html", "image/svg+xml", "application/xml", "application/xhtml+xml"}


BEGINNINGS = st.sampled_from(
    [
        *(sign for signs in SHOWN_IN_PLACE.values() for sign in signs),
        *(b"II*\0", b"MM\0*", b"RIFF\0\0\0\0WEBP", b"RIFF\0\0\0\0WEBPVP8X", b"RIFF\0\0\0\0WEBPVP8L", b"RIFF", b"BM"),
        *(b"\0\0\0\x18ftypheic", b"\0\0\0\x18ftypavif", b"\0\0\0\0ftyp", b"\0\0\0\x01ftypmif1", b"PK\3\4", b"OggS\0"),
        *(
            b"\xff\xd8\xff\xe1\0\x40Exif\0\0II*\0",
            b"P6 ",
            b"<svg width='",
            b"\x1a\x45\xdf\xa3",
            b"\xd0\xcf\x11\xe0",
            b"",
        ),
        *(heic(3, 4)[:size] for size in (30, 40, 60)),
    ]
)
HOSTILE = st.builds(bytes.__add__, BEGINNINGS, st.binary(max_size=2_000))


@given(head=HOSTILE, name=st.text(max_size=40))
def test_any_bytes_get_a_media_type_and_only_a_true_beginning_gets_one_shown_in_place(head: bytes, name: str) -> None:
    media_type = sniff(head, name)
    kind, slash, detail = media_type.partition("/")
    assert kind.isalpha()
    assert slash
    assert set(detail) <= set("abcdefghijklmnopqrstuvwxyz0123456789.+-")
    if media_type in SHOWN_IN_PLACE:
        assert head.startswith(SHOWN_IN_PLACE[media_type])
    if media_type == "text/plain":
        getincrementaldecoder("utf-8")().decode(head)  # raises unless it is UTF-8, or would be with a few bytes more
        assert not set(head) & set(b"\0\1\2\3\4\5\6\7\x08\x0b")


@given(head=HOSTILE)
def test_any_bytes_have_a_picture_size_of_two_positive_numbers_or_none(head: bytes) -> None:
    size = picture_size(head)
    assert size is None or min(size) > 0


@pytest.mark.parametrize("head", [png(640, 480), jpeg(640, 480), gif(640, 480), webp(640, 480), bmp(640, 480)])
def test_the_size_of_a_picture_is_width_and_height(head: bytes) -> None:
    assert picture_size(head) == (640, 480)
    assert picture_size(head + bytes(HEAD_BYTES)) == (640, 480)


def test_tiff_and_heic_tell_their_size_too() -> None:
    assert picture_size(tiff(640, 480)) == (640, 480)
    assert picture_size(heic(640, 480)) == (640, 480)


@pytest.mark.parametrize("orientation", [5, 6, 7, 8])
def test_a_turned_photograph_is_measured_as_it_is_shown(orientation: int) -> None:
    assert picture_size(jpeg(640, 480, orientation=orientation)) == (480, 640)
    assert picture_size(jpeg(640, 480, orientation=1)) == (640, 480)


@pytest.mark.parametrize(
    "head",
    [
        b"",
        png(640, 480)[:20],
        jpeg(640, 480)[:8],
        gif(0, 480),
        png(0, 0),
        b"\x89PNG\r\n\x1a\n",
        b"plain text",
        b"%PDF-1.7",
        b"P6 640 480 255\n",
        b"<svg width='640' height='480'>",
    ],
)
def test_what_is_no_picture_or_cut_off_too_early_has_no_size(head: bytes) -> None:
    assert picture_size(head) is None


def test_a_heic_with_millions_of_extents_without_bytes_is_measured_at_once() -> None:
    # Each of the ten thousand items claims 65 535 extents of zero-length fields: hours of work for six bytes an item.
    items = struct.pack(">HHH", 1, 0, 65_535) * 10_000
    bomb = heic(640, 480, more=box(b"iloc", b"\0\0\0\0\0\0" + struct.pack(">H", 10_000) + items))
    assert len(bomb) <= HEAD_BYTES
    assert picture_size(bomb) == (640, 480)
