"""The business, users and keys between the wire of the native API and ours."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import cast

from msgspec import UNSET

from filebook.core.access import EVERYTHING, Action, Role, Scope
from filebook.core.appearance import Appearance
from filebook.core.businesses import VENDORS, Business, Credential, CredentialKind, Limits, Stored, User
from filebook.core.compatibility import VendorCall
from filebook.core.errors import Invalid
from filebook.core.ids import Door, Kind, Number, Uid
from filebook.core.keys import VERSION_2, KeyForm, NewKey
from filebook.core.scopes import scope_from
from filebook.dialects.native.administration import wire
from filebook.dialects.native.appearance.translate import logo_path
from filebook.dialects.native.wire import Reference

KINDS: Mapping[CredentialKind, str] = {
    CredentialKind.SIGNING_SECRET: "onoffice",
    CredentialKind.SIGNED_KEY: "timetap",
    CredentialKind.BEARER: "token",
    CredentialKind.PASSWORD: "password",
    CredentialKind.APP_PASSWORD: "app_password",
}
_WITH_A_PUBLIC_HALF = frozenset({CredentialKind.SIGNING_SECRET, CredentialKind.SIGNED_KEY})


def business_shown(business: Business) -> wire.Business:
    """A business as the API shows it."""
    return wire.Business(
        id=business.uid,
        number=business.number,
        name=business.name,
        tenant=business.tenant,
        zone=business.zone,
        language=business.language,
        profiles={cast(wire.VendorDoor, door.value): business.profile(door).value for door in VENDORS},
        settings=dict(business.settings),
        limits=limits_shown(business.limits),
        created_at=business.created_at,
        colour=business.appearance.colour or None,
        imprint_url=business.appearance.imprint_url or None,
        privacy_url=business.appearance.privacy_url or None,
        logo_path=logo_path(business),
    )


def limits_shown(limits: Limits) -> wire.Limits:
    """What a business may use."""
    return wire.Limits(
        file_size_bytes=limits.file_size_bytes,
        total_bytes=limits.total_bytes,
        open_upload_count=limits.open_upload_count,
    )


def changed_business(business: Business, change: wire.BusinessChange) -> Business:
    """The business with what the change says."""
    settings = dict(business.settings)
    if change.settings is not UNSET:
        settings = {name: value for name, value in settings.items() if name not in change.settings}
        settings |= {name: value for name, value in change.settings.items() if value is not None}
    profiles = dict(business.profiles)
    if change.profiles is not UNSET:
        profiles |= {str(door): str(profile) for door, profile in change.profiles.items()}
    return replace(
        business,
        name=business.name if change.name is UNSET else change.name,
        zone=business.zone if change.zone is UNSET else change.zone,
        language=business.language if change.language is UNSET else change.language,
        profiles=profiles,
        settings=settings,
        limits=business.limits if change.limits is UNSET else _changed_limits(business.limits, change.limits),
        appearance=_changed_appearance(business.appearance, change),
    )


def _changed_appearance(appearance: Appearance, change: wire.BusinessChange) -> Appearance:
    return replace(
        appearance,
        colour=appearance.colour if change.colour is UNSET else (change.colour or "").lower(),
        imprint_url=appearance.imprint_url if change.imprint_url is UNSET else change.imprint_url or "",
        privacy_url=appearance.privacy_url if change.privacy_url is UNSET else change.privacy_url or "",
    )


def _changed_limits(limits: Limits, change: wire.LimitsChange) -> Limits:
    return Limits(
        limits.file_size_bytes if change.file_size_bytes is UNSET else change.file_size_bytes,
        limits.total_bytes if change.total_bytes is UNSET else change.total_bytes,
        limits.open_upload_count if change.open_upload_count is UNSET else change.open_upload_count,
    )


def storage_shown(stored: Sequence[Stored]) -> wire.Storage:
    """What takes space, media types put together in their groups."""
    groups: dict[str, list[Stored]] = {}
    for one in stored:
        if one.is_current and not one.is_trashed:
            groups.setdefault(one.media_type.partition("/")[0], []).append(one)
    kinds = [
        wire.StoredKind(media_type=group, file_count=_count(found), size_bytes=_size(found))
        for group, found in groups.items()
    ]
    former = [one for one in stored if not one.is_current and not one.is_trashed]
    trashed = [one for one in stored if one.is_trashed]
    return wire.Storage(
        kinds=sorted(kinds, key=lambda one: (-one.size_bytes, one.media_type)),
        former_version_count=_count(former),
        former_version_bytes=_size(former),
        trashed_file_count=_count([one for one in trashed if one.is_current]),
        trashed_bytes=_size(trashed),
    )


def _count(stored: Sequence[Stored]) -> int:
    return sum(one.version_count for one in stored)


def _size(stored: Sequence[Stored]) -> int:
    return sum(one.size_bytes for one in stored)


def vendor_call_shown(call: VendorCall) -> wire.VendorCall:
    """A call of a vendor's API."""
    return wire.VendorCall(
        subject=call.subject,
        call=call.call,
        served=call.served,
        about=call.about,
        strict=call.strict,
        known_from=None if call.known_from is None else call.known_from.value,
    )


