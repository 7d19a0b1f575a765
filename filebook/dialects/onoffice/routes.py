"""The onOffice door: one address for every action, and the download address of its links.

Source: apidoc.onoffice.de and the source document "Get Appointment files", read 2026-11-21.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from filebook.core.access import Actor
from filebook.core.businesses import DEFAULT_FILE_LIMIT_BYTES
from filebook.core.errors import Unauthenticated
from filebook.core.ids import Door as DoorName
from filebook.dialects.onoffice import envelope, wire
from filebook.dialects.onoffice.auth import WINDOW_SECONDS, Caller, Gate
from filebook.dialects.onoffice.calls import Desk
from filebook.dialects.onoffice.codes import Refused
from filebook.dialects.onoffice.errors import answer_streamed, answer_with, render
from filebook.dialects.onoffice.files.download_page import PAGE_PATH, page_answer
from filebook.dialects.onoffice.files.of_appointment import DOWNLOAD_PATH
from filebook.dialects.onoffice.files.pictures import PICTURE_PATH, picture_answer
from filebook.dialects.onoffice.intake import TEXT_LIMIT_BYTES, Intake
from filebook.services.bundle import Services
from filebook.serving.call import Call
from filebook.serving.download import file_answer
from filebook.serving.headers import Audience
from filebook.serving.problems import UnknownPath
from filebook.serving.receive import pump
from filebook.serving.routes import INSIDE, SIGNED, Answer, Body, Door, Route
from filebook.serving.sender import FileAnswer

_VERSION = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class _Handlers:
    services: Services
    gate: Gate
    body_limit_bytes: int

    async def act(self, call: Call) -> Answer:
        """Read the whole request, then carry out its actions."""
        if not _VERSION.fullmatch(call.path_params["version"]):
            raise UnknownPath
        door_url = call.download_url
        intake = Intake(self.services.uploads)
        is_whole = False
        try:
            await pump(call, intake.take, limit_bytes=self.body_limit_bytes)
            is_whole = True
        finally:
            if not is_whole:
                await call.in_thread(intake.discard)
        return await call.in_thread(self._answer, call, intake, door_url=door_url)

    def _answer(self, call: Call, intake: Intake, *, door_url: str) -> Answer:
        try:
            token, orders = envelope.request_of(intake.close())
            desk = Desk(self.services, self.gate.caller(token, arrived_at=call.arrived_at), door_url)
            results = desk.results_of(orders, intake.arrival)
            _note(call, desk.caller, results)
            return answer_streamed(envelope.response_of(results), call)
        except Refused as refusal:
            call.outcome = str(refusal.code)
            return answer_with(envelope.refused(refusal))
        finally:
            intake.discard()

    def download(self, call: Call) -> FileAnswer:
        """The file behind a link."""
        opened = self.services.library.follow(call.query_value("params"))
        return file_answer(call, opened, audience=Audience.SIGNED)

    def picture(self, call: Call) -> FileAnswer:
        """The picture behind a link."""
        return picture_answer(self.services, call)

    def page(self, call: Call) -> Answer:
        """The page that lists an address's files."""
        return page_answer(self.services, call)


def _note(call: Call, caller: Caller, results: Sequence[wire.Result]) -> None:
    """For the log of requests: who was known by the end, and the first error that an action ended with."""
    if caller.known_actor is not None:
        call.actor = caller.known_actor
    failed = next((result.status.errorcode for result in results if result.status.errorcode), 0)
    call.outcome = str(failed) if failed else ""


def _nobody(call: Call) -> Actor:  # noqa: ARG001 - the shape of a door's `authenticate`; no route here asks for it
    raise Unauthenticated


def door(
    services: Services,
    *,
    now: Callable[[], datetime],  # noqa: ARG001 - every door is given the clock; here the services' own suffices
    window_seconds: int = WINDOW_SECONDS,
    file_limit_bytes: int = DEFAULT_FILE_LIMIT_BYTES,
) -> Door:
    """The door. `window_seconds`: how far an action's timestamp may be off; `file_limit_bytes` bounds a request."""
    handlers = _Handlers(
        services,
        Gate(services.credentials, window_seconds),
        body_limit_bytes=file_limit_bytes * 4 // 3 + TEXT_LIMIT_BYTES,
    )
    about = "Actions of the smartml API, each signed on its own"
    routes = (
        # One client for Python sends GET with a body.
        *(
            Route(
                method,
                "/api/{version}/api.php",
                handlers.act,
                INSIDE,
                about,
                request=wire.Request,
                response=wire.Response,
                body=Body.STREAMED,
                body_limit_bytes=handlers.body_limit_bytes,
            )
            for method in ("POST", "GET")
        ),
        Route(
            "GET",
            "/" + "/".join(DOWNLOAD_PATH),
            handlers.download,
            SIGNED,
            "A file behind a link",
            inline=True,
            hands_out=True,
        ),
        Route(
            "GET",
            "/" + "/".join((*PICTURE_PATH, "{token}", "{name}")),
            handlers.picture,
            SIGNED,
            "A picture",
            hands_out=True,
        ),
        Route(
            "GET",
            "/" + "/".join(PAGE_PATH),
            handlers.page,
            SIGNED,
            "The files of an address, to be downloaded",
            hands_out=True,
        ),
    )
    return Door(DoorName.ONOFFICE, "/onoffice", routes, authenticate=_nobody, render=render)
