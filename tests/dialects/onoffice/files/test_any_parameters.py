"""Whatever stands in the parameters about files, they are understood or refused in the vendor's words."""

from contextlib import suppress
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from filebook.core.access import Visibility
from filebook.core.businesses import Business
from filebook.core.errors import Invalid
from filebook.core.files import File, FileKind, Uploader
from filebook.core.ids import BusinessNumber, Number, Ref, Uid
from filebook.dialects.onoffice import codes, ids
from filebook.dialects.onoffice.codes import Refused
from filebook.dialects.onoffice.files.changes import DELETED_IN_STRICT, place_in, wanted_in
from filebook.dialects.onoffice.files.lists import extras_in, record_query, stored_name
from filebook.dialects.onoffice.parameters import HIGHEST_LIMIT

NAMES = (
    "estateid", "fileid", "fileId", "documentAttribute", "showispublishedonhomepage", "showpublicationstatus",
    "includeImageUrl", "listlimit", "listoffset", "relationtype", "module", "parentid", "parentId", "relatedRecordId",
    "Art", "title", "freetext", "language", "position",
)  # fmt: skip
LIKELY: tuple[object, ...] = (
    "",
    "1",
    1,
    "estate",
    "Calendar",
    "Titelbild",
    "small",
    True,
    0,
    -1,
    None,
    "00012",
    2.0,
    [],
    {},
    ["x"],
)
VALUES: st.SearchStrategy[object] = st.sampled_from(LIKELY) | st.integers() | st.floats() | st.text(max_size=9)
PARAMETERS = st.dictionaries(st.sampled_from(NAMES), VALUES)
UID = Uid("11111111-1111-4111-8111-111111111111")
BUSINESS = Business(BusinessNumber(1), UID, "B", "b", "UTC", settings={"document_attributes": ["plan"]})
NOW = datetime(2026, 3, 30, tzinfo=UTC)


@given(PARAMETERS)
def test_a_list_is_bounded_whatever_is_asked(parameters: dict[str, object]) -> None:
    with suppress(Refused, Invalid):
        query = record_query(parameters, record="estateid", missing=codes.NO_ESTATE_ID, strict=False)
        assert 0 < query.limit <= HIGHEST_LIMIT
        assert query.offset >= 0
        assert query.with_content is (query.only is not None or query.document_attribute != "")
        extras_in(parameters)


@given(PARAMETERS, st.text())
def test_a_place_is_one_file_and_what_was_said_of_its_record(parameters: dict[str, object], resourceid: str) -> None:
    for known in (None, DELETED_IN_STRICT):
        with suppress(Refused, Invalid):
            place = place_in(parameters, resourceid=resourceid, known=known)
            assert isinstance(place.file, int)
            assert known is None or None not in {place.kind, place.target}


@given(PARAMETERS)
def test_a_change_says_only_what_there_is(parameters: dict[str, object]) -> None:
    with suppress(Refused, Invalid):
        wanted = wanted_in(parameters, BUSINESS)
        assert wanted.category is None or ids.file_type(wanted.category) == wanted.category
        assert wanted.document_attribute in {None, "", "plan"}
        assert "\0" not in f"{wanted.title}{wanted.free_text}{wanted.language}"
        file = a_file("a.txt")
        edited = wanted.edit(file)
        assert (edited.name, edited.version, edited.uid) == (file.name, file.version, file.uid)
        if parameters.get("title") is None:
            assert edited.title == file.title


@given(st.text(min_size=1, max_size=40))
def test_a_stored_name_is_the_uid_and_at_most_an_extension(name: str) -> None:
    stored = stored_name(a_file(name))
    assert stored == UID or (stored.startswith(f"{UID}.") and name.lower().endswith(stored.removeprefix(UID)))


def a_file(name: str) -> File:
    """A link, which is a file without bytes."""
    number = Number(7)
    uploader = Uploader(BusinessNumber(1), number, Ref(number, UID), "max")
    return File(
        BusinessNumber(1), UID, number, UID, name, FileKind.LINK, Visibility.CUSTOMER, uploader, NOW, NOW, title="T"
    )
