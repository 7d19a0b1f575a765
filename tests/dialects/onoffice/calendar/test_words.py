"""The words for reminders, states and places, each way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filebook.core.appointments import Status
from filebook.core.ids import Number
from filebook.dialects.onoffice.calendar import places, words
from filebook.dialects.onoffice.codes import Refused

DOCUMENTED = {
    "0 minutes": 0,
    "5 minutes": 5,
    "15 minutes": 15,
    "30 minutes": 30,
    "1 hours": 60,
    "2 hours": 120,
    "3 hours": 180,
    "12 hours": 720,
    "15 hours": 900,
    "1 days": 1440,
    "2 days": 2880,
    "3 days": 4320,
    "1 weeks": 10080,
    "3 weeks": 30240,
}


@pytest.mark.parametrize(("text", "minutes"), DOCUMENTED.items())
def test_the_documented_reminders_are_read_and_written(text: str, minutes: int) -> None:
    assert words.reminder_in(text, strict=True) == minutes
    assert words.reminder_text(minutes) == text


@pytest.mark.parametrize(
    ("text", "minutes"), [("1 hour", 60), ("45 minutes", 45), (" 2 Weeks ", 20160), ("90minutes", 90)]
)
def test_other_lengths_are_read_unless_the_business_is_strict(text: str, minutes: int) -> None:
    assert words.reminder_in(text, strict=False) == minutes
    with pytest.raises(Refused):
        words.reminder_in(text, strict=True)


@given(st.integers(0, 999_999))
def test_a_reminder_that_is_shown_is_read_as_the_same_length(minutes: int) -> None:
    assert words.reminder_in(words.reminder_text(minutes), strict=False) == minutes


def test_no_reminder_is_no_text() -> None:
    assert words.reminder_text(None) == ""


@pytest.mark.parametrize("status", list(Status))
def test_every_state_has_a_word_with_a_label_in_every_language(status: Status) -> None:
    for kept in (None, "active", "participantsAvailable", "cancelled", "nonsense", 7):
        word = words.status_word(status, kept)
        assert words.status_label(word, language="de")
        assert words.status_label(word, language="nl") == words.status_label(word, language="en")


def test_a_word_that_was_kept_is_shown_while_it_means_the_same() -> None:
    assert words.status_word(Status.ACTIVE, "participantsAvailable") == "participantsAvailable"
    assert words.status_word(Status.CANCELLED, "participantsAvailable") == "canceled"
    assert words.status_word(Status.CANCELLED, "cancelled") == "canceled"


@pytest.mark.parametrize("value", [None, "", [], {}])
def test_no_place_is_nothing_said(value: object) -> None:
    assert places.place_in(value) is None


def test_a_kept_place_is_shown_only_while_it_is_linked_and_its_words_stand() -> None:
    said = places.kept(places.Place("estate", Number(5)), "Marktplatz 3")
    here = {"estate": frozenset({Number(5)})}
    assert places.shown(said, place="Marktplatz 3", linked=here) == places.Place("estate", Number(5))
    words_only = places.Place("sonstiges", words="Marktplatz 3")
    assert places.shown(said, place="Marktplatz 3", linked={"estate": frozenset()}) == words_only
    assert places.shown(said, place="Elsewhere", linked=here) == places.Place("sonstiges", words="Elsewhere")
    for broken in (None, "estate", {"type": "moon", "place": "Marktplatz 3"}, {}):
        assert places.shown(broken, place="Marktplatz 3", linked=here) == words_only
    assert places.shown(None, place="", linked=here).value is None
