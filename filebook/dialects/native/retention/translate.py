"""Retention rules, what they let go, and holds, between the wire of the native API and ours."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import cast

from msgspec import UNSET

from filebook.core.businesses import Business
from filebook.core.ids import Kind, Ref
from filebook.core.retention import TRASH_DAYS, VERSION_DAYS, VERSIONS_KEPT, Due, Hold, Rules, Totals
from filebook.dialects.native.retention import wire
from filebook.dialects.native.wire import Reference

Told = wire.RulesChange | wire.RetentionQuestion | wire.PreviewQuestion


def rules_shown(business: Business, in_force: Rules) -> wire.RetentionRules:
    """The rules as the API shows them."""
    own = {name: value for name, value in business.settings.items() if isinstance(value, int)}
    return wire.RetentionRules(
        trash_days=own.get(TRASH_DAYS),
        versions_kept=own.get(VERSIONS_KEPT),
        version_days=own.get(VERSION_DAYS),
        in_force=wire.RulesInForce(**in_force.by_name),
    )


def changed_rules(business: Business, change: wire.RulesChange) -> Business:
    """The business with the rules that the change says."""
    told = _told(change)
    settings = {name: value for name, value in business.settings.items() if name not in told}
    settings |= {name: value for name, value in told.items() if value is not None}
    return replace(business, settings=settings)


def rules_meant(question: wire.RetentionQuestion | wire.PreviewQuestion) -> dict[str, object]:
    """The rules that a question names."""
    return dict(_told(question))


def moment_meant(question: wire.RetentionQuestion | wire.PreviewQuestion) -> datetime | None:
    """The moment that a question names."""
    return None if question.at is UNSET else question.at


def due_shown(due: Due) -> wire.Due:
    """Something that goes, as the API shows it."""
    return wire.Due(
        kind=due.mark.stage.value,
        object=Reference(id=due.ref.uid, number=due.ref.number, kind=due.kind.value, label=due.name),
        version=due.version,
        rules=cast("list[wire.RuleName]", list(due.rules)),
        since=due.since,
        due_at=due.due_at,
        freed_bytes=due.freed_bytes,
    )


def totals_shown(totals: Totals) -> wire.RetentionTotals:
    """How much goes."""
    return wire.RetentionTotals(
        file_count=totals.file_count,
        version_count=totals.version_count,
        folder_count=totals.folder_count,
        freed_bytes=totals.freed_bytes,
    )


def hold_shown(hold: Hold, ref: Ref, *, kind: Kind, label: str) -> wire.Hold:
    """A hold as the API shows it."""
    thing = Reference(id=ref.uid, number=ref.number, kind=kind.value, label=label)
    return wire.Hold(object=thing, reason=hold.reason, held_at=hold.held_at, held_by=hold.held_by)


def _told(told: Told) -> Mapping[str, int | None]:
    given = {TRASH_DAYS: told.trash_days, VERSIONS_KEPT: told.versions_kept, VERSION_DAYS: told.version_days}
    return {name: value for name, value in given.items() if value is not UNSET}
