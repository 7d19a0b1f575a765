"""Pages of documents become pictures in a process of their own; those made to do harm fail by name and do none."""

import gzip
import io
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import psutil  # type: ignore[import-untyped]  # it comes without types
import pytest

from filebook.backends.media.makers import MakerLimits, MediaPrograms
from filebook.core.errors import NotFound, Unavailable, Unsupported
from filebook.core.ports.media import Made
from filebook.core.previews import Look, Making, Reason
from tests.corpus.documents import MAKERS, archive, open_text, pdf, pdf_of, slides
from tests.corpus.hostile import HOSTILE
from tests.pictures import InMemory, encoded, halves, is_near, shown

LETTER = rb"{\rtf1\ansi One page\page and another}"
OFFICE = ("docx", "xlsx", "pptx", "odt", "ods", "odp", "rtf")
SIDE = Look(400, 400)
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def drawn(data: bytes, look: Look) -> tuple[Made, bytes]:
    """The page, and what was told of it."""
    blocks: list[bytes] = []
    made = MediaPrograms().page(InMemory(data), look, sink=blocks.append)
    return made, b"".join(blocks)


def converted(data: bytes, ending: str, limits: MakerLimits | None = None) -> bytes:
    """The document as PDF."""
    blocks: list[bytes] = []
    made = MediaPrograms(limits=limits).document(InMemory(data), ending=ending, sink=blocks.append)
    assert made.media_type == "application/pdf"
    return b"".join(blocks)


