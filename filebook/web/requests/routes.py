"""The door of request links: `/r/<token>`, for whoever was given the address."""

from filebook.core.access import Actor
from filebook.core.errors import NotFound
from filebook.core.ids import Door as DoorName
from filebook.services.bundle import Services
from filebook.serving.call import Call
from filebook.serving.routes import SIGNED, Body, Door, Route
from filebook.web.problems import render
from filebook.web.requests.handlers import Announced, RequestHandlers, Whole
from filebook.web.requests.page import FILES, SCRIPT, UPLOADS

PREFIX = "/r"
_FORM_LIMIT_BYTES = 4096
_ONE = "/{request}"
_UPLOAD = f"{_ONE}/{UPLOADS}/{{upload}}"


def door(services: Services) -> Door:
    """Request links."""
    requests = RequestHandlers(services)
    routes = (
        Route("GET", _ONE, requests.page, SIGNED, "Show what files are asked for"),
        Route(
            "POST",
            _ONE,
            requests.unlock,
            SIGNED,
            "Take the password of a request",
            request=dict,
            body=Body.BUFFERED,
            body_limit_bytes=_FORM_LIMIT_BYTES,
        ),
        Route("GET", f"{_ONE}/{SCRIPT}", requests.script, SIGNED, "Fetch the page's script"),
        Route(
            "POST",
            f"{_ONE}/{FILES}",
            requests.receive,
            SIGNED,
            "Take the files of a form",
            request=bytes,
            body=Body.STREAMED,
        ),
        Route(
            "POST",
            f"{_ONE}/{UPLOADS}",
            requests.announce,
            SIGNED,
            "Begin a file that comes in pieces",
            request=Announced,
            body=Body.BUFFERED,
        ),
        Route("GET", _UPLOAD, requests.look, SIGNED, "Tell how far a file has come"),
        Route(
            "PATCH", _UPLOAD, requests.add, SIGNED, "Take the next piece of a file", request=bytes, body=Body.STREAMED
        ),
        Route(
            "POST",
            _UPLOAD,
            requests.file,
            SIGNED,
            "File what has come as a whole",
            request=Whole,
            body=Body.BUFFERED,
        ),
    )
    return Door(DoorName.WEB, PREFIX, routes, _nobody, render)


def _nobody(call: Call) -> Actor:  # noqa: ARG001 - a judge's shape
    """No route asks for a credential."""
    raise NotFound("request_link")
