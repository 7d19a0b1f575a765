"""The program that draws a page of a PDF; see `bound.py`.

Its order: width, height, `contain` or `cover`, the media type wanted or "", the page. Nothing in the document is
carried out: PDFium is built without scripts, and links, launches and attachments are not followed.
"""

from collections.abc import Sequence

import pypdfium2  # type: ignore[import-untyped]  # it comes without types
from pypdfium2 import raw

from filebook.backends.media.bound import DAMAGED, ENCRYPTED, NO_PAGE, Refused, Result, run
from filebook.backends.media.written import written

_FORMS = {"image/png": "PNG", "image/webp": "WEBP"}
_LONGEST_POINTS = 1_000_000.0
"""No page is longer than 350 m."""


def drawn(source: bytes, order: Sequence[str]) -> Result:
    """The page on white paper, fitted into the wanted width and height, or filling them from its top."""
    width, height, covers, form, number = int(order[0]), int(order[1]), order[2] == "cover", order[3], int(order[4])
    document = _opened(source)
    page_count = len(document)
    if page_count < 1:
        raise Refused(DAMAGED)
    if number > page_count:
        raise Refused(NO_PAGE)
    document.init_forms()  # or what was filled in would not be seen
    page = document[number - 1]
    own_width, own_height = page.get_size()
    if not (0 < own_width < _LONGEST_POINTS and 0 < own_height < _LONGEST_POINTS):
        raise Refused(DAMAGED)
    scale = (max if covers else min)(width / own_width, height / own_height)
    over_side, over_below = max(0.0, own_width - width / scale), max(0.0, own_height - height / scale)
    crop = (over_side / 2, over_below, over_side / 2, 0.0) if covers else (0.0, 0.0, 0.0, 0.0)
    picture = page.render(scale=scale, crop=crop).to_pil().convert("RGB")
    picture = picture.crop((0, 0, min(width, picture.width), min(height, picture.height)))  # it rounds up
    return written(picture, _FORMS.get(form, "JPEG"), page_count=page_count)


def _opened(source: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        needs_password = error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
        raise Refused(ENCRYPTED if needs_password else DAMAGED) from None


if __name__ == "__main__":
    run(drawn)
