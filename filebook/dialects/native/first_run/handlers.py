"""What the native door does at an installation's first run."""

import threading
from collections.abc import Callable

from filebook.core.access import Actor
from filebook.core.errors import AccessDenied
from filebook.dialects.native.first_run import wire
from filebook.dialects.native.reading import body_of, query_of, writer
from filebook.dialects.native.session.handlers import SessionHandlers
from filebook.dialects.native.wire import Nothing
from filebook.services.bundle import Services
from filebook.services.first_run import FirstOwner
from filebook.serving.answers import BytesAnswer, empty_answer
from filebook.serving.call import Call


class FirstRunHandlers:
    """The first owner, and content to try things with. `fill` puts that into the actor's business."""

    def __init__(self, services: Services, sessions: SessionHandlers, fill: Callable[[Actor], None]) -> None:
        self._services = services
        self._sessions = sessions
        self._fill = fill
        self._filling = threading.Lock()

    def begin(self, call: Call) -> BytesAnswer:
        """Make the first business and its owner, who is logged in by that."""
        query_of(call, Nothing)
        if call.headers.get("sec-fetch-site", "") != "same-origin":
            raise AccessDenied("origin")
        said = body_of(call, wire.Setup)
        new = FirstOwner(
            business_name=said.business.name,
            zone=said.business.zone,
            language=said.business.language,
            email=said.owner.email,
            first_name=said.owner.first_name,
            last_name=said.owner.last_name,
            password=said.owner.password,
        )
        actor = self._services.first_run.begin(said.token, new, address=call.client_address)
        if said.demo:
            self._fill(actor)
        return self._sessions.begun(call, actor)

    def fill(self, call: Call) -> BytesAnswer:
        """Put content to try things with into a business that has none."""
        query_of(call, Nothing)
        actor = writer(call)
        with self._filling:
            self._services.first_run.require_untouched(actor)
            self._fill(call.actor)
        return empty_answer()
