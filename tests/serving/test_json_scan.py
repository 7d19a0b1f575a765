"""JSON documents in pieces: what streams, what stays, what is refused, and that no cut makes a difference."""

import json
import tracemalloc

import pytest

from filebook.core.errors import Invalid, TooLarge
from filebook.serving.json_scan import JsonPath, JsonScanner
from tests.serving.scanned import Collected, Scanned, cuts_of, refusal_of, without_streamed

DATA = ("request", "actions", 0, "parameters", "data")


def envelope(data_literal: str) -> bytes:
    return b'{"request":{"actions":[{"parameters":{"file":"a.txt","data":"%s","Art":"Foto"}}]}}' % data_literal.encode()


@pytest.mark.parametrize(
    ("literal", "content"),
    [
        ("aGVsbG8=", b"hello"),
        (r"\/\/\/\/", b"\xff\xff\xff"),
        (r"aGVs\r\nbG8=\r\n\t", b"hello"),
        ("aGVs\r\nbG8=\n", b"hello"),
        ("\\/\\/\n\\/\\/", b"\xff\xff\xff"),
        (r"\u0061GVsbG8\u003d", b"hello"),
        (r"\u002B\u002b\u002F\/", b"\xfb\xef\xff"),
        (r"data:image\/png;base64,aGVsbG8=", b"hello"),
        (r"\u0064ata:image\/png;base64\u002caGVsbG8=", b"hello"),
    ],
)
def test_base64_is_decoded_whatever_the_escapes_and_wherever_the_cut(literal: str, content: bytes) -> None:
    document = envelope(literal)
    for pieces in cuts_of(document):
        scanned = Scanned(*pieces, wanted=lambda path: path == DATA)
        assert scanned.contents == {DATA: content}
        assert scanned.skeleton == envelope("").replace(b'""', b"null")
        text = scanned.streamed[DATA]
        assert (text.size_bytes, text.leftover, text.fault) == (len(content), "", None)
        text.require_sound()


@pytest.mark.parametrize(
    ("document", "streamed"),
    [
        (rb'{"note":"\"data\":\"QUJD","data":"QUJD"}', {("data",): b"ABC"}),
        (rb'{"note":"x\\","data":"QUJD"}', {("data",): b"ABC"}),
        (rb'{"note":"x\\\"data\":\"","data":"QUJD"}', {("data",): b"ABC"}),
        (rb'{"d\u0061ta":"QUJD"}', {("data",): b"ABC"}),
        (rb'{"\"data":"QUJD","dat":"QUJD"}', {}),
        (rb'{"data":["data","QUJD",{"data":"QUJD"}]}', {("data", 2, "data"): b"ABC"}),
        (rb'{"data":{"x":"QUJD"}}', {}),
        (rb'["data",":","QUJD"]', {}),
        (rb'{"data":12,"b":[null , true,-1.5e3 ],"c":{"data" : "QUJD" } }', {("c", "data"): b"ABC"}),
        (rb'[[],[{"data":"QUJD"},{"data":"QUI="}],{}]', {(1, 0, "data"): b"ABC", (1, 1, "data"): b"AB"}),
        (b'{"\xc3\xa4":{"data":"QUJD"}}', {("\xe4", "data"): b"ABC"}),
        (rb'{"\ud83d\ude00":{"data":"QUJD"}}', {("\U0001f600", "data"): b"ABC"}),
        (rb'{"":{"data":"QUJD"}}', {("", "data"): b"ABC"}),
    ],
)
def test_only_the_value_at_the_wanted_path_streams(document: bytes, streamed: dict[JsonPath, bytes]) -> None:
    for pieces in cuts_of(document):
        scanned = Scanned(*pieces)
        assert scanned.contents == streamed
        assert json.loads(scanned.skeleton) == without_streamed(json.loads(document), streamed)


def test_every_string_value_is_asked_for_and_nothing_else() -> None:
    scanned = Scanned(b'{"a":"x","b":[1,"y",{"c":null,"d":"z"}],"e":{}}')
    assert scanned.asked == [("a",), ("b", 1), ("b", 2, "d")]


def test_a_document_may_be_one_string_that_streams() -> None:
    scanned = Scanned(b' "QUJD" ', wanted=lambda path: path == ())
    assert (scanned.skeleton, scanned.contents) == (b" null ", {(): b"ABC"})


