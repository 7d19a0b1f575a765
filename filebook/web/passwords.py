"""Secret addresses that also have a password: the form that asks for it, and the cookie that says it was given.

The cookie holds what `services.link_passwords` signed. It goes back to the one address only, never to pages of other
sites or to scripts, and ends soon.
"""

from urllib.parse import parse_qsl

from filebook.services.link_passwords import PASS_LIFETIME
from filebook.serving.call import Call
from filebook.serving.problems import BadRequest, UnsupportedMediaType
from filebook.serving.urls import url
from filebook.web.markup import Markup, element
from filebook.web.words import Words

PASSWORD_FIELD = "password"
_COOKIE = "filebook_pass"
_FORM_TYPE = "application/x-www-form-urlencoded"
_FIELDS_READ = 20


def address_of(call: Call) -> str:
    """The path of the secret address that a call is at, or below."""
    token = next(iter(call.path_params.values()), "")
    return url(call.prefix, token) if token else call.prefix or "/"


def password_form(action: str, words: Words, *, fault: str = "") -> list[Markup]:
    """The form that posts a password to `action`; `fault` is what was wrong with the last one."""
    told = [element("p", fault, class_="fault", role="alert", id="fault")] if fault else []
    box = element(
        "input",
        type="password",
        id="password",
        name=PASSWORD_FIELD,
        required=True,
        autofocus=True,
        autocomplete="off",
        maxlength=1000,
        aria_describedby="fault" if fault else None,
        aria_invalid="true" if fault else None,
    )
    field = element("div", element("label", words.password, for_="password"), box, class_="field")
    send = element("button", words.open, type="submit")
    return [*told, element("p", words.password_needed), element("form", field, send, method="post", action=action)]


def form_of(call: Call) -> dict[str, str]:
    """A short form without files, as a browser sends it. Raises: UnsupportedMediaType, BadRequest."""
    if call.content_type != _FORM_TYPE:
        raise UnsupportedMediaType
    try:
        return dict(parse_qsl(call.body.decode(), keep_blank_values=True, max_num_fields=_FIELDS_READ))
    except ValueError:
        raise BadRequest("form") from None


def pass_shown(call: Call) -> str:
    """What the browser's cookie says; "" without one."""
    return call.cookies.get(_COOKIE, "")


def pass_cookie(call: Call, signed: str) -> tuple[bytes, bytes]:
    """The header that gives the browser the cookie for the address it is at."""
    parts = [
        f"{_COOKIE}={signed}",
        f"Path={address_of(call)}",
        f"Max-Age={int(PASS_LIFETIME.total_seconds())}",
        "HttpOnly",
        "SameSite=Strict",
    ]
    if call.base_url.startswith("https:"):
        parts.append("Secure")
    return b"set-cookie", "; ".join(parts).encode("ascii")
