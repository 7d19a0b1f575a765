"""A provider of identities that speaks OpenID Connect: the authorisation code flow with PKCE.

The libraries for HTTP and signatures are loaded with the first sign-on: most installations have no provider.
Source: OpenID Connect Core 1.0 and Discovery 1.0; RFC 6749, 7636, 9700; read 2026-11-22.
"""

import base64
import hashlib
import hmac
import re
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit

from filebook.core.errors import Unauthenticated, Unavailable
from filebook.core.sign_on import Identity, Journey

if TYPE_CHECKING:
    from joserfc.jwk import KeySet

ALGORITHMS = ("RS256", "ES256", "EdDSA", "Ed25519")
"""Signatures by a key of the provider's alone: never `none`, never one whose secret we would share."""
ANSWER_LIMIT_BYTES = 256 * 1024
_SECONDS = 10.0
"""How long one answer may take, from asking to its last byte."""
_KEPT_SECONDS = 3600.0
_ASKED_AGAIN_SECONDS = 30.0
"""Keys that are not known are not looked for more often."""
_SKEW_SECONDS = 60
_EMAIL_LIMIT = 254
_NAME_LIMIT = 255
_WELL_KNOWN = "/.well-known/openid-configuration"
_VISIBLE = re.compile("[!-~]+")
_KEY_TYPES = frozenset({"RSA", "EC", "OKP"})
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Described:
    """What the provider tells of itself, with the keys that it signs with."""

    issuer: str
    authorization: str
    token: str
    userinfo: str
    takes_secret_in_body: bool
    keys: "KeySet"
    read_at: float


