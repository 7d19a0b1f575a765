"""The TelecomX door: its route table, and what each route does.

Source: the project's TelecomX reference, 2 to 6, read 2026-11-21.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from filebook.core.access import Role, Visibility
from filebook.core.businesses import Business
from filebook.core.errors import AccessDenied, NotFound, Unauthenticated
from filebook.core.files import File, Folder
from filebook.core.ids import Door as DoorName
from filebook.core.ids import Kind
from filebook.core.links import Disposition
from filebook.dialects.telecomx import translate, wire
from filebook.dialects.telecomx.auth import LASTING_SECONDS, SESSION, authenticator, cookie_header, shown_token
from filebook.dialects.telecomx.errors import render
from filebook.dialects.telecomx.ids import short_from
from filebook.services.bundle import Services
from filebook.serving.answers import BytesAnswer, json_answer
from filebook.serving.call import Call
from filebook.serving.download import file_answer
from filebook.serving.headers import Audience
from filebook.serving.json_body import read_json
from filebook.serving.routes import INSIDE, PUBLIC, Body, Door, Route, credential
from filebook.serving.sender import FileAnswer

CONTENT_PATH = "/files"
"""Below the door; the vendor has a host of its own for contents."""
_UNSTORED = (b"cache-control", b"no-store")


def door(services: Services, *, now: Callable[[], datetime], file_base_url: str = "") -> Door:  # noqa: ARG001
    """The TelecomX door.

    `file_base_url` is where contents are told to lie, such as `https://files.example.org`, without a slash at its end;
    "" means `/files` below the door.
    """
    handlers = Handlers(services, file_base_url)
    routes = (*_session_routes(handlers), *_file_routes(handlers))
    return Door(DoorName.TELECOMX, "/telecomx", routes, authenticator(services), render)


@dataclass(frozen=True, slots=True)
class Handlers:
    """What the routes do."""

    services: Services
    file_base_url: str

    def log_in(self, call: Call) -> BytesAnswer:
        """`POST /auth/login`."""
        return self._logged_in(call, read_json(call.body, wire.LoginRequest))

    def log_in_by_query(self, call: Call) -> BytesAnswer:
        """`GET /auth/login`."""
        return self._logged_in(call, translate.login_query(call.query))

    def ping(self, call: Call) -> BytesAnswer:  # noqa: ARG002 - judging the caller renewed the token already
        """`GET /ping`."""
        return json_answer(wire.Success(success=True))

    def log_out(self, call: Call) -> BytesAnswer:
        """`GET /auth/logout`: every token of the user."""
        self.services.sessions.end_all(call.actor)
        return json_answer(wire.Success(success=True), headers=[cookie_header(call, "")])

    def validate_token(self, call: Call) -> BytesAnswer:
        """`GET /auth/validateToken`: what a token is worth, without using it."""
        try:
            answer = self._token_answer(call)
        except Unauthenticated:
            status = 403 if translate.is_set(call.query.get("simple", "")) else 200
            return json_answer(wire.Success(success=False), status=status, headers=[_UNSTORED])
        return json_answer(answer, headers=[_UNSTORED])

    def file(self, call: Call) -> BytesAnswer:
        """`GET /file/ID`."""
        short = short_from(call.path_params["id"], "file")
        found = self.services.library.file_or_folder_by_short(call.actor, short)
        if isinstance(found, File):
            return json_answer(translate.file_object(found, file_base=self._file_base(call)))
        return json_answer(translate.folder_object(found, business=self._business_of(found)))

    def content(self, call: Call) -> FileAnswer:
        """`GET /files/FILEID/NAME`: the bytes. The name is decoration."""
        file = self._content_file(call, short_from(call.path_params["file"], "file"))
        forced = translate.is_set(call.query.get("forcedownload", ""))
        disposition = Disposition.ATTACHMENT if forced else Disposition.INLINE
        opened = self.services.library.open(file, disposition=disposition)
        return file_answer(call, opened, audience=_audience(file, call))

    def _logged_in(self, call: Call, request: wire.LoginRequest) -> BytesAnswer:
        actor = self.services.credentials.judge_password(
            request.username or "", request.password or "", door=DoorName.TELECOMX, address=call.client_address
        )
        persist = translate.is_set(request.persist)
        opened = self.services.sessions.open(
            actor,
            SESSION,
            address=call.client_address,
            lifetime_seconds=LASTING_SECONDS if persist else None,
        )
        _, business = self.services.accounts.me(actor)
        answer = translate.login_answer(opened.token, persist=persist, actor=actor, business=business)
        headers = [cookie_header(call, opened.token)] if translate.is_set(request.cookie) else []
        return json_answer(answer, headers=[_UNSTORED, *headers])

    def _token_answer(self, call: Call) -> wire.TokenAnswer:
        caller = self.services.sessions.look_at(call.query.get("token", ""), door=DoorName.TELECOMX)
        if call.query.get("ip", caller.session.address) != caller.session.address:
            raise Unauthenticated("address")
        user, business = self.services.accounts.me(caller.actor)
        return translate.token_answer(user, business, extend=translate.is_set(call.query.get("extend", "")))

    def _business_of(self, folder: Folder) -> Business:
        return self.services.accounts.business(folder.business)

    def _file_base(self, call: Call) -> str:
        return self.file_base_url or call.door_url + CONTENT_PATH

    def _content_file(self, call: Call, short: str) -> File:
        """The file behind a content id: anybody may have a public one, a token is needed for the rest."""
        with suppress(NotFound):
            return self.services.library.public_content(short)
        try:
            token = call.query.get("token") or shown_token(call)
            actor = self.services.sessions.resume(token, door=DoorName.TELECOMX)
        except Unauthenticated:
            raise AccessDenied("read") from None
        return self.services.library.file_by_content(actor, short)


def _audience(file: File, call: Call) -> Audience:
    """A page of another site may show what its own address opens, as with the vendor's separate file host."""
    if file.visibility is Visibility.ALL:
        return Audience.PUBLIC
    return Audience.SIGNED if call.query.get("token") else Audience.PRIVATE


