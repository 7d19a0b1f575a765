"""Requests to addresses that users named: what is judged, what is waited for, what counts as an answer."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from filebook.backends.outgoing import ANSWER_LIMIT_BYTES, HttpSender
from filebook.core.outgoing import target_of
from filebook.core.ports.outgoing import Answer, Trouble
from tests.receiver import NEVER, receiving

BODY = b'{"calendarId": 1}'
PATIENCE_SECONDS = 30.0


def post(url: str, sender: HttpSender | None = None) -> Answer:
    """A request that may go to this machine."""
    sender = sender or HttpSender(allow_private=True, timeout_seconds=PATIENCE_SECONDS)
    return sender.post(target_of(url, field="url"), body=BODY, headers={"X-Mark": "one"})


@contextmanager
def speaking(speak: Callable[[socket.socket], None]) -> Iterator[str]:
    """The address of a server that does with its one connection what it is told."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _ = listening.accept()
        with connection:
            try:
                connection.recv(65536)
                speak(connection)
            except OSError:
                return  # the other side had enough

    thread = threading.Thread(target=serve)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    thread.join()
    listening.close()


def test_a_request_arrives_as_it_was_given_with_one_header_more() -> None:
    with receiving() as receiver:
        assert post(receiver.url) == Answer(200)
    (got,) = receiver.received
    assert (got.path, got.body) == ("/hooks/timetap?token=canary-in-the-address", BODY)
    assert got.headers == {
        "Host": f"127.0.0.1:{receiver.port}",
        "User-Agent": "Filebook",
        "Content-Type": "application/json",
        "Content-Length": str(len(BODY)),
        "Connection": "close",
        "X-Mark": "one",
    }


@pytest.mark.parametrize(("status", "is_success"), [(200, True), (204, True), (299, True), (301, False), (404, False)])
def test_only_a_status_of_two_hundred_and_some_is_success(status: int, is_success: bool) -> None:
    with receiving() as receiver:
        receiver.answers.append(status)
        answer = post(receiver.url)
    assert (answer.status, answer.is_success, answer.outcome) == (status, is_success, str(status))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    with receiving() as receiver, receiving() as elsewhere:
        receiver.answers.append(status)
        receiver.location = elsewhere.url
        assert post(receiver.url) == Answer(status)
        assert (len(receiver.received), elsewhere.received) == (1, [])


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_however_this_machine_is_named_it_is_refused_and_nothing_connects(host: str) -> None:
    sender = HttpSender(allow_private=False)
    with receiving() as receiver:
        url = f"http://{host}:{receiver.port}/"
        assert sender.refuses(target_of(url, field="url"))
        assert post(url, sender) == Answer(None, Trouble.ADDRESS)
        assert receiver.received == []


def test_the_address_that_was_judged_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def found(host: str, port: int, **_: object) -> list[Any]:
        asked.append(host)
        places = ["127.0.0.1"] if len(asked) == 1 else ["192.0.2.1"]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, port)) for place in places]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    with receiving() as receiver:
        assert post(f"http://crm.example:{receiver.port}/") == Answer(200)
    assert asked == ["crm.example"]
    assert receiver.received[0].headers["Host"] == f"crm.example:{receiver.port}"


def test_of_several_addresses_only_the_public_ones_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    places = ["127.0.0.1", "169.254.169.254"]
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, port, **_: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, port)) for place in places],
    )
    sender, target = HttpSender(allow_private=False), target_of("http://crm.example/", field="url")
    assert sender.refuses(target)
    places.append("8.8.8.8")
    assert not sender.refuses(target)
    with pytest.raises(RuntimeError, match=r"tried to reach 8\.8\.8\.8"):  # what stops every test
        post("http://crm.example/", sender)


def test_a_name_that_is_not_found_is_no_private_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(*_: object, **__: object) -> list[Any]:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", nothing)
    sender = HttpSender(allow_private=False)
    assert not sender.refuses(target_of("http://crm.example/", field="url"))
    assert post("http://crm.example/", sender) == Answer(None, Trouble.NAME)


def test_nobody_listening_is_no_connection() -> None:
    with receiving() as receiver:
        url = receiver.url
    assert post(url) == Answer(None, Trouble.CONNECTION)


def test_a_receiver_that_does_not_answer_is_left_after_a_while() -> None:
    with receiving() as receiver:
        receiver.answers.append(NEVER)
        assert post(receiver.url, HttpSender(allow_private=True, timeout_seconds=0.1)) == Answer(None, Trouble.TIME)
        assert len(receiver.received) == 1


def test_a_receiver_that_dribbles_is_left_though_something_always_comes() -> None:
    def dribble(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while True:
            connection.sendall(b"x")
            if threading.Event().wait(0.01):
                return

    with speaking(dribble) as url:
        assert post(url, HttpSender(allow_private=True, timeout_seconds=0.2)) == Answer(None, Trouble.TIME)


def test_of_an_endless_answer_no_more_than_the_limit_is_read() -> None:
    sent = []

    def flood(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            sent.append(connection.send(b"x" * 65536))

    with speaking(flood) as url:
        assert post(url) == Answer(200)
    assert sum(sent) < 100 * ANSWER_LIMIT_BYTES  # what the system's buffers hold beside


def test_a_head_beyond_the_limit_is_no_answer() -> None:
    def endless_head(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            connection.sendall(b"X-Long: " + b"x" * 1000 + b"\r\n")

    with speaking(endless_head) as url:
        assert post(url) == Answer(None, Trouble.ANSWER)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n", Answer(201)),
        (b"HTTP/1.0 200 OK\r\n\r\nbye", Answer(200)),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ncut off", Answer(200)),
        (b"HTTP/1.1 100 Continue\r\n\r\n", Answer(None, Trouble.ANSWER)),
        (
            b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n",
            Answer(None, Trouble.ANSWER),
        ),
        (b"SSH-2.0-OpenSSH\r\n", Answer(None, Trouble.ANSWER)),
        (b"", Answer(None, Trouble.ANSWER)),
    ],
)
def test_what_is_said_is_understood_as_http_or_not(said: bytes, answer: Answer) -> None:
    with speaking(lambda connection: connection.sendall(said)) as url:
        assert post(url) == answer


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for `localhost`, signed by itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.2"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path: Path = tmp_path_factory.mktemp("tls") / "server.pem"
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.mark.parametrize(
    ("host", "is_known", "answer"),
    [
        ("localhost", True, Answer(200)),
        ("127.0.0.1", True, Answer(None, Trouble.TLS)),
        ("localhost", False, Answer(None, Trouble.TLS)),
    ],
)
def test_a_server_must_prove_that_it_is_the_one_named(
    certificate: Path, host: str, is_known: bool, answer: Answer
) -> None:
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate)

    def speak_tls(connection: socket.socket) -> None:
        with server.wrap_socket(connection, server_side=True) as secure:
            secure.recv(65536)
            secure.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _ = listening.accept()
        try:
            speak_tls(connection)
        except OSError:
            connection.close()  # the other side did not like the certificate

    thread = threading.Thread(target=serve)
    thread.start()
    trusted = ssl.create_default_context(cafile=str(certificate) if is_known else None)
    sender = HttpSender(allow_private=True, timeout_seconds=PATIENCE_SECONDS, tls=trusted)
    assert post(f"https://{host}:{listening.getsockname()[1]}/", sender) == answer
    thread.join()
    listening.close()


def test_plain_http_from_a_server_that_should_speak_tls_is_a_failure_of_tls() -> None:
    with speaking(lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")) as url:
        assert post(url.replace("http:", "https:")) == Answer(None, Trouble.TLS)
