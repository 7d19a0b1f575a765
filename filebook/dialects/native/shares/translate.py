"""Shares between the wire of the native API and ours."""

from dataclasses import replace
from datetime import datetime

from msgspec import UNSET
from msgspec.structs import asdict

from filebook.core.link_surroundings import LinkSurroundings
from filebook.core.sharing import Share, Use
from filebook.dialects.native.link_references import maker_shown, thing_shown
from filebook.dialects.native.shares import wire

_PLAIN = ("name", "message", "sender", "expires_at", "download_count_limit")
"""Members that are called alike, and are the same, on either side; they may be changed."""


def share_shown(share: Share, around: LinkSurroundings, *, now: datetime) -> wire.Share:
    """A share as the API shows it."""
    return wire.Share(
        id=share.uid,
        number=share.number,
        items=[thing_shown(item.ref, item.kind, around) for item in share.items],
        has_password=bool(share.password_hash),
        download_count=share.download_count,
        state=share.state(now).value,
        made_by=maker_shown(share.maker, around),
        created_at=share.created_at,
        revoked_at=share.revoked_at,
        last_used_at=share.last_used_at,
        **{name: getattr(share, name) for name in _PLAIN},
    )


def with_address(shown: wire.Share, url: str) -> wire.ShareWithAddress:
    """The same with its address."""
    return wire.ShareWithAddress(**asdict(shown), url=url)


def changed(share: Share, change: wire.ShareChange) -> Share:
    """The share with what the change says; its password is the service's."""
    told = {name: value for name in _PLAIN if (value := getattr(change, name)) is not UNSET}
    return replace(share, **told)


def use_shown(use: Use) -> wire.Use:
    """One use."""
    file = None
    if use.file is not None:
        file = wire.UsedFile(id=use.file.uid, number=use.file.number, label=use.file_name, version=use.version)
    return wire.Use(
        at=use.at, what=use.kind.value, file=file, visitor=use.visitor, network=use.address, program=use.agent
    )
