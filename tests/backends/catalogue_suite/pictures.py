"""The duties of every catalogue towards previews, and published files of several records at once."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from filebook.core.access import Sight
from filebook.core.businesses import Business
from filebook.core.files import File
from filebook.core.ids import Kind, Number
from filebook.core.ports.blobs import Segment
from filebook.core.ports.catalogue import Catalogue
from filebook.core.previews import COPY, DOCUMENT, Look, Making, Preview, no_preview
from tests.backends.catalogue_suite.made import (
    ANNA,
    CUSTOMER_OF,
    NOW,
    a_business,
    a_file,
    a_record,
    a_segment,
    attach,
    everything,
)


def a_preview(
    file: File, width: int = 300, height: int = 200, *, version: int = 1, page: int = 1, at: datetime = NOW
) -> Preview:
    """A JPEG that nobody made."""
    return Preview(file.number, version, Look(width, height, page), "image/jpeg", a_segment(9), at, page_count=3)


def none_of(file: File, *, version: int = 1, reason: str = "damaged", at: datetime = NOW) -> Preview:
    return no_preview(file.number, version, Look(0, 0, 2), reason=reason, at=at)


def add(catalogue: Catalogue, file: File, preview: Preview) -> bool:
    return catalogue.write(lambda tables: tables.previews.add(file.business, preview))


def kept(catalogue: Catalogue, file: File, *, version: int = 1) -> list[Preview]:
    with catalogue.read() as tables:
        return tables.previews.of_version(file.business, file.number, version=version)


def remove(catalogue: Catalogue, file: File, *, but_version: int | None = None) -> list[Segment]:
    return catalogue.write(lambda tables: tables.previews.remove(file.business, file.number, but_version=but_version))


class PreviewSuite:
    @pytest.fixture
    def file(self, catalogue: Catalogue) -> File:
        return a_file(catalogue, a_business(catalogue))

    def test_previews_of_a_version_are_told_by_size(self, catalogue: Catalogue, file: File) -> None:
        small, high, wide = a_preview(file, 120, 120), a_preview(file, 200, 900), a_preview(file, 900, 100)
        second = a_preview(file, 900, 100, page=2)
        other = a_file(catalogue, a_business(catalogue))
        for preview in (wide, high, small, second, a_preview(file, version=2)):
            assert add(catalogue, file, preview)
        assert add(catalogue, other, a_preview(other))
        assert kept(catalogue, file) == [small, high, wide, second]

    def test_what_cannot_be_made_is_kept_too(self, catalogue: Catalogue, file: File) -> None:
        assert add(catalogue, file, none_of(file))
        assert kept(catalogue, file) == [none_of(file)]
        assert remove(catalogue, file) == []
        assert kept(catalogue, file) == []

    def test_the_first_of_a_look_stays(self, catalogue: Catalogue, file: File) -> None:
        first = a_preview(file)
        assert add(catalogue, file, first)
        assert not add(catalogue, file, a_preview(file))
        assert kept(catalogue, file) == [first]
        for look in (
            replace(first.look, page=2),
            replace(first.look, making=Making.COVER),
            replace(first.look, form="image/png"),
            COPY,
            DOCUMENT,
        ):
            assert add(catalogue, file, replace(first, look=look))
        assert add(catalogue, file, a_preview(file, version=2))

    def test_those_of_other_versions_can_be_removed(self, catalogue: Catalogue, file: File) -> None:
        other = a_file(catalogue, a_business(catalogue), "other.png")
        old, older, new = a_preview(file, 1, 1), a_preview(file, 2, 2), a_preview(file, version=2)
        for preview in (old, older, new):
            add(catalogue, file, preview)
        add(catalogue, other, a_preview(other))
        removed = remove(catalogue, file, but_version=2)
        assert sorted(removed, key=repr) == sorted([old.segment, older.segment], key=repr)
        assert (kept(catalogue, file), kept(catalogue, file, version=2)) == ([], [new])
        assert remove(catalogue, file) == [new.segment]
        assert len(kept(catalogue, other)) == 1

    def test_previews_go_with_their_file(self, catalogue: Catalogue, file: File) -> None:
        add(catalogue, file, a_preview(file))
        catalogue.write(lambda tables: tables.files.delete(file.business, file.number))
        assert kept(catalogue, file) == []

    def test_those_used_longest_ago_are_told_first(self, catalogue: Catalogue, file: File) -> None:
        times = [NOW + timedelta(days=days) for days in range(3)]
        first, second, third = (a_preview(file, side, side, at=at) for side, at in zip((7, 8, 9), times, strict=True))
        elsewhere = a_file(catalogue, a_business(catalogue))
        add(catalogue, elsewhere, a_preview(elsewhere, at=NOW - timedelta(days=9)))
        for preview in (third, first, second):
            add(catalogue, file, preview)
        later = NOW + timedelta(days=5)
        catalogue.write(lambda tables: tables.previews.use(file.business, first, at=later))
        with catalogue.read() as tables:
            told = tables.previews.oldest(file.business, limit=9)
            assert told == [second, third, replace(first, used_at=later)]
            assert tables.previews.oldest(file.business, limit=1) == [second]
            assert tables.previews.stored_bytes(file.business) == 27
        for expected in (True, False):
            assert catalogue.write(lambda tables: tables.previews.remove_one(file.business, second)) is expected
        assert [one.look for one in kept(catalogue, file)] == [first.look, third.look]

    def test_those_of_replaced_versions_and_old_failures_are_found(self, catalogue: Catalogue, file: File) -> None:
        old, current = a_preview(file, version=7), a_preview(file)
        failure = none_of(file, reason="timed_out")
        for preview in (old, current, failure):
            add(catalogue, file, preview)
        late = NOW + timedelta(microseconds=1)
        with catalogue.read() as tables:
            previews = tables.previews
            assert previews.outdated(file.business, limit=9) == [old]
            assert previews.failed(file.business, reason="timed_out", before=late, limit=9) == [failure]
            assert previews.failed(file.business, reason="timed_out", before=NOW, limit=9) == []
            assert previews.failed(file.business, reason="damaged", before=late, limit=9) == []


class PublishedSuite:
    @pytest.fixture
    def business(self, catalogue: Catalogue) -> Business:
        return a_business(catalogue)

    def found(
        self, catalogue: Catalogue, business: Business, *targets: Number, limit: int = 100, sight: Sight | None = None
    ) -> list[tuple[Number, str]]:
        with catalogue.read() as tables:
            files = tables.files.published_on(
                business.number,
                targets,
                sight=sight or everything(business),
                categories=["Foto", "Titelbild"],
                limit=limit,
            )
        return [(target, file.name) for target, file in files]

    def test_published_files_of_several_records_are_told_by_record_and_position(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        first, second, third = (a_record(catalogue, business, kind=Kind.ESTATE) for _ in range(3))
        for target, name, position in ((second, "b", 1), (second, "a", 0), (first, "c", None), (third, "d", None)):
            attach(catalogue, a_file(catalogue, business, name, category="Foto"), target, position=position)
        both = a_file(catalogue, business, "e", category="Titelbild")
        attach(catalogue, both, second, position=0)
        attach(catalogue, both, first)
        expected = [(first.number, "c"), (first.number, "e"), (second.number, "e"), (second.number, "a")]
        expected += [(second.number, "b")]
        assert self.found(catalogue, business, second.number, first.number, first.number) == expected
        assert self.found(catalogue, business, second.number, first.number, limit=3) == expected[:3]
        assert self.found(catalogue, business) == []

    def test_of_many_records_no_more_than_the_limit_is_told(self, catalogue: Catalogue, business: Business) -> None:
        target = a_record(catalogue, business, kind=Kind.ESTATE).number
        with catalogue.read() as tables:
            record = tables.records.get(business.number, target)
        assert record is not None
        for name in "ab":
            attach(catalogue, a_file(catalogue, business, name, category="Foto"), record)
        many = [Number(one) for one in range(1, 2000)]
        assert self.found(catalogue, business, *many) == [(target, "a"), (target, "b")]
        assert self.found(catalogue, business, *many, limit=1) == [(target, "a")]

    def test_others_are_not_told(self, catalogue: Catalogue, business: Business) -> None:
        target = a_record(catalogue, business, kind=Kind.ESTATE)
        file = a_file(catalogue, business, "seen", category="Foto")
        attach(catalogue, file, target)
        attach(catalogue, a_file(catalogue, business, "trashed", category="Foto", trashed_at=NOW), target)
        attach(catalogue, a_file(catalogue, business, "other category"), target)
        hidden = a_file(catalogue, business, "not published", category="Foto")
        attach(catalogue, hidden, target)
        catalogue.write(lambda tables: tables.files.update(replace(hidden, published=False)))
        assert self.found(catalogue, business, target.number) == [(target.number, "seen")]
        assert self.found(catalogue, a_business(catalogue), target.number) == []
        nobody = Sight(CUSTOMER_OF - {file.visibility}, (business.number, ANNA))
        assert self.found(catalogue, business, target.number, sight=nobody) == []
