"""Sessions and one's own account on the wire of the native API."""

from datetime import datetime
from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from filebook.dialects.native.administration.wire import Action, Password, Scope, UserAccount
from filebook.dialects.native.wire import Id, Nothing, Paged, Reference

Login = Annotated[str, Meta(max_length=255)]


class LogIn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An e-mail address, or the user name of somebody without one; with `tenant`, a user name there."""

    login: Login
    password: Password
    tenant: Login | UnsetType = UNSET


class SignOnQuery(Nothing, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`back_to`: a path of this server where to go afterwards. `again`: the person is to show anew who it is, for
    sensitive changes.
    """

    back_to: Annotated[str, Meta(min_length=1, max_length=500)] = "/"
    again: bool = False


class Workplace(Struct, frozen=True, kw_only=True):
    """The business of a user, as all of its users see it."""

    id: str
    number: int
    name: str
    tenant: str
    zone: str
    language: str


class BrowserSession(Struct, frozen=True, kw_only=True):
    """A browser's session, whose key is the cookie. `csrf_token` goes into the header `X-Filebook-CSRF` of all writes.

    `expires_at`: when it ends if it is not used again. `confirmed_until`: until then sensitive changes do not ask for
    the password once more. `has_password`: false for somebody who can only sign on at the provider of identities, also
    to confirm a sensitive change.
    """

    user: UserAccount
    business: Workplace
    csrf_token: str
    expires_at: datetime
    confirmed_until: datetime | None
    has_password: bool


class Confirming(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The password, once more."""

    password: Password


class Confirmed(Struct, frozen=True, kw_only=True):
    """Until when sensitive changes do not ask for the password."""

    confirmed_until: datetime


class Session(Struct, frozen=True, kw_only=True):
    """A session at any door. `label`: what the door calls it, at our own pages the browser; `client_address`: from
    where it was opened; `current`: whether this very request came in it.
    """

    id: str
    user: Reference
    door: str
    label: str
    client_address: str
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime
    current: bool


class SessionPage(Struct, frozen=True, kw_only=True):
    """A page of sessions, the one used last first."""

    items: list[Session]
    next_cursor: str | None
    total: int | UnsetType = UNSET


class SessionQuery(Paged, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whose sessions: one's own or, for those who administer, everybody's or those of one `user`."""

    everybody: bool = False
    user: Id | UnsetType = UNSET


class Me(Struct, frozen=True, kw_only=True):
    """Who calls. `may`: what role and scope allow; `scope`: that of the token, null for everything."""

    user: UserAccount
    business: Workplace
    door: str
    may: list[Action]
    scope: Scope | None


class PasswordChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The present password, and one of at least ten characters in its place."""

    current_password: Password
    new_password: Password