def test_characters_that_make_no_whole_group_are_reported_and_not_decoded() -> None:
    scanned = Scanned(b'[{"data":"QUJDQU"},{"data":"Q"},{"data":"QUJDRA=="}]')
    assert [text.leftover for text in scanned.streamed.values()] == ["QU", "Q", ""]
    assert list(scanned.contents.values()) == [b"ABC", b"", b"ABCD"]


def test_what_a_signature_over_the_string_needs_is_kept() -> None:
    texts = Scanned(rb'[{"data":"data:image\/png;base64,QUJDQU"},{"data":"QU\nJD"}]').streamed
    assert [(text.prefix, text.exact) for text in texts.values()] == [("data:image/png;base64,", True), ("", False)]


@pytest.mark.parametrize(
    ("literal", "fault"),
    [
        ("", "empty"),
        (r"\n", "empty"),
        ("QUJD-_", "alphabet"),
        (r"QU\"JD", "alphabet"),
        (r"QU\\\"JD\\", "alphabet"),
        (r"QUJD\\/", "alphabet"),
        (r"QUJD\\n/", "alphabet"),
        (r"QUJD\x", "alphabet"),
        (r"QUJD\u00", "alphabet"),
        (r"\u00e4", "alphabet"),
        (r"\ud800", "alphabet"),
        ("ä", "alphabet"),
        ("\x00", "alphabet"),
        ("QQ==QUJD", "padding"),
    ],
)
def test_a_value_that_is_no_base64_spoils_only_itself(literal: str, fault: str) -> None:
    document = b'[{"data":"%s"},{"data":"QUJD"}]' % literal.encode()
    for pieces in cuts_of(document):
        scanned = Scanned(*pieces)
        assert scanned.skeleton == b'[{"data":null},{"data":null}]'
        assert scanned.contents[(1, "data")] == b"ABC"
        assert scanned.streamed[(1, "data")].fault is None
        spoilt = scanned.streamed[(0, "data")]
        assert spoilt.fault == fault
        with pytest.raises(Invalid) as refusal:
            spoilt.require_sound()
        assert (refusal.value.field, refusal.value.reason) == ("0.data", fault)


def test_nothing_is_written_to_a_sink_after_its_fault() -> None:
    assert Scanned(b'{"data":"QUJD', b"!", b'QUJD"}').contents == {("data",): b"ABC"}


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"{", "incomplete"),
        (b"[1,", "incomplete"),
        (b'{"a"', "incomplete"),
        (b'{"a":', "incomplete"),
        (b'"abc', "incomplete"),
        (rb'"abc\"', "incomplete"),
        (b'{"data":"QUJD', "incomplete"),
        (rb'{"data":"QUJD\u00', "incomplete"),
        (b"{} {}", "trailing"),
        (b"1 2", "trailing"),
        (b'{"data":"QUJD"}"', "trailing"),
        (b"[]]", "trailing"),
        (b"[1 2]", "syntax"),
        (b"[1,]", "syntax"),
        (b"[,1]", "syntax"),
        (b"[}", "syntax"),
        (b"[1}", "syntax"),
        (b'{"a":1]', "syntax"),
        (b"{]", "syntax"),
        (b"}", "syntax"),
        (b'{"a":1,}', "syntax"),
        (b'{"a" "data"}', "syntax"),
        (b'{"a":"b":"c"}', "syntax"),
        (b'{"a","b"}', "syntax"),
        (b"{1:2}", "syntax"),
        (b'["a":1]', "syntax"),
        (b'[1"a"]', "syntax"),
        (b'{"data"x:"QUJD"}', "syntax"),
        (b"tru", "syntax"),
        (b"nulls", "syntax"),
        (b"01", "syntax"),
        (b"+1", "syntax"),
        (b"[1.]", "syntax"),
        (b"'a'", "syntax"),
        (b"[1/**/]", "syntax"),
        (b"NaN", "syntax"),
        (b"[-Infinity]", "syntax"),
        (b'{"x":Infinity}', "syntax"),
        (b"1" * 5000, "syntax"),
        (b'"a\nb"', "syntax"),
        (b'{"a\tb":1}', "syntax"),
        (b'"a\x00b"', "syntax"),
        (rb'"\x"', "syntax"),
        (rb'{"\u00g0":1}', "syntax"),
        (b"\xef\xbb\xbf{}", "syntax"),
        ("{}".encode("utf-16"), "syntax"),
        (b"{}\xff", "trailing"),
        (b'"\xff"', "encoding"),
        (b'"\xc0\x80"', "encoding"),
        (b'"\xed\xa0\x80"', "encoding"),
        (b'{"\xe4":1}', "encoding"),
        (rb'"\ud800"', "encoding"),
        (rb'"\udc00\ud800"', "encoding"),
        (rb'{"\udfff":1}', "encoding"),
        (b'{"a":1,"a":2}', "duplicate"),
        (b'{"a":1,"b":{"a":1},"a":2}', "duplicate"),
        (rb'{"data":"QUJD","d\u0061ta":"QUJD"}', "duplicate"),
        (b"[" * 65, "depth"),
        (b'{"a":' * 64 + b"[", "depth"),
    ],
)
def test_what_is_no_sound_json_is_refused_however_it_is_cut(document: bytes, reason: str) -> None:
    for pieces in cuts_of(document) if len(document) < 100 else [[document]]:
        assert refusal_of(*pieces) == ("", reason)


