"""Shares between the wire of the native API and ours."""

from dataclasses import replace
from datetime import datetime
from typing import Literal, cast

from msgspec import UNSET
from msgspec.structs import asdict

from filebook.core.ids import Ref
from filebook.core.sharing import Item, Share, Use
from filebook.dialects.native.shares import wire
from filebook.dialects.native.wire import Reference

_ItemKind = Literal["file", "folder", "appointment"]


def share_shown(share: Share, *, maker: tuple[Ref, str] | None, now: datetime) -> wire.Share:
    """A share as the API shows it; `maker` is the user who made it, and what it is called."""
    return wire.Share(
        id=share.uid,
        number=share.number,
        items=[_item_shown(item) for item in share.items],
        name=share.name,
        message=share.message,
        sender=share.sender,
        has_password=bool(share.password_hash),
        expires_at=share.expires_at,
        download_limit=share.download_limit,
        downloads=share.downloads,
        state=share.state(now).value,
        made_by=None if maker is None else _maker_shown(*maker),
        created_at=share.created_at,
        revoked_at=share.revoked_at,
        last_used_at=share.last_used_at,
    )


def with_address(shown: wire.Share, url: str) -> wire.ShareWithAddress:
    """The same with its address."""
    return wire.ShareWithAddress(**asdict(shown), url=url)


def changed(share: Share, change: wire.ShareChange) -> Share:
    """The share with what the change says; its password is the service's."""
    return replace(
        share,
        name=share.name if change.name is UNSET else change.name,
        message=share.message if change.message is UNSET else change.message,
        sender=share.sender if change.sender is UNSET else change.sender,
        expires_at=share.expires_at if change.expires_at is UNSET else change.expires_at,
        download_limit=share.download_limit if change.download_limit is UNSET else change.download_limit,
    )


def use_shown(use: Use) -> wire.Use:
    """One use."""
    file = None
    if use.file is not None:
        file = wire.UsedFile(id=use.file.uid, number=use.file.number, label=use.file_name, version=use.version)
    return wire.Use(
        at=use.at, what=use.kind.value, file=file, visitor=use.visitor, network=use.address, program=use.agent
    )


def _item_shown(item: Item) -> wire.Item:
    return wire.Item(id=item.ref.uid, number=item.ref.number, kind=cast(_ItemKind, item.kind.value))


def _maker_shown(ref: Ref, name: str) -> Reference:
    return Reference(id=ref.uid, number=ref.number, kind="user", label=name)
