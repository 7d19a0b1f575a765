"""What is answered at the addresses of shares."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from filebook.core.errors import Conflict, Unsupported
from filebook.core.export_names import UniqueNames, export_name
from filebook.core.ids import hex_of
from filebook.services.bundle import Services
from filebook.services.bundles import Bundle, Entry
from filebook.services.library import Opened
from filebook.services.sharing_visits import Visit, Visitor
from filebook.serving.answers import BytesAnswer, bytes_answer, empty_answer
from filebook.serving.call import Call
from filebook.serving.conditions import CONDITION_HEADERS, Validators, ranges
from filebook.serving.download import file_answer
from filebook.serving.headers import Audience
from filebook.serving.pieces import PiecesAnswer
from filebook.serving.problems import BadRequest
from filebook.serving.routes import Answer
from filebook.serving.sender import FileAnswer
from filebook.serving.zip_answer import Member, zip_answer
from filebook.web.markup import element
from filebook.web.page import SECRET_ADDRESS, page_answer
from filebook.web.passwords import PASSWORD_FIELD, address_of, form_of, pass_cookie, pass_shown
from filebook.web.shares.page import SIGN_PIXELS, Spot, share_notice, share_page
from filebook.web.shares.words import WORDS, ShareWords
from filebook.web.words import language_of

_TEXT = "text/plain"
_CLEAR = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\x00\x00\x00!\xf9\x04"
    b"\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)
"""A pixel that one sees through."""
_UNSTORED = (b"cache-control", b"private, no-store")
_LAST_PAGE = 1_000_000


class ShareHandlers:
    """The page, what it shows, and what is fetched from it."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def page(self, call: Call) -> BytesAnswer:
        """What lies in a share, or in a folder of it."""
        visit, page = self._visit(call), _page_of(call)
        shelf = self._services.visits.look(visit, folder=call.path_params.get("folder", ""), page=page)
        pictured = {file.number for file in shelf.files if self._services.visits.can_show(file)}
        spot = Spot(at=address_of(call), language=_language(call, visit), page=page, pictured=pictured)
        return page_answer(share_page(visit, shelf, spot))

    def unlock(self, call: Call) -> BytesAnswer:
        """Take the password."""
        password = form_of(call).get(PASSWORD_FIELD, "")
        signed = self._services.visits.unlock(call.path_params["token"], _visitor(call), password=password)
        location = (b"location", address_of(call).encode("ascii"))
        headers = [location, pass_cookie(call, signed), _UNSTORED, *SECRET_ADDRESS]
        return empty_answer(status=303, headers=headers)

    def file(self, call: Call) -> Answer:
        """A file, always to be saved, never to be shown by the browser."""
        visits, visit = self._services.visits, self._visit(call)
        try:
            opened = visits.open(visit, call.path_params["file"])
        except Unsupported:
            return _notice(call, visit, lambda words: words.not_given, status=403)
        try:
            if call.method == "HEAD":
                visits.require_unused(visit, opened.file)
            else:
                visits.count(visit, opened.file, begins=_begins(call, opened))
        except BaseException:
            opened.reader.close()
            raise
        return _secret(file_answer(call, opened, audience=Audience.PRIVATE))

    def picture(self, call: Call) -> Answer:
        """A file's small picture; of an unsound file one that shows what lies under it."""
        visit, file = self._visit(call), call.path_params["file"]
        try:
            opened = self._services.visits.picture(visit, file, width=SIGN_PIXELS, height=SIGN_PIXELS)
        except Unsupported:
            return bytes_answer(_CLEAR, media_type="image/gif", status=404, headers=[*SECRET_ADDRESS, _UNSTORED])
        return _secret(file_answer(call, opened, audience=Audience.PRIVATE))

    def archive(self, call: Call) -> Answer:
        """Everything at once."""
        visits, visit = self._services.visits, self._visit(call)
        visits.require_unused(visit)
        try:
            bundle = visits.bundle(visit)
        except Conflict:
            return _notice(call, visit, lambda words: words.too_many, status=409)
        if call.method != "HEAD":
            visits.count_archive(visit)
        words = WORDS[_language(call, visit)]
        name = export_name(visit.share.name or words.files_for_you)
        return _secret(zip_answer(call, self._members(bundle, words), file_name=f"{name}.zip"))

    def _members(self, bundle: Bundle, words: ShareWords) -> Iterator[Member]:
        """The bundle's, each cleaned when its turn comes, and last of all a text about what cannot be."""
        zone, left_out = ZoneInfo(bundle.zone), []
        for entry in bundle.entries:
            cleaned = self._services.visits.cleaned(entry)
            if cleaned is None:
                left_out.append("/".join(entry.path))
            else:
                yield self._member(cleaned, zone)
        if left_out:
            names = UniqueNames()
            for entry in bundle.entries:
                names.name(entry.path[0])
            text = "\r\n".join([words.left_out, "", *left_out, ""]).encode("utf-8", "replace")
            newest = max(entry.modified_at for entry in bundle.entries)
            yield self._member(Entry((names.name(words.left_out_name),), newest, text=text), zone)

    def _member(self, entry: Entry, zone: ZoneInfo) -> Member:
        return Member(
            path="/".join(entry.path) + ("/" if entry.is_folder else ""),
            modified_at=entry.modified_at.astimezone(zone),
            size_bytes=entry.size_bytes,
            media_type=entry.content.detected_type if entry.content else _TEXT,
            read=partial(self._services.bundles.read, entry),
        )

    def _visit(self, call: Call) -> Visit:
        return self._services.visits.begin(call.path_params["token"], _visitor(call), signed=pass_shown(call))


def _visitor(call: Call) -> Visitor:
    return Visitor(call.client_address, call.headers.get("user-agent", ""))


def _language(call: Call, visit: Visit) -> str:
    return language_of(call.headers.get("accept-language", ""), fallback=visit.business.language)


def _notice(call: Call, visit: Visit, say: Callable[[ShareWords], str], *, status: int) -> BytesAnswer:
    """A page that tells why something is not to be had."""
    spot = Spot(at=address_of(call), language=_language(call, visit))
    back = element("p", element("a", spot.words.top, href=spot.at))
    return page_answer(share_notice(visit, [element("p", say(spot.words)), back], spot), status=status)


def _page_of(call: Call) -> int:
    """Raises: BadRequest."""
    text = call.query_value("page") or "1"
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(_LAST_PAGE)) and 1 <= int(text) <= _LAST_PAGE):
        raise BadRequest("page")
    return int(text)


def _begins(call: Call, opened: Opened) -> bool:
    """Whether the answer holds the file's first byte: a download begins there, whatever else is fetched of it later."""
    conditions = {name: value for name, value in call.raw_headers if name in CONDITION_HEADERS}
    version = opened.file.version
    if version is None:
        return True
    validators = Validators(f'"{hex_of(version.uid)}"', version.created_at)
    size_bytes = opened.reader.size_bytes
    spans = ranges(conditions, validators, size_bytes=size_bytes, now=call.arrived_at)
    return spans is None or any(span.start == 0 for span in spans)


AnswerOf = TypeVar("AnswerOf", FileAnswer, PiecesAnswer)


def _secret(answer: AnswerOf) -> AnswerOf:
    answer.raw_headers += [header for header in SECRET_ADDRESS if header not in answer.raw_headers]
    return answer
