"""Logins and tokens in TelecomX's words.

Source: the project's TelecomX reference, 3, read 2026-11-21.
"""

from collections.abc import Mapping

import msgspec

from filebook.core.access import Actor
from filebook.core.businesses import Business, User
from filebook.core.ids import short_of
from filebook.dialects.telecomx.sessions import wire
from filebook.dialects.telecomx.values import ACCESS_LEVELS, SESSION_MINUTES

ENDLESS = -1
"""`expiresInMinutes` of a token that lasts until logout."""
_LANGUAGES = {"da", "en"}


def login_query(query: Mapping[str, str]) -> wire.LoginRequest:
    """What a login says in the query of a GET."""
    return wire.LoginRequest(
        username=query.get("username"),
        password=query.get("password"),
        cookie=query.get("cookie", ""),
        persist=query.get("persist", ""),
    )


def login_answer(token: str, *, persist: bool, actor: Actor, business: Business) -> wire.LoginAnswer:
    """What a login is answered."""
    return wire.LoginAnswer(
        token=token,
        expiresInMinutes=ENDLESS if persist else SESSION_MINUTES,
        employee=short_of(actor.staff.uid),
        customer=short_of(business.uid),
        accessLevel=ACCESS_LEVELS[actor.role],
    )


def token_answer(user: User, business: Business, *, extend: bool) -> wire.TokenAnswer:
    """What is told of a live token."""
    answer = wire.TokenAnswer(
        success=True,
        employee=short_of(user.staff.uid),
        customer=short_of(business.uid),
        accessLevel=ACCESS_LEVELS[user.role],
    )
    if not extend:
        return answer
    return msgspec.structs.replace(
        answer,
        name=user.full_name,
        language=business.language if business.language in _LANGUAGES else "en",
        customerName=business.name,
        customerFeatures=["CUSTOMER"],
    )
