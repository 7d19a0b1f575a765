"""`filebook demo`: makes the demo business once in a data folder, serves it, and tells where and how to log in."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from filebook.app.build import House, build
from filebook.app.demo.business import make_demo
from filebook.app.keys import write_private
from filebook.app.server import serve
from filebook.app.settings import Settings

CREDENTIALS_FILE = "demo.json"


def demo(settings: Settings, *, json_file: Path | None, say: Callable[[str], None]) -> None:
    """Serve the demo business until stopped; the contract is printed, and written to `json_file`, once ready."""
    house = build(settings)
    contract = demo_credentials(house)

    def ready(base_url: str) -> None:
        whole = with_addresses(contract, base_url)
        for line in told(whole):
            say(line)
        if json_file is not None:
            write_private(json_file.absolute(), json.dumps(whole, indent=1), replace_existing=True)

    serve(house, on_ready=ready)


def demo_credentials(house: House) -> dict[str, Any]:
    """What was made, or is made now: the data folder keeps it, so every start prints the same."""
    path = house.settings.data_path / CREDENTIALS_FILE
    if not path.exists():
        write_private(path, json.dumps(make_demo(house.services), indent=1), replace_existing=False)
    stored: dict[str, Any] = json.loads(path.read_text())
    return stored


def with_addresses(credentials: dict[str, Any], base_url: str) -> dict[str, Any]:
    """The demo contract: addresses, process and credentials."""
    whole: dict[str, Any] = {"base_url": base_url, "pid": os.getpid()}
    for door, known in credentials.items():
        # Our own API and what lies beside it are told by the address of the server.
        whole[door] = {"url": base_url if door == "native" else f"{base_url}/{door}", **known}
    owner = whole["telecomx"]["users"]["owner"]
    whole["web"] = {"url": base_url, "user": owner["username"], "password": owner["password"]}
    whole["telecomx"]["file_url"] = f"{base_url}/telecomx/files"
    return whole


def told(contract: dict[str, Any]) -> list[str]:
    """The contract for people to read."""
    owner = contract["telecomx"]["users"]["owner"]
    return [
        f"Filebook demo at {contract['base_url']}",
        f"  browser   {contract['web']['url']}   {contract['web']['user']}  {contract['web']['password']}",
        f"  onOffice  {contract['onoffice']['url']}/api/stable/api.php",
        f"            token {contract['onoffice']['token']}  secret {contract['onoffice']['secret']}",
        f"  TimeTap   {contract['timetap']['url']}/live",
        f"            apiKey {contract['timetap']['api_key']}  privateKey {contract['timetap']['private_key']}",
        f"  TelecomX  {contract['telecomx']['url']}   {owner['username']}  {owner['password']}",
        f"  Xelion    {contract['xelion']['url']}/api/v1/{contract['xelion']['tenant']}/",
        f"            {contract['xelion']['user']}  {contract['xelion']['password']}",
        f"  native    {contract['base_url']}/api/v1",
        *([f"            token {contract['native']['token']}"] if "native" in contract else []),
        "Stop with Ctrl-C.",
    ]
