"""Kinto with its memory backend, which is its fastest, and one record of a user."""

import base64
import os
from collections.abc import Iterator
from contextlib import contextmanager

from bench.asking import ask
from bench.load import Request
from bench.plan import Plan
from bench.processes import Server, free_port, launched, wait_for_answer
from bench.tools import PEERS, program

ACCOUNT = base64.b64encode(b"bench:bench-bench-bench").decode()
_CONFIGURATION = """
[server:main]
use = egg:waitress#main
host = 127.0.0.1
port = {port}
[app:main]
use = egg:kinto
kinto.userid_hmac_secret = made-for-measuring-only
kinto.storage_backend = kinto.core.storage.memory
kinto.permission_backend = kinto.core.permission.memory
kinto.cache_backend = kinto.core.cache.memory
multiauth.policies = basicauth
[loggers]
keys = root
[handlers]
keys = console
[formatters]
keys = plain
[logger_root]
level = WARN
handlers = console
[handler_console]
class = StreamHandler
args = (sys.stderr,)
formatter = plain
[formatter_plain]
format = %(message)s
"""


@contextmanager
def kinto(plan: Plan) -> Iterator[tuple[Server, Request]]:
    """A server, and the request for one record with the owner's credentials. Raises: Missing."""
    program("kinto")
    port = free_port()
    configuration, log = plan.folder / "kinto.ini", plan.folder / "kinto.log"
    configuration.write_text(_CONFIGURATION.format(port=port))
    url = f"http://127.0.0.1:{port}/v1"
    command = [PEERS / "bin" / "pserve", configuration]
    with launched(command, log=log, environment=os.environ) as process:
        wait_for_answer(f"{url}/", process, log)
        owner = f"Basic {ACCOUNT}"
        ask("PUT", f"{url}/buckets/bench", authorization=owner)
        ask("PUT", f"{url}/buckets/bench/collections/files", authorization=owner)
        names = ("filename", "filetype", "type", "description", "fileId", "accessLevel", "date", "lastUpdated")
        record = {name: f"{name} of the record" for name in names} | {"size": 48211}
        address = f"{url}/buckets/bench/collections/files/records"
        made = ask("POST", address, authorization=owner, json_body={"data": record})
        request = Request(f"{address}/{made['data']['id']}", headers={"Authorization": owner})
        yield Server("Kinto", url, process), request
