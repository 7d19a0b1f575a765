"""`filebook business|user|credential`: who exists and what they show to be let in."""

import secrets
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Literal

from filebook.app.clock import utc_now
from filebook.app.commands.opened import opened
from filebook.app.commands.output import tell, tell_one
from filebook.core.access import EVERYTHING, Action, Role, Scope
from filebook.core.businesses import SETTINGS, Business, Profile, User
from filebook.core.errors import Invalid
from filebook.core.ids import BusinessNumber, Door, Uid
from filebook.core.retention import RULE_LIMIT


def business_create(
    name: str,
    *,
    tenant: str = "",
    zone: str = "Europe/Amsterdam",
    language: str = "en",
    parent: int | None = None,
    data: str | None = None,
    config: Path | None = None,
    json: bool = False,
) -> None:
    """Create a business.

    Parameters
    ----------
    name: What it is called.
    tenant: Its name in Xelion addresses; `master` for the first.
    zone: IANA time zone.
    language: en, de, nl or da.
    parent: Number of the business that resells to it.
    json: Print JSON.
    """
    with opened(data, config) as house:
        made = house.services.accounts.create_business(
            name, tenant=tenant, zone=zone, language=language, parent=BusinessNumber(parent) if parent else None
        )
        tell_one(_business(made), as_json=json)


def business_change(
    business: int,
    *,
    profile: tuple[str, ...] = (),
    setting: tuple[str, ...] = (),
    data: str | None = None,
    config: Path | None = None,
    json: bool = False,
) -> None:
    """Change profiles and settings of a business. What is not named stays as it is; a running server takes it up.

    Parameters
    ----------
    business: Number of the business.
    profile: DOOR=lenient or DOOR=strict; may be given several times.
    setting: NAME=VALUE; may be given several times. `docs/operations.md` lists the names.
    json: Print JSON.
    """
    profiles, settings = dict(map(_profile, profile)), dict(map(_setting, setting))
    with opened(data, config) as house:
        accounts = house.services.accounts
        changed = accounts.set_profiles(accounts.business(BusinessNumber(business)), profiles)
        changed = accounts.set_settings(changed, settings)
        kept = {"profiles": dict(changed.profiles), "settings": dict(changed.settings)}
        tell_one({**_business(changed), **kept}, as_json=json)


def business_list(*, data: str | None = None, config: Path | None = None, json: bool = False) -> None:
    """List the businesses."""
    with opened(data, config) as house:
        tell(map(_business, house.services.accounts.businesses()), as_json=json)


def business_revoke(business: int, *, data: str | None = None, config: Path | None = None, json: bool = False) -> None:
    """Shut every user of a business out and end their sessions. What it stored stays."""
    with opened(data, config) as house:
        users = house.services.accounts.users(house.services.accounts.business(BusinessNumber(business)).number)
        shut = [house.services.accounts.set_enabled(user, enabled=False) for user in users]
        tell(map(_user, shut), as_json=json)


def user_create(
    business: int,
    user_name: str,
    *,
    role: Literal["none", "personal", "viewer", "editor", "owner", "reseller", "reseller_admin", "admin"],
    email: str | None = None,
    first_name: str = "",
    last_name: str = "",
    data: str | None = None,
    config: Path | None = None,
    json: bool = False,
) -> None:
    """Create a user, with the staff record that is this user.

    Parameters
    ----------
    business: Number of the business.
    user_name: Name to log in with at Xelion, and anywhere if there is no e-mail address.
    role: What the user may do.
    email: Address to log in with at TelecomX.
    """
    with opened(data, config) as house:
        made = house.services.accounts.create_user(
            BusinessNumber(business),
            user_name,
            role=Role(role),
            email=email,
            first_name=first_name,
            last_name=last_name,
        )
        tell_one(_user(made), as_json=json)


def user_list(business: int, *, data: str | None = None, config: Path | None = None, json: bool = False) -> None:
    """List the users of a business."""
    with opened(data, config) as house:
        tell(map(_user, house.services.accounts.users(BusinessNumber(business))), as_json=json)


def user_revoke(
    business: int, user_name: str, *, data: str | None = None, config: Path | None = None, json: bool = False
) -> None:
    """Shut a user out and end its sessions."""
    with opened(data, config) as house:
        user = house.services.accounts.user(BusinessNumber(business), user_name)
        tell_one(_user(house.services.accounts.set_enabled(user, enabled=False)), as_json=json)


