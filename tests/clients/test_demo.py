"""The demo: the contract it prints, the main job played against it, and the README's walk-through by copy and paste."""

import os
import re
import stat
import subprocess
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from scripts.play_main_job import play
from tests.clients.conftest import started

README = Path(__file__).parent.parent.parent / "README.md"


def test_the_main_job_plays_through(demo: dict[str, Any]) -> None:
    said: list[str] = []
    play(demo, say=said.append)
    assert "gone everywhere" in said[-1]


def test_the_readmes_walk_through_works_by_copy_and_paste(demo: dict[str, Any], tmp_path: Path) -> None:
    (script,) = re.findall(r"```bash\n(.*?)```", README.read_text(), flags=re.DOTALL)
    environment = {**os.environ, "BASE": demo["base_url"], "DEMO": f"{demo['folder']}/demo.json"}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        check=False,
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert '"success":"success"' in done.stdout
    assert "hello from onOffice" in done.stdout
    assert '"objectType":"XCCAppointment"' in done.stdout
    assert "the link now answers 403" in done.stdout or "the link now answers 404" in done.stdout


def test_the_contract_names_every_door_that_is_built(demo: dict[str, Any]) -> None:
    assert set(demo) == {"base_url", "pid", "onoffice", "timetap", "telecomx", "xelion", "native", "web", "folder"}
    assert set(demo["telecomx"]["users"]) == {"owner", "viewer", "personal", "reseller", "other"}
    for door in ("onoffice", "timetap", "telecomx", "xelion"):
        assert demo[door]["url"] == f"{demo['base_url']}/{door}"
    assert demo["native"]["url"] == demo["base_url"]
    assert demo["native"]["token"].startswith("fbk_")
    password = demo["xelion"]["password"]
    assert demo["web"] == {"url": demo["base_url"], "user": "owner@demo.example", "password": password}
    assert demo["timetap"]["other"]["api_key"] != demo["timetap"]["api_key"]
    assert set(demo["xelion"]["appointment_oids"]) == {"recurring", "single"}


def test_health_and_readiness_are_told_without_a_credential(demo: dict[str, Any]) -> None:
    for path in ("/healthz", "/readyz"):
        with urlopen(demo["base_url"] + path) as answer:
            assert answer.status == 200


def test_a_second_start_prints_the_same_credentials_and_keeps_them_private(tmp_path: Path) -> None:
    told = []
    for _ in range(2):
        with started(tmp_path / "data", tmp_path / "demo.json") as contract:
            told.append({door: known for door, known in contract.items() if isinstance(known, dict)})
    ports = [re.search(r":(\d+)/", door["onoffice"]["url"]) for door in told]
    assert all(ports)
    without_addresses = [re.sub(r"127\.0\.0\.1:\d+", "HERE", str(door)) for door in told]
    assert without_addresses[0] == without_addresses[1]
    assert stat.S_IMODE((tmp_path / "data" / "demo.json").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
