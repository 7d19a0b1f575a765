"""What a caller asks of itself and says of itself.

Source: the project's Xelion reference, 12 and 13, read 2026-11-22.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from filebook.dialects.xelion.ids import oid_of
from filebook.dialects.xelion.paging import link_to
from filebook.dialects.xelion.payload import payload_of
from filebook.dialects.xelion.people import status, translate, wire
from filebook.dialects.xelion.people.handlers import icon_of
from filebook.services.bundle import Services
from filebook.serving.answers import BytesAnswer, empty_answer, json_answer
from filebook.serving.call import Call


@dataclass(frozen=True, slots=True)
class MeHandlers:
    """What the routes below `me` do, but for those of sessions."""

    services: Services
    now: Callable[[], datetime]

    def info(self, call: Call) -> BytesAnswer:
        """`GET me/info`."""
        person = self.services.people.myself(call.actor)
        shown = wire.Info(
            person=translate.person_object(person, icon=icon_of(self.services, call.actor, person)),
            presenceInfo=status.presence_of(person, now=self.now()),
            userId=oid_of(call.actor.user),
        )
        return json_answer(wire.InfoAnswer(object=shown, links=[link_to(call, "me", "info")]))

    def status(self, call: Call) -> BytesAnswer:
        """`GET me/status`."""
        word = status.status_of(self.services.people.myself(call.actor), now=self.now())
        return json_answer(wire.StatusAnswer(object=word, links=[link_to(call, "me", "status")]))

    def selectable_statuses(self, call: Call) -> BytesAnswer:
        """`GET me/selectable_statuses`."""
        link = link_to(call, "me", "selectable_statuses")
        return json_answer(wire.StatusesAnswer(object=list(status.SELECTABLE), links=[link]))

    def choose_status(self, call: Call) -> BytesAnswer:
        """`PUT me/status`: a JSON string, or the bare word, as XelionApplication sends it."""
        bare = call.body.strip().decode("utf-8", "replace")
        word = bare if bare in status.SELECTABLE else payload_of(call, str)
        return self._kept(call, status.chosen(word))

    def say(self, call: Call) -> BytesAnswer:
        """`PUT me/message`."""
        return self._kept(call, status.said(payload_of(call, str)))

    def choose_temporary_status(self, call: Call) -> BytesAnswer:
        """`PUT me/temporary_status`."""
        body = payload_of(call, wire.TemporaryStatus)
        zone = self.services.accounts.business(call.actor.business).zone
        return self._kept(call, status.for_a_while(body, zone=zone))

    def phone_settings(self, call: Call) -> BytesAnswer:
        """`GET me/phone/settings`."""
        link = link_to(call, "me", "phone", "settings")
        return json_answer(wire.PhoneSettingsAnswer(object=wire.PhoneSettings(), links=[link]))

    def _kept(self, call: Call, words: Mapping[str, str]) -> BytesAnswer:
        self.services.people.tell_of_myself(call.actor, words)
        return empty_answer(status=200)
