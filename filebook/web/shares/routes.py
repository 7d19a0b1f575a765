"""The door of share links: `/s/<token>`, for whoever was given the address."""

from filebook.core.access import Actor
from filebook.core.errors import NotFound
from filebook.core.ids import Door as DoorName
from filebook.core.ids import Kind
from filebook.services.bundle import Services
from filebook.serving.call import Call
from filebook.serving.routes import SIGNED, Body, Door, Route
from filebook.web.problems import render
from filebook.web.shares.handlers import ShareHandlers
from filebook.web.shares.page import ARCHIVE, FILES, FOLDERS, PICTURES

PREFIX = "/s"
_FORM_LIMIT_BYTES = 4096
_FILE = {"file": Kind.FILE}


def door(services: Services) -> Door:
    """Share links."""
    shares = ShareHandlers(services)
    routes = (
        Route("GET", "/{token}", shares.page, SIGNED, "Show what is shared"),
        Route(
            "POST",
            "/{token}",
            shares.unlock,
            SIGNED,
            "Take the password of a share",
            request=dict,
            body=Body.BUFFERED,
            body_limit_bytes=_FORM_LIMIT_BYTES,
        ),
        Route(
            "GET",
            f"/{{token}}/{FOLDERS}/{{folder}}",
            shares.page,
            SIGNED,
            "Show what lies in a folder of a share",
            objects={"folder": Kind.FOLDER},
        ),
        Route("GET", f"/{{token}}/{FILES}/{{file}}", shares.file, SIGNED, "Fetch a file of a share", objects=_FILE),
        Route(
            "GET",
            f"/{{token}}/{PICTURES}/{{file}}",
            shares.picture,
            SIGNED,
            "Show a file of a share small",
            objects=_FILE,
        ),
        Route("GET", f"/{{token}}/{ARCHIVE}", shares.archive, SIGNED, "Fetch all of a share as a ZIP archive"),
    )
    return Door(DoorName.WEB, PREFIX, routes, _nobody, render)


def _nobody(call: Call) -> Actor:  # noqa: ARG001 - a judge's shape
    """No route asks for a credential."""
    raise NotFound("share")
