"""The table of what onOffice's calls read is about calls that there are."""

from tests.refusals.onoffice_parameters import unknown_calls


def test_the_table_of_parameters_names_calls_that_there_are() -> None:
    assert unknown_calls() == set()
