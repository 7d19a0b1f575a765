"""Parameters as real clients send them, and what is made of them."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from filebook.core.errors import FilebookError, Invalid, NotFound
from filebook.core.files import Upload, UploadState
from filebook.core.ids import NUMBER_LIMIT, Kind
from filebook.dialects.onoffice import wire
from filebook.dialects.onoffice.codes import Refused
from filebook.dialects.onoffice.files import translate
from filebook.dialects.onoffice.files.translate import Deposit, Parking
from tests.clock import START

UPLOAD = "8d0c1f0e-52a9-4c59-9a53-0b1d0b8f9a11"
LEAF = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
ANYTHING = st.recursive(LEAF, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=4)


def second_step(*, strict: bool = False, **said: Any) -> Parking | Deposit:
    parameters = {"module": "estate", "relatedRecordId": 30, "tmpUploadId": UPLOAD, "file": "haus.jpg", **said}
    return translate.second_step_of(msgspec.convert(parameters, wire.UploadFileParameters), strict=strict)


def deposit(**said: Any) -> Deposit:
    step = second_step(**said)
    assert isinstance(step, Deposit)
    return step


def refusal_of(**said: Any) -> int:
    with pytest.raises(Refused) as refusal:
        second_step(**said)
    return refusal.value.code


def query(*, strict: bool = False, **said: Any) -> translate.FileQuery:
    return translate.file_query({"appointmentid": 247, **said}, strict=strict)


@pytest.mark.parametrize("spelling", [247, "247", "0247", 247.0])
def test_an_appointment_is_named_by_a_number_however_it_is_spelt(spelling: object) -> None:
    assert query(appointmentid=spelling).appointment == 247


@pytest.mark.parametrize(
    ("value", "code"), [(None, 117), ("", 117), ("abc", 121), ([], 121), (True, 121), ("1.5", 121)]
)
def test_an_appointment_id_that_is_missing_or_no_number_is_refused(value: object, code: int) -> None:
    with pytest.raises(Refused) as refusal:
        query(appointmentid=value)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("sent", "lenient", "strict"),
    [
        (None, 20, 20), ("", 20, 20), (0, 20, 20), (-5, 20, 20), ("x", 20, 20), (1, 1, 1), ("50", 50, 50),
        (100, 100, 100), (101, 101, 100), (500, 500, 100), (501, 500, 100), (10**25, 500, 100),
    ],
)  # fmt: skip
def test_a_limit_is_lowered_and_never_refused(sent: object, lenient: int, strict: int) -> None:
    assert (query(listlimit=sent).limit, query(listlimit=sent, strict=True).limit) == (lenient, strict)


@pytest.mark.parametrize(("sent", "offset"), [(None, 0), ("40", 40), (-1, 0), ("x", 0), (10**25, NUMBER_LIMIT)])
def test_an_offset_that_cannot_be_meant_is_none(sent: object, offset: int) -> None:
    assert query(listoffset=sent).offset == offset


def test_a_file_is_narrowed_to_in_either_spelling() -> None:
    assert (query(fileId="31").only, query(fileid=32).only, query(fileId="", fileid=33).only) == (31, 32, 33)
    assert (query().only, query(fileId=None).only, query(fileId="").only) == (None, None, None)
    with pytest.raises(Invalid):
        query(fileId="abc")


@given(st.dictionaries(st.sampled_from(["appointmentid", "fileId", "fileid", "listlimit", "listoffset"]), ANYTHING))
def test_whatever_stands_in_a_query_is_read_or_refused(parameters: dict[str, Any]) -> None:
    try:
        found = translate.file_query(parameters, strict=False)
    except (FilebookError, Refused):
        return
    assert 0 < found.limit <= 500
    assert 0 <= found.offset <= NUMBER_LIMIT


@pytest.mark.parametrize(
    ("module", "kind"),
    [
        ("estate", Kind.ESTATE), ("address", Kind.CONTACT), ("agentsLog", Kind.AGENTS_LOG),
        ("agentslog", Kind.AGENTS_LOG), ("TASK", Kind.TASK), ("appointment", Kind.APPOINTMENT),
        ("Calendar", Kind.APPOINTMENT),
    ],
)  # fmt: skip
def test_modules_are_known_in_any_case(module: str, kind: Kind) -> None:
    assert deposit(module=module).kind is kind


@pytest.mark.parametrize("module", ["appointment", "calendar", "Appointment"])
def test_the_strict_profile_knows_no_module_for_appointments(module: str) -> None:
    assert refusal_of(module=module, strict=True) == 163


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"module": None}, 163),
        ({"module": "contacts"}, 163),
        ({"module": []}, 163),
        ({"relatedRecordId": None}, 79),
        ({"relatedRecordId": ""}, 79),
        ({"file": None}, 114),
        ({"file": ""}, 114),
        ({"module": "tmpUpload", "file": None}, 114),
        ({"Art": "Hausplan"}, 162),
        ({"Art": "Link"}, 167),
        ({"Art": "Film-Link", "url": ""}, 167),
    ],
)
def test_what_cannot_be_done_without_is_demanded(said: dict[str, Any], code: int) -> None:
    assert refusal_of(**said) == code


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"file": "a/b"}, "name"),
        ({"file": "x" * 300}, "name"),
        ({"position": -1}, "position"),
        ({"position": "-2"}, "position"),
        ({"position": "first"}, "position"),
        ({"title": []}, "title"),
        ({"title": "a\0"}, "title"),
        ({"freetext": {"a": 1}}, "freetext"),
        ({"documentAttribute": True}, "documentAttribute"),
        ({"setDefaultPublicationRights": "maybe"}, "setDefaultPublicationRights"),
    ],
)
def test_values_that_cannot_be_meant_are_named(said: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        second_step(**said)
    assert refusal.value.field == field


@pytest.mark.parametrize("upload", [None, "", 5, "0b0f", "8d0c1f0e-52a9-4c59-9a53-0b1d0b8f9a1'"])
@pytest.mark.parametrize("module", ["estate", "tmpUpload"])
def test_an_upload_id_that_cannot_be_one_is_not_found(upload: object, module: str) -> None:
    with pytest.raises(NotFound) as refusal:
        second_step(tmpUploadId=upload, module=module)
    assert refusal.value.what == "upload"


@pytest.mark.parametrize(
    ("value", "expected"),
    [(True, True), (1, True), ("1", True), ("true", True), (False, False), (0, False), ("0", False), (None, False)],
)
def test_booleans_come_in_many_forms(value: object, expected: bool) -> None:
    assert deposit(setDefaultPublicationRights=value).publish_by_default is expected


def test_publication_rights_concern_estates_alone() -> None:
    assert not deposit(module="address", setDefaultPublicationRights=True).publish_by_default


def test_a_type_that_is_not_listed_is_ignored_beyond_estates() -> None:
    assert deposit(module="task", Art="Anything").category == ""
    assert deposit(module="task", Art="Dokument").category == "Dokument"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"title": "Rundgang", "file": None}, "Rundgang"),
        ({"title": "innen/aussen", "file": None}, "Ogulo-Link"),
        ({"title": None, "file": None}, "Ogulo-Link"),
        ({"title": "Rundgang", "file": "tour"}, "tour"),
    ],
)
def test_a_link_is_named_by_its_title_if_that_can_be_a_name(said: dict[str, Any], name: str) -> None:
    step = deposit(Art="Ogulo-Link", url="https://tour.example/1", tmpUploadId=None, **said)
    assert (step.name, step.url, step.upload) == (name, "https://tour.example/1", None)


def test_an_address_beside_a_file_that_is_no_link_is_ignored() -> None:
    assert deposit(Art="Foto", url="https://tour.example/1").url == ""


@pytest.mark.parametrize(("sent", "position"), [(None, None), ("", None), (0, 0), ("3", 3), (10**20, 1_000_000)])
def test_a_position_is_a_place_or_none(sent: object, position: int | None) -> None:
    assert deposit(position=sent).position == position


@given(st.dictionaries(st.sampled_from(wire.UploadFileParameters.__struct_fields__), ANYTHING))
def test_whatever_stands_in_a_second_step_is_read_or_refused(parameters: dict[str, Any]) -> None:
    try:
        step = translate.second_step_of(msgspec.convert(parameters, wire.UploadFileParameters), strict=False)
    except (FilebookError, Refused):
        return
    assert step.name


@pytest.mark.parametrize(("carried", "size"), [("", 10), ("Q", 10), ("QU", 11), ("QUJ", 12), ("QQ=", 11)])
def test_characters_kept_for_the_next_block_count_by_the_bytes_in_them(carried: str, size: int) -> None:
    upload = Upload(UPLOAD, 1, 2, "", UploadState.OPEN, (), 10, START, START, carried=carried)  # type: ignore[arg-type] # plain values
    assert translate.size_with_carried(upload) == size