def user_shown(user: User) -> wire.UserAccount:
    """A user as the API shows it."""
    return wire.UserAccount(
        id=user.uid,
        number=user.number,
        user_name=user.user_name,
        email=user.email,
        first_name=user.first_name,
        last_name=user.last_name,
        role=cast(wire.Role, user.role.value),
        enabled=user.enabled,
        staff=Reference(id=user.staff.uid, number=user.staff.number, kind=Kind.STAFF.value, label=user.full_name),
        language=cast("wire.Language | None", user.language or None),
        created_at=user.created_at,
    )


def user_reference(user: User) -> Reference:
    """Whose something is."""
    return Reference(id=user.uid, number=user.number, kind=Kind.USER.value, label=user.full_name)


def changed_account(user: User, change: wire.OwnChange) -> User:
    """The user with what people may change of their own account."""
    return replace(
        user,
        first_name=user.first_name if change.first_name is UNSET else change.first_name,
        last_name=user.last_name if change.last_name is UNSET else change.last_name,
        language=user.language if change.language is UNSET else change.language or "",
    )


def changed_user(user: User, change: wire.UserChange) -> User:
    """The user with what the change says."""
    return replace(
        changed_account(user, change),
        user_name=user.user_name if change.user_name is UNSET else change.user_name,
        email=user.email if change.email is UNSET else change.email,
        role=user.role if change.role is UNSET else Role(change.role),
        enabled=user.enabled if change.enabled is UNSET else change.enabled,
    )


def credential_shown(credential: Credential, user: User, *, folders: Mapping[Number, Uid]) -> wire.Credential:
    """A key as the API shows it; `folders` has the uids of those that scopes name."""
    is_token = credential.kind is CredentialKind.BEARER
    scope = scope_from(credential.scope) if is_token else EVERYTHING
    return wire.Credential(
        id=credential.uid,
        kind=KINDS[credential.kind],
        door=None if credential.door is None else credential.door.value,
        label=credential.label,
        key=credential.key if credential.kind in _WITH_A_PUBLIC_HALF else None,
        version_2_only=credential.kind is CredentialKind.SIGNING_SECRET and credential.scope == VERSION_2,
        user=user_reference(user),
        scope=None if scope == EVERYTHING else scope_shown(scope, folders=folders),
        created_at=credential.created_at,
        expires_at=credential.expires_at,
        last_used_at=credential.last_used_at,
    )


def folder_of(credential: Credential) -> Number | None:
    """The folder that a key's scope names."""
    return scope_from(credential.scope).folder if credential.kind is CredentialKind.BEARER else None


def scope_shown(scope: Scope, *, folders: Mapping[Number, Uid]) -> wire.Scope:
    """A scope as the API shows it; a folder that is gone by its number."""
    folder = scope.folder
    return wire.Scope(
        actions=[action.value for action in Action if action in scope.verbs],
        kinds=None if scope.kinds is None else sorted(kind.value for kind in scope.kinds),
        folder=None if folder is None else folders.get(folder, str(folder)),
    )


def new_token(new: wire.NewToken, *, folder: Number | None) -> NewKey:
    """A token to be issued. Raises: Invalid("scope.kinds")."""
    return NewKey(
        form=KeyForm.TOKEN,
        label=new.label,
        scope=EVERYTHING if new.scope is None else _scope_in(new.scope, folder=folder),
        door=None if new.door is None else Door(new.door),
        expires_at=_utc(new.expires_at),
    )


def new_key(new: wire.NewCredential, *, folder: Number | None) -> NewKey:
    """A key to be issued. Raises: Invalid for what its kind has not."""
    form = KeyForm(new.kind)
    if new.version_2_only and form is not KeyForm.ONOFFICE:
        raise Invalid("version_2_only", "kind")
    if form is KeyForm.TOKEN:
        return new_token(new, folder=folder)
    for name in ("scope", "door"):
        if getattr(new, name) is not None:
            raise Invalid(name, "kind")
    return NewKey(form=form, label=new.label, version_2_only=new.version_2_only, expires_at=_utc(new.expires_at))


def _scope_in(scope: wire.NewScope, *, folder: Number | None) -> Scope:
    kinds = None
    if scope.kinds is not None:
        known = {kind.value: kind for kind in Kind}
        if not all(word in known for word in scope.kinds):
            raise Invalid("scope.kinds", "unknown")
        kinds = frozenset(known[word] for word in scope.kinds)
    return Scope(frozenset(map(Action, scope.actions)), kinds, folder)


def _utc(moment: datetime | None) -> datetime | None:
    """Raises: Invalid("expires_at") for a moment that no calendar of ours has."""
    try:
        return None if moment is None else moment.astimezone(UTC)
    except OverflowError:
        raise Invalid("expires_at", "value") from None
