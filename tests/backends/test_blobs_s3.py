"""The byte store in S3 keeps the contract, and does not trust more of S3 than every store keeps."""

import os
import secrets
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.request import urlopen

import pytest

from filebook.backends.blobs.s3 import PART_BYTES, S3Blobs, s3_blobs
from filebook.core.errors import NoSpace, NotFound, Unavailable
from filebook.core.ports.blobs import Blobs
from tests.backends.blob_suite import UNKNOWN_KEY, BlobSuite, keys, load, noise, store


def blobs_at(endpoint: str, *, bucket: str = "filebook-test", prefix: str | None = None) -> S3Blobs:
    """A store of the test's own at this endpoint."""
    return s3_blobs(
        endpoint=endpoint,
        bucket=bucket,
        prefix=secrets.token_hex(8) if prefix is None else prefix,
        region="eu-central-1",
        access_key=os.environ.get("FILEBOOK_TEST_S3_ACCESS_KEY", "test-access"),
        secret_key=os.environ.get("FILEBOOK_TEST_S3_SECRET_KEY", "test-secret"),
    )


@pytest.fixture
def endpoint(s3_endpoint: str) -> str:
    """The S3 store of this test run: in memory, or a real one with the bucket `filebook-test` named by a variable."""
    return os.environ.get("FILEBOOK_TEST_S3_ENDPOINT", s3_endpoint)


class TestS3Blobs(BlobSuite):
    @pytest.fixture
    def blobs(self, endpoint: str) -> Blobs:
        return blobs_at(endpoint)


@dataclass
class ScriptedS3:
    """A server that gives one answer to everything and keeps what it was asked."""

    endpoint: str = ""
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)


