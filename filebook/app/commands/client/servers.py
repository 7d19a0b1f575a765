"""The servers that a person works with: where they are, and the token for each, in a file for this person alone."""

import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from filebook.app.commands.client.failures import NotUnderstood

_ONLY_MINE = 0o600


@dataclass(frozen=True, slots=True)
class Server:
    """One of them. `url` has no slash at its end."""

    name: str
    url: str
    token: str


@dataclass(frozen=True, slots=True)
class Known:
    """All of them, by name; `default` is the one that was logged in to last."""

    servers: Mapping[str, Server]
    default: str = ""


def config_file() -> Path:
    """`client.toml` below `$XDG_CONFIG_HOME`, which is `~/.config` where it is not set."""
    return _home("XDG_CONFIG_HOME", ".config") / "filebook" / "client.toml"


def state_folder() -> Path:
    """Where it is kept how far uploads and changes have come."""
    return _home("XDG_STATE_HOME", ".local/state") / "filebook"


def read() -> Known:
    """Raises: NotUnderstood for a file that is no TOML of ours."""
    try:
        told = tomllib.loads(config_file().read_text("utf-8"))
        servers = {
            name: Server(name, str(one["url"]), str(one["token"])) for name, one in told.get("servers", {}).items()
        }
        return Known(servers, str(told.get("default", "")))
    except FileNotFoundError:
        return Known({})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, AttributeError):
        raise NotUnderstood(f"{config_file()} cannot be read; remove it and log in again") from None


def remember(server: Server) -> None:
    """Keep a server, in place of one with its name, as the default."""
    servers = {**read().servers, server.name: server}
    lines = [f"default = {json.dumps(server.name)}"]
    for one in servers.values():
        lines += ["", f"[servers.{json.dumps(one.name)}]"]
        lines += [f"url = {json.dumps(one.url)}", f"token = {json.dumps(one.token)}"]
    write_for_oneself(config_file(), "\n".join(lines) + "\n")


def chosen(name: str) -> Server:
    """The server with a name, the default for "". Raises: NotUnderstood."""
    known = read()
    server = known.servers.get(name or known.default)
    if server is None:
        raise NotUnderstood(f"no server {name or '(default)'} is known; run: filebook login URL")
    return server


def write_for_oneself(path: Path, text: str) -> None:
    """Write a file whole or not at all, readable for nobody else."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.unlink(missing_ok=True)
    temporary.touch(mode=_ONLY_MINE)
    temporary.write_text(text, "utf-8")
    temporary.replace(path)


def _home(variable: str, otherwise: str) -> Path:
    return Path(os.environ.get(variable) or Path.home() / otherwise)  # noqa: TID251 - no setting of a server