def test_equal_keys_in_different_objects_are_no_duplicates() -> None:
    assert Scanned(b'[{"a":{"a":1}},{"a":2}]').skeleton == b'[{"a":{"a":1}},{"a":2}]'


def test_a_second_value_under_the_same_key_never_reaches_a_sink() -> None:
    asked: list[JsonPath] = []

    def sink_for(path: JsonPath) -> Collected:
        asked.append(path)
        return Collected()

    scanner = JsonScanner(wanted=sink_for, text_limit_bytes=100, sink_limit_bytes=100)
    with pytest.raises(Invalid):
        scanner.feed(b'{"data":"QUJD","data":"QUJD"}')
    assert asked == [("data",)]


def test_sixty_four_levels_are_allowed() -> None:
    document = b'{"a":[' * 32 + b"]}" * 32
    assert Scanned(document).skeleton == document


@pytest.mark.parametrize("document", [b'{"a":"xxx"}', b"[1,2,3,4,5]", b" " * 10 + b"1", b"12345678901", b'{"xxxxx":1}'])
def test_text_beyond_its_limit_is_refused_however_it_is_cut(document: bytes) -> None:
    for pieces in cuts_of(document):
        assert Scanned(*pieces, text_limit_bytes=11).skeleton == document
        with pytest.raises(TooLarge) as refusal:
            Scanned(*pieces, text_limit_bytes=10)
        assert refusal.value.limit_bytes == 10


def test_streamed_strings_do_not_count_as_text_and_have_a_limit_of_their_own() -> None:
    document = b'{"data":"%s"}' % (b"QUJD" * 100)
    assert Scanned(document, text_limit_bytes=13, sink_limit_bytes=300).contents == {("data",): b"ABC" * 100}
    with pytest.raises(TooLarge) as refusal:
        Scanned(document, text_limit_bytes=13, sink_limit_bytes=299)
    assert refusal.value.limit_bytes == 299


@pytest.mark.parametrize(
    "literal", [rb"QUJD", rb"\/\/", rb"QUJD\r\n", rb"\"\"", rb"\\\\", rb"\u0041\u0041\u0041\u0041"]
)
def test_memory_does_not_grow_with_a_streamed_string(literal: bytes) -> None:
    batch = literal * ((1 << 20) // len(literal))

    class Nowhere:
        def write(self, data: bytes, /) -> None: ...

    scanner = JsonScanner(wanted=lambda _path: Nowhere(), text_limit_bytes=100, sink_limit_bytes=1 << 30)
    scanner.feed(b'{"data":"')
    tracemalloc.start()
    for _ in range(24):
        scanner.feed(batch)
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    scanner.feed(b'"}')
    assert scanner.close() == b'{"data":null}'
    assert peak_bytes < 4 << 20


@pytest.mark.parametrize("length", [4094, 4095, 4096, 4097, 8192, 262_143, 262_144, 262_145])
@pytest.mark.parametrize("unit", [rb"\"", rb"\\", rb"\\\"", rb"a\"\\", rb"\u0022"])
def test_a_long_string_full_of_escapes_ends_at_its_own_quote(unit: bytes, length: int) -> None:
    body = b"x" * (length % len(unit)) + unit * (length // len(unit))
    document = b'["%s","after",{"data":"%s"}]' % (body, body)
    scanned = Scanned(document)
    assert scanned.skeleton == b'["%s","after",{"data":null}]' % body
    assert scanned.streamed[(2, "data")].fault == "alphabet"
