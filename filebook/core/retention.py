"""Retention: how long the trash and the earlier versions of files are kept, and what is held whatever the rules say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from filebook.core.ids import BusinessNumber, Kind, Number, Ref

TRASH_DAYS, VERSIONS_KEPT, VERSION_DAYS = "trash_days", "versions_kept", "version_days"
"""The rules, by the names of a business's settings."""
RULE_LIMIT = 36_500
"""A hundred years, in days. As many versions of one file are kept at most."""
REASON_LENGTH = 1000


@dataclass(frozen=True, slots=True)
class Rules:
    """What goes for good, and when; 0: no such rule, and so nothing goes by it.

    `trash_days`: so long a file or folder lies in the trash. `versions_kept`: the current version and the newest before
    it, so many in all, are kept. `version_days`: a version is kept for so long after another took its place. Where both
    are set, a version goes only when both let it go. The current version never does, nor one of a file in the trash.
    """

    trash_days: int = 0
    versions_kept: int = 0
    version_days: int = 0

    def with_settings(self, settings: Mapping[str, object]) -> "Rules":
        """These rules, but for what a business has set for itself."""
        own = (settings.get(name, default) for name, default in self.by_name.items())
        return Rules(*(value if isinstance(value, int) else 0 for value in own))

    @property
    def by_name(self) -> dict[str, int]:
        """Each rule by its name."""
        return {
            TRASH_DAYS: self.trash_days,
            VERSIONS_KEPT: self.versions_kept,
            VERSION_DAYS: self.version_days,
        }

    @property
    def for_versions(self) -> tuple[str, ...]:
        """The names of the rules by which versions go."""
        return tuple(name for name in (VERSIONS_KEPT, VERSION_DAYS) if self.by_name[name])

    def trashed_before(self, at: datetime) -> datetime | None:
        """What went to the trash before this moment goes; None: nothing does."""
        return at - timedelta(days=self.trash_days) if self.trash_days else None

    def replaced_before(self, at: datetime) -> datetime | None:
        """A version that was replaced before this moment goes, as far as days decide; None: none does."""
        if not self.for_versions:
            return None
        return at - timedelta(days=self.version_days) if self.version_days else at + timedelta(microseconds=1)


class Stage(StrEnum):
    """What the rules remove, in the order in which it goes: a folder goes when all that lay in it is gone."""

    FILE = "file"
    VERSION = "version"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Mark:
    """Behind which of the things that are due the next ones come. `place` is known to the catalogue alone."""

    stage: Stage
    place: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Due:
    """Something that the rules remove, by which of them, and since when they would.

    `since`: when it went to the trash, or was replaced. `version`: which one of a file; None: all of it.
    `freed_bytes`: what its going gives back, without pictures made smaller.
    """

    mark: Mark
    ref: Ref
    name: str
    since: datetime
    due_at: datetime
    rules: tuple[str, ...]
    version: int | None = None
    freed_bytes: int = 0

    @property
    def kind(self) -> Kind:
        """Of the object that it is, or a version of."""
        return Kind.FOLDER if self.mark.stage is Stage.FOLDER else Kind.FILE


@dataclass(frozen=True, slots=True)
class Totals:
    """How much is due."""

    file_count: int = 0
    version_count: int = 0
    folder_count: int = 0
    freed_bytes: int = 0

    def with_one(self, due: Due) -> "Totals":
        """These, and one more."""
        stage = due.mark.stage
        return Totals(
            self.file_count + (stage is Stage.FILE),
            self.version_count + (stage is Stage.VERSION),
            self.folder_count + (stage is Stage.FOLDER),
            self.freed_bytes + due.freed_bytes,
        )


@dataclass(frozen=True, slots=True)
class Hold:
    """An object that is held: nothing of it is removed for good, whoever wants it and whatever the rules say.

    With a folder goes all that lies in it, with a record or appointment all that hangs on it, now or later; and what
    was taken from there while it was held. `held_by` is a user name.
    """

    business: BusinessNumber
    number: Number
    reason: str
    held_at: datetime
    held_by: str
    revision: int = 1
