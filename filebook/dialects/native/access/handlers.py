"""What the native door tells about who may do what."""

from msgspec import UNSET

from filebook.core.errors import NotFound
from filebook.core.ids import RECORD_KINDS, Kind
from filebook.dialects.native.access import wire
from filebook.dialects.native.access.translate import step_shown, thing_shown, unnamed, user_shown
from filebook.dialects.native.answers import told
from filebook.dialects.native.reading import query_of
from filebook.services.bundle import Services
from filebook.services.explaining import Deed
from filebook.serving.answers import BytesAnswer
from filebook.serving.call import Call

_EXPLAINED = (Kind.FILE, Kind.FOLDER, Kind.APPOINTMENT, *RECORD_KINDS)


class AccessHandlers:
    """Why somebody may do something or may not, and who may."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def explain(self, call: Call) -> BytesAnswer:
        """Explain the access to one object."""
        question = query_of(call, wire.Question)
        user = None
        if question.user is not UNSET:
            self._services.explaining.require_asker(call.actor)
            user = self._services.naming.one(call.actor, question.user, kinds=(Kind.USER,)).number
        try:
            named = self._services.naming.one(call.actor, question.object, kinds=_EXPLAINED)
        except NotFound:
            raise NotFound("object", question.object) from None
        found = self._services.explaining.explain(
            call.actor, named, Deed(question.action), user=user, trashed_too=question.trashed
        )
        return told(
            wire.Explanation(
                object=thing_shown(found.thing) if found.is_seen else unnamed(thing_shown(found.thing)),
                action=question.action,
                user=user_shown(found.user),
                allowed=found.is_allowed,
                steps=[step_shown(rule, passed=holds) for rule, holds in found.rules],
                who_can=None if found.can is None else [user_shown(user) for user in found.can],
                more_can=found.more_can,
            )
        )
