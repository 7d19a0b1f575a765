"""What is answered at the addresses of request links."""

import asyncio
import secrets
from dataclasses import dataclass, field
from importlib.resources import files

import msgspec

from filebook.core.errors import AlreadyUsed, FilebookError, Invalid, Missing, NoSpace, TooLarge, Unsupported
from filebook.core.files import Upload, UploadId
from filebook.core.intake import IntakeState
from filebook.core.media_types import told_type
from filebook.core.names import last_part
from filebook.services.bundle import Services
from filebook.services.intake_visits import IntakeVisits, Intaking, Sent
from filebook.services.sharing_visits import Visitor
from filebook.services.turns import Turn
from filebook.serving.answers import BytesAnswer, bytes_answer, empty_answer, json_answer
from filebook.serving.call import Call
from filebook.serving.headers import RawHeaders
from filebook.serving.json_body import read_json
from filebook.serving.multipart import receive_form
from filebook.serving.problems import BadRequest, Disconnected, RequestTimedOut
from filebook.serving.receive import Consumer, pump
from filebook.serving.routes import BODY_LIMIT_BYTES
from filebook.serving.urls import url
from filebook.web.page import SECRET_ADDRESS, page_answer
from filebook.web.passwords import PASSWORD_FIELD, address_of, form_of, pass_cookie, pass_shown
from filebook.web.problems import status_of
from filebook.web.requests.page import UPLOADS, Shown, request_page, role_of
from filebook.web.requests.words import WORDS, RequestWords
from filebook.web.words import language_of

_VISIT_COOKIE = "filebook_visit"
_VISIT_SECONDS = 24 * 3600
"""As long as an upload that was begun is kept."""
_OFFSET = "upload-offset"
_PRIVATE: RawHeaders = [(b"cache-control", b"no-store"), *SECRET_ADDRESS]
_OFFSET_DIGITS = 19


