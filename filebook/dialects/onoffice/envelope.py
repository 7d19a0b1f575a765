"""The envelope of onOffice's requests and answers: actions in, one result for each out; pure functions.

Source: apidoc.onoffice.de, "Request" and "Response"; the clients named in onoffice.md; read 2026-11-21.
"""

from dataclasses import dataclass, field
from typing import Any

import msgspec

from filebook.dialects.onoffice import codes, wire
from filebook.dialects.onoffice.codes import Refused

ACTION_LIMIT = 10_000
"""Actions in one request; the vendor names no limit, but each makes an answer."""


@dataclass(frozen=True, slots=True)
class Order:
    """One action, read. What was absent or null is ""; `fault` is what is wrong with its structure."""

    actionid: str = ""
    resourceid: str = ""
    resourcetype: str = ""
    identifier: str = ""
    timestamp: str = ""
    hmac: str = ""
    hmac_version: int | None = 2
    """None for a version that there is not."""
    parameters: dict[str, Any] = field(default_factory=dict)
    signed_parameters: object = None
    """As they came, for a signature over them."""
    fault: Refused | None = None


def request_of(text: bytes) -> tuple[str, list[Order]]:
    """The token and the actions of a body.

    Raises: Refused for a body without a token, or without anything that could be actions.
    """
    try:
        body = msgspec.json.decode(text)
    except msgspec.DecodeError:
        raise Refused(codes.SYNTAX_ERROR) from None  # such as a number beyond every float
    if not isinstance(body, dict):
        raise Refused(codes.MALFORMED_JSON)
    request = msgspec.convert(body, wire.Request)
    if not isinstance(request.token, str) or not request.token or "\0" in request.token:
        raise Refused(codes.NO_TOKEN)
    if not isinstance(request.request, dict):
        raise Refused(codes.NO_REQUEST)
    actions = msgspec.convert(request.request, wire.Actions).actions
    if not isinstance(actions, list) or not 0 < len(actions) <= ACTION_LIMIT:
        raise Refused(codes.NO_ACTIONS)
    return request.token, [order_of(action) for action in actions]


def order_of(value: object) -> Order:
    """One action; never fails, since each has to be answered."""
    if not isinstance(value, dict):
        return Order(fault=Refused(codes.NO_ACTION_ID))
    action = msgspec.convert(value, wire.Action)
    return Order(
        actionid=text_of(action.actionid),
        resourceid=text_of(action.resourceid),
        resourcetype=text_of(action.resourcetype),
        identifier=text_of(action.identifier),
        timestamp=text_of(action.timestamp),
        hmac=text_of(action.hmac),
        hmac_version=_hmac_version(action.hmac_version),
        parameters=action.parameters if isinstance(action.parameters, dict) else {},
        signed_parameters=action.parameters,
        fault=_fault_of(action),
    )


def text_of(value: object) -> str:
    """Text, or a number as text; "" for everything else."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value)


def _fault_of(action: wire.Action) -> Refused | None:
    if not isinstance(action.actionid, str):
        return Refused(codes.NO_ACTION_ID)
    if not action.actionid:
        return Refused(codes.EMPTY_ACTION_ID)
    if isinstance(action.resourceid, bool | dict | list):
        return Refused(codes.WRONG_RESOURCE_ID)
    if not isinstance(action.resourcetype, str):
        return Refused(codes.WRONG_RESOURCE_TYPE)
    if not isinstance(action.parameters, dict | list | None) and action.parameters != "":
        return Refused(codes.INVALID_PARAMETER, "parameters")
    return None


def _hmac_version(value: object) -> int | None:
    """2 for `2` and "2"; 1 for clients of the first version, which send nothing."""
    if value in (2, "2"):
        return 2
    return 1 if value in (None, "", "1") or (value == 1 and value is not True) else None


def succeeded(order: Order, records: list[wire.Record], *, count: int | None, cacheable: bool) -> wire.Result:
    """The answer to an action that went well."""
    return _result(order, wire.Data(wire.Meta(count), records), wire.Status(), cacheable=cacheable)


def failed(order: Order, refusal: Refused) -> wire.Result:
    """The answer to an action that did not."""
    return _result(order, [], wire.Status(refusal.code, refusal.message), cacheable=False)


def response_of(results: list[wire.Result]) -> wire.Response:
    """The whole answer. An unknown token, and else any failed action, shows in the outer status."""
    errors = {result.status.errorcode for result in results}
    status = wire.OuterStatus()
    if codes.NOT_AUTHENTICATED in errors:
        status = _outer_status(Refused(codes.NOT_AUTHENTICATED))
    elif errors - {0}:
        # One client looks at the first result's status exactly when this code is 500.
        status = _outer_status(Refused(codes.ERROR_IN_ACTION))
    return wire.Response(status, wire.Results(results))


def refused(refusal: Refused) -> wire.Response:
    """The answer to a request that has no actions to answer."""
    return wire.Response(_outer_status(refusal), wire.Results([]))


def _result(order: Order, data: wire.Data | list[Any], status: wire.Status, *, cacheable: bool) -> wire.Result:
    return wire.Result(order.actionid, order.resourceid, order.resourcetype, cacheable, order.identifier, data, status)


def _outer_status(refusal: Refused) -> wire.OuterStatus:
    """400 says that the caller is not known, 500 anything else; both are words of the vendor's, not HTTP's."""
    is_about_caller = refusal.code in {codes.NO_TOKEN, codes.NOT_AUTHENTICATED}
    return wire.OuterStatus(400 if is_about_caller else 500, refusal.code, refusal.message)
