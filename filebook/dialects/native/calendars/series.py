"""What the native door tells of a series before it is booked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from filebook.core.appointments import Span
from filebook.core.errors import Invalid, Unsupported
from filebook.core.recurrence.days import first_match
from filebook.core.recurrence.expansion import last_time
from filebook.core.recurrence.parts import require_acceptable
from filebook.core.recurrence.preview import Seen, seen
from filebook.core.recurrence.rule import Rule
from filebook.core.recurrence.vocabulary import LANGUAGES
from filebook.core.recurrence.words import in_words
from filebook.dialects.native.appointments.rules import rule_meant, rule_shown, text_shown
from filebook.dialects.native.appointments.showing import Showing
from filebook.dialects.native.appointments.times import Times, span_meant, wall_shown, zone_meant
from filebook.dialects.native.calendars import wire
from filebook.dialects.native.reading import body_of, query_of
from filebook.dialects.native.wire import Nothing
from filebook.serving.answers import BytesAnswer, json_answer
from filebook.serving.call import Call

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SeriesHandlers:
    """Looks at series that nobody has booked yet."""

    showing: Showing

    def preview(self, call: Call) -> BytesAnswer:
        """Tell the occurrences of a series, what it is in words, and whether it can be booked."""
        query_of(call, Nothing)
        said = body_of(call, wire.AskedSeries)
        span = span_meant(
            Times(said.starts, said.ends, said.zone, said.all_day),
            None,
            zone=self.showing.business(call.actor).zone,
        )
        other = None if said.other_zone is None else zone_meant(said.other_zone, "other_zone")
        return json_answer(_previewed(said, span, other))


def _previewed(said: wire.AskedSeries, span: Span, other: ZoneInfo | None) -> wire.SeriesPreview:
    """A rule that cannot be meant is answered, too: with what is wrong with it."""
    try:
        meant = rule_meant(said.rrule, said.rule, said.anchor, span)
    except Invalid as error:
        return _answer(span, None, [wire.Refusal(field=error.field, reason=error.reason)])
    rule = meant if isinstance(meant, Rule) else None
    refused = [] if rule is None else list(_refusals(rule, span, member="rule" if said.rrule is None else "rrule"))
    if rule is not None and not _is_acceptable(rule):
        return _answer(span, None, refused)
    try:
        found = list(islice(_wanted(said, span, rule, other), said.limit + 1))
        last = span.starts if rule is None else last_time(rule, at=span.starts.time())
    except Unsupported:
        return _answer(span, rule, refused or [wire.Refusal(field="rrule", reason="expansion")])
    last_day = None if last is None else max(last, span.starts).date()
    if rule is not None and not rule.endless and last is None:
        last_day = span.starts.date()
    return _answer(span, rule, refused, found, last_day=last_day, limit=said.limit)


def _wanted(said: wire.AskedSeries, span: Span, rule: Rule | None, other: ZoneInfo | None) -> Iterator[Seen]:
    since = None if said.since is None else datetime.combine(said.since, time())
    zone, cancelled = ZoneInfo(span.zone), frozenset(said.cancelled_on)
    found = seen(span.starts, span.ends, zone=zone, rule=rule, other=other, since=since)
    told = found if said.until is None else takewhile(lambda one: _is_until(one, said.until), found)
    return (one for one in told if one.starts.date() not in cancelled)


def _is_until(one: Seen, until: date | None) -> bool:
    return until is None or one.starts.date() <= until


def _is_acceptable(rule: Rule) -> bool:
    try:
        require_acceptable(rule)
    except Invalid:
        return False
    return True


def _refusals(rule: Rule, span: Span, *, member: str) -> Iterator[wire.Refusal]:
    """What keeps a rule from being booked."""
    try:
        require_acceptable(rule)
        if first_match(rule) is None:
            yield wire.Refusal(field=member, reason="never")
    except Invalid as error:
        yield wire.Refusal(field=member, reason=error.reason)
    except Unsupported:
        yield wire.Refusal(field=member, reason="expansion" if rule.of_days else "times of day")
    if rule.anchor < span.starts.date():
        yield wire.Refusal(field="anchor", reason="before the start")


def _answer(
    span: Span,
    rule: Rule | None,
    refused: list[wire.Refusal],
    found: list[Seen] | None = None,
    *,
    last_day: date | None = None,
    limit: int = 0,
) -> wire.SeriesPreview:
    told = found or []
    return wire.SeriesPreview(
        zone=span.zone,
        rrule=None if rule is None else text_shown(rule, span),
        anchor=None if rule is None else rule.anchor,
        rule=None if rule is None else rule_shown(rule),
        words=wire.Words() if rule is None else _words(rule, span),
        bookable=not refused,
        refused=refused,
        last_day=last_day,
        occurrences=[_shown(one, span) for one in told[:limit]],
        more=len(told) > limit,
    )


def _words(rule: Rule, span: Span) -> wire.Words:
    try:
        told = {name: in_words(rule, starts_on=span.starts.date(), language=name) for name in LANGUAGES}
    except Unsupported:
        return wire.Words()
    return wire.Words(**told)


def _shown(one: Seen, span: Span) -> wire.Previewed:
    return wire.Previewed(
        day=one.starts.date(),
        starts=wall_shown(one.starts, all_day=span.start_all_day),
        ends=wall_shown(one.ends, all_day=span.end_all_day),
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        other_starts=None if one.other_starts is None else wall_shown(one.other_starts, all_day=False),
        other_ends=None if one.other_ends is None else wall_shown(one.other_ends, all_day=False),
        clock_changes=[mark.value for mark in one.marks],
    )
