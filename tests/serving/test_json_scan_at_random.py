"""JSON documents drawn at random, in random writing and cut anywhere, read as the standard library reads them."""

import base64
import json
from random import Random
from typing import Never

from hypothesis import given
from hypothesis import strategies as st

from filebook.serving.json_scan import JsonPath
from tests.serving.scanned import Scanned, nothing, refusal_of, without_streamed

# Documents drawn at random: a string at the key "data" is base64 and streams, everything else stays.

_KEYS = st.text(max_size=4).filter(lambda key: key != "data") | st.sampled_from(["dat", "data\\", '"data"', "a/b"])
_LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
_BASE64 = st.binary(min_size=1).map(lambda content: base64.b64encode(content).decode())


def _larger(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    lists = st.lists(inner, max_size=4)
    objects = st.dictionaries(_KEYS, inner, max_size=4)
    with_data = st.builds(
        lambda before, data, behind: {**before, "data": data, **behind}, objects, _BASE64 | _BASE64 | lists, objects
    )
    return lists | objects | with_data


_DOCUMENTS = st.recursive(_LEAVES, _larger, max_leaves=12)


def streams_in(value: object, path: JsonPath = ()) -> dict[JsonPath, str]:
    if isinstance(value, dict):
        parts = [streams_in(inner, (*path, name)) for name, inner in value.items()]
    elif isinstance(value, list):
        parts = [streams_in(inner, (*path, index)) for index, inner in enumerate(value)]
    else:
        parts = [{path: value}] if isinstance(value, str) and path[-1:] == ("data",) else []
    return {found: text for part in parts for found, text in part.items()}


def written(value: object, chance: Random) -> str:
    """Write JSON with blanks and escapes as chance has it."""

    def blank() -> str:
        return chance.choice(["", "", " ", "\n", "\t\r\n  "])

    def string(text: str) -> str:
        return '"' + "".join(character(one) for one in text) + '"'

    def character(one: str) -> str:
        if one == "/" and chance.random() < 0.5:
            return r"\/"
        if chance.random() < 0.2:
            units = one.encode("utf-16-be").hex()
            return "".join("\\u" + units[i : i + 4] for i in range(0, len(units), 4))
        return json.dumps(one, ensure_ascii=False)[1:-1]

    if isinstance(value, dict):
        inside = ",".join(f"{blank()}{string(key)}{blank()}:{written(inner, chance)}" for key, inner in value.items())
        text = "{" + inside + blank() + "}"
    elif isinstance(value, list):
        text = "[" + ",".join(written(inner, chance) for inner in value) + blank() + "]"
    else:
        text = string(value) if isinstance(value, str) else json.dumps(value)
    return blank() + text + blank()


def cut_by_chance(text: bytes, chance: Random) -> list[bytes]:
    places = sorted(chance.choices(range(len(text) + 1), k=chance.randrange(12)))
    return [text[start:end] for start, end in zip([0, *places], [*places, len(text)], strict=True)]


@given(_DOCUMENTS, st.randoms(use_true_random=False))
def test_any_document_cut_anywhere_reads_as_json_and_base64_do(document: object, chance: Random) -> None:
    text = written(document, chance).encode()
    assert json.loads(text) == document
    expected = streams_in(document)
    scanned = Scanned(*cut_by_chance(text, chance))
    assert json.loads(scanned.skeleton) == without_streamed(document, expected)
    assert scanned.contents == {path: base64.b64decode(text) for path, text in expected.items()}
    assert all(streamed.fault is None and streamed.exact for streamed in scanned.streamed.values())


def is_strict_json(text: bytes) -> bool:
    """Judge by the standard library alone, with everything forbidden that it lets through."""

    def no_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
        if len(dict(pairs)) < len(pairs):
            raise ValueError
        return dict(pairs)

    def no_constants(name: str) -> Never:
        raise ValueError(name)

    try:
        value = json.loads(text.decode(), parse_constant=no_constants, object_pairs_hook=no_duplicates)
        json.dumps(value, ensure_ascii=False).encode()
    except ValueError:
        return False
    return True


@given(
    _DOCUMENTS,
    st.randoms(use_true_random=False),
    st.lists(st.sampled_from(b'{}[]:,"\\u09 eE-ndt\n\xc3\xa4'), max_size=3),
)
def test_a_damaged_document_is_accepted_only_when_it_is_still_json(
    drawn: object, chance: Random, damage: list[int]
) -> None:
    text = bytearray(written(drawn, chance).encode())
    for byte in damage:
        place = chance.randrange(len(text) + 1)
        text[place : place + chance.randrange(2)] = bytes([byte])
    pieces = cut_by_chance(bytes(text), chance)
    if is_strict_json(bytes(text)):
        assert Scanned(*pieces, wanted=nothing).skeleton == text
    else:
        assert refusal_of(*pieces, wanted=nothing)[0] == ""
