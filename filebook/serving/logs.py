"""Logs: one JSON object a line on standard error, with every secret taken out before it is written.

JSON escapes control characters, so no text of a client's can begin a line of its own. Messages are event names with
fields, never sentences put together from user text.
"""

import asyncio
import json
import logging
import re
import sys
from collections.abc import Mapping
from datetime import datetime
from typing import BinaryIO

import msgspec
import structlog
from structlog.typing import EventDict, WrappedLogger

HIDDEN = "***"
_GATHER_SECONDS = 0.05

_SECRET_ENDINGS = (
    "authorization",
    "token",
    "hmac",
    "secret",
    "password",
    "cookie",
    "cookies",
    "key",
    "keys",
    "signature",
    "credential",
)
"""A field whose name ends so is never shown: `sessionToken`, `private_key`, `Set-Cookie`."""
_SECRET_NAMES = frozenset({"data", "params", "parameters", "query", "body", "url"})
_QUERY = re.compile(r"\?[^\s?\"'<>=]*=[^\s\"'<>]*")
_SCHEME = re.compile(r"\b(Bearer|Basic)\s+[^\s\"',;]+", re.IGNORECASE)


def configure_logs(*, stream: BinaryIO | None = None, level: int = logging.INFO) -> None:
    """Send our own events and those of libraries to the stream, in one form. Called once, at the start of a program."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            redact,
            _to_json,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.BytesLoggerFactory(stream or sys.stderr.buffer),
        cache_logger_on_first_use=True,
    )
    # Below a warning, libraries tell what they do, with whole addresses in it.
    logging.basicConfig(handlers=[_FromLibraries()], level=max(level, logging.WARNING), force=True)
    # Its lines show whole addresses; ours show route templates.
    logging.getLogger("uvicorn.access").propagate = False
    # It warns about every malformed form, quoting it; the client is told by a 400.
    logging.getLogger("python_multipart").setLevel(logging.ERROR)


class _FromLibraries(logging.Handler):
    """Turns what libraries log into events of ours."""

    def emit(self, record: logging.LogRecord) -> None:
        structlog.get_logger().log(
            record.levelno,
            "library.message",
            logger=record.name,
            message=record.getMessage(),
            exc_info=record.exc_info,
        )


class RequestFinished(msgspec.Struct, tag_field="event", tag="request.finished"):
    """The line of the access log. It holds nothing that a client made up but the method."""

    method: str
    door: str
    route: str
    status: int | None
    duration_ms: float
    request_id: str
    timestamp: datetime
    level: str = "info"


class AccessLog:
    """Writes a line for every request: past the processors, which would cost as much as the request itself.

    Lines of the same moment share one write. Goes where `configure_logs` sent the other events before, else to
    standard error.
    """

    def __init__(self) -> None:
        factory = structlog.get_config()["logger_factory"]
        is_ours = isinstance(factory, structlog.BytesLoggerFactory)
        self._logger = factory() if is_ours else structlog.BytesLogger(sys.stderr.buffer)
        self._gathered: list[RequestFinished] = []
        self._encoder = msgspec.json.Encoder()

    def write(self, line: RequestFinished) -> None:
        """Write one line, soon. Called on the event loop."""
        self._gathered.append(line)
        if len(self._gathered) == 1:
            asyncio.get_running_loop().call_later(_GATHER_SECONDS, self.flush)

    def flush(self) -> None:
        """Write what was gathered."""
        lines, self._gathered = self._gathered, []
        if lines:
            self._logger.msg(self._encoder.encode_lines(lines).removesuffix(b"\n"))


def redact(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:  # noqa: ARG001 - a processor's shape
    """A structlog processor: hides the values of secret fields, and in any text query strings and credentials."""
    return {key: _shown(key, value) for key, value in event.items()}


def _shown(key: str, value: object) -> object:
    plain = key.lower().replace("_", "").replace("-", "")
    if plain in _SECRET_NAMES or plain.endswith(_SECRET_ENDINGS):
        return HIDDEN
    if isinstance(value, str):
        return _SCHEME.sub(rf"\1 {HIDDEN}", _QUERY.sub(f"?{HIDDEN}", value))
    if isinstance(value, Mapping):
        return {str(inner): _shown(str(inner), held) for inner, held in value.items()}
    if isinstance(value, list | tuple):
        return [_shown("", held) for held in value]
    return value


def _to_json(logger: WrappedLogger, name: str, event: EventDict) -> bytes:  # noqa: ARG001 - a processor's shape
    """ASCII only, so that no terminal takes a byte of it for a command."""
    return json.dumps(event, default=str).encode("ascii")