class OpenIdProvider:
    """One provider, at which this installation is known as `client_id`. It may be at a private address."""

    def __init__(self, *, issuer: str, client_id: str, client_secret: str) -> None:
        self._issuer = issuer
        self._client_id = client_id
        self._client_secret = client_secret
        self._described: _Described | None = None
        self._lock = threading.Lock()

    def address(self, journey: Journey, *, redirect_url: str) -> str:
        """Raises: Unavailable."""
        asked = {
            "response_type": "code",
            "client_id": self._client_id,
            "redirect_uri": redirect_url,
            "scope": "openid email profile",
            "state": journey.state,
            "nonce": journey.nonce,
            "code_challenge": _base64url(hashlib.sha256(journey.verifier.encode("ascii")).digest()),
            "code_challenge_method": "S256",
        }
        if journey.again:
            asked |= {"prompt": "login", "max_age": "0"}
        place = self._description().authorization
        return f"{place}{'&' if urlsplit(place).query else '?'}{urlencode(asked)}"

    def identity(self, code: str, journey: Journey, *, redirect_url: str, now: datetime) -> Identity:
        """Raises: Unavailable; Unauthenticated("code" | "id_token" | "nonce" | "unverified")."""
        described = self._description()
        tokens = self._redeemed(described, code, journey, redirect_url)
        claims = self._judged(tokens.get("id_token"), now)
        if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), journey.nonce.encode()):
            raise Unauthenticated("nonce")
        said = claims
        if "email" not in claims and described.userinfo:
            said = _told_of(described.userinfo, tokens.get("access_token"))
            if said.get("sub") != claims["sub"]:
                raise Unauthenticated("id_token")
        return _identity(said, claims.get("auth_time"))

    def _redeemed(self, described: _Described, code: str, journey: Journey, redirect_url: str) -> Json:
        """The tokens for a code."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_url,
            "code_verifier": journey.verifier,
        }
        headers = {}
        if not self._client_secret or described.takes_secret_in_body:
            form["client_id"] = self._client_id
        if self._client_secret and described.takes_secret_in_body:
            form["client_secret"] = self._client_secret
        elif self._client_secret:
            pair = f"{quote(self._client_id, safe='')}:{quote(self._client_secret, safe='')}"
            headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode('ascii')}"
        return _asked("POST", described.token, refused="code", data=form, headers=headers)

    def _judged(self, id_token: object, now: datetime) -> Json:
        """What a token says, if the provider signed it for us and it holds now. Raises: Unauthenticated("id_token")."""
        from joserfc.errors import InvalidKeyIdError, JoseError  # noqa: PLC0415 - as said above
        from joserfc.jws import JWSRegistry  # noqa: PLC0415 - the same
        from joserfc.jwt import JWTClaimsRegistry, decode  # noqa: PLC0415 - the same

        if not isinstance(id_token, str):
            raise Unauthenticated("id_token")
        # Headers that are not known are passed over; those that a token calls critical are not.
        registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
        described = self._description()
        try:
            try:
                claims = decode(id_token, described.keys, registry=registry).claims
            except InvalidKeyIdError:
                described = self._description(instead_of=described)
                claims = decode(id_token, described.keys, registry=registry).claims
            rules = JWTClaimsRegistry(
                now=int(now.timestamp()),
                leeway=_SKEW_SECONDS,
                iss={"essential": True, "value": described.issuer},
                aud={"essential": True, "value": self._client_id},
                sub={"essential": True},
                exp={"essential": True},
                iat={"essential": True},
            )
            rules.validate(claims)
        except (JoseError, ValueError, TypeError):
            raise Unauthenticated("id_token") from None
        for_others = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("azp", None if for_others else self._client_id) != self._client_id:
            raise Unauthenticated("id_token")
        return claims

    def _description(self, *, instead_of: _Described | None = None) -> _Described:
        """What the provider tells of itself, read again after an hour, or in place of one that lacks a key."""
        with self._lock:
            known = self._described
            age = None if known is None else time.monotonic() - known.read_at
            too_old = age is None or age > (_KEPT_SECONDS if instead_of is not known else _ASKED_AGAIN_SECONDS)
            if known is None or too_old:
                known = self._described = _description_of(self._issuer)
            return known


def _description_of(issuer: str) -> _Described:
    """Raises: Unavailable, also for what speaks for another issuer or sends us elsewhere without TLS."""
    told = _asked("GET", issuer.rstrip("/") + _WELL_KNOWN)
    names = ("issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
    texts = {name: told.get(name, "") for name in names}
    if not all(isinstance(text, str) for text in texts.values()) or texts["issuer"].rstrip("/") != issuer.rstrip("/"):
        raise Unavailable
    schemes = ("https://",) if issuer.startswith("https:") else ("https://", "http://")
    needed = (texts["authorization_endpoint"], texts["token_endpoint"], texts["jwks_uri"])
    if not all(text.startswith(schemes) and _VISIBLE.fullmatch(text) for text in needed):
        raise Unavailable
    ways = told.get("token_endpoint_auth_methods_supported")
    takes_secret_in_body = isinstance(ways, list) and "client_secret_basic" not in ways and "client_secret_post" in ways
    keys = _usable(_asked("GET", texts["jwks_uri"]).get("keys"))
    return _Described(
        texts["issuer"],
        texts["authorization_endpoint"],
        texts["token_endpoint"],
        texts["userinfo_endpoint"] if texts["userinfo_endpoint"].startswith(schemes) else "",
        takes_secret_in_body,
        keys,
        time.monotonic(),
    )


def _usable(keys: object) -> "KeySet":
    """The keys that verify signatures. Providers list others beside them, some of kinds that are not known here."""
    from joserfc.errors import JoseError  # noqa: PLC0415 - as said above
    from joserfc.jwk import KeySet, import_key  # noqa: PLC0415 - the same

    usable = []
    for key in keys if isinstance(keys, list) else []:
        if isinstance(key, dict) and key.get("kty") in _KEY_TYPES and key.get("use", "sig") == "sig":
            with suppress(JoseError, ValueError, TypeError, KeyError):
                usable.append(import_key(key))
    return KeySet(usable)


def _told_of(userinfo: str, access_token: object) -> Json:
    """What the provider tells of a person beside the token. Raises: Unavailable, Unauthenticated("id_token")."""
    if not isinstance(access_token, str) or not access_token.isascii():
        raise Unauthenticated("id_token")
    return _asked("GET", userinfo, refused="id_token", headers={"Authorization": f"Bearer {access_token}"})


def _identity(said: Mapping[str, Any], authenticated_at: object) -> Identity:
    """Raises: Unauthenticated("unverified") without an address that the provider has verified."""
    email = said.get("email")
    # Some providers write the truth as a text.
    if not isinstance(email, str) or said.get("email_verified") not in (True, "true"):
        raise Unauthenticated("unverified")
    if len(email) > _EMAIL_LIMIT or "@" not in email.strip("@") or not email.isprintable():
        raise Unauthenticated("unverified")
    return Identity(
        email=email,
        first_name=_name(said.get("given_name")),
        last_name=_name(said.get("family_name")),
        authenticated_at=_instant(authenticated_at),
    )


def _name(text: object) -> str:
    return text[:_NAME_LIMIT] if isinstance(text, str) and text.isprintable() else ""


def _instant(seconds: object) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int | float) else None
    except (OverflowError, ValueError, OSError):
        return None


def _asked(method: str, url: str, *, refused: str = "", **said: Any) -> Json:  # noqa: ANN401 - what the client takes
    """The JSON object that an address answers with; redirects are not followed.

    Raises: Unavailable; with `refused`, Unauthenticated(refused) where the answer is that the request is wrong.
    """
    import httpx2  # noqa: PLC0415 - as said above

    ends = time.monotonic() + _SECONDS
    body = bytearray()
    try:
        with (
            httpx2.Client(timeout=_SECONDS, follow_redirects=False) as client,
            client.stream(method, url, **said) as answer,
        ):
            for piece in answer.iter_bytes():
                body += piece
                if len(body) > ANSWER_LIMIT_BYTES or time.monotonic() > ends:
                    raise Unavailable
            if refused and answer.is_client_error:
                raise Unauthenticated(refused)
            if not answer.is_success:
                raise Unavailable
            told = httpx2.Response(answer.status_code, content=bytes(body)).json()
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError):
        raise Unavailable from None
    if not isinstance(told, dict):
        raise Unavailable
    return told


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")
