"""What kind of file bytes are, judged by the bytes; and how large a picture is.

The types that a browser may show in place (PNG, JPEG, GIF, WebP, MP4, MP3, PDF and plain text) come from the checks of
this module alone: puremagic, asked about everything rare, knows too many weak signs to be trusted with them. Nor does a
file's name ever lead to one of them; it tells apart what shares a container, such as the formats of office suites in
ZIP, and kinds of text.

Source: the patterns for HTML and for binary data are those of the WHATWG's MIME Sniffing Standard, sections 7.1 and 3.
"""

import re
from io import BytesIO

UNKNOWN = "application/octet-stream"

_TEXT_BYTES = 4 * 1024  # as much as is looked at to call something text
_RARE_SIGNATURE_BYTES = 4  # shorter ones are met by chance too often
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF89a", "image/gif"),
    (b"GIF87a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"\0\0\1\0", "image/vnd.microsoft.icon"),
    (b"8BPS\0", "image/vnd.adobe.photoshop"),
    (b"{\\rtf", "application/rtf"),
    (b"%!PS", "application/postscript"),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\0", "application/x-xz"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"fLaC\0", "audio/flac"),
    (b"MThd\0", "audio/midi"),
    (b"#!AMR\n", "audio/amr"),
    (b"\0\0\1\xba", "video/mpeg"),
    (b"\x7fELF", "application/x-elf"),
    (b"SQLite format 3\0", "application/vnd.sqlite3"),
    (b"wOFF", "font/woff"),
    (b"wOF2", "font/woff2"),
)
_ZIP_BY_ENDING = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "docm": "application/vnd.ms-word.document.macroenabled.12",
    "xlsm": "application/vnd.ms-excel.sheet.macroenabled.12",
    "pptm": "application/vnd.ms-powerpoint.presentation.macroenabled.12",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "odg": "application/vnd.oasis.opendocument.graphics",
    "epub": "application/epub+zip",
    "jar": "application/java-archive",
    "apk": "application/vnd.android.package-archive",
}
_OLE_BY_ENDING = {
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "msg": "application/vnd.ms-outlook",
}
_TEXT_BY_ENDING = {
    "css": "text/css",
    "csv": "text/csv",
    "eml": "message/rfc822",
    "htm": "text/html",
    "html": "text/html",
    "ics": "text/calendar",
    "js": "text/javascript",
    "json": "application/json",
    "md": "text/markdown",
    "mjs": "text/javascript",
    "svg": "image/svg+xml",
    "tsv": "text/tab-separated-values",
    "vcf": "text/vcard",
    "xhtml": "application/xhtml+xml",
    "xml": "application/xml",
}
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/vnd.avi"}
_ISO_BRANDS = {
    b"avif": "image/avif",
    b"avis": "image/avif",
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"heim": "image/heic",
    b"heis": "image/heic",
    b"mif1": "image/heif",
    b"msf1": "image/heif",
    b"M4A ": "audio/mp4",
    b"M4B ": "audio/mp4",
    b"qt  ": "video/quicktime",
}
_SHOWN_IN_PLACE = frozenset(
    ("image/png", "image/jpeg", "image/gif", "image/webp", "video/mp4", "audio/mpeg", "application/pdf", "text/plain")
)
_UPRIGHT_PICTURES = frozenset(("image/png", "image/gif", "image/webp", "image/bmp", "image/jpeg", "image/tiff"))
_TURNABLE_PICTURES = frozenset(("image/avif", "image/heic", "image/heif"))

_WEAK_SIGNATURES = (
    (re.compile(rb"ID3[\2-\4]"), "audio/mpeg"),
    (re.compile(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb][\x10-\xef]"), "audio/mpeg"),  # layer III and a bit rate that exists
    (re.compile(rb"\xff[\xf0\xf1\xf8\xf9]"), "audio/aac"),
    (re.compile(rb"BM.{4}\0{4}.{5}\0{3}", re.DOTALL), "image/bmp"),
    (re.compile(rb"MZ"), "application/vnd.microsoft.portable-executable"),
    (re.compile(rb".{257}ustar", re.DOTALL), "application/x-tar"),
)
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?[\t\n\x0c\r ]*"
    rb"<(?:(?P<xml>\?xml)|(?P<svg>svg|!doctype svg)|(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style"
    rb"|title|b|body|br|p|!--)(?=[\t\n\x0c\r >]))",
    re.IGNORECASE,
)
_NOT_IN_TEXT = bytes((*range(9), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20)))
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]*")


