"""A provider of identities (OpenID Connect): a real HTTP server on this machine, which says what a test wants."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OKPKey, RSAKey
from joserfc.jws import JWSRegistry

CLIENT, SECRET, CODE = "filebook", "a secret: with signs", "code-that-works-once"
Json = dict[str, Any]
KEYS: dict[str, RSAKey | ECKey | OKPKey] = {
    "RS256": RSAKey.generate_key(2048, {"kid": "rsa"}),
    "ES256": ECKey.generate_key("P-256", {"kid": "ec"}),
    "Ed25519": OKPKey.generate_key("Ed25519", {"kid": "okp"}),
}
_LENIENT = JWSRegistry(algorithms=list(KEYS), strict_check_header=False)


class Provider:
    """Hands out one token for its one code. `claims` replaces what the token says, None takes away; `told` is what the
    provider tells of a person beside it.
    """

    def __init__(self) -> None:
        self.algorithm = "RS256"
        self.claims: Json = {}
        self.told: Json | None = None
        self.now = 0
        self.nonce = self.challenge = ""
        self.asked: list[str] = []
        self.published = ["rsa", "ec", "okp"]
        self.said: Json = {}
        """What it says of itself in place of the truth."""
        self.id_token = ""
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider.serve(self, b"")

            def do_POST(self) -> None:
                provider.serve(self, self.rfile.read(int(self.headers["content-length"])))

            def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the library's name
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/realm"

    def visited(self, address: str) -> Json:
        """Somebody logs in there, sent by us; what the address said."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert address.startswith(f"{self.issuer}/authorize?")
        assert (asked["response_type"], asked["client_id"], asked["code_challenge_method"]) == ("code", CLIENT, "S256")
        self.nonce, self.challenge = asked["nonce"], asked["code_challenge"]
        return asked

    def serve(self, request: BaseHTTPRequestHandler, body: bytes) -> None:
        """Answer one request."""
        self.asked.append(request.path)
        if request.path.startswith("/realm/authorize?"):
            self._show_page(request)
            return
        answers: dict[str, Callable[[], Json | None]] = {
            "/realm/.well-known/openid-configuration": self._description,
            "/realm/keys": lambda: {"keys": [*self._keys(), {"kty": "unheard-of"}, {"kty": "EC", "crv": "nosuch"}]},
            "/realm/token": lambda: self._tokens(request, body),
            "/realm/userinfo": lambda: self.told if request.headers["authorization"] == "Bearer access" else None,
        }
        answer = answers.get(request.path, lambda: None)()
        request.send_response(400 if answer is None else 200)
        request.end_headers()
        request.wfile.write(json.dumps(answer).encode())

    def _show_page(self, request: BaseHTTPRequestHandler) -> None:
        """What somebody sees who is sent here with a browser: a way back."""
        asked = self.visited(f"{self.issuer.removesuffix('/realm')}{request.path}")
        back = f"{asked['redirect_uri']}?{urlencode({'code': CODE, 'state': asked['state']})}"
        request.send_response(200)
        request.send_header("Content-Type", "text/html; charset=utf-8")
        request.end_headers()
        request.wfile.write(
            f'<title>Log in</title><link rel="icon" href="data:,"><a href="{escape(back)}">It is me</a>'.encode()
        )

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _description(self) -> Json:
        names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        userinfo = {"userinfo_endpoint": f"{self.issuer}/userinfo"} if self.told is not None else {}
        places = {name: f"{self.issuer}/{path}" for name, path in names.items()}
        return {"issuer": self.issuer, **places, **userinfo, **self.said}

    def _keys(self) -> list[Any]:
        return [key.as_dict(private=False) for key in KEYS.values() if key.kid in self.published]

    def _tokens(self, request: BaseHTTPRequestHandler, body: bytes) -> Json | None:
        form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        shown = f"{form.get('client_id')}:{quote(form.get('client_secret', ''))}"
        if "authorization" in request.headers:
            shown = base64.b64decode(request.headers["authorization"].removeprefix("Basic ")).decode()
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        if (
            shown != f"{CLIENT}:a%20secret%3A%20with%20signs"
            or form["code"] != CODE
            or _base64url(digest) != self.challenge
        ):
            return None
        self.id_token = self._signed(self._said())
        return {"access_token": "access", "token_type": "Bearer", "id_token": self.id_token}

    def _said(self) -> Json:
        person = {"email": "owner@main.example", "email_verified": True, "given_name": "Olga", "family_name": "Owner"}
        times = {"iat": self.now, "exp": self.now + 300, "auth_time": self.now - 60}
        told = {"iss": self.issuer, "aud": CLIENT, "sub": "1", "nonce": self.nonce, **times, **person, **self.claims}
        return {name: value for name, value in told.items() if value is not None}

    def _signed(self, claims: Json) -> str:
        if self.algorithm in {"none", "HS256"}:
            signed = ".".join(map(_base64url, (_json({"alg": self.algorithm, "kid": "rsa"}), _json(claims))))
            # HS256 by what everybody may know: the text of the public key.
            mac = hmac.digest(KEYS["RS256"].as_pem(private=False), signed.encode(), "sha256")
            return f"{signed}.{_base64url(mac) if self.algorithm == 'HS256' else ''}"
        if self.algorithm == "another's":
            other = RSAKey.generate_key(2048, {"kid": "rsa"})
            return jwt.encode({"alg": "RS256", "kid": "rsa"}, claims, other)
        key = KEYS[self.algorithm]
        header = {"alg": self.algorithm, "kid": key.kid, "x-own": "told by some"}
        return jwt.encode(header, claims, KeySet([key]), registry=_LENIENT)


def _json(told: Json) -> bytes:
    return json.dumps(told).encode()


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


@contextmanager
def provider() -> Iterator[Provider]:
    """One that runs while the block lasts."""
    made = Provider()
    try:
        yield made
    finally:
        made.close()
