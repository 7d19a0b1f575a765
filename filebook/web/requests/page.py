"""The page of a request link: what is asked for, a form to send it by, and what this visitor has sent already."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from filebook.core.intake import EXPECTED_LIMIT, Arrival, Expected, IntakeState
from filebook.services.intake_visits import Intaking
from filebook.serving.urls import url
from filebook.web.markup import Markup, element, joined, named
from filebook.web.page import Page
from filebook.web.requests.words import WORDS, RequestWords
from filebook.web.words import size_text, time_text

FILES, UPLOADS, SCRIPT = "files", "uploads", "upload.js"
"""Segments of the addresses below a request's."""
OTHER_FILES = "files"
"""The form's field for files that are none of the expected documents."""
_EXPECTED_FIELD = "document-"
_DIGITS = len(str(EXPECTED_LIMIT))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the page is made for: `at` is the request's path. `fault`: what was wrong with what was just sent;
    `arrived`: it came.
    """

    at: str
    language: str
    sent: Sequence[Arrival] = ()
    roles: Collection[str] = ()
    limit_bytes: int = 0
    fault: str = ""
    arrived: bool = False

    @property
    def words(self) -> RequestWords:
        """The page's own words in its language."""
        return WORDS[self.language]


def request_page(visit: Intaking, shown: Shown) -> Page:
    """The page as it stands for a visitor."""
    intake, words = visit.intake, shown.words
    is_open = visit.state is IntakeState.OPEN
    main = [
        *([element("p", shown.fault, class_="fault", role="alert")] if shown.fault else []),
        *([element("p", words.arrived, class_="note", role="status")] if shown.arrived else []),
        *([element("p", intake.message, class_="note", dir="auto")] if intake.message else []),
        *(_form(visit, shown) if is_open else [element("h2", words.full), element("p", words.full_why)]),
        *_sent(shown),
    ]
    return Page(
        title=intake.name or words.send_us_files,
        language=shown.language,
        main=main,
        sender=intake.sender or visit.business.name,
        business=visit.business,
        script=url(shown.at, SCRIPT) if is_open else "",
    )


def role_of(field: str, expected: Sequence[Expected]) -> str | None:
    """The role that a field of the form stands for, "" for other files; None for a field of no form of ours."""
    if field == OTHER_FILES:
        return ""
    number = field.removeprefix(_EXPECTED_FIELD)
    if number == field or not (number.isascii() and number.isdigit() and len(number) <= _DIGITS):
        return None
    return expected[int(number)].role if int(number) < len(expected) else None


def _form(visit: Intaking, shown: Shown) -> list[Markup]:
    intake, words = visit.intake, shown.words
    due = []
    if intake.due_at is not None:
        due = [
            element("p", words.due.format(time_text(intake.due_at, zone=visit.business.zone, language=shown.language)))
        ]
    expected = [_document(index, one, shown) for index, one in enumerate(intake.expected)]
    wanted = [element("h2", words.needed), element("ul", *expected, class_="files")] if expected else []
    title = words.other_files if expected else words.files
    box = element("input", type="file", id="files", name=OTHER_FILES, multiple=True, aria_describedby="limits")
    fields = element("div", element("label", title, for_="files"), box, class_="field")
    limits = [words.most.format(size_text(shown.limit_bytes, language=shown.language))]
    limits += [words.types.format(", ".join(intake.media_types))] if intake.media_types else []
    form = element(
        "form",
        *wanted,
        fields,
        element("p", " ".join(limits), class_="quiet", id="limits"),
        element("p", element("button", words.send, type="submit"), class_="actions"),
        element("div", id="progress", role="status", aria_live="polite"),
        method="post",
        enctype="multipart/form-data",
        action=url(shown.at, FILES),
        id="send",
        data_uploads=url(shown.at, UPLOADS),
        data_sending=words.sending,
        data_waiting=words.waiting,
        data_failed=words.failed,
        data_nothing=words.nothing_chosen,
        data_large=words.too_large,
        data_type=words.other_type,
        data_name=words.bad_name,
        data_space=words.no_space,
    )
    return [*due, form]


def _document(index: int, document: Expected, shown: Shown) -> Markup:
    words = shown.words
    title = document.title or document.role
    state = words.mandatory if document.mandatory else words.welcome
    if document.role in shown.roles:
        state = words.received
    limits = []
    if document.size_limit_bytes is not None:
        limits.append(words.most.format(size_text(document.size_limit_bytes, language=shown.language)))
    if document.media_types:
        limits.append(words.types.format(", ".join(document.media_types)))
    field = f"{_EXPECTED_FIELD}{index}"
    told = [element("span", element("strong", named(title)), joined(" – ", state))]
    told += [element("span", document.description, class_="quiet")] if document.description else []
    told += [element("span", " ".join(limits), class_="quiet")] if limits else []
    box = element("input", type="file", name=field, aria_label=words.choose_for.format(title))
    return element("li", element("span", *told, class_="what"), box)


def _sent(shown: Shown) -> list[Markup]:
    if not shown.sent:
        return []
    rows = [
        element(
            "li",
            element(
                "span",
                element("span", named(one.file_name)),
                element("span", size_text(one.size_bytes, language=shown.language), class_="quiet"),
                class_="what",
            ),
        )
        for one in shown.sent
    ]
    return [element("h2", shown.words.sent_by_you), element("ul", *rows, class_="files")]
