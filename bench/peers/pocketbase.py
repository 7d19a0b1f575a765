"""PocketBase with one collection of file records, readable by its signed-in users."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bench.asking import ask
from bench.load import Request
from bench.plan import Plan
from bench.processes import Command, Server, free_port, launched, wait_for_answer
from bench.tools import program

EMAIL, PASSWORD = "bench@demo.example", "bench-bench-bench"
SIGNED_IN = '@request.auth.id != ""'


@contextmanager
def pocketbase(plan: Plan) -> Iterator[tuple[Server, Request]]:
    """A server, and the request for one record with a user's token. Raises: Missing."""
    binary, folder = program("pocketbase"), plan.subfolder("pocketbase")
    subprocess.run(
        [binary, "superuser", "upsert", EMAIL, PASSWORD, "--dir", folder], check=True, stdout=subprocess.DEVNULL
    )
    address, log = f"127.0.0.1:{free_port()}", plan.folder / "pocketbase.log"
    url = f"http://{address}"
    command: Command = [binary, "serve", "--http", address, "--dir", folder]
    with launched(command, log=log, environment=os.environ) as process:
        wait_for_answer(f"{url}/api/health", process, log)
        yield Server("PocketBase", url, process), _record_of_a_user(url)


def _record_of_a_user(url: str) -> Request:
    admin = _token(url, "_superusers")
    names = ("filename", "filetype", "type", "description", "fileId", "accessLevel", "date", "lastUpdated")
    fields: list[dict[str, Any]] = [{"name": name, "type": "text"} for name in names]
    fields.append({"name": "size", "type": "number"})
    ask(
        "POST",
        f"{url}/api/collections",
        bearer=admin,
        json_body={"name": "files", "type": "base", "viewRule": SIGNED_IN, "fields": fields},
    )
    user = {"email": EMAIL, "password": PASSWORD, "passwordConfirm": PASSWORD}
    ask("POST", f"{url}/api/collections/users/records", bearer=admin, json_body=user)
    values = {name: f"{name} of the record" for name in names}
    record = ask("POST", f"{url}/api/collections/files/records", bearer=admin, json_body={**values, "size": 48211})
    token = _token(url, "users")
    return Request(f"{url}/api/collections/files/records/{record['id']}", headers={"Authorization": token})


def _token(url: str, collection: str) -> str:
    credentials = {"identity": EMAIL, "password": PASSWORD}
    answer = ask("POST", f"{url}/api/collections/{collection}/auth-with-password", json_body=credentials)
    return str(answer["token"])
