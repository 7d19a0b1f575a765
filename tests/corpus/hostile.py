"""Files made to do harm, or come to harm themselves: what a reader of documents must bear. No two are alike."""

import hashlib
import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from itertools import cycle

from tests.corpus.documents import MAKERS, archive, pdf_of

_MEBIBYTE = 1024 * 1024
_PASSWORD_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def bomb(megabytes: int = 200) -> bytes:
    """A Word document of a few hundred kilobytes that unpacks to so many megabytes."""
    text = b"<w:t>" + b"a" * (megabytes * _MEBIBYTE)
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": text})


def many_members(count: int = 20_000) -> bytes:
    """A document of more members than anybody needs."""
    return archive({f"{number}.xml": "" for number in range(count)})


def lying_member() -> bytes:
    """A document whose index says that its text is short; it is not."""
    pack = bytearray(archive({"word/document.xml": b"a" * _MEBIBYTE * 20, "[Content_Types].xml": "<Types/>"}))
    central = pack.index(b"PK\x01\x02")
    pack[central + 24 : central + 28] = (10).to_bytes(4, "little")
    return bytes(pack)


def locked_member() -> bytes:
    """A document whose members say that they are encrypted."""
    pack = bytearray(MAKERS["docx"]("secret"))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = -1
        while (start := pack.find(mark, start + 1)) >= 0:
            pack[start + place] |= 1
    return bytes(pack)


def encrypted_office() -> bytes:
    """As much of an office document with a password as tells what it is."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(1024)


def encrypted_pdf() -> bytes:
    """A PDF that opens with the password `open` only. Source: PDF 1.7 (ISO 32000-1), 7.6.3, algorithms 2 to 4."""
    told = (b"open" + _PASSWORD_PADDING)[:32]
    owner = _rc4(hashlib.md5(told, usedforsecurity=False).digest()[:5], told)
    document_id = b"0123456789abcdef"
    secret = told + owner + (0xFFFFFFFC).to_bytes(4, "little") + document_id
    key = hashlib.md5(secret, usedforsecurity=False).digest()[:5]
    user = _rc4(key, _PASSWORD_PADDING)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        f"<< /Filter /Standard /V 1 /R 2 /O <{owner.hex()}> /U <{user.hex()}> /P -4 >>".encode(),
    ]
    return pdf_of(objects, trailer=f"/Encrypt 4 0 R /ID [<{document_id.hex()}> <{document_id.hex()}>]")


def pages_in_a_circle() -> bytes:
    """A PDF whose tree of pages contains itself."""
    return pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 100000 >>",
            b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 100000 /Parent 2 0 R >>",
        ]
    )


def stream_that_grows(megabytes: int = 200) -> bytes:
    """A PDF whose page has so many megabytes of content, packed twice."""
    packer = zlib.compressobj(9)
    once = b"".join(packer.compress(b" " * _MEBIBYTE) for _ in range(megabytes)) + packer.flush()
    twice = zlib.compress(once, 9)
    return pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
            f"<< /Length {len(twice)} /Filter [/FlateDecode /FlateDecode] >>\nstream\n".encode()
            + twice
            + b"\nendstream",
        ]
    )


def endless_names() -> bytes:
    """Markup in which ten names grow to a thousand million."""
    names = "".join(
        f'<!ENTITY n{number} "{f"&n{number - 1};" * 10}">' if number else '<!ENTITY n0 "ha">' for number in range(10)
    )
    return f'<?xml version="1.0"?><!DOCTYPE a [{names}]><a>&n9;</a>'.encode()


def reads_our_files() -> bytes:
    """Markup that asks for a file of the server's."""
    return b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'


def deep_mail(depth: int = 2000) -> bytes:
    """A mail in a mail in a mail."""
    return b"".join(
        f'Subject: {level}\r\nContent-Type: multipart/mixed; boundary="b{level}"\r\n\r\n--b{level}\r\n'.encode()
        for level in range(depth)
    )


def deep_archive(depth: int = 50) -> bytes:
    """A document in an archive in an archive."""
    inner = MAKERS["docx"]("deep")
    for _ in range(depth):
        inner = archive({"word/document.xml": inner})
    return inner


def _rc4(key: bytes, data: bytes) -> bytes:
    state, other = list(range(256)), 0
    for index, letter in zip(range(256), cycle(key), strict=False):
        other = (other + state[index] + letter) % 256
        state[index], state[other] = state[other], state[index]
    made, first, second = bytearray(), 0, 0
    for letter in data:
        first = (first + 1) % 256
        second = (second + state[first]) % 256
        state[first], state[second] = state[second], state[first]
        made.append(letter ^ state[(state[first] + state[second]) % 256])
    return bytes(made)


def _half(ending: str) -> Callable[[], bytes]:
    def cut() -> bytes:
        whole = MAKERS[ending]("Mietvertrag\n" * 50)
        return whole[: len(whole) // 2]

    return cut


def _noise(ending: str) -> Callable[[], bytes]:
    """The beginning of such a document, then nothing that makes sense."""

    def made() -> bytes:
        whole = MAKERS[ending]("Mietvertrag")
        return whole[:200] + hashlib.shake_256(ending.encode()).digest(20_000)

    return made


def _empty_archive() -> bytes:
    made = io.BytesIO()
    zipfile.ZipFile(made, "w").close()
    return made.getvalue()


HOSTILE: Mapping[str, Callable[[], bytes]] = {
    "bomb.docx": bomb,
    "many-members.docx": many_members,
    "lying-member.docx": lying_member,
    "locked-member.docx": locked_member,
    "deep.docx": deep_archive,
    "empty-archive.docx": _empty_archive,
    "encrypted.docx": encrypted_office,
    "encrypted.pdf": encrypted_pdf,
    "circle.pdf": pages_in_a_circle,
    "growing-stream.pdf": stream_that_grows,
    "many-pages.pdf": lambda: MAKERS["pdf"]("x").replace(b"/Count 1", b"/Count 99999999"),
    "endless-names.xml": endless_names,
    "our-files.xml": reads_our_files,
    "our-files.svg": reads_our_files,
    "deep.xml": lambda: b"<a>" * 200_000,
    "deep.html": lambda: b"<div>" * 200_000 + b"text",
    "deep.rtf": lambda: b"{\\rtf1" + b"{" * 200_000 + b"text",
    "deep.eml": deep_mail,
    "deep.json": lambda: b"[" * 1_000_000,
    "endless-line.csv": lambda: b"a;" * 5_000_000,
    "nothing.txt": bytes,
    "no-text.txt": lambda: bytes(range(256)) * 100,
    **{
        f"half.{ending}": _half(ending)
        for ending in ("docx", "xlsx", "pptx", "odt", "odp", "epub", "rtf", "pdf", "eml")
    },
    **{f"noise.{ending}": _noise(ending) for ending in ("docx", "ods", "rtf", "pdf", "html", "eml", "xml")},
}
"""How each is made, by its name."""
