"""Every setting: its default, its meaning, where it may come from. The documentation page is made from this table."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

from filebook.core.businesses import DEFAULT_FILE_LIMIT_BYTES
from filebook.core.errors import Invalid
from filebook.core.ids import Door
from filebook.core.retention import RULE_LIMIT
from filebook.core.sign_on import NEWCOMER_ROLES

PREFIX = "FILEBOOK_"
Value = TypeVar("Value")
_POSITIVE = (
    "database_pool_size",
    "worker_threads",
    "housekeeping_seconds",
    "session_flush_seconds",
    "browser_idle_seconds",
    "browser_session_seconds",
    "trash_days",
    "job_days",
    "link_use_days",
    "preview_days",
)
_HOST_NAME = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?|https?://\[[0-9a-f:]+\](:[0-9]{1,5})?")
"""Scheme, host and port; `*` and `null` are no origins that anybody could be trusted by."""


def _setting(default: Value, about: str, *, secret: bool = False) -> Value:
    """A setting's row; typed as its value, which is what a dataclass field stands for."""
    row: Any = field(default=default, metadata={"about": about, "secret": secret})
    value: Value = row
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Defaults, then the TOML file, then `FILEBOOK_…` variables (a secret also from the file named by `…_FILE`)."""

    data_folder: str = _setting("filebook-data", "Folder of the database, the files and the keys.")
    host: str = _setting("127.0.0.1", "Address to listen on.")
    port: int = _setting(8080, "Port to listen on; 0 takes a free one.")
    public_base_url: str = _setting(
        "", "Address under which clients know this server, such as https://files.example.org; empty: each request's."
    )
    host_names: str = _setting(
        "", "Doors served at the root of a host name of their own: xelion=phone.example.org,timetap=book.example.org."
    )
    download_host_name: str = _setting(
        "",
        "Host name under which files are handed out to whoever has a link, and nothing else is served, such as "
        "files.example.net; needs `public_base_url`. Empty: links are of this server's own.",
    )
    allowed_origins: str = _setting(
        "",
        "Origins whose pages may call Xelion's, the native and the tus door from a browser, separated by commas: "
        "https://planner.example.org.",
    )
    trusted_proxies: str = _setting("", "Networks whose X-Forwarded-* headers are believed, separated by commas.")
    allow_plain_http: bool = _setting(
        default=False, about="Listen without TLS on addresses other than loopback (a proxy in front does the TLS)."
    )
    database_url: str = _setting(
        "", "postgresql://… for rows in PostgreSQL; empty: SQLite in the data folder.", secret=True
    )
    database_pool_size: int = _setting(10, "Connections kept to PostgreSQL.")
    blob_url: str = _setting("", "s3://bucket/prefix for bytes in an S3 store; empty: the data folder.")
    s3_endpoint: str = _setting("", "Address of the S3 store, if it is not Amazon's.")
    s3_region: str = _setting("us-east-1", "Region of the S3 store.")
    s3_access_key: str = _setting("", "Access key of the S3 store.")
    s3_secret_key: str = _setting("", "Secret key of the S3 store.", secret=True)
    file_limit_bytes: int = _setting(DEFAULT_FILE_LIMIT_BYTES, "Largest file that any business may store, in bytes.")
    verify_all_reads: bool = _setting(
        default=False,
        about="Check files above 1 MiB against their checksum while they are read, not only smaller ones.",
    )
    trash_days: int = _setting(
        30, "Days after which a file in the trash is removed for good, where a business sets no others."
    )
    versions_kept: int = _setting(
        0,
        "How many versions of a file are kept, the current one among them, where a business sets no other number; "
        "0: any number.",
    )
    version_days: int = _setting(
        0,
        "Days for which a version is kept after another took its place, where a business sets no others; 0: for ever. "
        "With `versions_kept` too, a version goes only when both let it go.",
    )
    preview_days: int = _setting(
        90, "Days after which a preview that nobody asked for is removed; it can be made anew."
    )
    preview_bytes: int = _setting(
        2 * 1024**3,
        "Bytes that the previews of one business may take; above, those used longest ago go at the next housekeeping.",
    )
    office_program: str = _setting(
        "soffice",
        "LibreOffice's program, a path or a name to look for, for previews of office documents; empty: there are none.",
    )
    read_texts: bool = _setting(
        default=True,
        about="Read the text in documents, by which they are then found; off: it waits until this is on again.",
    )
    clamd_address: str = _setting(
        "",
        "Where ClamAV's clamd listens, such as unix:/run/clamav/clamd.ctl or 127.0.0.1:3310; files are then withheld "
        "until it has looked through them. Empty: nothing is looked for.",
    )
    clamd_open: bool = _setting(
        default=False,
        about="Release files that clamd cannot look at, because it is down or they are too large; off: they stay "
        "withheld.",
    )
    worker: bool = _setting(
        default=True,
        about="Do jobs, housekeeping and webhooks beside serving; off: leave them to `filebook worker`.",
    )
    job_days: int = _setting(30, "Days for which a job that has ended is shown, and can be undone.")
    change_log_days: int = _setting(
        730, "Days for which changes are kept, for mirrors and the audit trail; 0: for ever."
    )
    link_use_days: int = _setting(
        365, "Days for which it is remembered how links for people without a login were used."
    )
    request_log_days: int = _setting(7, "Days for which the newest requests of each business are kept; 0: none are.")
    metrics_token: str = _setting(
        "", "Token with which /metrics may be read, for Prometheus; empty: there is no /metrics.", secret=True
    )
    housekeeping_seconds: int = _setting(3600, "Seconds between two rounds of housekeeping.")
    session_flush_seconds: int = _setting(5, "Seconds between two notings of when sessions were used.")
    worker_threads: int = _setting(40, "Threads for work that waits: writes, large reads, password checks.")
    password_memory_kib: int = _setting(
        65536, "Memory that hashing a password takes, in KiB: what makes guessing dear."
    )
    access_log: bool = _setting(default=True, about="Log one line for every request.")
    onoffice_window_seconds: int = _setting(120, "How far an onOffice timestamp may be off, in seconds.")
    timetap_session_seconds: int = _setting(4 * 3600, "Seconds without use after which a TimeTap session ends.")
    timetap_public_base_url: str = _setting(
        "", "Address under which TimeTap's public files are shown; empty: the one that the list was asked for at."
    )
    telecomx_file_base_url: str = _setting(
        "", "Address below which TelecomX's files are told to lie; empty: `/files` below the door."
    )
    xelion_session_seconds: int = _setting(24 * 3600, "Seconds after which a Xelion session ends.")
    browser_idle_seconds: int = _setting(30 * 60, "Seconds without use after which a browser's session ends.")
    browser_session_seconds: int = _setting(
        12 * 3600, "Seconds after which a browser's session ends, however much it is used."
    )
    oidc_issuer: str = _setting(
        "",
        "Address of a provider of identities (OpenID Connect) where people may log in instead, such as "
        "https://id.example.org/realms/office; empty: none. See sign-on.md.",
    )
    oidc_client_id: str = _setting("", "What this installation is called at the provider.")
    oidc_client_secret: str = _setting("", "Its secret there; empty: it has none.", secret=True)
    oidc_label: str = _setting("", "What people call the provider; empty: its host name.")
    oidc_create_users: bool = _setting(
        default=False, about="Make a user of whoever the provider lets in and nobody here knows; off: refuse them."
    )
    oidc_create_role: str = _setting("viewer", "The role of such a user: personal, viewer or editor.")
    oidc_create_tenant: str = _setting("master", "Tenant name of the business that such a user belongs to.")
    native_requests_per_minute: int = _setting(
        6000, "Requests that one token or browser session may make at the native door in a minute; 0: any number."
    )
    webhook_private_addresses: bool = _setting(
        default=False, about="Let webhooks send to this machine and to private networks, not only to the Internet."
    )

    @property
    def data_path(self) -> Path:
        """The data folder."""
        return Path(self.data_folder)

    def doors_by_host(self) -> dict[str, Door]:
        """Host name in lower case → door. Raises: Invalid("host_names")."""
        doors = {}
        for entry in filter(None, (part.strip() for part in self.host_names.split(","))):
            name, _, host = entry.partition("=")
            try:
                doors[host.strip().lower()] = Door(name.strip())
            except ValueError:
                raise Invalid("host_names", "door") from None
            if not host.strip():
                raise Invalid("host_names", "host")
        return doors

    def download_base_url(self) -> str:
        """Where files are handed out: `public_base_url` with the other host name; "" without one.

        Raises: Invalid("download_host_name").
        """
        if not self.download_host_name:
            return ""
        base = urlsplit(self.public_base_url)
        name = self.download_host_name.lower()
        if not base.hostname:
            raise Invalid("download_host_name", "needs public_base_url")
        if not _HOST_NAME.fullmatch(name) or name == base.hostname or name in self.doors_by_host():
            raise Invalid("download_host_name", "host")
        return urlunsplit((base.scheme, name if base.port is None else f"{name}:{base.port}", "", "", ""))

    def origins(self) -> frozenset[str]:
        """The allowed origins, as browsers write them. Raises: Invalid("allowed_origins")."""
        found = frozenset(part.strip().rstrip("/").lower() for part in self.allowed_origins.split(",") if part.strip())
        if not all(_ORIGIN.fullmatch(origin) for origin in found):
            raise Invalid("allowed_origins", "origin")
        return found


def rows() -> tuple[Field[Any], ...]:
    """The table: one dataclass field per setting, `metadata` holding `about` and `secret`."""
    return fields(Settings)


def load(file: Path | None = None, *, environment: Mapping[str, str] | None = None, **given: object) -> Settings:
    """Settings from the file, the environment and the command line; what is given last wins, None is not given.

    Raises: Invalid(name) for an unknown name in the file or a value that cannot be read.
    """
    variables = os.environ if environment is None else environment
    path = file or (Path(variables[PREFIX + "CONFIG"]) if variables.get(PREFIX + "CONFIG") else None)
    values: dict[str, object] = {}
    if path is not None:
        values |= _from_file(path)
    for row in rows():
        text = variables.get(PREFIX + row.name.upper())
        text_file = variables.get(PREFIX + row.name.upper() + "_FILE")
        if text is None and text_file and row.metadata["secret"]:
            text = Path(text_file).read_text().strip()
        if text is not None:
            values[row.name] = _read(row, text)
    values |= {name: value for name, value in given.items() if value is not None}
    settings = Settings(**values)  # type: ignore[arg-type] # each value was read by its row's type
    validate(settings)
    return settings


def validate(settings: Settings) -> None:
    """Raises: Invalid(name) for the first setting that does not fit, alone or with others."""
    settings.doors_by_host()
    settings.origins()
    settings.download_base_url()
    if not 0 <= settings.port < 2**16:
        raise Invalid("port", "range")
    for name in ("public_base_url", "timetap_public_base_url", "telecomx_file_base_url"):
        if getattr(settings, name) and not getattr(settings, name).startswith(("http://", "https://")):
            raise Invalid(name, "scheme")
    if settings.database_url and not settings.database_url.startswith(("postgresql://", "postgres://")):
        raise Invalid("database_url", "scheme")
    if settings.blob_url and not settings.blob_url.startswith("s3://"):
        raise Invalid("blob_url", "scheme")
    for name in _POSITIVE:
        if getattr(settings, name) < 1:
            raise Invalid(name, "range")
    for name in ("change_log_days", "request_log_days", "versions_kept", "version_days", "preview_bytes"):
        if getattr(settings, name) < 0:
            raise Invalid(name, "range")
    for name in ("trash_days", "versions_kept", "version_days"):
        if getattr(settings, name) > RULE_LIMIT:
            raise Invalid(name, "range")
    _require_provider(settings)
    loopback = settings.host in {"127.0.0.1", "::1", "localhost"}
    if not loopback and not settings.allow_plain_http:
        raise Invalid("host", "needs allow_plain_http")


def _require_provider(settings: Settings) -> None:
    """Raises: Invalid(name) for the first setting of the provider of identities that does not fit."""
    address = urlsplit(settings.oidc_issuer)
    if settings.oidc_issuer and (address.scheme not in {"http", "https"} or not address.hostname or address.query):
        raise Invalid("oidc_issuer", "scheme")
    if settings.oidc_issuer and not settings.oidc_client_id:
        raise Invalid("oidc_client_id", "needed with oidc_issuer")
    if settings.oidc_create_role not in {role.value for role in NEWCOMER_ROLES}:
        raise Invalid("oidc_create_role", "role")


def shown(settings: Settings) -> dict[str, object]:
    """The settings for people to read, secrets masked."""
    return {
        row.name: "********" if row.metadata["secret"] and getattr(settings, row.name) else getattr(settings, row.name)
        for row in rows()
    }


def _from_file(path: Path) -> dict[str, object]:
    try:
        read = tomllib.loads(path.read_text())
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise Invalid("config", "unreadable") from None
    known = {row.name: row for row in rows()}
    for name, value in read.items():
        if name not in known:
            raise Invalid(name, "unknown setting")
        if not isinstance(value, type(known[name].default)):
            raise Invalid(name, "type")
    return read


def _read(row: Field[Any], text: str) -> object:
    """A value from its text, by the type of the row's default."""
    if isinstance(row.default, bool):
        if text.lower() not in {"true", "false", "1", "0", "yes", "no", "on", "off"}:
            raise Invalid(row.name, "not true or false")
        return text.lower() in {"true", "1", "yes", "on"}
    if isinstance(row.default, int):
        try:
            return int(text)
        except ValueError:
            raise Invalid(row.name, "not a whole number") from None
    return text
