"""Request links between the wire of the native API and ours."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from msgspec import UNSET
from msgspec.structs import asdict as members_of

from filebook.core.intake import Arrival, Expected, Intake
from filebook.core.link_surroundings import LinkSurroundings
from filebook.dialects.native.link_references import maker_shown, thing_shown
from filebook.dialects.native.request_links import wire
from filebook.dialects.native.wire import Reference

_PLAIN = (
    "name",
    "message",
    "sender",
    "size_limit_bytes",
    "file_count_limit",
    "total_limit_bytes",
    "due_at",
    "closes_when_due",
    "expires_at",
)
"""Members that are called alike, and are the same, on either side; they may be changed."""


def link_shown(intake: Intake, around: LinkSurroundings, *, now: datetime) -> wire.RequestLink:
    """A request link as the API shows it."""
    return wire.RequestLink(
        id=intake.uid,
        number=intake.number,
        into=thing_shown(intake.into, intake.kind, around),
        has_password=bool(intake.password_hash),
        expected=[wire.Expected(**_members(document)) for document in intake.expected],
        media_types=list(intake.media_types),
        file_count=intake.file_count,
        total_bytes=intake.total_bytes,
        state=intake.state(now).value,
        made_by=maker_shown(intake.maker, around),
        created_at=intake.created_at,
        revoked_at=intake.revoked_at,
        last_used_at=intake.last_used_at,
        **{name: getattr(intake, name) for name in _PLAIN},
    )


def with_address(shown: wire.RequestLink, url: str) -> wire.RequestLinkWithAddress:
    """The same with its address."""
    return wire.RequestLinkWithAddress(**members_of(shown), url=url)


def expected_of(told: Sequence[wire.Expected]) -> tuple[Expected, ...]:
    """The documents that are asked for."""
    return tuple(Expected(**{**members_of(one), "media_types": tuple(one.media_types)}) for one in told)


def said_of(told: wire.NewRequestLink) -> dict[str, Any]:
    """What is said of a new one, but for its place and its password."""
    expected = None if told.expected is None else expected_of(told.expected)
    plain = {name: getattr(told, name) for name in _PLAIN}
    return {**plain, "expected": expected, "media_types": tuple(told.media_types)}


def changed(intake: Intake, change: wire.RequestLinkChange) -> Intake:
    """The request with what the change says; its password is the service's."""
    told = {name: value for name in _PLAIN if (value := getattr(change, name)) is not UNSET}
    if change.expected is not UNSET:
        told["expected"] = expected_of(change.expected)
    if change.media_types is not UNSET:
        told["media_types"] = tuple(change.media_types)
    return replace(intake, **told)


def arrival_shown(arrival: Arrival) -> wire.Arrival:
    """One file that arrived."""
    return wire.Arrival(
        at=arrival.at,
        file=Reference(id=arrival.file.uid, number=arrival.file.number, kind="file", label=arrival.file_name),
        size_bytes=arrival.size_bytes,
        role=arrival.role,
        visitor=arrival.visitor,
        network=arrival.address,
    )


def _members(document: Expected) -> dict[str, Any]:
    return {**asdict(document), "media_types": list(document.media_types)}
