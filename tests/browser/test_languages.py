"""The main pages in every language: no word of another one, no name of a word, days as people write them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Api, Visit

pytestmark = pytest.mark.slow

WORDS = Path(__file__).parents[2] / "frontend" / "src" / "words"
WRITTEN = re.compile(r':\s*"((?:[^"\\]|\\.)*)"')
AREAS = sorted(path.stem for path in (WORDS / "en").glob("*.ts"))
NAME_OF_A_WORD = re.compile(rf"\b(?:{'|'.join(AREAS)})(?:\.\w+)+")
FILE, SUBJECT = "koopovereenkomst.pdf", "Bezichtiging Parkweg 9"
SECTIONS = (
    *("business", "users", "keys", "calendars", "documents", "storage"),
    *("retention", "processing", "jobs", "webhooks", "health"),
)
"""All are visited in one language: what stands in the code in place of a word shows in any."""
SAID = """() => {
    const said = new Set();
    for (const element of document.querySelectorAll("body *")) {
        if (["SCRIPT", "STYLE", "BDI"].includes(element.tagName)) continue;
        for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) said.add(node.data.trim());
        for (const name of ["aria-label", "placeholder", "title"]) said.add(element.getAttribute(name) ?? "");
    }
    return [...said];
}"""
DAY = """([language, moment]) => {
    const options = { dateStyle: "medium", timeZone: "Europe/Amsterdam" };
    return new Intl.DateTimeFormat(language, options).format(new Date(moment));
}"""


def written(language: str) -> set[str]:
    """All texts of a language that nothing is put into."""
    texts = (path.read_text() for path in (WORDS / language).rglob("*.ts"))
    return {text.replace('\\"', '"') for file in texts for text in WRITTEN.findall(file) if "{{" not in text}


def go(page: Page, path: str, *, until: str) -> None:
    """Another page without loading the application anew; `until`: text of ours that is there once it is shown."""
    page.evaluate("(path) => history.pushState(null, '', path)", path)
    expect(page.locator("main")).to_contain_text(until)
    expect(page.locator("main [aria-busy=true], main .mantine-Loader-root")).to_have_count(0)


def visited(page: Page, api: Api, demo: dict[str, Any], *, sections: tuple[str, ...]) -> Iterator[str]:
    """The main pages one after another, each when it is shown."""
    appointment = api("GET", f"/appointments/{demo['onoffice']['appointment_id']}")
    estate = api("GET", "/records/estate", params={"limit": 1})["items"][0]
    file = next(one for one in api("GET", "/files")["items"] if one["name"] == FILE)
    page.goto(f"/calendar/month/{appointment['starts'][:10]}")
    expect(page.locator("main").get_by_text(SUBJECT).first).to_be_visible()
    yield "calendar"
    go(page, "/library", until=FILE)
    yield "library"
    go(page, f"/records/estate/{estate['id']}", until=estate["label"])
    yield "record"
    go(page, "/doors", until="onOffice")
    yield "doors"
    go(page, "/account", until=demo["web"]["user"])
    yield "account"
    for section in sections:
        page.evaluate("(path) => history.pushState(null, '', path)", f"/administration/{section}")
        expect(page.locator("main nav a[aria-current=page]")).to_have_attribute("href", f"/administration/{section}")
        expect(page.locator("main [aria-busy=true], main .mantine-Loader-root")).to_have_count(0)
        yield section
    go(page, f"/library/file/{file['id']}", until=FILE)
    preview = page.get_by_role("dialog", name=FILE)
    expect(preview.get_by_role("img", name=FILE, exact=True)).to_be_visible()
    yield "preview"
    preview.locator("header button").first.click()
    expect(page.get_by_role("dialog").locator("form")).to_be_visible()
    yield "share"


@pytest.mark.parametrize("locale", ["en-GB", "de-DE", "nl-NL", "da-DK"])
def test_no_page_speaks_another_language(locale: str, api: Api, demo: dict[str, Any], visit: Visit) -> None:
    language = locale[:2]
    foreign = set.union(*map(written, ("en", "de", "nl", "da"))) - written(language)
    found: dict[str, Any] = {}
    with visit(locale=locale) as page:
        for place in visited(page, api, demo, sections=SECTIONS if language == "de" else SECTIONS[-1:]):
            said = set(page.evaluate(SAID))
            found[place] = [*said & foreign, *filter(NAME_OF_A_WORD.search, said)]
            if place == "library":
                changed = next(one for one in api("GET", "/files")["items"] if one["name"] == FILE)["modified_at"]
                assert page.evaluate(DAY, [locale, changed]) in said
        assert page.locator("html").get_attribute("lang") == language
    assert not {place: faults for place, faults in found.items() if faults}