def members_of(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archived:
        return {name: archived.read(name) for name in archived.namelist()}


def darkest(picture: bytes) -> int:
    return min(shown(picture).convert("L").tobytes())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where conversions have their files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def assert_nothing_left(folder: Path) -> None:
    """Neither files nor processes."""
    assert list(folder.iterdir()) == []
    assert [one for one in psutil.process_iter() if str(folder) in " ".join(_command(one))] == []


def a_page(*, box: str = "0 0 595 842", more: str = "", content: bytes = b"", catalogue: str = "") -> bytes:
    return pdf_of(
        [
            f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>".encode(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents 4 0 R {more} >>".encode(),
            f"<< /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream",
        ]
    )


def test_a_page_of_a_pdf_is_drawn_on_white_paper_in_the_size_that_was_asked_for() -> None:
    contract = pdf("Contract", pages=3)
    for look, size in (
        (Look(200, 200), (142, 200)),
        (Look(1500, 300, 3), (212, 300)),
        (Look(200, 100, 2, Making.COVER), (200, 100)),
        (Look(4096, 4096), (2895, 4096)),
    ):
        made, picture = drawn(contract, look)
        assert (made, shown(picture).size) == (Made("image/jpeg", 3), size)
        assert is_near(shown(picture).getpixel((1, 1)), (255, 255, 255))
        assert darkest(picture) < 128
    assert shown(drawn(contract, Look(90, 90, form="image/png"))[1]).format == "PNG"


def test_what_fills_the_pixels_is_the_top_of_the_page() -> None:
    top_red = a_page(content=b"1 0 0 rg 0 421 595 421 re f 0 0 1 rg 0 0 595 421 re f")
    picture = shown(drawn(top_red, Look(100, 50, making=Making.COVER))[1])
    assert all(is_near(picture.getpixel(place), (255, 0, 0)) for place in ((2, 2), (97, 47)))


def test_a_page_that_is_turned_and_one_filled_in_are_shown_as_readers_see_them() -> None:
    assert shown(drawn(a_page(more="/Rotate 90"), Look(200, 200))[1]).size == (200, 142)
    form = "/AcroForm << /Fields [5 0 R] /DA (/Helv 40 Tf 0 g) /DR << /Font << /Helv 6 0 R >> >> >>"
    filled = pdf_of(
        [
            f"<< /Type /Catalog /Pages 2 0 R {form} >>".encode(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Annots [5 0 R] >>",
            b"null",
            b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (XXXX) /Rect [9 9 190 90] /DA (/Helv 60 Tf 0 g) >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
    )
    assert darkest(drawn(filled, Look(200, 200))[1]) < 128


def test_a_page_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound):
        drawn(pdf("Contract"), Look(9, 9, 2))


HOSTILE_PDF: Mapping[str, tuple[bytes, Reason]] = {
    "encrypted": (HOSTILE["encrypted.pdf"](), Reason.ENCRYPTED),
    "circle": (HOSTILE["circle.pdf"](), Reason.DAMAGED),
    "no pdf": (b"%PDF-1.7 and then a letter", Reason.DAMAGED),
    "nothing": (b"", Reason.DAMAGED),
    "no pages": (pdf_of([b"<< /Type /Catalog >>"]), Reason.DAMAGED),
}


@pytest.mark.parametrize("name", HOSTILE_PDF)
def test_a_hostile_pdf_fails_by_name(name: str) -> None:
    data, reason = HOSTILE_PDF[name]
    with pytest.raises(Unsupported) as failure:
        drawn(data, Look(100, 100))
    assert failure.value.reason == reason


@pytest.mark.parametrize("name", [name for name in HOSTILE if name.endswith(".pdf")])
def test_of_every_hostile_pdf_there_is_a_picture_or_a_reason(name: str) -> None:
    try:
        made, picture = drawn(HOSTILE[name](), Look(100, 100))
    except Unsupported as failure:
        assert failure.reason in set(Reason)
    else:
        assert max(shown(picture).size) <= 100
        assert made.media_type == "image/jpeg"


def test_pages_of_any_extent_are_drawn_small_or_refused() -> None:
    for box in ("0 0 14400 14400", "0 0 1 1", "0 0 1 14400", "-5 -5 20 20", "0 0 0 0"):
        assert max(shown(drawn(a_page(box=box), Look(100, 100))[1]).size) <= 100
    wide = shown(drawn(a_page(box="0 0 14400 1"), Look(100, 100, making=Making.COVER))[1])
    assert max(wide.size) <= 100


def test_a_page_that_takes_endless_work_times_out() -> None:
    circles = b"0 0 m 500 500 400 3 2 9 c S " * 1_500_000
    endless = a_page(content=b"1000 w " + circles, more="")
    limits = MakerLimits()
    short = replace(limits, page=replace(limits.page, bounds=replace(limits.page.bounds, cpu_seconds=1)))
    with pytest.raises(Unsupported) as failure:
        MediaPrograms(limits=short).page(InMemory(endless), Look(4000, 4000), sink=lambda _: None)
    assert failure.value.reason == Reason.TIMED_OUT


def test_nothing_in_a_pdf_is_carried_out(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    with socket.create_server(("127.0.0.1", 0)) as heard:
        heard.settimeout(0.2)
        port = heard.getsockname()[1]
        actions = (
            f"/OpenAction << /S /Launch /F (/usr/bin/touch) /P ({mark}) >>",
            f"/OpenAction << /S /URI /URI (http://127.0.0.1:{port}/) >>",
            f"/OpenAction << /S /JavaScript /JS (app.launchURL\\('http://127.0.0.1:{port}/'\\)) >>",
            f"/OpenAction << /S /SubmitForm /F (http://127.0.0.1:{port}/) >>",
        )
        for action in actions:
            assert shown(drawn(a_page(catalogue=action), Look(100, 100))[1]).height == 100
        with pytest.raises(TimeoutError):
            heard.accept()
    assert not mark.exists()


def _sized_slides(text: str) -> bytes:
    """A PowerPoint presentation whose slides have a size, without which there is nothing to be printed."""
    deck = "ppt/presentation.xml"
    members = members_of(slides(text))
    size = b'<p:sldSz cx="9144000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>'
    return archive(members | {deck: members[deck].replace(b"</p:presentation>", size)})


def _flat_slides(text: str) -> bytes:
    """An OpenDocument presentation in one piece."""
    oasis = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{name}="{oasis}:{name}:1.0"' for name in ("office", "text", "style", "presentation"))
    names += f' xmlns:draw="{oasis}:drawing:1.0" xmlns:svg="{oasis}:svg-compatible:1.0"'
    names += f' xmlns:fo="{oasis}:xsl-fo-compatible:1.0"'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {names} office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.presentation">'
        '<office:automatic-styles><style:page-layout style:name="L"><style:page-layout-properties '
        'fo:page-width="28cm" fo:page-height="21cm"/></style:page-layout></office:automatic-styles>'
        '<office:master-styles><style:master-page style:name="M" style:page-layout-name="L"/></office:master-styles>'
        '<office:body><office:presentation><draw:page draw:name="1" draw:master-page-name="M">'
        '<draw:frame svg:width="9cm" svg:height="3cm" svg:x="1cm" svg:y="1cm"><draw:text-box>'
        f"<text:p>{text}</text:p></draw:text-box></draw:frame></draw:page></office:presentation></office:body>"
        "</office:document>"
    ).encode()


SLIDES = {"pptx": _sized_slides, "odp": _flat_slides}


@needs_office
@pytest.mark.parametrize("ending", OFFICE)
def test_an_office_document_becomes_a_pdf_that_can_be_seen(ending: str, folder: Path) -> None:
    made, picture = drawn(converted((SLIDES.get(ending) or MAKERS[ending])("Mietvertrag"), ending), SIDE)
    assert made.page_count == 1
    assert darkest(picture) < 128
    assert_nothing_left(folder)


@needs_office
@pytest.mark.parametrize("name", ["lease.doc", "lease.xls", "slides.ppt"])
def test_documents_of_old_office_suites_become_pdf_too(name: str) -> None:
    path = Path(__file__).parents[1] / "corpus" / "legacy" / name
    old = path.read_bytes() if path.exists() else gzip.decompress(path.with_suffix(".ppt.gz").read_bytes())
    assert darkest(drawn(converted(old, name.rpartition(".")[2]), SIDE)[1]) < 128


@needs_office
def test_all_pages_are_in_the_pdf() -> None:
    assert drawn(converted(LETTER, "rtf"), Look(100, 100))[0].page_count == 2


@needs_office
@pytest.mark.parametrize("name", ["encrypted.doc", "locked.odt"])
def test_an_office_document_with_a_password_is_encrypted(name: str) -> None:
    locked = {
        "encrypted.doc": HOSTILE["encrypted.docx"](),
        "locked.odt": archive({"META-INF/manifest.xml": "<m:encryption-data/>", "content.xml": "x"}),
    }
    with pytest.raises(Unsupported) as failure:
        converted(locked[name], name.rpartition(".")[2])
    assert failure.value.reason == Reason.ENCRYPTED


@needs_office
@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in HOSTILE if name.rpartition(".")[2] in OFFICE])
def test_of_every_hostile_office_document_there_is_a_pdf_or_a_reason(name: str, folder: Path) -> None:
    try:
        assert converted(HOSTILE[name](), name.rpartition(".")[2]).startswith(b"%PDF")
    except Unsupported as failure:
        assert failure.reason in set(Reason)
    assert_nothing_left(folder)


