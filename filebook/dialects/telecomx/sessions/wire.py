"""TelecomX's words about logging in.

Source: the project's TelecomX reference (the vendor's wiki, pages api:auth:login and api:auth:validateToken), read
2026-11-21.
"""

from msgspec import UNSET, Struct, UnsetType

Flag = bool | int | str
"""As in the door's `wire`; wire modules import nothing of ours."""


class LoginRequest(Struct, kw_only=True, frozen=True):
    """What `POST /auth/login` is sent. A second factor's codes are ignored: there is none."""

    username: str | None = None
    password: str | None = None
    cookie: Flag | None = False
    persist: Flag | None = False


class LoginAnswer(Struct, kw_only=True, frozen=True):
    """A fresh token and whom it speaks for."""

    token: str
    expiresInMinutes: int
    employee: str
    customer: str
    accessLevel: str


class TokenAnswer(Struct, kw_only=True, frozen=True):
    """What `GET /auth/validateToken` tells of a live token; the second half only on request."""

    success: bool
    employee: str
    customer: str
    accessLevel: str
    name: str | UnsetType = UNSET
    language: str | UnsetType = UNSET
    customerName: str | UnsetType = UNSET
    customerFeatures: list[str] | UnsetType = UNSET
