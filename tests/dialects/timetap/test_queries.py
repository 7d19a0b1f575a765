"""What the query of a list means."""

import pytest

from filebook.core.errors import Invalid
from filebook.core.ids import Kind
from filebook.dialects.timetap.file_query import file_query
from filebook.services.library import Page


def test_without_a_query_everything_is_wanted_at_once() -> None:
    query = file_query({})
    assert query.folders
    assert query.files
    assert query.page is None
    assert not query.deleted


def test_empty_values_are_as_if_absent() -> None:
    names = ("fileLibraryType", "parentFileLibraryUUID", "calendarId", "clientId", "professionalId", "deleted")
    assert file_query(dict.fromkeys((*names, "pageNumber", "pageSize"), "")) == file_query({})


@pytest.mark.parametrize(
    ("number", "size", "page"),
    [
        ("1", "25", Page(25, 0)),
        ("3", "10", Page(10, 20)),
        ("2", "", Page(25, 25)),
        ("", "7", Page(7, 0)),
        ("0", "10", Page(10, 0)),
        ("-2", "10", Page(10, 0)),
        ("x", "10", Page(10, 0)),
        ("1", "5000", Page(1000, 0)),
        ("1", "9" * 30, Page(1000, 0)),
        (" 2 ", "+5", Page(25, 25)),
    ],
)
def test_pages_count_from_one_and_hold_at_most_a_thousand(number: str, size: str, page: Page) -> None:
    assert file_query({"pageNumber": number, "pageSize": size}).page == page


def test_a_huge_page_number_is_no_error() -> None:
    page = file_query({"pageNumber": "9" * 4000, "pageSize": "1000"}).page
    assert page is not None
    assert page.offset + page.limit < 2**63


def test_links_are_numbers_or_decimal_strings_of_their_kind() -> None:
    query = file_query({"calendarId": "700123", "clientId": " 700088 "})
    assert query.links == {Kind.APPOINTMENT: 700123, Kind.CONTACT: 700088}


@pytest.mark.parametrize("query", [{"calendarId": "abc"}, {"clientId": "0"}, {"deleted": "perhaps"}])
def test_what_cannot_be_meant_is_refused_rather_than_ignored(query: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        file_query(query)