@needs_office
def test_a_document_reaches_for_no_other_file_and_no_address(tmp_path: Path) -> None:
    """A picture that only the server may read would be in the preview; an address would tell that it was opened."""
    secret = tmp_path / "secret.png"
    secret.write_bytes(encoded(halves(400, 400), "PNG"))
    with socket.create_server(("127.0.0.1", 0)) as heard:
        heard.settimeout(0.2)
        for address in (secret.as_uri(), f"http://127.0.0.1:{heard.getsockname()[1]}/seen.png"):
            letter = open_text("Letter")
            made = converted(_with_picture(letter, address), "odt")
            colours = shown(drawn(made, Look(300, 300))[1]).convert("RGB").getcolors(100_000) or []
            assert not [colour for _, colour in colours if is_near(colour, (255, 0, 0)) or is_near(colour, (0, 0, 255))]
        with pytest.raises(TimeoutError):
            heard.accept()


def _with_picture(letter: bytes, address: str) -> bytes:
    """An OpenDocument text that shows a picture which lies elsewhere."""
    members = members_of(letter)
    drawing = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
    sizes = "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
    frame = (
        f'<draw:frame xmlns:draw="{drawing}" xmlns:svg="{sizes}" svg:width="10cm" svg:height="10cm">'
        f'<draw:image xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="{address}" xlink:type="simple" '
        'xlink:show="embed" xlink:actuate="onLoad"/></draw:frame>'
    ).encode()
    content = members["content.xml"]
    place = content.index(b">Letter<") + 1
    members["content.xml"] = content[:place] + frame + content[place:]
    return archive(members, stored_first=True)


