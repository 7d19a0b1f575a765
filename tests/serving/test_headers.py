"""The headers of a file: safe whatever the file and its name are."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filebook.core.links import Disposition
from filebook.serving.headers import Audience, content_disposition, file_headers, http_date, served_type


def headers_of(
    detected_type: str,
    *,
    disposition: Disposition = Disposition.INLINE,
    audience: Audience = Audience.PRIVATE,
) -> dict[str, str]:
    found = file_headers(
        detected_type=detected_type,
        file_name="x",
        disposition=disposition,
        audience=audience,
    )
    assert len({name for name, _ in found}) == len(found)
    return {name.decode(): value.decode() for name, value in found}


@pytest.mark.parametrize(
    "media_type",
    ["image/png", "image/jpeg", "image/gif", "image/webp", "video/mp4", "audio/mpeg", "text/plain", "application/pdf"],
)
def test_only_harmless_types_are_shown_in_place(media_type: str) -> None:
    assert headers_of(media_type)["content-disposition"].startswith("inline;")
    attached = headers_of(media_type, disposition=Disposition.ATTACHMENT)
    assert attached["content-disposition"].startswith("attachment;")


@pytest.mark.parametrize(
    "media_type",
    [
        "text/html",
        "TEXT/HTML; charset=utf-8",
        "image/svg+xml",
        "application/xhtml+xml",
        "application/xml",
        "text/xml",
        "application/javascript",
        "text/javascript",
        "application/x-javascript",
        "text/css",
        "multipart/related",
        "message/rfc822",
        "application/octet-stream",
        "",
        "nonsense",
        "a/b\r\nx: y",
        "image/png\r\nx: y",
    ],
)
def test_active_and_unknown_types_leave_as_plain_bytes_to_be_saved(media_type: str) -> None:
    found = headers_of(media_type)
    assert found["content-type"] == "application/octet-stream"
    assert found["content-disposition"].startswith("attachment;")


def test_other_types_keep_their_name_but_are_saved() -> None:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert headers_of(word)["content-type"] == word
    assert headers_of(word)["content-disposition"].startswith("attachment;")


def test_text_says_its_encoding() -> None:
    assert headers_of("text/plain")["content-type"] == "text/plain; charset=utf-8"
    assert headers_of("text/csv")["content-type"] == "text/csv; charset=utf-8"


def test_everything_is_sandboxed_except_a_pdf_shown_in_place() -> None:
    sandbox = "sandbox; default-src 'none'"
    assert headers_of("image/png")["content-security-policy"] == sandbox
    assert headers_of("application/pdf", disposition=Disposition.ATTACHMENT)["content-security-policy"] == sandbox
    shown = headers_of("application/pdf")["content-security-policy"]
    assert "sandbox" not in shown
    assert shown.startswith("default-src 'none'")


@pytest.mark.parametrize("media_type", ["video/mp4", "audio/mpeg"])
def test_films_and_sounds_shown_in_place_may_fetch_themselves_and_run_nothing(media_type: str) -> None:
    assert headers_of(media_type)["content-security-policy"] == (
        "sandbox allow-same-origin; default-src 'none'; media-src 'self'"
    )
    saved = headers_of(media_type, disposition=Disposition.ATTACHMENT)
    assert saved["content-security-policy"] == "sandbox; default-src 'none'"


@pytest.mark.parametrize(
    "audience, cache, policy",
    [
        (Audience.PRIVATE, "private, no-store", "same-site"),
        (Audience.SIGNED, "private, no-store", "cross-origin"),
        (Audience.PUBLIC, "public, max-age=300, must-revalidate", "cross-origin"),
    ],
)
def test_the_audience_decides_who_may_keep_and_embed_it(audience: Audience, cache: str, policy: str) -> None:
    found = headers_of("image/png", audience=audience)
    assert (found["cache-control"], found["cross-origin-resource-policy"]) == (cache, policy)
    assert (found["x-content-type-options"], found["referrer-policy"]) == ("nosniff", "no-referrer")


@pytest.mark.parametrize(
    "name, header",
    [
        ("plan.pdf", "attachment; filename=\"plan.pdf\"; filename*=UTF-8''plan.pdf"),
        ("Grundriß 1.pdf", "attachment; filename=\"Grundri 1.pdf\"; filename*=UTF-8''Grundri%C3%9F%201.pdf"),
        ("Büro.pdf", "attachment; filename=\"Buro.pdf\"; filename*=UTF-8''B%C3%BCro.pdf"),
        ('a"b\\c%20.txt', "attachment; filename=\"a_b_c_20.txt\"; filename*=UTF-8''a%22b%5Cc%2520.txt"),
        ("a\r\nx: y", "attachment; filename=\"a__x: y\"; filename*=UTF-8''a%0D%0Ax%3A%20y"),
        ("日本", "attachment; filename=\"file\"; filename*=UTF-8''%E6%97%A5%E6%9C%AC"),
        ("", "attachment; filename=\"file\"; filename*=UTF-8''file"),
    ],
)
def test_a_name_stands_in_both_forms(name: str, header: str) -> None:
    assert content_disposition(name, "attachment").decode() == header


@given(st.text(alphabet=st.characters(), max_size=50))
def test_no_name_breaks_out_of_its_header(name: str) -> None:
    header = content_disposition(name, "inline").decode("ascii")
    match = re.fullmatch(
        r"inline; filename=\"([^\"\\\x00-\x1f\x7f]+)\"; filename\*=UTF-8''([!#$&+.^_`|~A-Za-z0-9%-]+)", header
    )
    assert match is not None
    if name and not re.search("[\ud800-\udfff]", name):
        assert unquote(match[2]) == name


@given(st.text(max_size=80))
def test_any_claimed_type_gives_a_clean_header(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9.+-]+/[a-z0-9.+-]+", served_type(text)) is not None


@given(st.datetimes(min_value=datetime(1900, 1, 1), timezones=st.just(UTC)))
def test_dates_are_written_as_http_wants_them(moment: datetime) -> None:
    assert parsedate_to_datetime(http_date(moment).decode("ascii")) == moment.replace(microsecond=0)
