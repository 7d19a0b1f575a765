"""Data folders with very many files, made through the catalogue itself: rows without bytes, enough for listings."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from bench.ours.timetap import TimeTap
from filebook.app.build import House, build
from filebook.app.settings import Settings
from filebook.core.access import Role, Visibility
from filebook.core.businesses import Business
from filebook.core.files import Content, File, FileKind, Folder, Uploader, Version
from filebook.core.ids import Door, Kind, Ref, Uid, hex_of, new_uid
from filebook.core.ports.blobs import BlobKey, Segment
from filebook.core.ports.catalogue import Tables
from filebook.services.accounts import actor_of
from filebook.services.folders import NewFolder

ROWS_A_UNIT = 5_000
IN_FOLDER = 100
"""Files that lie in the one folder, spread evenly over the whole; the others lie at top level."""
_FIRST = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Seeded:
    """A data folder, and how to log in once it is served."""

    data: Path
    rows: int
    api_key: str
    private_key: str
    token: str
    folder_uuid: str

    def client(self, url: str) -> TimeTap:
        """A TimeTap client of it."""
        return TimeTap(f"{url}/timetap", api_key=self.api_key, private_key=self.private_key)


@dataclass(frozen=True, slots=True)
class _Library:
    """Whose files they are, and where they lie."""

    business: Business
    uploader: Uploader
    folder: Folder
    rows: int

    def file(self, place: int, ref: Ref) -> File:
        """The file at this place in the order of creation."""
        at = _FIRST + timedelta(minutes=place)
        segment = Segment(BlobKey(hex_of(new_uid())), 48_211, "0" * 64)
        content = Content((segment,), segment.size_bytes, segment.sha256, "application/pdf")
        inside = place % max(1, self.rows // IN_FOLDER) == 0
        return File(
            business=self.business.number,
            business_uid=self.business.uid,
            number=ref.number,
            uid=ref.uid,
            name=f"document {place}.pdf",
            kind=FileKind.UPLOAD,
            visibility=Visibility.CUSTOMER,
            uploader=self.uploader,
            created_at=at,
            modified_at=at,
            version=Version(1, ascending_uid(place), content, at),
            folder=Ref(self.folder.number, self.folder.uid) if inside else None,
            modified_by=self.uploader.name,
        )

    def add(self, places: Iterable[int], tables: Tables) -> None:
        """Write some of the files."""
        for place in places:
            ref = tables.numbers.allocate(self.business.number, Kind.FILE, uid=ascending_uid(place))
            tables.files.add(self.file(place, ref))


def ascending_uid(place: int) -> Uid:
    """A uid that sorts by place: with random ones a million rows would take an hour instead of minutes."""
    return Uid(f"{place:08x}-0000-4000-8000-{new_uid()[-12:]}")


def seeded(data: Path, *, rows: int) -> Seeded:
    """Make a business with so many files."""
    house = build(Settings(data_folder=str(data)))
    try:
        return _filled(house, rows=rows)
    finally:
        house.close()


def _filled(house: House, *, rows: int) -> Seeded:
    services = house.services
    business = services.accounts.create_business("Many files")
    owner = services.accounts.create_user(business.number, "owner", role=Role.OWNER)
    key = services.credentials.issue_signed_key(owner)
    token = services.credentials.issue_bearer(owner).secret
    folder = services.folders.create(actor_of(owner, business, door=Door.COMMAND_LINE), NewFolder("One of many"))
    uploader = Uploader(business.number, owner.number, owner.staff, owner.user_name)
    library = _Library(business, uploader, folder, rows)
    for first in range(0, rows, ROWS_A_UNIT):
        places = range(first, min(rows, first + ROWS_A_UNIT))
        house.catalogue.write(partial(library.add, places))
        print(f"\r  {places.stop:,} of {rows:,} rows made", end="", file=sys.stderr)
    print(file=sys.stderr)
    return Seeded(house.settings.data_path, rows, key.key, key.secret, token, hex_of(folder.uid))
