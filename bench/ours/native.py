"""The native door as a client uses it: the object of a file."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from bench.load import Request


def bearer(token: str) -> dict[str, str]:
    """The headers of every request."""
    return {"Authorization": f"Bearer {token}"}


def file_object(contract: Mapping[str, Any], uuid: str, *, token: str) -> Request:
    """The request for the object of the file with this TimeTap UUID."""
    return Request(f"{contract['base_url']}/api/v1/files/{UUID(uuid)}", headers=bearer(token))
