"""Small documents with a text of one's choice, made from nothing: what offices write, as the formats demand it."""

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from html import escape

from tests.corpus.outlook import message

_OPEN_XML = "http://schemas.openxmlformats.org"
_RELATIONS = f"{_OPEN_XML}/package/2006/relationships"
_OFFICE_RELATIONS = f"{_OPEN_XML}/officeDocument/2006/relationships"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def archive(members: Mapping[str, str | bytes], *, stored_first: bool = False) -> bytes:
    """A ZIP of these; `stored_first`: the first one without compression, as OpenDocument and EPUB want it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as pack:
        for index, (name, content) in enumerate(members.items()):
            form = zipfile.ZIP_STORED if stored_first and index == 0 else zipfile.ZIP_DEFLATED
            pack.writestr(name, content, form)
    return made.getvalue()


def _open_xml(main: str, main_type: str, members: Mapping[str, str]) -> dict[str, str]:
    """The members that every Open XML package has, and these."""
    types = (
        f'{_HEAD}<Types xmlns="{_OPEN_XML}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{_MAIN_TYPE}.{main_type}.main+xml"/></Types>'
    )
    relation = f'<Relationship Id="r1" Type="{_OFFICE_RELATIONS}/officeDocument" Target="{main}"/>'
    root = f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{relation}</Relationships>'
    return {"[Content_Types].xml": types, "_rels/.rels": root, **members}


def word(text: str) -> bytes:
    """A Word document of one paragraph for each line."""
    lines = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in text.splitlines())
    body = f'{_HEAD}<w:document xmlns:w="{_OPEN_XML}/wordprocessingml/2006/main"><w:body>{lines}</w:body></w:document>'
    return archive(_open_xml("word/document.xml", "wordprocessingml.document", {"word/document.xml": body}))


def sheet(text: str) -> bytes:
    """An Excel workbook with one line in each row of its only sheet."""
    rows = "".join(
        f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>{escape(line)}</t></is></c></row>'
        for number, line in enumerate(text.splitlines(), 1)
    )
    name = f"{_OPEN_XML}/spreadsheetml/2006/main"
    book = (
        f'{_HEAD}<workbook xmlns="{name}" xmlns:r="{_OFFICE_RELATIONS}">'
        '<sheets><sheet name="Blatt" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    target = f'<Relationship Id="r1" Type="{_OFFICE_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
    members = {
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{target}</Relationships>',
        "xl/worksheets/sheet1.xml": f'{_HEAD}<worksheet xmlns="{name}"><sheetData>{rows}</sheetData></worksheet>',
    }
    return archive(_open_xml("xl/workbook.xml", "spreadsheetml.sheet", members))


def slides(text: str) -> bytes:
    """A PowerPoint presentation of one slide."""
    lines = "".join(f"<a:p><a:r><a:t>{escape(line)}</a:t></a:r></a:p>" for line in text.splitlines())
    drawing = f'xmlns:a="{_OPEN_XML}/drawingml/2006/main"'
    names = f'xmlns:p="{_OPEN_XML}/presentationml/2006/main" xmlns:r="{_OFFICE_RELATIONS}" {drawing}'
    deck = f'{_HEAD}<p:presentation {names}><p:sldIdLst><p:sldId id="256" r:id="r1"/></p:sldIdLst></p:presentation>'
    shape = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="T"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/>'
        f"<p:txBody><a:bodyPr/>{lines}</p:txBody></p:sp>"
    )
    group = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
    slide = f"{_HEAD}<p:sld {names}><p:cSld><p:spTree>{group}{shape}</p:spTree></p:cSld></p:sld>"
    target = f'<Relationship Id="r1" Type="{_OFFICE_RELATIONS}/slide" Target="slides/slide1.xml"/>'
    members = {
        "ppt/presentation.xml": deck,
        "ppt/_rels/presentation.xml.rels": f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{target}</Relationships>',
        "ppt/slides/slide1.xml": slide,
    }
    return archive(_open_xml("ppt/presentation.xml", "presentationml.presentation", members))


def _open_document(kind: str, body: str) -> bytes:
    media_type = f"application/vnd.oasis.opendocument.{kind}"
    names = " ".join(f'xmlns:{name}="{_OASIS}:{name}:1.0"' for name in ("office", "text", "table", "draw"))
    manifest = (
        f'{_HEAD}<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{media_type}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    content = f"{_HEAD}<office:document-content {names}><office:body>{body}</office:body></office:document-content>"
    members = {"mimetype": media_type, "content.xml": content, "META-INF/manifest.xml": manifest}
    return archive(members, stored_first=True)


def open_text(text: str) -> bytes:
    """An OpenDocument text of one paragraph for each line."""
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.splitlines())
    return _open_document("text", f"<office:text>{lines}</office:text>")


def open_sheet(text: str) -> bytes:
    """An OpenDocument spreadsheet with one line in each row."""
    rows = "".join(
        f'<table:table-row><table:table-cell office:value-type="string"><text:p>{escape(line)}</text:p>'
        "</table:table-cell></table:table-row>"
        for line in text.splitlines()
    )
    table = f'<table:table table:name="Blatt">{rows}</table:table>'
    return _open_document("spreadsheet", f"<office:spreadsheet>{table}</office:spreadsheet>")


def open_slides(text: str) -> bytes:
    """An OpenDocument presentation of one slide."""
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.splitlines())
    page = f'<draw:page draw:name="1"><draw:frame><draw:text-box>{lines}</draw:text-box></draw:frame></draw:page>'
    return _open_document("presentation", f"<office:presentation>{page}</office:presentation>")


def book(text: str) -> bytes:
    """An EPUB of one chapter."""
    body = f"<head><title>T</title></head><body>{_paragraphs(text)}</body>"
    chapter = f'{_HEAD}<html xmlns="http://www.w3.org/1999/xhtml">{body}</html>'
    package = (
        f'{_HEAD}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">1</dc:identifier>'
        "<dc:title>T</dc:title><dc:language>de</dc:language></metadata>"
        '<manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="c"/></spine></package>'
    )
    container = (
        f'{_HEAD}<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": container,
        "p.opf": package,
        "c.xhtml": chapter,
    }
    return archive(members, stored_first=True)


def rich(text: str) -> bytes:
    """A document in Rich Text Format."""
    told = "".join(sign if sign.isascii() else f"\\u{ord(sign)}?" for sign in text).replace("\n", "\\par\n")
    return f"{{\\rtf1\\ansi\\deff0{{\\fonttbl{{\\f0 Arial;}}}}\\f0 {told}}}".encode()


def page(text: str) -> bytes:
    """A web page; the text stands in its body, among what is not to be read."""
    return (
        '<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Seite</title><style>b { color: red }</style>'
        f"<script>neverread()</script></head><body>{_paragraphs(text)}</body></html>"
    ).encode()


def mail(text: str) -> bytes:
    """A mail whose text comes plain and as a page, with an attachment that is not read."""
    message = EmailMessage()
    message["From"] = "Anna Beispiel <anna@example.org>"
    message["To"] = "office@example.com"
    message["Subject"] = text.splitlines()[0]
    message.set_content(text)
    message.add_alternative(page(text).decode(), subtype="html")
    message.add_attachment(b"\0\1\2", maintype="application", subtype="octet-stream", filename="foto.bin")
    return message.as_bytes()


def pdf(text: str, *, pages: int = 1, extra: str = "") -> bytes:
    """A PDF with the text on each of its pages; `extra` goes into its catalogue."""
    written = b"".join(
        b"(" + line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b") Tj T* "
        for line in text.splitlines()
    )
    content = zlib.compress(b"BT /F1 14 Tf 50 780 Td 18 TL " + written + b"ET")
    kids = " ".join(f"{4 + number} 0 R" for number in range(pages))
    stream = 4 + pages
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {extra} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        *[
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {stream} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        ]
        * pages,
        f"<< /Length {len(content)} /Filter /FlateDecode >>\nstream\n".encode() + content + b"\nendstream",
    ]
    return pdf_of(objects)


def pdf_of(objects: list[bytes], *, trailer: str = "") -> bytes:
    """A PDF of these objects, numbered from 1; the first is its catalogue."""
    made, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    end = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{len(made)}\n%%EOF\n"
    return made + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + table + end.encode()


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())


MAKERS: Mapping[str, Callable[[str], bytes]] = {
    "docx": word,
    "xlsx": sheet,
    "pptx": slides,
    "odt": open_text,
    "ods": open_sheet,
    "odp": open_slides,
    "epub": book,
    "rtf": rich,
    "html": page,
    "eml": mail,
    "msg": message,
    "pdf": pdf,
    "txt": str.encode,
    "md": lambda text: f"# Titel\n\n{text}\n".encode(),
    "csv": lambda text: "".join(f"1;{line};x\n" for line in text.splitlines()).encode(),
    "json": lambda text: ("[" + ", ".join(f'"{line}"' for line in text.splitlines()) + "]").encode(),
    "xml": lambda text: f"{_HEAD}<a><b c='neverread'>{escape(text)}</b></a>".encode(),
}
"""How a document is made, by the ending of its name."""