def _session_routes(handlers: Handlers) -> tuple[Route, ...]:
    return (
        Route(
            "POST",
            "/auth/login",
            handlers.log_in,
            PUBLIC,
            "Log in with a JSON body",
            request=wire.LoginRequest,
            response=wire.LoginAnswer,
            body=Body.BUFFERED,
        ),
        Route(
            "GET",
            "/auth/login",
            handlers.log_in_by_query,
            PUBLIC,
            "Log in with a query",
            response=wire.LoginAnswer,
        ),
        Route(
            "GET",
            "/auth/logout",
            handlers.log_out,
            credential(Role.NONE),
            "End every session of the user",
            response=wire.Success,
        ),
        Route(
            "GET",
            "/auth/validateToken",
            handlers.validate_token,
            PUBLIC,
            "Tell whose a token is",
            response=wire.TokenAnswer,
        ),
        Route(
            "GET",
            "/ping",
            handlers.ping,
            credential(Role.PERSONAL),
            "Renew a token",
            response=wire.Success,
            inline=True,
        ),
    )


def _file_routes(handlers: Handlers) -> tuple[Route, ...]:
    return (
        Route(
            "GET",
            "/file/{id}",
            handlers.file,
            credential(Role.VIEWER),
            "Show a file or folder",
            response=wire.FileObject,
            inline=True,
            objects={"id": Kind.FILE},
        ),
        Route(
            "GET",
            CONTENT_PATH + "/{file}/{name}",
            handlers.content,
            INSIDE,
            "Download a file: public ones for everybody, others with a token in address, header or cookie",
            objects={"file": Kind.FILE},
        ),
    )
