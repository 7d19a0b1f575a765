"""A shop with jobs: asked for, worked on until nothing is due, looked at."""

from dataclasses import dataclass, field
from datetime import timedelta

from filebook.core.access import Actor
from filebook.core.files import File, Folder
from filebook.core.ids import Ref
from filebook.core.jobs import Operation, Report, Wish
from filebook.core.ports.library import ListingFilter
from filebook.services.bulk import Bulk
from filebook.services.folders import NewFolder
from filebook.services.jobs import Jobs
from filebook.services.labour import Labour
from tests.services.conftest import Shop

Thing = File | Folder


def ref(thing: Thing) -> Ref:
    return Ref(thing.number, thing.uid)


@dataclass
class Yard:
    """The services of jobs beside those of the shop. `at_once`: so many things are dealt with in one unit."""

    shop: Shop
    at_once: int = 3
    jobs: Jobs = field(init=False)
    bulk: Bulk = field(init=False)
    labour: Labour = field(init=False)

    def __post_init__(self) -> None:
        shop = self.shop
        self.jobs = Jobs(shop.catalogue, now=shop.clock)
        self.bulk = Bulk(shop.catalogue, shop.blobs, uploads=shop.uploads, now=shop.clock)
        self.labour = self.another_node()

    def another_node(self) -> Labour:
        """Somebody else who works on the same stores."""
        shop = self.shop
        return Labour(
            shop.catalogue,
            shop.blobs,
            self.bulk,
            now=shop.clock,
            memory=timedelta(days=30),
            things_at_once=self.at_once,
        )

    def folder(self, name: str = "Folder", *, parent: Folder | None = None, actor: Actor | None = None) -> Folder:
        """A folder."""
        new = NewFolder(name, None if parent is None else ref(parent))
        return self.shop.folders.create(actor or self.shop.actor(), new)

    def work(self) -> None:
        """Until nothing is due."""
        while (job := self.labour.take()) is not None:
            self.labour.work(job)

    def done(
        self, operation: Operation, *things: Thing | str, actor: Actor | None = None, into: Folder | None = None
    ) -> Report:
        """Ask for it, have it done, look at it."""
        who = actor or self.shop.actor()
        named = tuple(thing if isinstance(thing, str) else thing.uid for thing in things)
        wish = Wish(named, into=None if into is None else ref(into))
        job = self.jobs.start(who, operation, wish)
        self.work()
        return self.jobs.get(who, job.uid)

    def undone(self, report: Report) -> Report:
        """Have it undone."""
        undoing = self.jobs.undo(self.shop.actor(), report.job.uid)
        self.work()
        return self.jobs.get(self.shop.actor(), undoing.uid)

    def current(self, thing: Thing) -> Thing | None:
        """As it is now, also in the trash."""
        with self.shop.catalogue.read() as tables:
            table = tables.files if isinstance(thing, File) else tables.folders
            return table.get(thing.business, thing.number)

    def place(self, thing: Thing) -> Ref | None:
        """Where it lies now."""
        now = self.current(thing)
        assert now is not None
        return now.folder if isinstance(now, File) else now.parent

    def inside(self, folder: Folder | None) -> list[str]:
        """The names of what lies in a folder, or at top level, outside the trash, in alphabetical order."""
        where = ListingFilter(top_level=True) if folder is None else ListingFilter(parent=folder.number)
        return sorted(thing.name for thing in self.shop.listings.everything(self.shop.actor(), where=where))


class Steps:
    """Stops work after so many steps."""

    def __init__(self, count: int) -> None:
        self.left = count

    def __call__(self) -> bool:
        self.left -= 1
        return self.left < 0


def ended(report: Report) -> tuple[str, int | None, int, int]:
    job = report.job
    return job.state.value, job.total, job.done, job.failed


def reasons(report: Report) -> dict[str, str]:
    return {item.id: item.reason for item in report.failures}