def credential_create(
    business: int,
    user_name: str,
    *,
    door: Literal["onoffice", "timetap", "password", "native"],
    label: str = "",
    scope: str = "",
    days: int | None = None,
    data: str | None = None,
    config: Path | None = None,
    json: bool = False,
) -> None:
    """Issue a credential to a user; its secret is shown this once.

    Parameters
    ----------
    door: onoffice for token and secret, timetap for apiKey and privateKey, password for TelecomX, Xelion and the
        browser, native for a bearer token of our own API and of resumable uploads.
    label: What it is for.
    scope: For onoffice, `hmac_v2` takes no signatures of version 1. For native, what the token may, as in read,write.
    days: After so many days it expires; without it, never. Not for passwords.
    """
    verbs = _verbs(scope) if door == "native" else EVERYTHING
    with opened(data, config) as house:
        expires_at = None if days is None else utc_now() + timedelta(days=days)
        credentials = house.services.credentials
        user = house.services.accounts.user(BusinessNumber(business), user_name)
        match door:
            case "onoffice":
                issued = credentials.issue_signing_secret(user, label=label, scope=scope, expires_at=expires_at)
            case "timetap":
                issued = credentials.issue_signed_key(user, label=label, expires_at=expires_at)
            case "native":
                token = credentials.issue_bearer(user, label=label, scope=verbs, expires_at=expires_at)
                issued = replace(token, key="")  # a token has no public half
            case _:
                issued = credentials.set_password(user, secrets.token_urlsafe(15), label=label)
        tell_one({"uid": issued.uid, "key": issued.key, "secret": issued.secret}, as_json=json)


def credential_list(business: int, *, data: str | None = None, config: Path | None = None, json: bool = False) -> None:
    """List the credentials of a business, without their secrets."""
    with opened(data, config) as house:
        listed = house.services.credentials.of_business(BusinessNumber(business))
        tell(
            (
                {
                    "uid": credential.uid,
                    "user": credential.user,
                    "kind": credential.kind.value,
                    "door": credential.door.value if credential.door else "any",
                    "label": credential.label,
                    "created_at": str(credential.created_at or ""),
                    "last_used_at": str(credential.last_used_at or ""),
                }
                for credential in listed
            ),
            as_json=json,
        )


def credential_revoke(uid: str, *, data: str | None = None, config: Path | None = None, json: bool = False) -> None:
    """Revoke a credential by its uid."""
    with opened(data, config) as house:
        house.services.credentials.revoke(Uid(uid))
        tell_one({"revoked": uid}, as_json=json)


def _verbs(text: str) -> Scope:
    """Raises: Invalid("scope")."""
    words = {word.strip() for word in text.split(",") if word.strip()}
    if not words <= set(Action):
        raise Invalid("scope", text)
    return Scope(frozenset(map(Action, words))) if words else EVERYTHING


def _profile(text: str) -> tuple[Door, Profile]:
    """Raises: Invalid("profile")."""
    door, _, profile = text.partition("=")
    try:
        return Door(door), Profile(profile)
    except ValueError:
        raise Invalid("profile", text) from None


def _setting(text: str) -> tuple[str, object]:
    """Raises: Invalid("setting")."""
    name, _, value = text.partition("=")
    kind, _ = SETTINGS.get(name, (None, ""))
    if kind is bool and value in {"true", "false"}:
        return name, value == "true"
    if kind is int and value.isdecimal() and int(value) <= RULE_LIMIT:
        return name, int(value)
    if kind is list:
        return name, [word.strip() for word in value.split(",") if word.strip()]
    raise Invalid("setting", text)


def _business(business: Business) -> dict[str, object]:
    return {
        "number": business.number,
        "name": business.name,
        "tenant": business.tenant,
        "zone": business.zone,
        "language": business.language,
        "parent": business.parent or "",
    }


def _user(user: User) -> dict[str, object]:
    return {
        "number": user.number,
        "user_name": user.user_name,
        "email": user.email or "",
        "name": user.full_name,
        "role": user.role.value,
        "enabled": user.enabled,
    }
