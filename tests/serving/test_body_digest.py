"""The hash of a body: of all its bytes, and of a form of all but the line that divides its parts."""

import hashlib
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from filebook.serving.body_digest import BodyDigest

LINE = "----a-line"


def digest_of(content_type: str, *pieces: bytes) -> str:
    digest = BodyDigest(content_type)
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def in_pieces(body: bytes, cuts: list[int]) -> list[bytes]:
    places = [0, *sorted(cut % (len(body) + 1) for cut in cuts), len(body)]
    return [body[begin:end] for begin, end in pairwise(places)]


@given(st.binary(max_size=200), st.lists(st.integers(0, 200), max_size=5))
def test_the_hash_of_a_body_does_not_depend_on_how_it_arrives(body: bytes, cuts: list[int]) -> None:
    assert digest_of("text/plain", *in_pieces(body, cuts)) == hashlib.sha256(body).hexdigest()


@given(
    st.lists(st.binary(max_size=50).filter(lambda part: b"-" not in part), max_size=4), st.lists(st.integers(0, 300))
)
def test_a_form_has_one_hash_whatever_line_divides_its_parts(parts: list[bytes], cuts: list[int]) -> None:
    def sent(line: str) -> str:
        body = f"--{line}\r\n".encode().join([b"", *parts, b""])
        return digest_of(f"multipart/form-data; boundary={line}", *in_pieces(body, cuts))

    assert sent(LINE) == sent("another")


def test_forms_of_other_parts_have_other_hashes() -> None:
    kind = f"multipart/form-data; boundary={LINE}"
    bodies = [f"--{LINE}\r\n{part}\r\n--{LINE}--".encode() for part in ("a", "b", "", "ab")]
    assert len({digest_of(kind, body) for body in bodies}) == len(bodies)
