"""multipart/form-data as a stream: files go to sinks as they arrive, text fields are collected."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from filebook.core.errors import TooLarge
from filebook.serving.call import Call
from filebook.serving.limits import FormLimits
from filebook.serving.problems import BadRequest, UnsupportedMediaType
from filebook.serving.receive import Chunk, Consumer, pump

ChooseSink = Callable[[str, str, str], Consumer | None]
"""(part name, file name, media type or "") of a file part -> where its bytes go; None drops them."""

_EXTENDED_FILE_NAME = re.compile(r";\s*filename\*\s*=\s*\"?utf-8'[^']*'([^;\"\s]*)", re.IGNORECASE)


@dataclass(slots=True)
class Form:
    """The text fields, by name, in the order in which they came."""

    fields: dict[str, list[str]] = field(default_factory=dict)

    def get(self, name: str, default: str = "") -> str:
        """The first value of a field."""
        values = self.fields.get(name)
        return values[0] if values else default


async def receive_form(
    call: Call, choose_sink: ChooseSink, *, limit_bytes: int, limits: FormLimits | None = None
) -> Form:
    """Read the body. `choose_sink` and the sinks run on worker threads, one call after another.

    A part with a file name is a file; every other part is text in UTF-8. Parts may come in any order. A sink has its
    file whole only when this returns: when it raises, the caller drops what the sinks hold.

    Raises:
        UnsupportedMediaType: the body is no multipart/form-data.
        BadRequest: it is malformed, cut off, or has too many parts or headers.
        TooLarge: more than `limit_bytes` in all, or too much text.
        Disconnected, RequestTimedOut: the body did not arrive whole.
        Whatever `choose_sink` and the sinks raise.
    """
    reader = FormReader(_boundary(call), choose_sink, limits or FormLimits())
    await pump(call, reader.write, limit_bytes=limit_bytes)
    return reader.finish()


def _boundary(call: Call) -> bytes:
    if call.content_type != "multipart/form-data":
        raise UnsupportedMediaType
    _, options = parse_options_header(call.headers["content-type"])
    boundary = options.get(b"boundary", b"")
    if not boundary:
        raise BadRequest("multipart")
    return boundary


class FormReader:
    """Turns the parser's events into fields and sink calls. Used by one thread at a time."""

    def __init__(self, boundary: bytes, choose_sink: ChooseSink, limits: FormLimits) -> None:
        self._choose_sink = choose_sink
        self._limits = limits
        self._form = Form()
        self._part_count = 0
        self._text_bytes = 0
        self._is_complete = False
        self._header_name = b""
        self._header_value = b""
        self._header_bytes = 0
        self._headers: dict[bytes, bytes] = {}
        self._name = ""
        self._sink: Consumer | None = None
        self._text: bytearray | None = None
        try:
            self._parser = MultipartParser(
                boundary,
                {
                    "on_part_begin": self._on_part_begin,
                    "on_header_field": self._on_header_field,
                    "on_header_value": self._on_header_value,
                    "on_header_end": self._on_header_end,
                    "on_headers_finished": self._on_headers_finished,
                    "on_part_data": self._on_part_data,
                    "on_part_end": self._on_part_end,
                    "on_end": self._on_end,
                },
                max_header_size=limits.part_header_bytes,
            )
        except FormParserError:
            raise BadRequest("multipart") from None

    def write(self, data: Chunk) -> None:
        try:
            self._parser.write(bytes(data))
        except FormParserError:
            raise BadRequest("multipart") from None

    def finish(self) -> Form:
        if not self._is_complete:
            raise BadRequest("multipart")
        return self._form

    def _on_part_begin(self) -> None:
        self._part_count += 1
        if self._part_count > self._limits.part_count:
            raise BadRequest("parts")
        self._header_bytes = 0
        self._headers = {}

    def _on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._header_name += self._header_piece(data, start, end)

    def _on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._header_value += self._header_piece(data, start, end)

    def _header_piece(self, data: bytes, start: int, end: int) -> bytes:
        self._header_bytes += end - start
        if self._header_bytes > self._limits.part_header_bytes:
            raise BadRequest("part-header")
        return data[start:end]

    def _on_header_end(self) -> None:
        self._headers[self._header_name.lower()] = self._header_value
        self._header_name = self._header_value = b""

    def _on_headers_finished(self) -> None:
        disposition = self._headers.get(b"content-disposition", b"")
        _, options = parse_options_header(disposition)
        if b"name" not in options:
            raise BadRequest("part-name")
        self._name = _text(options[b"name"])
        file_name = _file_name(disposition, options)
        if file_name is None:
            self._text = bytearray()
        else:
            self._text = None
            media_type = self._headers.get(b"content-type", b"").decode("latin-1").strip()
            self._sink = self._choose_sink(self._name, file_name, media_type)

    def _on_part_data(self, data: bytes, start: int, end: int) -> None:
        if self._text is None:
            if self._sink is not None:
                self._sink(memoryview(data)[start:end])
            return
        self._text_bytes += end - start
        if self._text_bytes > self._limits.text_bytes:
            raise TooLarge(self._limits.text_bytes)
        self._text += data[start:end]

    def _on_part_end(self) -> None:
        if self._text is not None:
            self._form.fields.setdefault(self._name, []).append(_text(bytes(self._text)))
        self._text = self._sink = None

    def _on_end(self) -> None:
        self._is_complete = True


def _file_name(disposition: bytes, options: dict[bytes, bytes]) -> str | None:
    """The file's name; None where the part is no file. Some clients send `filename*`, though RFC 7578 forbids it."""
    extended = _EXTENDED_FILE_NAME.search(disposition.decode("latin-1"))
    if extended is not None:
        return _text(unquote_to_bytes(extended[1]))
    return _text(options[b"filename"]) if b"filename" in options else None


def _text(raw: bytes) -> str:
    """Text in UTF-8, the only encoding forms are sent in today."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequest("encoding") from None
