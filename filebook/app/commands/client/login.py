"""`filebook login`: remembers a server, and the token that this person uses there."""

import getpass
import socket
import sys
from urllib.parse import urlsplit

import httpx2

from filebook.app.commands.client import servers
from filebook.app.commands.client.failures import NotUnderstood
from filebook.app.commands.client.servers import Server
from filebook.app.commands.client.talking import TIMEOUT_SECONDS, Talk, persistently, require_success
from filebook.app.commands.output import tell_one

_OF_OUR_OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
"""A session is opened for as long as the token takes to be issued."""


def login(url: str, *, name: str = "", token: str = "", user: str = "", tenant: str = "", json: bool = False) -> None:
    """Remember a server. Without a token or a user name, the token is asked for.

    Parameters
    ----------
    url: Address of the server, such as https://files.example.org.
    name: What to call it; its host name if not told. Other commands take it as --server.
    token: A token of the native API; `-` reads it from standard input.
    user: E-mail address or user name to log in with; the password is asked for, and a token is issued for this machine.
    tenant: The tenant in which the user name stands.
    json: Print JSON.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise NotUnderstood("url: begins with https:// or http://")
    base = url.rstrip("/")
    if user:
        token = _issued(base, user=user, tenant=tenant, password=_secret("Password: "))
    elif token in {"", "-"}:
        token = _secret("Token: ")
    server = Server(name or parts.netloc, base, token)
    with Talk(server, tries=1) as talk:
        me = talk.json("GET", "/me")
    servers.remember(server)
    tell_one(
        {
            "server": server.name,
            "url": server.url,
            "user": me["user"]["user_name"],
            "business": me["business"]["name"],
            "kept_in": str(servers.config_file()),
        },
        as_json=json,
    )


def _issued(base: str, *, user: str, tenant: str, password: str) -> str:
    """A token of the user's own, named after this machine. Raises: Refused, Unreachable."""
    told = {"login": user, "password": password, **({"tenant": tenant} if tenant else {})}
    with httpx2.Client(base_url=f"{base}/api/v1", headers=_OF_OUR_OWN_PAGE, timeout=TIMEOUT_SECONDS) as http:
        session = persistently(lambda: http.post("/session", json=told), tries=1)
        require_success(session)
        forgery = {"X-Filebook-CSRF": str(session.json()["csrf_token"])}
        label = f"filebook on {socket.gethostname()}"[:100]
        issued = http.post("/me/tokens", json={"label": label}, headers=forgery)
        http.delete("/session", headers=forgery)
        require_success(issued)
        return str(issued.json()["secret"])


def _secret(prompt: str) -> str:
    """What a person types unseen, or a line of standard input."""
    return getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().strip()