def sniff(head: bytes, name: str) -> str:
    """The media type of a file that begins with these bytes, `application/octet-stream` where nothing is known.

    Never raises. What is called text is UTF-8 as far as it was looked at.
    """
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    for signature, media_type in _SIGNATURES:
        if head.startswith(signature):
            return media_type
    return _contained(head, ending) or _text(head, ending) or _weakly_signed(head) or _rare(head, ending) or UNKNOWN


def picture_size(head: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of the picture that begins with these bytes, None where they do not tell.

    A JPEG or TIFF photograph is measured as it is shown, which may be turned from how it is stored; HEIC and AVIF as
    stored. Never raises.
    """
    media_type = sniff(head, "")
    if media_type not in _UPRIGHT_PICTURES | _TURNABLE_PICTURES:
        return None
    import imagesize  # type: ignore[import-untyped]  # noqa: PLC0415 - it has no types; and loads a web client

    # Looking for the rotation of a HEIC takes imagesize 2.0 many minutes on a file made for that.
    width, height = imagesize.get(BytesIO(head), exif_rotation=media_type in _UPRIGHT_PICTURES)
    return (width, height) if width > 0 and height > 0 else None


def _contained(head: bytes, ending: str) -> str | None:
    """The type of what lies in a container used by several formats."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _ZIP_BY_ENDING.get(ending, "application/zip")
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _OLE_BY_ENDING.get(ending, "application/x-ole-storage")
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12])
    if head[4:8] == b"ftyp" and head[:2] == b"\0\0":
        return _iso_media(head)
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "video/webm" if b"webm" in head[:64] else "video/x-matroska"
    if head.startswith(b"OggS\0"):
        return "video/ogg" if b"theora" in head[:64] else "audio/ogg"
    return None


def _iso_media(head: bytes) -> str:
    brand = head[8:12]
    if brand in (b"mif1", b"msf1"):  # any picture; the brands after it tell more
        others = head[16 : int.from_bytes(head[:4], "big")]
        brand = next((other for other in (b"avif", b"heic") if other in others), brand)
    if brand.startswith((b"3gp", b"3g2")):
        return "video/3gpp"
    return _ISO_BRANDS.get(brand, "video/mp4")


def _text(head: bytes, ending: str) -> str | None:
    sample = head[:_TEXT_BYTES]
    markup = _MARKUP.match(sample)
    if markup is not None:
        return _markup(sample.lower(), markup)
    if len(sample.translate(None, _NOT_IN_TEXT)) != len(sample):
        return None
    try:
        sample.decode()
    except UnicodeDecodeError as error:
        if error.reason != "unexpected end of data":  # that is a character cut in two where the sample ends
            return None
    if sample.startswith(b"BEGIN:VCALENDAR"):
        return "text/calendar"
    if sample.startswith(b"BEGIN:VCARD"):
        return "text/vcard"
    return _TEXT_BY_ENDING.get(ending, "text/plain")


def _markup(sample: bytes, found: re.Match[bytes]) -> str:
    if found["svg"] or (found["xml"] and b"<svg" in sample):
        return "image/svg+xml"
    if found["xml"]:
        return "application/xhtml+xml" if b"<html" in sample else "application/xml"
    return "text/html"


def _weakly_signed(head: bytes) -> str | None:
    """The type of what begins with so few typical bytes that text might do the same; so text was looked for before."""
    return next((media_type for pattern, media_type in _WEAK_SIGNATURES if pattern.match(head)), None)


def _rare(head: bytes, ending: str) -> str | None:
    """What puremagic makes of it, if it has enough bytes near the beginning to go by."""
    import puremagic  # noqa: PLC0415 - its tables take a megabyte, which a server that meets nothing rare need not hold

    try:
        matches = puremagic.magic_string(head, f"file.{ending}")
    except puremagic.PureError:
        return None
    for match in matches:
        is_sound = match.offset >= 0 and len(match.byte_match) >= _RARE_SIGNATURE_BYTES
        media_type = str(match.mime_type)
        if is_sound and _MEDIA_TYPE.fullmatch(media_type) and media_type not in _SHOWN_IN_PLACE:
            return media_type
    return None
