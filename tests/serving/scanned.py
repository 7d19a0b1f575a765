"""What a scanner makes of a document that comes in pieces; for the tests of the scanner."""

from collections.abc import Callable, Iterable

import pytest

from filebook.core.errors import Invalid
from filebook.serving.json_scan import JsonPath, JsonScanner, StreamedText


def is_data(path: JsonPath) -> bool:
    return path[-1:] == ("data",)


def nothing(_path: JsonPath) -> bool:
    return False


class Collected:
    """A sink that remembers what it was given."""

    def __init__(self) -> None:
        self.content = bytearray()

    def write(self, data: bytes, /) -> None:
        self.content += data


class Scanned:
    """What a scanner made of a document that came in the given pieces."""

    def __init__(
        self,
        *pieces: bytes,
        wanted: Callable[[JsonPath], bool] = is_data,
        text_limit_bytes: int = 1 << 20,
        sink_limit_bytes: int = 1 << 30,
    ) -> None:
        self.sinks: dict[JsonPath, Collected] = {}
        self.asked: list[JsonPath] = []

        def sink_for(path: JsonPath) -> Collected | None:
            self.asked.append(path)
            return self.sinks.setdefault(path, Collected()) if wanted(path) else None

        scanner = JsonScanner(wanted=sink_for, text_limit_bytes=text_limit_bytes, sink_limit_bytes=sink_limit_bytes)
        for piece in pieces:
            scanner.feed(piece)
        self.skeleton = scanner.close()
        self.streamed: dict[JsonPath, StreamedText] = scanner.streamed

    @property
    def contents(self) -> dict[JsonPath, bytes]:
        return {path: bytes(sink.content) for path, sink in self.sinks.items()}


def refusal_of(*pieces: bytes, wanted: Callable[[JsonPath], bool] = is_data) -> tuple[str, str]:
    with pytest.raises(Invalid) as refusal:
        Scanned(*pieces, wanted=wanted)
    return refusal.value.field, refusal.value.reason


def cuts_of(text: bytes) -> list[list[bytes]]:
    """Return the text whole, in single bytes, and cut in two at every place."""
    single_bytes = [text[i : i + 1] for i in range(len(text))]
    return [[text], single_bytes, *([text[:i], text[i:]] for i in range(1, len(text)))]


def without_streamed(value: object, streamed: Iterable[JsonPath], path: JsonPath = ()) -> object:
    if isinstance(value, dict):
        return {name: without_streamed(inner, streamed, (*path, name)) for name, inner in value.items()}
    if isinstance(value, list):
        return [without_streamed(inner, streamed, (*path, index)) for index, inner in enumerate(value)]
    return None if path in streamed else value