@pytest.fixture
def scripted() -> Iterator[ScriptedS3]:
    """A scripted server on a free port."""
    script = ScriptedS3()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            script.asked.append((self.command, self.path, headers))
            self.send_response(script.status)
            for name, value in {"Content-Length": str(len(script.body)), **script.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(script.body)

        do_GET = do_PUT = do_HEAD = do_POST = do_DELETE = answer  # noqa: N815 - the names http.server looks for

        def log_message(self, *_: object) -> None:
            """Say nothing on the console."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        script.endpoint = f"http://127.0.0.1:{server.server_address[1]}"
        Thread(target=server.serve_forever, args=(0.05,)).start()
        yield script
        server.shutdown()


def unfinished_uploads(endpoint: str) -> int:
    with urlopen(f"{endpoint}/filebook-test?uploads") as answer:
        return int(answer.read().count(b"<UploadId>"))


@pytest.mark.parametrize("prefix", ["", "one", "one/two"])
def test_a_store_lists_only_what_lies_directly_below_its_prefix(endpoint: str, prefix: str) -> None:
    own = secrets.token_hex(8)
    blobs = blobs_at(endpoint, prefix=f"{own}/{prefix}" if prefix else own)
    beside = blobs_at(endpoint, prefix=f"{own}/{prefix}x" if prefix else f"{own}x")
    below = blobs_at(endpoint, prefix=f"{own}/{prefix}/deeper" if prefix else f"{own}/deeper")
    segments = [store(each, b"x") for each in (blobs, beside, below)]
    assert keys(blobs) == {segments[0].key}


def test_a_whole_bucket_can_be_the_store(endpoint: str) -> None:
    blobs = blobs_at(endpoint, prefix="")
    segment = store(blobs, b"at the top")
    assert segment.key in keys(blobs)
    assert load(blobs, segment.key) == b"at the top"
    blobs.delete(segment.key)
    assert segment.key not in keys(blobs)


@pytest.mark.slow
def test_a_listing_goes_on_after_the_first_thousand(endpoint: str) -> None:
    blobs = blobs_at(endpoint)
    with ThreadPoolExecutor(8) as threads:
        written = set(threads.map(lambda _: store(blobs, b"x").key, range(1_010)))
    assert keys(blobs) == written


@pytest.mark.skipif("FILEBOOK_TEST_S3_ENDPOINT" in os.environ, reason="asks for unfinished uploads unsigned")
def test_an_aborted_large_blob_takes_its_parts_along(endpoint: str) -> None:
    before = unfinished_uploads(endpoint)
    writer = blobs_at(endpoint).create()
    writer.write(noise(PART_BYTES + 1))
    writer.write(noise(PART_BYTES + 1))
    assert unfinished_uploads(endpoint) == before + 1
    writer.abort()
    assert unfinished_uploads(endpoint) == before


def test_a_blob_deleted_while_it_is_open_is_not_found(endpoint: str) -> None:
    blobs = blobs_at(endpoint)
    segment = store(blobs, b"x")
    reader = blobs.open(segment.key)
    blobs.delete(segment.key)
    with pytest.raises(NotFound) as caught:
        reader.read(0, 1)
    assert caught.value.key == segment.key


@pytest.mark.parametrize("size_bytes", [3, PART_BYTES + 1])
def test_without_its_bucket_a_store_takes_nothing(endpoint: str, size_bytes: int) -> None:
    blobs = blobs_at(endpoint, bucket="no-such-bucket")
    for attempt in (lambda: store(blobs, noise(size_bytes)), blobs.check, lambda: list(blobs.blobs())):
        with pytest.raises(Unavailable):
            attempt()


def test_a_store_that_cannot_be_reached_is_unavailable() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        blobs = blobs_at(f"http://127.0.0.1:{unused.getsockname()[1]}")
        for attempt in (blobs.check, lambda: blobs.open(UNKNOWN_KEY), lambda: blobs.delete(UNKNOWN_KEY)):
            with pytest.raises(Unavailable):
                attempt()


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (403, b"<Error><Code>AccessDenied</Code></Error>", Unavailable),
        (403, b"<Error><Code>QuotaExceeded</Code></Error>", NoSpace),
        (400, b"<Error><Code>XMinioAdminBucketQuotaExceeded</Code></Error>", NoSpace),
        (412, b"<Error><Code>PreconditionFailed</Code></Error>", Unavailable),
        (404, b"<Error><Code>NoSuchBucket</Code></Error>", Unavailable),
        (301, b"", Unavailable),
    ],
)
@pytest.mark.parametrize("size_bytes", [3, PART_BYTES + 1])
def test_a_refused_upload_is_never_acknowledged(
    scripted: ScriptedS3, status: int, body: bytes, error: type[Exception], size_bytes: int
) -> None:
    scripted.status, scripted.body = status, body
    blobs = blobs_at(scripted.endpoint)
    with pytest.raises(error):
        store(blobs, noise(size_bytes))


def test_a_writer_that_was_refused_stays_refused(scripted: ScriptedS3) -> None:
    scripted.status = 403
    writer = blobs_at(scripted.endpoint).create()
    writer.write(b"x")
    with pytest.raises(Unavailable):
        writer.commit()
    scripted.status = 200
    with pytest.raises(Unavailable):
        writer.commit()
    assert len(scripted.asked) == 1


def test_a_full_store_that_answers_507_is_no_space(scripted: ScriptedS3) -> None:
    scripted.status = 507
    with pytest.raises(NoSpace):
        store(blobs_at(scripted.endpoint), b"x")


@pytest.mark.parametrize("prefix", ["p", "p/", "/p/"])
def test_a_small_blob_is_one_request_that_overwrites_nothing(scripted: ScriptedS3, prefix: str) -> None:
    scripted.headers = {"ETag": '""'}  # as Ceph answers; nobody may mind
    segment = store(blobs_at(scripted.endpoint, prefix=prefix), b"x")
    ((method, path, headers),) = scripted.asked
    assert (method, path) == ("PUT", f"/filebook-test/p/{segment.key}")
    assert headers["if-none-match"] == "*"


def test_address_and_keys_are_those_given_and_not_those_of_the_environment(
    scripted: ScriptedS3, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripted.headers = {"ETag": '"x"'}
    for name in ("AWS_ENDPOINT", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_BUCKET", "AWS_REGION"):
        monkeypatch.setenv(name, "from-the-environment")
    store(blobs_at(scripted.endpoint), b"x")
    ((_, path, headers),) = scripted.asked
    assert path.startswith("/filebook-test/")
    assert "/eu-central-1/s3/" in headers["authorization"]
    assert "from-the-environment" not in str(scripted.asked)
    assert "x-amz-security-token" not in headers


@pytest.mark.parametrize("claimed", ["bytes 0-3/10", "bytes 0-9/10"])
def test_an_answer_shorter_than_the_range_asked_for_is_not_taken_for_the_end(
    scripted: ScriptedS3, claimed: str
) -> None:
    scripted.headers = {"Content-Length": "10", "Last-Modified": "Sun, 29 Mar 2026 10:00:00 GMT", "ETag": '"x"'}
    reader = blobs_at(scripted.endpoint).open(UNKNOWN_KEY)
    assert reader.size_bytes == 10
    scripted.status, scripted.body = 206, b"0123"
    scripted.headers |= {"Content-Length": "4", "Content-Range": claimed}
    with pytest.raises(Unavailable):
        reader.read(0, 10)
