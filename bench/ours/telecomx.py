"""The TelecomX door as a client uses it: a login, and the object of a file."""

from collections.abc import Mapping
from typing import Any

from bench.asking import ask
from bench.load import Request

_ID_DIGITS = 24


def file_object(contract: Mapping[str, Any], uuid: str) -> Request:
    """The request for the object of the file with this TimeTap UUID, with the owner's token."""
    known = contract["telecomx"]
    token = ask("POST", f"{known['url']}/auth/login", json_body=known["users"]["owner"])["token"]
    return Request(f"{known['url']}/file/{uuid[:_ID_DIGITS]}", headers={"Authorization": f"Bearer {token}"})
