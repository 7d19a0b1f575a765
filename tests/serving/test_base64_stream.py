"""Base64 text in pieces: what is decoded, what is left over, what is a fault, and how cut texts go together again."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filebook.core.errors import Invalid, TooLarge
from filebook.serving.base64_stream import Base64Decoder, decode_leftover, realign


class Decoded:
    """What a decoder made of a text that came in the given pieces."""

    def __init__(self, *pieces: bytes, limit_bytes: int | None = None, carried: str = "") -> None:
        written: list[bytes] = []
        self.decoder = Base64Decoder(written.append, limit_bytes=limit_bytes, carried=carried)
        for piece in pieces:
            self.decoder.feed(piece)
        self.leftover = self.decoder.close()
        self.content = b"".join(written)


def cuts_of(text: bytes) -> list[list[bytes]]:
    """Return the text whole, in single bytes, and cut in two at every place."""
    single_bytes = [text[i : i + 1] for i in range(len(text))]
    return [[text], single_bytes, *([text[:i], text[i:]] for i in range(len(text) + 1))]


@pytest.mark.parametrize(
    ("text", "content", "leftover"),
    [
        (b"aGVsbG8=", b"hello", ""),
        (b"aGVsbG8", b"hel", "bG8"),
        (b"QUJD", b"ABC", ""),
        (b"QUJDQ", b"ABC", "Q"),
        (b"QUJDQQ=", b"ABC", "QQ="),
        (b"==", b"", "=="),
        (b"Q==", b"", "Q=="),
        (b"QUI==", b"AB", "="),
        (b"QUI= =\n", b"AB", "="),
        (b"aGVs\r\nbG8=\r\n", b"hello", ""),
        (b"  a G\tVsbG8 = ", b"hello", ""),
        (b"data", b"u\xabZ", ""),
        (b"dat", b"", "dat"),
        (b"data:image/png;base64,aGVsbG8=", b"hello", ""),
        (b"DATA:;BASE64,QUJD", b"ABC", ""),
        (b"data:text/plain;charset=utf-8;base64,QUJDQQ", b"ABC", "QQ"),
        (b"data:" + b"x" * 243 + b";base64,QUJD", b"ABC", ""),
    ],
)
def test_a_text_gives_the_same_bytes_and_leftover_however_it_is_cut(text: bytes, content: bytes, leftover: str) -> None:
    for pieces in cuts_of(text):
        decoded = Decoded(*pieces)
        assert (decoded.decoder.fault, decoded.content, decoded.leftover) == (None, content, leftover)
        assert decoded.decoder.size_bytes == len(content)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"data:image/png;base64,", "empty"),
        (b"-_-_", "alphabet"),
        (b"QUJD!", "alphabet"),
        (b"QU\x00JD", "alphabet"),
        (b"QU\xffJ", "alphabet"),
        (b"QU\x0bJD", "alphabet"),
        (b"QUJD\\", "alphabet"),
        (b"data:", "alphabet"),
        (b"data:image/png,QUJD", "alphabet"),
        (b"data:image/png;base64", "alphabet"),
        (b"data:imag\xe9;base64,QUJD", "alphabet"),
        (b"data:" + b"x" * 244 + b";base64,QUJD", "alphabet"),
        (b"QUJDdata:;base64,QUJD", "alphabet"),
        (b"QQ==QUJD", "padding"),
        (b"QQ==Q", "padding"),
        (b"QQ== =", "padding"),
        (b"QUI===", "padding"),
        (b"QUI= Q", "padding"),
        (b"QUI==Q", "padding"),
        (b"QUI= !", "alphabet"),
        (b"QQ==\n\nQUJD", "padding"),
        (b"Q=QQ", "padding"),
        (b"===", "padding"),
        (b"Q===", "padding"),
        (b"====", "padding"),
        (b"=QUJ", "padding"),
    ],
)
def test_what_is_no_base64_is_a_fault_however_it_is_cut(text: bytes, fault: str) -> None:
    for pieces in cuts_of(text):
        decoded = Decoded(*pieces)
        assert (decoded.decoder.fault, decoded.leftover) == (fault, "")


def test_after_a_fault_nothing_more_is_written() -> None:
    assert Decoded(b"QUJD", b"!", b"QUJD", b"QUJD").content == b"ABC"


@pytest.mark.parametrize(
    ("text", "prefix", "exact"),
    [
        (b"aGVsbG8=", "", True),
        (b"aGVsbG8", "", True),
        (b"data:a;base64,QUJD", "data:a;base64,", True),
        (b"aGVs bG8=", "", False),
        (b"aGVsbG8=\n", "", False),
        (b"QUJDQ\n", "", False),
        (b"QR==", "", False),
        (b"QUI==", "", True),
        (b"QUJ==", "", False),
    ],
)
def test_a_text_is_exact_when_bytes_prefix_and_leftover_give_it_back(text: bytes, prefix: str, *, exact: bool) -> None:
    for pieces in cuts_of(text):
        decoded = Decoded(*pieces)
        assert (decoded.decoder.prefix, decoded.decoder.exact) == (prefix, exact)
        rebuilt = prefix.encode() + base64.b64encode(decoded.content) + decoded.leftover.encode()
        assert (rebuilt == text) is exact


def test_bytes_beyond_the_limit_are_refused_before_they_are_written() -> None:
    assert Decoded(b"QUJD", b"QUJD", limit_bytes=6).content == b"ABCABC"
    written: list[bytes] = []
    decoder = Base64Decoder(written.append, limit_bytes=5)
    decoder.feed(b"QUJD")
    with pytest.raises(TooLarge) as refusal:
        decoder.feed(b"QUJD")
    assert refusal.value.limit_bytes == 5
    assert written == [b"ABC"]


@given(st.binary(), st.integers(1, 13), st.booleans())
def test_a_text_cut_into_blocks_of_any_size_gives_its_bytes_back(
    content: bytes,
    block_characters: int,
    padded: bool,
) -> None:
    text = base64.b64encode(content)
    if not padded:
        text = text.rstrip(b"=")
    received, carried = b"", ""
    for start in range(0, len(text), block_characters):
        block = Decoded(text[start : start + block_characters])
        assert block.decoder.fault is None
        decoded, carried = realign(carried=carried, decoded=block.content, leftover=block.leftover)
        received += decoded
    assert received + decode_leftover(carried) == content


@given(st.binary(min_size=1), st.binary(min_size=1))
def test_blocks_that_each_end_in_their_own_padding_carry_nothing(first: bytes, second: bytes) -> None:
    for content in (first, second):
        block = Decoded(base64.b64encode(content))
        assert realign(carried="", decoded=block.content, leftover=block.leftover) == (content, "")


@pytest.mark.parametrize(
    ("carried", "decoded", "leftover"),
    [
        ("", b"", "="),
        ("", b"ABC", "Q="),
        ("", b"AB", "="),
        ("", b"ABC", "=="),
        ("Q", b"AB", ""),
        ("QQ=", b"ABC", ""),
        ("QU", b"", "==="),
        ("QUJ", b"", "=="),
        ("Q", b"", "="),
    ],
)
def test_a_block_whose_padding_cannot_follow_the_block_before_is_refused(
    carried: str, decoded: bytes, leftover: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        realign(carried=carried, decoded=decoded, leftover=leftover, field="data")
    assert (refusal.value.field, refusal.value.reason) == ("data", "padding")


def test_nothing_carried_and_nothing_come_makes_nothing() -> None:
    assert realign(carried="", decoded=b"", leftover="") == (b"", "")


def test_a_carried_text_is_not_taken_for_a_data_url() -> None:
    assert Decoded(b":;base64,QUJD", carried="data").decoder.fault == "alphabet"


@pytest.mark.parametrize(("leftover", "content"), [("", b""), ("QQ", b"A"), ("QQ=", b"A"), ("QUI", b"AB")])
def test_missing_padding_is_supplied_when_no_further_block_comes(leftover: str, content: bytes) -> None:
    assert decode_leftover(leftover) == content


@pytest.mark.parametrize("leftover", ["Q", "=", "==", "Q=", "Q=="])
def test_a_leftover_that_ends_no_text_is_refused(leftover: str) -> None:
    with pytest.raises(Invalid) as refusal:
        decode_leftover(leftover, field="data")
    assert (refusal.value.field, refusal.value.reason) == ("data", "padding")
