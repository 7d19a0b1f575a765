"""What the native door does about retention rules and holds."""

from msgspec import UNSET

from filebook.core.errors import Conflict, NotFound
from filebook.core.ids import Kind, Number
from filebook.core.retention import Mark
from filebook.dialects.native.administration.confirming import require_confirmed
from filebook.dialects.native.answers import listed, shown, told
from filebook.dialects.native.cursors import cursor_for, position_in
from filebook.dialects.native.reading import body_of, query_of, revisions_asked, writer
from filebook.dialects.native.retention import wire
from filebook.dialects.native.retention.translate import (
    changed_rules,
    due_shown,
    hold_shown,
    moment_meant,
    rules_meant,
    rules_shown,
    totals_shown,
)
from filebook.dialects.native.wire import Id, Nothing, Sparse
from filebook.services.bundle import Services
from filebook.services.holds import HOLDABLE, Holding
from filebook.services.retention import Question
from filebook.serving.answers import BytesAnswer, empty_answer
from filebook.serving.call import Call

_HOLDABLE = tuple(HOLDABLE)


class RetentionHandlers:
    """The rules, and what they let go."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def rules(self, call: Call) -> BytesAnswer:
        """Tell them."""
        query_of(call, Sparse)
        business, in_force = self._services.retention.rules(call.actor)
        return shown(call, rules_shown(business, in_force), revision=business.revision)

    def change(self, call: Call) -> BytesAnswer:
        """Set others."""
        query_of(call, Sparse)
        change = body_of(call, wire.RulesChange)
        require_confirmed(self._services, call)
        asked, revision = revisions_asked(call), None
        if asked is not None:
            revision = self._services.administration.business(call.actor).revision
            if revision not in asked:
                raise Conflict("revision")
        business = self._services.administration.change(
            writer(call), edit=lambda business: changed_rules(business, change), revision=revision
        )
        in_force = self._services.retention.of_business(business)
        return shown(call, rules_shown(business, in_force), revision=business.revision)

    def preview(self, call: Call) -> BytesAnswer:
        """List what goes."""
        query = query_of(call, wire.PreviewQuestion)
        question = Question(rules_meant(query), moment_meant(query))
        after = position_in(call, query.cursor, Mark)
        found, going_on = self._services.retention.preview(call.actor, question, after=after, limit=query.limit)
        totals = self._services.retention.totals(call.actor, question) if query.count else None
        return listed(
            call,
            [due_shown(one) for one in found],
            next_cursor=None if going_on is None else cursor_for(call, going_on),
            total=None if totals is None else totals.file_count + totals.version_count + totals.folder_count,
        )

    def totals(self, call: Call) -> BytesAnswer:
        """Tell how much goes."""
        query = query_of(call, wire.RetentionQuestion)
        question = Question(rules_meant(query), moment_meant(query))
        return told(totals_shown(self._services.retention.totals(call.actor, question)))


class HoldHandlers:
    """What is held."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def holds(self, call: Call) -> BytesAnswer:
        """List holds: all, or those over one object."""
        query = query_of(call, wire.HoldsQuery)
        kinds = frozenset(map(Kind, query.kind)) or HOLDABLE
        after = position_in(call, query.cursor, Number)
        total, going_on = None, None
        if query.over is not UNSET:
            chosen = [one for one in self._over(call, query.over) if one.kind in kinds]
            behind = [one for one in chosen if after is None or one.ref.number > after]
            found, total = behind[: query.limit], len(chosen) if query.count else None
            if len(behind) > query.limit:
                going_on = found[-1].ref.number
        else:
            found, going_on = self._services.holds.page(call.actor, kinds=kinds, after=after, limit=query.limit)
            total = self._services.holds.count(call.actor, kinds=kinds) if query.count else None
        next_cursor = None if going_on is None else cursor_for(call, going_on)
        return listed(call, list(map(_hold, found)), next_cursor=next_cursor, total=total)

    def hold(self, call: Call) -> BytesAnswer:
        """Show the hold on an object."""
        query_of(call, Sparse)
        return _shown(call, self._services.holds.one(call.actor, self._held(call)))

    def put(self, call: Call) -> BytesAnswer:
        """Hold an object."""
        query = query_of(call, wire.NewHoldQuery)
        reason = body_of(call, wire.NewHold).reason
        expected = revisions_asked(call)
        number = self._number(call, "object")
        held = self._services.holds.put(
            writer(call), number, reason=reason, expected=expected, trashed_too=query.trashed
        )
        return _shown(call, held)

    def lift(self, call: Call) -> BytesAnswer:
        """Hold an object no longer."""
        query_of(call, Nothing)
        require_confirmed(self._services, call)
        self._services.holds.lift(writer(call), self._held(call), expected=revisions_asked(call))
        return empty_answer()

    def _over(self, call: Call, name: Id) -> list[Holding]:
        self._services.holds.require_holder(call.actor)
        try:
            number = self._services.naming.one(call.actor, name, kinds=_HOLDABLE).number
        except NotFound:
            return []
        return self._services.holds.over(call.actor, number)

    def _held(self, call: Call) -> Number:
        return self._number(call, "hold")

    def _number(self, call: Call, what: str) -> Number:
        """Raises: AccessDenied, NotFound(what)."""
        self._services.holds.require_holder(call.actor)
        name = call.path_params["id"]
        try:
            return self._services.naming.one(call.actor, name, kinds=_HOLDABLE).number
        except NotFound:
            raise NotFound(what, name) from None


def _shown(call: Call, held: Holding) -> BytesAnswer:
    return shown(call, _hold(held), revision=held.hold.revision)


def _hold(held: Holding) -> wire.Hold:
    return hold_shown(held.hold, held.ref, kind=held.kind, label=held.label)
