"""The frame of plain pages: nothing that somebody wrote becomes HTML, and the language is the visitor's."""

from dataclasses import replace

import pytest

from filebook.core.appearance import Appearance
from filebook.core.businesses import Business
from filebook.core.ids import BusinessNumber, new_uid
from filebook.web.markup import element, joined, named
from filebook.web.page import Page, page_answer
from filebook.web.words import LANGUAGES, language_of, size_text

HOSTILE = "<script>alert('1')</script>&\""


def test_text_is_text_and_markup_is_markup() -> None:
    assert element("p", HOSTILE) == "<p>&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt;&amp;&quot;</p>"
    assert element("p", named("a<b"), " c") == "<p><bdi>a&lt;b</bdi> c</p>"
    assert joined("<", element("br")) == "&lt;<br>"
    assert element("input", required=True, disabled=False, value=HOSTILE, aria_label=None) == (
        '<input required value="&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt;&amp;&quot;">'
    )


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//other.example", "/\\other", "data:text/html,x", " /x"])
def test_an_address_that_leads_where_none_should_is_left_out(address: str) -> None:
    assert element("a", "x", href=address) == "<a>x</a>"


@pytest.mark.parametrize("address", ["/s/x", "#top", "?page=2", "https://example.org/", "HTTP://example.org"])
def test_an_address_of_ours_or_on_the_web_stays(address: str) -> None:
    assert element("a", "x", href=address) == f'<a href="{address}">x</a>'


def test_a_page_runs_a_script_only_where_it_names_one() -> None:
    for script, runs in (("", False), ("/r/script.js", True)):
        answer = page_answer(Page(title=HOSTILE, language="en", main=[], script=script))
        policy = dict(answer.raw_headers)[b"content-security-policy"].decode()
        assert ("script-src 'self'" in policy) is runs
        assert (b"<script" in answer.body) is runs
        assert HOSTILE.encode() not in answer.body


@pytest.mark.parametrize(
    ("accepted", "fallback", "chosen"),
    [
        ("de-AT,de;q=0.9,en;q=0.5", "nl", "de"),
        ("en;q=0.2, da;q=0.9", "nl", "da"),
        ("fr-FR,fr;q=0.9", "nl", "nl"),
        ("de;q=0", "en", "en"),
        ("de;q=x", "da", "da"),
        ("*", "xx", "en"),
        (",;=" * 1000, "de", "de"),
    ],
)
def test_the_language_is_the_one_of_ours_that_is_wanted_most(accepted: str, fallback: str, chosen: str) -> None:
    assert language_of(accepted, fallback=fallback) == chosen


def test_sizes_are_written_as_each_language_writes_them() -> None:
    assert [size_text(1_234_567_890, language=one) for one in LANGUAGES] == ["1.2 GB", "1,2 GB", "1,2 GB", "1,2 GB"]
    assert size_text(0, language="en") == "0 B"


def test_a_businesss_logo_and_links_stand_on_its_pages_and_nothing_where_there_are_none() -> None:
    plain = Business(BusinessNumber(1), new_uid(), "Hafen", "hafen & co", "UTC")
    looks = Appearance(imprint_url="https://hafen.example/?a=1&b=2", logo_sha256="5f" * 32)
    for language, imprint in (("en", "Imprint"), ("de", "Impressum"), ("nl", "Colofon"), ("da", "Om os")):
        page = Page(title="Files", language=language, main=[], business=replace(plain, appearance=looks))
        text = page_answer(page).body.decode()
        assert f'src="/api/v1/business/logo?tenant=hafen+%26+co&amp;sha256={"5f" * 32}"' in text
        assert f">{imprint}</a>" in text
        assert text.count("<a ") == 1
    for business in (None, plain):
        text = page_answer(Page(title="Files", language="en", main=[], business=business)).body.decode()
        assert "<img" not in text
        assert "<footer" not in text
