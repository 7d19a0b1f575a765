"""Retention: what the rules let go is what goes, no more and no less, whatever happened before and wherever it ends."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filebook.backends.sql.sqlite import SqliteCatalogue
from filebook.core.changes import Verb
from filebook.core.errors import FilebookError
from filebook.core.files import File, Folder
from filebook.core.ids import Kind, Number, Ref
from filebook.core.ports.blobs import BlobKey
from filebook.core.ports.catalogue import Tables
from filebook.core.records import Record
from filebook.core.retention import Due, Rules, Stage, Totals
from filebook.services.contents import Contents
from filebook.services.filing import Hang
from filebook.services.folders import NewFolder
from filebook.services.inside import DeletedLater
from filebook.services.retention import Question, Retention
from tests.services.conftest import Shop

Gone = set[tuple[int, int | None]]
"""Numbers of files and folders, and versions of files."""


@dataclass
class Archive:
    """A shop whose things grow old."""

    shop: Shop
    files: list[Number] = field(default_factory=list)
    folders: list[Number] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)

    def __post_init__(self) -> None:
        shop = self.shop
        self.owner = shop.actor()
        self.contents = Contents(shop.catalogue, shop.blobs, uploads=shop.uploads, filing=shop.filing, now=shop.clock)
        self.records = [shop.record(Kind.ESTATE), shop.record(Kind.TASK)]

    def file(self, data: bytes = b"first", *, folder: Folder | None = None, on: tuple[Hang, ...] = ()) -> File:
        made = self.shop.file(data, folder=None if folder is None else Ref(folder.number, folder.uid), on=on)
        self.files.append(made.number)
        return made

    def folder(self, parent: Folder | None = None) -> Folder:
        place = None if parent is None else Ref(parent.number, parent.uid)
        made = self.shop.folders.create(self.owner, NewFolder("A folder", place))
        self.folders.append(made.number)
        return made

    def version(self, file: File, data: bytes) -> File:
        return self.contents.replace(self.owner, file, self.shop.received(data))

    def rules(self, **rules: int) -> None:
        self.shop.accounts.set_settings(self.shop.business, rules)

    def standing(self) -> Gone:
        """All that there is."""
        business = self.shop.business.number
        with self.shop.catalogue.read() as tables:
            found: Gone = {(one, None) for one in self.files if tables.files.get(business, one) is not None}
            found |= {(one, version.number) for one in self.files for version in tables.files.versions(business, one)}
            return found | {(one, None) for one in self.folders if tables.folders.get(business, one) is not None}

    def stored_bytes(self) -> int:
        with self.shop.catalogue.read() as tables:
            return tables.blobs_in_use.stored_bytes(self.shop.business.number)

    def due(self) -> list[Due]:
        return list(self.shop.retention.due(self.shop.business.number))

    def carried_out(self) -> list[Due]:
        return list(self.shop.retention.carry_out(self.shop.business.number))

    def known(self, choice: int) -> File | None:
        """One of the files that are left."""
        with self.shop.catalogue.read() as tables:
            number = self.files[choice % len(self.files)] if self.files else Number(0)
            return tables.files.get(self.shop.business.number, number)

    def known_folder(self, choice: int) -> Folder | None:
        """One of the folders that are left, or none."""
        numbers = [*self.folders, Number(0)]
        with self.shop.catalogue.read() as tables:
            return tables.folders.get(self.shop.business.number, numbers[choice % len(numbers)])


@pytest.fixture
def archive(shop: Shop) -> Archive:
    return Archive(shop)


def _gone(due: list[Due], archive: Archive) -> Gone:
    """What is missing when all of these have gone: with a file all its versions."""
    whole = {one.ref.number for one in due if one.mark.stage is not Stage.VERSION}
    single: Gone = {(one.ref.number, one.version) for one in due}
    return single | {one for one in archive.standing() if one[0] in whole}


def _by_hand(archive: Archive, rules: Rules) -> Gone:
    """What the rules let go, thing by thing, as the page for people says it."""
    business, now = archive.shop.business.number, archive.shop.clock()
    with archive.shop.catalogue.read() as tables:
        gone: Gone = set()
        for number in archive.files:
            file = tables.files.get(business, number)
            if file is None or tables.holds.over(business, number):
                continue
            versions = tables.files.versions(business, number)
            if file.trashed_at is not None:
                if rules.trash_days and file.trashed_at < now - timedelta(days=rules.trash_days):
                    gone |= {(number, None), *((number, one.number) for one in versions)}
                continue
            for at, one in enumerate(versions[:-1]):
                replaced = versions[at + 1].created_at
                is_old = replaced < now - timedelta(days=rules.version_days)
                is_many = len(versions) - at > rules.versions_kept
                says = [is_old] * bool(rules.version_days) + [is_many] * bool(rules.versions_kept)
                if says and all(says):
                    gone.add((number, one.number))
        folders = {one: found for one in archive.folders if (found := tables.folders.get(business, one)) is not None}
        for _ in folders:  # as many steps as there are folders: each goes when all that lies in it does
            gone |= {(one, None) for one in folders if _goes(tables, archive, folders[one], gone, rules)}
        return gone


def _goes(tables: Tables, archive: Archive, folder: Folder, gone: Gone, rules: Rules) -> bool:
    before = archive.shop.clock() - timedelta(days=rules.trash_days)
    inside = [one for one in archive.files if _place(tables.files.get(folder.business, one)) == folder.number]
    inside += [one for one in archive.folders if _place(tables.folders.get(folder.business, one)) == folder.number]
    return (
        bool(rules.trash_days)
        and folder.trashed_at is not None
        and folder.trashed_at < before
        and not tables.holds.over(folder.business, folder.number)
        and all((one, None) in gone for one in inside)
    )


def _place(thing: File | Folder | None) -> Number | None:
    place = thing.folder if isinstance(thing, File) else thing.parent if thing is not None else None
    return None if place is None else place.number


Step = tuple[str, int, int]
_OFTEN = ("file", "version", "folder", "trash", "trash folder", "wait")
_SELDOM = (
    *("restore version", "untrash", "move", "move folder", "attach", "detach"),
    *("hold", "hold folder", "hold record", "lift"),
)


def _taken(archive: Archive, step: Step) -> None:
    word, one, other = step
    shop, owner = archive.shop, archive.owner
    file, folder = archive.known(one), archive.known_folder(other)
    record = archive.records[other % 2]
    if word == "wait":
        shop.clock.advance(days=one % 9, seconds=other)
    elif word == "file":
        archive.file(b"x" * (1 + one % 5), folder=folder)
    elif word == "folder":
        archive.folder(folder)
    elif word == "lift":
        shop.holds.lift(owner, record.number)
    elif word == "hold record":
        shop.holds.put(owner, record.number, reason="why")
    elif word == "hold folder" and folder is not None:
        shop.holds.put(owner, folder.number, reason="why")
    elif word == "trash folder" and folder is not None:
        shop.folders.trash(owner, folder)
    elif word == "move folder" and folder is not None:
        into = archive.known_folder(one)
        parent = None if into is None else Ref(into.number, into.uid)
        shop.folders.change(owner, folder, edit=lambda now: replace(now, parent=parent))
    elif file is not None:
        _with_file(archive, step, file, place=folder)


def _with_file(archive: Archive, step: Step, file: File, *, place: Folder | None) -> None:
    shop, owner = archive.shop, archive.owner
    word, _, other = step
    record = archive.records[other % 2]
    into = None if place is None else Ref(place.number, place.uid)
    if word == "version":
        archive.version(file, b"y" * (1 + other % 7))
    elif word == "restore version":
        archive.contents.restore(owner, file, 1 + other % 3)
    elif word == "trash":
        shop.filing.trash(owner, file)
    elif word == "untrash":
        shop.filing.restore(owner, file)
    elif word == "move":
        shop.filing.change(owner, file, edit=lambda now: replace(now, folder=into))
    elif word == "attach":
        shop.filing.attach(owner, file, on=Hang(record.kind, record.number))
    elif word == "detach":
        shop.filing.detach(owner, file, target=record.number, kind=record.kind)
    elif word == "hold":
        shop.holds.put(owner, file.number, reason="why")


@given(st.integers(0, 2**32))
@settings(max_examples=20)
def test_what_is_told_beforehand_is_what_goes(seed: int) -> None:
    chance = Random(seed)
    catalogue = SqliteCatalogue.in_memory()
    archive = Archive(Shop(catalogue))
    for _ in range(3):
        archive.file(folder=archive.folder())
    for _ in range(90):
        word = chance.choice(_OFTEN * 4 + _SELDOM)
        with suppress(FilebookError):  # what cannot be done just now is not done
            _taken(archive, (word, chance.randrange(100), chance.randrange(100)))
    rules = Rules(chance.randrange(10), chance.randrange(4), chance.randrange(10))
    archive.shop.clock.advance(days=4, seconds=1)
    archive.rules(**rules.by_name)
    before, stored_bytes, told = archive.standing(), archive.stored_bytes(), archive.due()
    expected = _by_hand(archive, rules)
    assert _gone(told, archive) == expected
    preview, going_on = archive.shop.retention.preview(archive.owner, Question(), after=None, limit=1000)
    assert (preview, going_on) == (told, None)
    totals = Totals()
    for one in told:
        totals = totals.with_one(one)
    assert archive.shop.retention.totals(archive.owner, Question()) == totals
    assert archive.carried_out() == told
    assert before - archive.standing() == expected
    assert stored_bytes - archive.stored_bytes() == totals.freed_bytes
    assert archive.due() == []
    assert all(one.due_at <= archive.shop.clock() for one in told)
    assert archive.shop.checks.fsck().findings == ()
    catalogue.close()


def test_more_than_one_unit_takes_goes_page_by_page(archive: Archive) -> None:
    archive.rules(trash_days=1, versions_kept=1)
    many = archive.file()
    for number in range(120):
        archive.version(many, b"%d" % number)
    top = archive.folder()
    inner = archive.folder(top)
    for _ in range(110):
        archive.file(folder=inner)
    archive.shop.folders.trash(archive.owner, top)
    archive.shop.clock.advance(days=2)
    told, first_page = archive.due(), archive.shop.retention.preview(archive.owner, Question(), after=None, limit=50)
    assert len(first_page[0]) == 50
    second, _ = archive.shop.retention.preview(archive.owner, Question(), after=first_page[1], limit=500)
    assert [*first_page[0], *second] == told
    assert archive.carried_out() == told
    assert archive.standing() == {(many.number, None), (many.number, 121)}
    assert archive.shop.checks.fsck().findings == ()


def test_what_went_by_a_rule_is_told_with_the_rule(archive: Archive) -> None:
    archive.rules(trash_days=3, versions_kept=2)
    file, trashed = archive.file(), archive.file()
    for data in (b"second", b"third", b"fourth"):
        archive.version(file, data)
    archive.shop.filing.trash(archive.owner, trashed)
    archive.shop.clock.advance(days=4)
    with archive.shop.catalogue.read() as tables:
        last = tables.changes.last(file.business)
    archive.carried_out()
    with archive.shop.catalogue.read() as tables:
        changes = tables.changes.since(file.business, last, limit=9)
    assert [(one.number, one.verb, one.actor, dict(one.detail)) for one in changes] == [
        (trashed.number, Verb.DELETED, 0, {"retention": {"trash_days": 3}}),
        (file.number, Verb.CHANGED, 0, {"retention": {"versions_kept": 2}, "versions_removed": [1, 2]}),
    ]


class _Failing(DeletedLater):
    """A store in which something is deleted twice, and then the power goes."""

    def delete(self, key: BlobKey) -> None:
        if len(self.keys) == 2:
            raise PowerCut
        super().delete(key)
        self._blobs.delete(key)


class PowerCut(Exception):
    """The end of the process."""


def test_a_round_that_is_cut_short_leaves_no_row_without_bytes_and_is_taken_up(archive: Archive) -> None:
    shop = archive.shop
    for _ in range(5):
        shop.filing.trash(archive.owner, archive.file())
    kept = archive.file()
    shop.clock.advance(days=31)
    retention = Retention(shop.catalogue, _Failing(shop.blobs), now=shop.clock, defaults=Rules(trash_days=30))
    with pytest.raises(PowerCut):
        list(retention.carry_out(shop.business.number))
    assert archive.standing() == {(kept.number, None), (kept.number, 1)}
    report = shop.checks.fsck()
    assert (report.sound, len(report.findings)) == (True, 3)
    assert archive.carried_out() == []
    assert shop.housekeeping.sweep().orphaned_blobs == 3
    assert shop.checks.fsck().findings == ()


def test_another_business_keeps_what_its_own_rules_keep(archive: Archive) -> None:
    shop = archive.shop
    other = shop.actor(business=shop.elsewhere)
    archive.rules(trash_days=1)
    ours, theirs = archive.file(), shop.file(actor=other)
    shop.filing.trash(archive.owner, ours)
    shop.filing.trash(other, theirs)
    shop.clock.advance(days=2)
    assert shop.housekeeping.sweep().trashed_files == 1
    with shop.catalogue.read() as tables:
        assert tables.files.get(ours.business, ours.number) is None
        assert tables.files.get(theirs.business, theirs.number) is not None
    shop.clock.advance(days=29)
    assert shop.housekeeping.sweep().trashed_files == 1


def _each(archive: Archive) -> Iterator[int]:
    """The rounds of a year, and how many versions each removes."""
    for _ in range(12):
        archive.shop.clock.advance(days=30)
        yield archive.shop.housekeeping.sweep().old_versions


def test_a_version_stays_for_its_days_after_it_was_replaced_however_old_it_was_then(archive: Archive) -> None:
    archive.rules(version_days=45)
    file = archive.file()
    archive.shop.clock.advance(days=900)
    archive.version(file, b"second")
    assert list(_each(archive))[:3] == [0, 1, 0]
