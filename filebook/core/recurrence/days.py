"""The days of a rule that speaks of days: a view on the expansion for callers that put their own times on them.

The appointment's own day belongs to its series whether the rule matches it or not; that is added by who knows the
appointment (`core/members.each_day`).
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time

from filebook.core.errors import Unsupported
from filebook.core.recurrence.clock import DAY_SECONDS
from filebook.core.recurrence.expansion import last_stamp
from filebook.core.recurrence.rule import Rule
from filebook.core.recurrence.stamps import stamps
from filebook.core.recurrence.steps import Steps

_MIDNIGHT = time()


def matches(rule: Rule, *, since: date | None = None, steps: Steps | None = None) -> Iterator[date]:
    """The days the rule matches from its anchor on, ascending; those before `since` are left out.

    Raises: Unsupported("recurrence") for a rule that says times of day, or past the step budget.
    """
    _require_days(rule)
    low = 0 if since is None else since.toordinal() * DAY_SECONDS
    found = stamps(rule, at=_MIDNIGHT, since=low, steps=Steps() if steps is None else steps)
    return (date.fromordinal(stamp // DAY_SECONDS) for stamp in found)


def first_match(rule: Rule) -> date | None:
    """The first day the rule matches. Raises: as `matches`."""
    return next(matches(rule), None)


def last_match(rule: Rule, *, steps: Steps | None = None) -> date | None:
    """The last day the rule matches; None where it is endless or matches nothing. Raises: as `matches`."""
    if rule.endless:
        return None
    _require_days(rule)
    stamp = last_stamp(rule, at=_MIDNIGHT, steps=Steps() if steps is None else steps)
    return None if stamp is None else date.fromordinal(stamp // DAY_SECONDS)


def ended(rule: Rule, *, steps: Steps | None = None) -> Rule:
    """The same rule with a last day in place of its count: windows far from the anchor then cost no walk.

    What it counts never changes, so the answer may be kept. A rule without a count is given back. Raises: as `matches`.
    """
    if rule.count is None:
        return rule
    _require_days(rule)
    counted = replace(rule, extra_days=(), excluded_days=())
    return replace(rule, count=None, until=last_match(counted, steps=steps))


def _require_days(rule: Rule) -> None:
    if not rule.of_days:
        raise Unsupported("recurrence")
