"""TelecomX's words that every noun uses: flags, plain success, errors.

Source: the project's TelecomX reference (the vendor's wiki, page api:errors), read 2026-11-21.
"""

from msgspec import UNSET, Struct, UnsetType

Flag = bool | int | str
"""Queries send `true`, `1`, `false` or `0`; JSON bodies send true, or `0` for false (api:auth:login)."""


class Success(Struct, kw_only=True, frozen=True):
    """Done, or not."""

    success: bool


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
