"""What every catalogue promises of its index of words: it finds what the words say, in step with the rows."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from filebook.core.access import Sight, Visibility
from filebook.core.appointments import Appointment, Participant, Span
from filebook.core.businesses import Business
from filebook.core.files import File
from filebook.core.folding import words_of
from filebook.core.ids import Kind, Number
from filebook.core.ports.catalogue import Catalogue
from filebook.core.ports.search import Hit, Seeker, Within
from filebook.core.searchable import SEARCHED_KINDS, searchable
from filebook.core.searching import TEXT_LIMIT, Query, Way, query_of
from tests.backends.catalogue_suite.files import set_version
from tests.backends.catalogue_suite.made import (
    ANNA,
    BERT,
    CUSTOMER_OF,
    a_business,
    a_file,
    a_folder,
    a_record,
    a_version,
    an_appointment,
    an_uploader,
    at,
    attach,
    everything,
    ref,
)

WORDS = (
    *("Mietvertrag", "Vertrag", "Kaufverträge", "Müller", "Mueller", "Muller", "Straße", "Ærø", "Århus", "Aarhus"),
    *("Bauelement", "neue", "neu", "2026", "12345", "a", "ab", "Nebenkostenabrechnung", "coördinatie", "NOT", "OR"),
)
PARTS = ("vertrag", "mueller", "uller", "element", "234", "arhus", "ø", "kosten", "a", "ab", "neu", "ordinatie", "not")
EVERYWHERE = Within(SEARCHED_KINDS)


def seeker(business: Business, sight: Sight | None = None, *, staff: int = 1, sees_all: bool = True) -> Seeker:
    """Somebody who sees everything, unless said otherwise."""
    return Seeker(business.number, sight or everything(business), Number(staff), sees_all)


def hits(
    catalogue: Catalogue, who: Seeker, query: str | Query, *, within: Within = EVERYWHERE, page: int = 99
) -> list[Hit]:
    """All pages of what is found, one after another."""
    asked = query_of(query) if isinstance(query, str) else query
    found: list[Hit] = []
    while True:
        with catalogue.read() as tables:
            more = tables.search.found(who, asked, within=within, after=found[-1] if found else None, limit=page)
        found += more
        if len(more) < page:
            return found


def numbers(catalogue: Catalogue, who: Seeker, query: str, **narrowed: Any) -> set[int]:
    """What is found."""
    within = Within(**{"kinds": SEARCHED_KINDS, **narrowed})
    return {hit.number for hit in hits(catalogue, who, query, within=within)}


def put_text(catalogue: Catalogue, file: File, text: str, *, version: int = 1) -> bool:
    """Whether it was kept."""
    return catalogue.write(lambda tables: tables.search.put_text(file.business, file.number, version, text))


def named(catalogue: Catalogue, business: Business, name: str, *, text: str = "", **changes: Any) -> File:
    """A file about which nothing is said but its name and, if given, its text."""
    file = a_file(catalogue, business, name, **changes)
    plain = replace(file, title="", free_text="", category="", document_attribute="")
    catalogue.write(lambda tables: tables.files.update(plain))
    if text:
        assert put_text(catalogue, file, text)
    return plain


def tagged(catalogue: Catalogue, file: File, *tags: str) -> File:
    """The file with other tags."""
    changed = replace(file, tags=tags)
    catalogue.write(lambda tables: tables.files.update(changed))
    return changed


def expected(things: Sequence[tuple[File, str]], query: Query) -> list[Hit]:
    """What is found by the meaning of the words alone."""
    found = []
    for file, text in things:
        said = searchable(file)
        names = words_of(said.names)
        fields = (names, words_of(said.details), words_of(text))
        if any(term.is_in(field) for term in query.unwanted for field in fields):
            continue
        if query.wanted and all(replace(term, way=Way.WHOLE).is_in(names) for term in query.wanted):
            found.append(Hit(0, file.number, Kind.FILE))
        elif query.wanted and all(term.is_in(names) for term in query.wanted):
            found.append(Hit(1, file.number, Kind.FILE))
        elif query.wanted and all(any(term.is_in(field) for field in fields) for term in query.wanted):
            found.append(Hit(2, file.number, Kind.FILE))
    return sorted(found, key=lambda hit: (hit.tier, -hit.number))


class SearchSuite:
    @pytest.fixture
    def business(self, catalogue: Catalogue) -> Business:
        return a_business(catalogue)

    def test_whatever_is_looked_for_the_words_decide_and_pages_of_any_length_are_the_whole(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        chance = random.Random(7)
        things = []
        for _ in range(40):
            name = chance.choice((" ", "_", "-")).join(chance.choices(WORDS, k=chance.randint(1, 3)))
            text = " ".join(chance.choices(WORDS, k=chance.randint(0, 4)))
            file = named(catalogue, business, f"{name}.pdf", text=text)
            things.append((tagged(catalogue, file, chance.choice(WORDS)), text))
        named(catalogue, a_business(catalogue), "Mietvertrag Müller.pdf", text="neu 2026")
        for _ in range(80):
            parts = [
                chance.choice(("{}", "{}", '"{}"', "{}*", "-{}")).format(
                    " ".join(chance.choices((*WORDS, *PARTS), k=chance.choice((1, 1, 1, 2))))
                )
                for _ in range(chance.randint(1, 3))
            ]
            query = query_of(" ".join(parts))
            wanted = expected(things, query)
            assert hits(catalogue, seeker(business), query) == wanted, parts
            assert hits(catalogue, seeker(business), query, page=3) == wanted, parts
            with catalogue.read() as tables:
                counts = tables.search.counts(seeker(business), query, within=EVERYWHERE)
            assert counts.get(Kind.FILE, 0) == len(wanted), parts

    def test_a_text_is_found_from_the_unit_on_that_puts_it_until_its_version_is_replaced(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        file = named(catalogue, business, "scan.pdf")
        assert not put_text(catalogue, file, "Kaufvertrag", version=2)
        assert numbers(catalogue, seeker(business), "vertrag") == set()
        assert put_text(catalogue, file, "Der Kaufvertrag\0 \ud800 und mehr")
        assert numbers(catalogue, seeker(business), "vertrag mehr") == {file.number}
        with catalogue.read() as tables:
            assert tables.search.texts(business.number, [file.number], limit=15) == {file.number: "Der Kaufvertrag"}
        assert put_text(catalogue, file, "Die Urkunde")
        assert numbers(catalogue, seeker(business), "vertrag") == set()
        assert numbers(catalogue, seeker(business), "urkunde") == {file.number}
        catalogue.write(lambda tables: tables.files.update(replace(file, name="Brief.pdf")))
        assert numbers(catalogue, seeker(business), "urkunde brief -scan") == {file.number}
        set_version(catalogue, file, a_version(2))
        assert numbers(catalogue, seeker(business), "urkunde") == set()
        assert numbers(catalogue, seeker(business), "brief") == {file.number}
        assert put_text(catalogue, file, "", version=2)
        with catalogue.read() as tables:
            assert tables.search.texts(business.number, [file.number], limit=9) == {}

    def test_what_is_gone_is_found_no_more(self, catalogue: Catalogue, business: Business) -> None:
        file = named(catalogue, business, "scan.pdf", text="Kaufvertrag")
        catalogue.write(lambda tables: tables.files.update(replace(file, trashed_at=at(1))))
        assert numbers(catalogue, seeker(business), "vertrag") == set()
        catalogue.write(lambda tables: tables.files.update(file))
        assert numbers(catalogue, seeker(business), "vertrag") == {file.number}

        def removed(tables: Any) -> None:
            tables.files.delete(business.number, file.number)
            tables.numbers.forget(business.number, file.number)

        catalogue.write(removed)
        assert numbers(catalogue, seeker(business), "vertrag") == set()

    def test_a_unit_that_fails_leaves_no_words(self, catalogue: Catalogue, business: Business) -> None:
        file = named(catalogue, business, "scan.pdf")

        def unit(tables: Any) -> None:
            tables.search.put_text(business.number, file.number, 1, "Kaufvertrag")
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            catalogue.write(unit)
        assert numbers(catalogue, seeker(business), "vertrag") == set()

    def test_long_texts_are_found_to_their_last_word(self, catalogue: Catalogue, business: Business) -> None:
        filling = " ".join(f"die wort{index % 100}" for index in range(60_000))
        text = f"{filling} das Endwort die gute Stube"
        file = named(catalogue, business, "lang.txt", text=text + " x" * TEXT_LIMIT)
        assert numbers(catalogue, seeker(business), '"die gute stube"') == {file.number}
        assert numbers(catalogue, seeker(business), '"gute die stube"') == set()
        assert numbers(catalogue, seeker(business), "dwort") == {file.number}

    def test_a_part_that_thousands_of_words_have_finds_those_that_begin_with_it(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        file = named(catalogue, business, "liste.txt", text=" ".join(f"wort{index}" for index in range(5000)))
        other = named(catalogue, business, "Wort.txt")
        assert numbers(catalogue, seeker(business), "wort") == {file.number, other.number}

    def test_things_of_every_kind_are_found_by_their_names_and_what_is_said_of_them(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        folder = a_folder(catalogue, business, "Ålesund")
        contact = a_record(catalogue, business)
        estate = a_record(catalogue, business, kind=Kind.ESTATE)
        span = Span(datetime(2026, 3, 2, 10), datetime(2026, 3, 2, 11), "Europe/Berlin")
        plain = Appointment(business.number, Number(1), folder.uid, "", "Besichtigung", span, at(0), at(0))
        meeting = an_appointment(
            catalogue, business, span, plain=replace(plain, comment="Schlüssel holen", place="Alesund")
        )
        who = seeker(business)
        assert numbers(catalogue, who, "aalesund") == {folder.number, meeting.number}
        assert numbers(catalogue, who, "schluessel besicht") == {meeting.number}
        assert numbers(catalogue, who, "Aero Ase") == {contact.number, estate.number}
        assert numbers(catalogue, who, "Ærø", kinds={Kind.ESTATE}) == {estate.number}
        moved = replace(meeting, subject="Übergabe")
        catalogue.write(lambda tables: tables.appointments.update(moved))
        catalogue.write(lambda tables: tables.records.update(replace(contact, label="Bo")))
        catalogue.write(lambda tables: tables.folders.update(replace(folder, name="Oslo")))
        assert numbers(catalogue, who, "uebergabe -oslo") == {meeting.number}
        assert numbers(catalogue, who, "aalesund") == {meeting.number}
        assert numbers(catalogue, who, "Ærø Åse") == {estate.number}

    def test_only_what_is_in_sight_is_found(self, catalogue: Catalogue, business: Business) -> None:
        folder = a_folder(catalogue, business, "plans")
        inner = a_folder(catalogue, business, "plans inside", parent=ref(folder))
        own = named(catalogue, business, "plans 1", visibility=Visibility.EMPLOYEE)
        others = named(
            catalogue, business, "plans 2", visibility=Visibility.EMPLOYEE, uploader=an_uploader(business, BERT)
        )
        inside = named(catalogue, business, "plans 3", folder=ref(inner), text="plans")
        sight = Sight(CUSTOMER_OF, (business.number, ANNA))
        seen = {folder.number, inner.number, own.number, inside.number}
        assert numbers(catalogue, seeker(business, sight), "plans") == seen
        within = Sight(CUSTOMER_OF, (business.number, ANNA), within=folder.number)
        assert numbers(catalogue, seeker(business, within), "plan") == {folder.number, inner.number, inside.number}
        assert numbers(catalogue, seeker(business), "plans") == seen | {others.number}

    def test_appointments_of_others_are_found_unless_they_are_private(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        span = Span(datetime(2026, 3, 2, 10), datetime(2026, 3, 2, 11), "Europe/Berlin")
        anna = a_record(catalogue, business, kind=Kind.STAFF)
        mine = Appointment(
            business.number, Number(1), anna.uid, "", "Treffen", span, at(0), at(0), private=True, owner=ref(anna)
        )
        own = an_appointment(catalogue, business, span, plain=mine).number
        hidden = an_appointment(catalogue, business, span, plain=replace(mine, owner=None)).number
        taking_part = replace(mine, private=False, owner=None, participants=(Participant(ref(anna)),))
        shared = an_appointment(catalogue, business, span, plain=taking_part).number
        public = an_appointment(catalogue, business, span, plain=replace(mine, private=False, owner=None)).number
        of_all = seeker(business, staff=anna.number)
        assert numbers(catalogue, of_all, "treffen") == {own, shared, public}
        assert numbers(catalogue, replace(of_all, sees_all=False), "treffen") == {own, shared}
        assert hidden not in numbers(catalogue, seeker(business, staff=9), "treffen")
        assert numbers(catalogue, of_all, "treffen", kinds={Kind.APPOINTMENT}, participant=anna.number) == {shared}

    def test_what_is_found_is_narrowed_to_what_is_asked_for(self, catalogue: Catalogue, business: Business) -> None:
        folder = a_folder(catalogue, business, "plans")
        inner = a_folder(catalogue, business, "plans inside", parent=ref(folder))
        contact = a_record(catalogue, business)
        file = named(catalogue, business, "plans a", folder=ref(inner), created_at=at(5))
        tagged(catalogue, file, "Red", "Blau")
        attach(catalogue, file, contact)
        other = named(catalogue, business, "plans b", uploader=an_uploader(business, BERT), created_at=at(9))
        who = seeker(business)
        one = {file.number}
        assert numbers(catalogue, who, "plans", kinds={Kind.FILE}) == one | {other.number}
        assert numbers(catalogue, who, "plans", below=folder.number) == one | {inner.number}
        assert numbers(catalogue, who, "plans", tags=("red", "BLAU")) == one
        assert numbers(catalogue, who, "plans", tags=("red", "green")) == set()
        files = {"kinds": frozenset({Kind.FILE})}
        assert numbers(catalogue, who, "plans", attached_to=contact.number, **files) == one
        assert numbers(catalogue, who, "plans", uploader=BERT, **files) == {other.number}
        assert numbers(catalogue, who, "plans", since=at(5), until=at(9), **files) == one
        assert numbers(catalogue, who, "plans", media_type="image", size_least=7, **files) == one | {other.number}
        assert numbers(catalogue, who, "plans", media_type="image/jpeg", **files) == set()
        assert numbers(catalogue, who, "plans", size_most=6, **files) == set()

    def test_words_that_are_missing_are_told_and_made(self, catalogue: Catalogue, business: Business) -> None:
        made = [named(catalogue, business, f"plan {index}", text="Kaufvertrag") for index in range(5)]

        def wrong() -> list[Number]:
            with catalogue.read() as tables:
                found, going_on = tables.search.wrong(business.number, after=Number(0), limit=99)
                assert going_on == made[-1].number
                assert tables.search.wrong(business.number, after=going_on, limit=99) == ([], None)
            return found

        assert wrong() == []
        with catalogue.read() as tables:
            assert tables.search.behind() == []
        lost = [made[0].number, made[3].number]
        catalogue.write(lambda tables: _forget(tables, business, lost))
        assert wrong() == lost
        assert numbers(catalogue, seeker(business), "plan vertrag") == {file.number for file in made} - {*lost}
        catalogue.write(lambda tables: tables.search.start_over(business.number))
        with catalogue.read() as tables:
            assert tables.search.behind() == [business.number]
        steps = [catalogue.write(lambda tables: tables.search.catch_up(business.number, limit=2)) for _ in range(5)]
        assert steps == [2, 2, 1, 0, 0]
        assert wrong() == []
        assert numbers(catalogue, seeker(business), "plan vertrag") == {file.number for file in made}
        with catalogue.read() as tables:
            assert tables.search.behind() == []


def _forget(tables: Any, business: Business, lost: Sequence[int]) -> None:
    """Take things out of the index behind its back, as if they were from before there was one."""
    for number in lost:
        tables.search._connection.execute(  # noqa: SLF001 - no part of the store does this
            "DELETE FROM search_entries WHERE business = :business AND number = :number",
            {"business": business.number, "number": number},
        )