class Announced(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file that the script is about to send; `field` is the form's, by which it is known what it is meant to be."""

    name: str
    size_bytes: int
    field: str
    media_type: str = ""


class Whole(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Said when all bytes of a file are there."""

    field: str


@dataclass(slots=True)
class _Arriving:
    """The files of a form so far."""

    visits: IntakeVisits
    visit: Intaking
    files: list[Sent] = field(default_factory=list)

    def sink(self, name: str, file_name: str, media_type: str) -> Consumer | None:
        """Where the bytes of a part go; a field in which nothing was chosen comes without a name."""
        role = role_of(name, self.visit.intake.expected)
        if role is None:
            raise BadRequest("field")
        if not file_name:
            return None
        receiver = self.visits.receiver(self.visit, role=role)
        self.files.append(Sent(receiver, last_part(file_name), told_type(media_type), role))
        return receiver.write

    def drop(self) -> None:
        """Nothing came of it: no byte may stay."""
        for one in self.files:
            self.visits.discard(one.receiver)


class RequestHandlers:
    """The page, the form that it holds, and the pieces that its script sends."""

    def __init__(self, services: Services) -> None:
        self._visits = services.intake_visits
        self._uploads = services.uploads
        self._script = (files("filebook.web.requests") / "upload.js").read_bytes()

    def page(self, call: Call) -> BytesAnswer:
        """What is asked for."""
        return self._page(call, self._visit(call), arrived=call.query_value("arrived") == "1")

    def script(self, call: Call) -> BytesAnswer:
        """What makes the page more comfortable."""
        self._visit(call)
        return bytes_answer(self._script, media_type="text/javascript; charset=utf-8", headers=_PRIVATE)

    def unlock(self, call: Call) -> BytesAnswer:
        """Take the password."""
        password = form_of(call).get(PASSWORD_FIELD, "")
        signed = self._visits.unlock(call.path_params["request"], _visitor(call), password=password)
        location = (b"location", address_of(call).encode("ascii"))
        return empty_answer(status=303, headers=[location, pass_cookie(call, signed), *_PRIVATE])

    async def receive(self, call: Call) -> BytesAnswer:
        """Take the files of a form, all of them or none."""
        visit = await call.in_thread(self._visit, call)
        arriving = _Arriving(self._visits, visit)
        taken = False
        try:
            await call.in_thread(self._visits.limit_bytes, visit)
            most = self._uploads.limit_bytes(visit.business) + BODY_LIMIT_BYTES
            await receive_form(call, arriving.sink, limit_bytes=most)
            await call.in_thread(self._visits.take, visit, arriving.files)
            taken = True
        except (AlreadyUsed, BadRequest, Invalid, Missing, NoSpace, TooLarge, Unsupported) as error:
            return await call.in_thread(self._refused, call, visit, error)
        finally:
            if not taken:
                await call.in_thread(arriving.drop)
        location = (b"location", f"{address_of(call)}?arrived=1".encode("ascii"))
        return empty_answer(status=303, headers=[location, *_PRIVATE])

    def announce(self, call: Call) -> BytesAnswer:
        """A file that will come in pieces."""
        visit = self._visit(call)
        said = read_json(call.body, Announced)
        upload = self._visits.announce(
            visit,
            size_bytes=said.size_bytes,
            name=said.name,
            declared_type=told_type(said.media_type),
            role=_role(visit, said.field),
        )
        path = url(address_of(call), UPLOADS, upload.id)
        return json_answer({"path": path, "offset": 0}, status=201, headers=_PRIVATE)

    def look(self, call: Call) -> BytesAnswer:
        """How far a file has come."""
        upload = self._visits.look(self._visit(call), _upload(call))
        return _told(upload)

    async def add(self, call: Call) -> BytesAnswer:
        """The next piece. What arrives is kept as far as it comes."""
        visit = await call.in_thread(self._visit, call)
        coming, most = call.declared_length_bytes or 0, self._uploads.limit_bytes()
        if coming > most:
            raise TooLarge(most)
        turn = await call.in_thread(
            self._visits.go_on, visit, _upload(call), at_size_bytes=_offset(call), coming_bytes=coming
        )
        return _told(await self._filled(call, turn))

    def file(self, call: Call) -> BytesAnswer:
        """A file that has come as a whole is filed."""
        visit = self._visit(call)
        file = self._visits.file(visit, _upload(call), role=_role(visit, read_json(call.body, Whole).field))
        return json_answer({"name": file.name, "size_bytes": file.size_bytes}, status=201, headers=_PRIVATE)

    async def _filled(self, call: Call, turn: Turn) -> Upload:
        try:
            await pump(call, turn.write, limit_bytes=self._uploads.limit_bytes(), to_the_last=True)
        except FilebookError:
            await call.in_thread(turn.give_up)
            raise
        except (Disconnected, RequestTimedOut, asyncio.CancelledError):
            # In a task of its own: a server that is ending must not end this.
            await asyncio.shield(asyncio.ensure_future(call.in_thread(turn.keep)))
            raise
        return await call.in_thread(turn.keep)

    def _page(self, call: Call, visit: Intaking, *, arrived: bool = False) -> BytesAnswer:
        shown = self._shown(call, visit, arrived=arrived)
        headers = [] if call.cookies.get(_VISIT_COOKIE) else [_visit_cookie(call)]
        return page_answer(request_page(visit, shown), headers=headers)

    def _refused(self, call: Call, visit: Intaking, error: FilebookError | BadRequest) -> BytesAnswer:
        """The page again, with what was wrong; nothing of what was sent is kept."""
        current = self._visit(call)
        shown = self._shown(call, current, fault=_fault(error, WORDS[_language(call, visit)]))
        # What is still on its way is not read.
        return page_answer(request_page(current, shown), status=status_of(error), headers=[(b"connection", b"close")])

    def _shown(self, call: Call, visit: Intaking, *, fault: str = "", arrived: bool = False) -> Shown:
        sent, roles = self._visits.sent(visit)
        is_open = visit.state is IntakeState.OPEN
        return Shown(
            at=address_of(call),
            language=_language(call, visit),
            sent=sent,
            roles=roles,
            limit_bytes=self._visits.limit_bytes(visit) if is_open else 0,
            fault=fault,
            arrived=arrived and bool(sent),
        )

    def _visit(self, call: Call) -> Intaking:
        visit = call.cookies.get(_VISIT_COOKIE, "")
        return self._visits.begin(
            call.path_params["request"], _visitor(call), signed=pass_shown(call), visit=visit or secrets.token_hex(8)
        )


def _visitor(call: Call) -> Visitor:
    return Visitor(call.client_address, call.headers.get("user-agent", ""))


def _language(call: Call, visit: Intaking) -> str:
    return language_of(call.headers.get("accept-language", ""), fallback=visit.business.language)


def _visit_cookie(call: Call) -> tuple[bytes, bytes]:
    """By which a browser sees again what it sent, and goes on with what it began."""
    parts = [
        f"{_VISIT_COOKIE}={secrets.token_urlsafe(16)}",
        f"Path={address_of(call)}",
        f"Max-Age={_VISIT_SECONDS}",
        "HttpOnly",
        "SameSite=Strict",
    ]
    if call.base_url.startswith("https:"):
        parts.append("Secure")
    return b"set-cookie", "; ".join(parts).encode("ascii")


def _role(visit: Intaking, name: str) -> str:
    """Raises: BadRequest."""
    role = role_of(name, visit.intake.expected)
    if role is None:
        raise BadRequest("field")
    return role


def _upload(call: Call) -> UploadId:
    return UploadId(call.path_params["upload"])


def _offset(call: Call) -> int:
    """Raises: Missing, Invalid."""
    text = call.headers.get(_OFFSET)
    if text is None:
        raise Missing(_OFFSET)
    if not (text.isascii() and text.isdigit() and len(text) < _OFFSET_DIGITS):
        raise Invalid(_OFFSET)
    return int(text)


def _told(upload: Upload) -> BytesAnswer:
    return json_answer({"offset": upload.size_bytes}, headers=_PRIVATE)


def _fault(error: FilebookError | BadRequest, words: RequestWords) -> str:
    match error:
        case Missing():
            return words.nothing_chosen
        case TooLarge():
            return words.too_large
        case Unsupported():
            return words.other_type
        case NoSpace():
            return words.no_space
        case Invalid():
            return words.bad_name
        case BadRequest():
            return words.too_many
    return words.more_than_taken
