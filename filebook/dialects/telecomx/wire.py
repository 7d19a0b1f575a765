"""TelecomX's words: the objects of its wire, with its names and types.

Source: the project's TelecomX reference (the vendor's wiki, page api:file:get and its neighbours), read 2026-11-21.
"""

from msgspec import UNSET, Struct, UnsetType, field

Flag = bool | int | str
"""Queries send `true`, `1`, `false` or `0`; JSON bodies send true, or `0` for false (api:auth:login)."""


class LoginRequest(Struct, kw_only=True, frozen=True):
    """What `POST /auth/login` is sent. A second factor's codes are ignored: there is none."""

    username: str | None = None
    password: str | None = None
    cookie: Flag = False
    persist: Flag = False


class LoginAnswer(Struct, kw_only=True, frozen=True):
    """A fresh token and whom it speaks for."""

    token: str
    expiresInMinutes: int
    employee: str
    customer: str
    accessLevel: str


class Success(Struct, kw_only=True, frozen=True):
    """Done, or not."""

    success: bool


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


class FileObject(Struct, kw_only=True, frozen=True, gc=False):
    """A file or a folder. A member without a value is left out."""

    id: str = field(name="_id")
    filename: str
    size: int | UnsetType = UNSET
    filetype: str | UnsetType = UNSET
    fileId: str | UnsetType = UNSET
    folder: str | UnsetType = UNSET
    employee: str
    customer: str
    type: str
    width: int | UnsetType = UNSET
    height: int | UnsetType = UNSET
    description: str | UnsetType = UNSET
    date: str
    lastUpdated: str
    accessLevel: str
    url: str | UnsetType = UNSET


class ErrorDetail(Struct, kw_only=True, frozen=True):
    """One error. The tables of the wiki print `status` under "Error code", `code` under "Message" (api:errors)."""

    code: str
    status: int
    message: str
    path: str | UnsetType = UNSET
    check: str | UnsetType = UNSET


class ErrorBody(ErrorDetail, kw_only=True, frozen=True):
    """The first error's members on top and all of them in `errors`: what surrounds them is documented nowhere."""

    errors: list[ErrorDetail]
