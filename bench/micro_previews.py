"""What a preview and a public copy cost in a child, against the libraries called in this process; prints ratios.

Run: `python -m bench.micro_previews`. Rounds take turns. The child also starts Python, loads the
library and shuts itself in; the direct call has the library loaded already.
"""

import io
import resource
import statistics
from collections.abc import Callable
from dataclasses import dataclass

import pypdfium2  # type: ignore[import-untyped]  # it comes without types
from PIL import Image

from filebook.backends.media.makers import MediaPrograms
from filebook.core.previews import Look

ROUND_COUNT = 7
SIDE = 300


@dataclass(frozen=True, slots=True)
class InMemory:
    """Bytes at any offset."""

    data: bytes

    @property
    def size_bytes(self) -> int:
        return len(self.data)

    def read(self, offset: int, length: int) -> bytes:
        return self.data[offset : offset + length]


def photograph() -> bytes:
    """A JPEG of 12 megapixels with grain in it, some 4 MB."""
    noise = Image.effect_noise((1000, 750), 60).resize((4000, 3000))
    made = io.BytesIO()
    Image.merge("RGB", (noise, noise.transpose(Image.Transpose.ROTATE_180), noise)).save(made, "JPEG", quality=90)
    return made.getvalue()


def document() -> bytes:
    """A PDF of 20 pages with much text on each."""
    lines = b"".join(b"(The lease begins on the first of the month and ends by notice.) Tj T* " for _ in range(50))
    content = b"BT /F1 11 Tf 50 800 Td 15 TL " + lines + b"ET"
    kids = b" ".join(b"%d 0 R" % (5 + number) for number in range(20))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
    page += b"/Resources << /Font << /F1 3 0 R >> >> >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count 20 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream",
        *[page] * 20,
    ]
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer\n<< /Root 1 0 R /Size 99 >>\n%%EOF\n"


def resized(data: bytes) -> None:
    """Pillow alone, as one would write it."""
    with Image.open(io.BytesIO(data)) as picture:
        picture.draft(None, (2 * SIDE, 2 * SIDE))
        picture.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
        picture.save(io.BytesIO(), "JPEG", quality=85)


def drawn(data: bytes) -> None:
    """PDFium alone, as one would write it."""
    page = pypdfium2.PdfDocument(data)[0]
    page.render(scale=SIDE / page.get_height()).to_pil().save(io.BytesIO(), "JPEG", quality=85)


def encoded_anew(data: bytes) -> None:
    """What many do to lose metadata."""
    with Image.open(io.BytesIO(data)) as picture:
        picture.save(io.BytesIO(), "JPEG", quality=90)


def seconds(work: Callable[[], object]) -> float:
    """The processor time that it takes, in this process and in children: a busy machine says the same."""
    started = used()
    work()
    return used() - started


def used() -> float:
    """Seconds of processor time so far."""
    both = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return sum(one.ru_utime + one.ru_stime for one in both)


def compare(name: str, ours: Callable[[], object], direct: Callable[[], object]) -> None:
    """Print one line: medians, and the ratio between them."""
    rounds = [(seconds(ours), seconds(direct)) for _ in range(ROUND_COUNT)]
    own, other = (statistics.median(each) for each in zip(*rounds, strict=True))
    print(f"{name:42} {own * 1000:5.0f} ms, direct {other * 1000:5.1f} ms: direct / ours {other / own:.2f}")


def nothing(_: bytes) -> None:
    """Where results go."""


def main() -> None:
    """Measure all three."""
    makers, photo, lease, look = MediaPrograms(), InMemory(photograph()), InMemory(document()), Look(SIDE, SIDE)
    compare(
        f"preview of a 12 MP JPEG ({photo.size_bytes / 1e6:.1f} MB)",
        lambda: makers.picture(photo, look, sink=nothing),
        lambda: resized(photo.data),
    )
    compare("first page of a PDF", lambda: makers.page(lease, look, sink=nothing), lambda: drawn(lease.data))
    compare(
        "public copy of the JPEG, against encoding",
        lambda: makers.copy(photo, media_type="image/jpeg", sink=nothing),
        lambda: encoded_anew(photo.data),
    )


if __name__ == "__main__":
    main()
