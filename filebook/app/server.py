"""The server: the application over all doors, run by uvicorn until a signal ends it."""

import ctypes
import gc
import logging
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from ipaddress import IPv4Network, IPv6Network, ip_network

from uvicorn.config import Config
from uvicorn.server import Server

from filebook.app.build import House
from filebook.app.clock import utc_now
from filebook.app.settings import Settings
from filebook.app.workforce import Workforce
from filebook.core.errors import Invalid, Unavailable
from filebook.serving.application import Application, Hook
from filebook.serving.call import Edge
from filebook.serving.guarded import GuardedHttp
from filebook.serving.logs import configure_logs
from filebook.serving.metrics import PATH as METRICS_PATH
from filebook.serving.metrics import Metrics
from filebook.serving.operations import Operation, Operations
from filebook.serving.watching import Watcher, request_watcher
from filebook.serving.wire_types import learn_wire_types

BACKLOG = 2048
_M_ARENA_MAX = -8
"""glibc, malloc.h."""
_COLLECT_AFTER = (5_000, 20, 20)
"""So many more objects than went before garbage is looked for; Python's 700 are two or three requests."""


def application(
    house: House,
    *,
    now: Callable[[], datetime] = utc_now,
    on_start: tuple[Hook, ...] = (),
    on_stop: tuple[Hook, ...] = (),
) -> Application:
    """The ASGI application of a house, for any ASGI server."""
    learn_wire_types()
    settings = house.settings
    checks = {"rows": house.catalogue.check, "bytes": house.blobs.check}
    more: dict[str, Operation] = {}
    watchers: list[Watcher] = []
    if house.services.request_log.is_on:
        watchers.append(request_watcher(house.services.request_log))
    if settings.metrics_token:
        backlog = house.services.following.waiting
        metrics = Metrics(now=now, token=settings.metrics_token, checks=checks, backlog=backlog)
        watchers.append(metrics.watch)
        more[METRICS_PATH] = metrics.operation()
    return Application(
        house.doors,
        now=now,
        reads_inline=house.catalogue.reads_inline,
        moment=house.catalogue.moment,
        edge=Edge(
            settings.public_base_url.rstrip("/"),
            trusted_networks(settings),
            download_base_url=settings.download_base_url(),
        ),
        hosts=settings.doors_by_host(),
        allowed_origins=settings.origins(),
        operations=Operations(checks, more),
        thread_count=settings.worker_threads,
        access_log=settings.access_log,
        watchers=watchers,
        on_start=on_start,
        on_stop=on_stop,
    )


def serve(house: House, *, on_ready: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM; `on_ready` is told the base URL once connections are accepted.

    Raises: Unavailable if the address cannot be listened on.
    """
    settings = house.settings
    configure_logs()
    _share_heaps()
    listening = _listen(settings.host, settings.port)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    base_url = settings.public_base_url.rstrip("/") or f"http://{host}:{listening.getsockname()[1]}"
    workforce = Workforce(house, everything=settings.worker)
    app = application(
        house,
        on_start=(workforce.start, _keep_what_is_loaded, lambda: on_ready(base_url)),
        on_stop=(workforce.stop, house.close),
    )
    config = Config(
        app,
        http=GuardedHttp,
        log_config=None,
        log_level=logging.ERROR,
        access_log=False,
        server_header=False,
        date_header=True,
        proxy_headers=False,
        ws="none",
        timeout_keep_alive=60,
        timeout_graceful_shutdown=30,
        backlog=BACKLOG,
    )
    # The server shuts down in order at SIGTERM and then raises it again: that is a clean end, not a crash.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    _Server(config, app).run(sockets=[listening])


class _Server(Server):
    """uvicorn's, which waits for running requests before it tells the application that it stops."""

    def __init__(self, config: Config, app: Application) -> None:
        super().__init__(config)
        self._app = app

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop in order."""
        self._app.end_soon()
        await super().shutdown(sockets)


def trusted_networks(settings: Settings) -> tuple[IPv4Network | IPv6Network, ...]:
    """The proxies to believe. Raises: Invalid("trusted_proxies")."""
    try:
        return tuple(ip_network(part.strip()) for part in settings.trusted_proxies.split(",") if part.strip())
    except ValueError:
        raise Invalid("trusted_proxies", "no network") from None


def _share_heaps() -> None:
    """Let threads share two heaps where glibc would give each its own, which keeps what large uploads once needed."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 2)


def _keep_what_is_loaded() -> None:
    """Let garbage be looked for less often, and never in what was loaded for good: it took a tenth of a request."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECT_AFTER)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except OSError:
        listening.close()
        raise Unavailable from None
    return listening
