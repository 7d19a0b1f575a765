"""What somebody looks for who typed a text, and where it stands in another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filebook.core.folding import WORD_LIMIT, composed, each_word, plain, spelled, unbroken, words_of
from filebook.core.searching import EXCERPT_LENGTH, TERM_LIMIT, Quoter, Term, Way, query_of


@pytest.mark.parametrize(
    "words",
    [
        ("Müller", "Mueller", "muller", "MU\u0308LLER"),
        ("Straße", "STRASSE"),
        ("Århus", "Aarhus", "arhus"),
        ("Ærø", "Aeroe", "aro"),
        ("coördinatie", "coordinatie"),
        ("ﬁnal", "Final"),
        ("Łódź", "lodz"),
    ],
)
def test_a_word_is_the_same_however_it_is_written(words: tuple[str, ...]) -> None:
    assert len({plain(spelled(composed(word))) for word in words}) == 1


@given(st.text(), st.integers(0, 20))
def test_the_plain_form_of_a_beginning_is_the_beginning_of_the_plain_form(text: str, length: int) -> None:
    for word in words_of(text):
        assert plain(word).startswith(plain(word[:length]))
        assert plain(plain(word)) == plain(word)


@given(st.text(max_size=200))
def test_words_are_letters_and_digits_and_found_at_their_places(text: str) -> None:
    found = list(each_word(composed(text)))
    assert [one.spelled for one in found] == words_of(text)
    for one in found:
        assert one.spelled.isalnum()
        assert len(one.spelled) <= WORD_LIMIT
        assert one.spelled in "".join(words_of(composed(text)[one.begin : one.end]))


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("Miet-\nvertrag", "Mietvertrag"),
        ("Miet\u00ad \r\n  vertrag", "Mietvertrag"),
        ("Nord-\nSee", "Nord-\nSee"),
        ("a -\nb", "a -\nb"),
        ("1-\n2", "1-\n2"),
    ],
)
def test_words_cut_at_the_end_of_a_line_are_whole_again(text: str, joined: str) -> None:
    assert unbroken(text) == joined


def test_words_phrases_beginnings_and_what_shall_not_be_there_are_told_apart() -> None:
    query = query_of('Vertrag „Frau Müller“ haus* -alt -"sehr neu" 12.3.2026, - * ""')
    assert query.wanted == (
        Term(("vertrag",), Way.PART),
        Term(("frau", "mueller"), Way.WHOLE),
        Term(("haus",), Way.BEGINNING),
        Term(("12", "3", "2026"), Way.PART),
    )
    assert query.unwanted == (Term(("alt",), Way.PART), Term(("sehr", "neu"), Way.WHOLE))


@given(st.text())
def test_any_text_is_a_query(text: str) -> None:
    query = query_of(text)
    assert len(query.wanted) + len(query.unwanted) <= TERM_LIMIT
    assert all(term.words for term in (*query.wanted, *query.unwanted))


@pytest.mark.parametrize(
    ("query", "text", "stands"),
    [
        ("vertrag", "Mietverträge", True),
        ("vertrag", "Mietvertrag", True),
        ("element", "Bauelement", True),
        ('"vertrag"', "Mietvertrag", False),
        ("vertrag*", "Mietvertrag", False),
        ("miet*", "Mietvertrag", True),
        ("ab", "abc", True),
        ("bc", "abc", False),
        ("a", "abc", False),
        ("vertrag-mei", "Mietvertrag_Meier.pdf", True),
        ("vertrag-meier", "Vertragswerk Meier", False),
        ('"frau mueller"', "Frau Müller", True),
        ('"frau mueller"', "Frau Dr. Müller", False),
    ],
)
def test_a_term_stands_in_a_text_or_not(query: str, text: str, *, stands: bool) -> None:
    (term,) = query_of(query).wanted
    assert term.is_in(words_of(text)) is stands
    assert (Quoter(query_of(query)).excerpt(text) is not None) is stands


@given(st.lists(st.sampled_from(["Mietvertrag", "Herr", "Mu\u0308ller", "…", "\n\n", "x" * 70, "ﬁ"]), max_size=60))
def test_an_excerpt_quotes_the_words_that_are_looked_for(parts: list[str]) -> None:
    text = " ".join(parts)
    query = query_of('vertrag "herr müller"')
    excerpt = Quoter(query).excerpt(text)
    assert (excerpt is not None) is any(term.is_in(words_of(text)) for term in query.wanted)
    if excerpt is not None:
        assert excerpt.ranges
        assert len(excerpt.text) <= EXCERPT_LENGTH
        quoted = [excerpt.text[offset : offset + length] for offset, length in excerpt.ranges]
        assert {tuple(words_of(one)) for one in quoted} <= {("mietvertrag",), ("herr", "mueller")}
