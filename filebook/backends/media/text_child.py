"""The program that reads the text in one document: its first argument is the document's type, as we detected it.

`texts.py` starts it. What it writes is UTF-8 without control characters, and no longer than is kept.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import IO
from xml.etree import ElementTree as ET

from filebook.backends.media.bound import DAMAGED, ENCRYPTED, TOO_LARGE, Refused, Result, run

_MEMBER_LIMIT = 10_000
_UNPACKED_LIMIT_BYTES = 256 * 1024 * 1024
_RATIO_LIMIT = 100
_SMALL_BYTES = 1024 * 1024
"""Members up to this size may be packed as tightly as they like: a page of one letter is."""
_ENCRYPTED_MEMBER = 1
_OLE = "application/x-ole-storage"
_UNKNOWN = "application/octet-stream"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_PLAIN = frozenset(
    (
        "application/json",
        "text/calendar",
        "text/csv",
        "text/markdown",
        "text/plain",
        "text/tab-separated-values",
        "text/vcard",
        _UNKNOWN,
    )
)
_MARKUP = frozenset(("application/xml", "image/svg+xml"))
_WORD = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_CONTENT = re.compile(r"content\.xml")
_WRITTEN_IN = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": _WORD,
    "application/vnd.ms-word.document.macroenabled.12": _WORD,
    "application/vnd.oasis.opendocument.presentation": _CONTENT,
    "application/vnd.oasis.opendocument.graphics": _CONTENT,
}
"""Types that the library does not read, or with losses, such as each `&`; and the members that hold their text."""
_RUNS = frozenset(("t", "tab", "br"))
"""Of a paragraph in Word: text, and what stands between texts."""
_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_BINARY = re.compile(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]")
_UNFIT = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def read(source: bytes, order: Sequence[str]) -> Result:
    """The text of a document. Raises: Refused."""
    media_type, limit_characters = order[0], int(order[1])
    text = _UNFIT.sub(" ", _text(source, media_type, limit_characters))[:limit_characters]
    return Result("text/plain", text.encode())


def _text(source: bytes, media_type: str, limit_characters: int) -> str:
    if media_type in _PLAIN:
        return _decoded(source, sure=media_type != _UNKNOWN)
    if media_type == _OLE:
        raise Refused(ENCRYPTED if _ENCRYPTED_PACKAGE in source else DAMAGED)
    if media_type in _MARKUP:
        return "\n".join(_of_markup(source))
    if source.startswith(b"PK"):
        _require_harmless(source)
    if media_type in _WRITTEN_IN:
        return "\n".join(_of_members(source, _WRITTEN_IN[media_type]))
    if media_type == "application/pdf":
        return "\n".join(_of_pages(source, limit_characters))
    return _of_document(source, media_type)


def _decoded(source: bytes, *, sure: bool) -> str:
    """Text in whatever encoding it came; "" for what is none."""
    for mark, encoding in _ORDER_MARKS:
        if source.startswith(mark):
            return source.decode(encoding, "replace")
    if not sure and _BINARY.search(source):
        return ""
    try:
        return source.decode()
    except UnicodeDecodeError:
        return source.decode("cp1252", "replace")


def _require_harmless(source: bytes) -> None:
    """Raises: Refused for an archive that is encrypted, or that would unpack to more than is read."""
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as pack:
            members = pack.infolist()
            names = set(pack.namelist())
            manifest = pack.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError):
        raise Refused(DAMAGED) from None
    unpacked = sum(member.file_size for member in members)
    if len(members) > _MEMBER_LIMIT or unpacked > _UNPACKED_LIMIT_BYTES:
        raise Refused(TOO_LARGE)
    for member in members:
        if member.flag_bits & _ENCRYPTED_MEMBER:
            raise Refused(ENCRYPTED)
        if member.file_size > max(_SMALL_BYTES, _RATIO_LIMIT * member.compress_size):
            raise Refused(TOO_LARGE)
    if b"encryption-data" in manifest:
        raise Refused(ENCRYPTED)


def _of_markup(source: bytes) -> Iterator[str]:
    """What stands between the tags."""
    if re.search(rb"<!(?:DOCTYPE|ENTITY)[^>]*\[", source, re.IGNORECASE):
        raise Refused(DAMAGED)  # it declares entities of its own: no office writes that
    try:
        root = ET.fromstring(source)  # noqa: S314 - entities are refused above; expat bounds what is left
    except ET.ParseError:
        raise Refused(DAMAGED) from None
    yield from (text for text in map(str.strip, root.itertext()) if text)


def _of_members(source: bytes, names: re.Pattern[str]) -> Iterator[str]:
    """The paragraphs in these members of an office document. Raises: Refused where it has none of them."""
    with zipfile.ZipFile(io.BytesIO(source)) as pack:
        written_in = sorted(filter(names.fullmatch, pack.namelist()))
        if not written_in:
            raise Refused(DAMAGED)
        for name in written_in:
            with pack.open(name) as member:
                yield from _of_paragraphs(member)


def _of_paragraphs(member: IO[bytes]) -> Iterator[str]:
    """The text of every `p`: in a Word document that of its `t` alone, beside which there are commands."""
    for _, element in ET.iterparse(member):  # noqa: S314 - expat bounds what entities grow to
        name = _local(element)
        if name in {"p", "h"}:
            runs = [_told(part) for part in element.iter() if _local(part) in _RUNS]
            yield "".join(runs or element.itertext())
            element.clear()


def _told(part: ET.Element) -> str:
    return part.text or "" if _local(part) == "t" else " "


def _local(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _of_pages(source: bytes, limit_characters: int) -> Iterator[str]:
    """The text on each page of a PDF, as long as more is kept."""
    import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415 - loaded where it is needed: most documents are no PDF

    try:
        document = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        raise Refused(ENCRYPTED if "password" in str(error).lower() else DAMAGED) from None
    count = 0
    for page in document:
        text = page.get_textpage().get_text_range()
        page.close()
        yield text
        count += len(text)
        if count > limit_characters:
            return


def _of_document(source: bytes, media_type: str) -> str:
    # Loaded here: it is large, and few documents need it.
    from kreuzberg import ConcurrencyConfig, ExtractionConfig, exceptions, extract_bytes_sync  # noqa: PLC0415

    config = ExtractionConfig(use_cache=False, concurrency=ConcurrencyConfig(max_threads=1))
    try:
        found = extract_bytes_sync(source, media_type, config)
    except exceptions.KreuzbergError as error:
        told = str(error).lower()
        raise Refused(ENCRYPTED if "password" in told or "encrypt" in told else DAMAGED) from None
    title = found.metadata.get("title")
    return f"{title}\n{found.content}" if isinstance(title, str) and title not in found.content else found.content


if __name__ == "__main__":
    run(read)