@needs_office
def test_a_conversion_that_takes_too_long_is_ended_with_all_that_it_started(folder: Path) -> None:
    limits = MakerLimits()
    short = replace(limits, document=replace(limits.document, seconds=0.7))
    with pytest.raises(Unsupported) as failure:
        converted(LETTER, "rtf", short)
    assert failure.value.reason == Reason.TIMED_OUT
    assert_nothing_left(folder)


def _command(process: psutil.Process) -> list[str]:
    try:
        return [str(word) for word in process.cmdline()]
    except (psutil.NoSuchProcess, psutil.ZombieProcess, psutil.AccessDenied):
        return []


def test_without_the_program_nothing_is_converted() -> None:
    for program in ("", "no-such-office"):
        makers = MediaPrograms(office_program=program)
        with pytest.raises(Unsupported) as failure:
            makers.document(InMemory(LETTER), ending="rtf", sink=lambda _: None)
        assert (failure.value.reason, makers.reads_office()) == (Reason.NOT_INSTALLED, False)


@needs_office
def test_documents_are_converted_one_after_another() -> None:
    limits = MakerLimits()
    makers = MediaPrograms(limits=replace(limits, document=replace(limits.document, wait_seconds=0.01)))
    is_in, may_end = threading.Event(), threading.Event()

    class Slow(InMemory):
        def read(self, offset: int, length: int) -> bytes:
            is_in.set()
            may_end.wait(30)
            return super().read(offset, length)

    first = threading.Thread(target=lambda: makers.document(Slow(LETTER), ending="rtf", sink=lambda _: None))
    first.start()
    assert is_in.wait(30)
    with pytest.raises(Unavailable):
        makers.document(InMemory(LETTER), ending="rtf", sink=lambda _: None)
    may_end.set()
    first.join()


SHUT_IN = """
import os, socket, sys
from filebook.backends.media.bound import Folders, shut_in

own, other, port = sys.argv[1:]
if not shut_in(Folders(written=own)):
    sys.exit("cannot")
if own:
    open(os.path.join(own, "made"), "w").close()
for reach in (
    lambda: open(other),
    lambda: os.listdir("/"),
    lambda: open(other + "2", "w"),
    lambda: None if own else os.unlink(other),
    lambda: socket.create_connection(("127.0.0.1", int(port))),
):
    try:
        reach()
        print("reached")
    except PermissionError:
        print("refused")
"""


@pytest.mark.parametrize("has_folder", [True, False])
def test_a_child_that_is_shut_in_reaches_its_own_folder_alone(tmp_path: Path, has_folder: bool) -> None:
    own, other = tmp_path / "own", tmp_path / "other"
    own.mkdir()
    other.write_text("secret")
    with socket.create_server(("127.0.0.1", 0)) as heard:
        given = str(own) if has_folder else ""
        words = [sys.executable, "-c", SHUT_IN, given, str(other), str(heard.getsockname()[1])]
        ran = subprocess.run(words, capture_output=True, text=True, check=False)
    if ran.stderr.strip() == "cannot":
        pytest.skip("this system has no Landlock")
    # In /tmp, where this lies, an office suite has to remove a socket of its own.
    told = ["refused", "refused", "refused", "reached" if has_folder else "refused", "refused"]
    assert (ran.returncode, ran.stdout.split()) == (0, told), ran.stderr
    assert (list(own.iterdir()), other.read_text()) == ([own / "made"] if has_folder else [], "secret")
