"""The catalogue's rows about retention: what is held, and what is due to go."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from filebook.core.files import Version
from filebook.core.ids import BusinessNumber, Kind, Number, Ref
from filebook.core.retention import Hold


@dataclass(frozen=True, slots=True)
class HeldObject:
    """A hold, and what sort of object it is put on."""

    hold: Hold
    kind: Kind


@dataclass(frozen=True, slots=True)
class DueRow:
    """A file, folder or version that is due. `since`: when it went to the trash, or was replaced. `place`: where it
    stands among its like.
    """

    ref: Ref
    name: str
    since: datetime
    place: tuple[int, int]
    version: int | None = None


class Holds(Protocol):
    """What is held. A held object cannot be taken out of the registry."""

    def put(self, hold: Hold) -> None:
        """Hold an object; one that is held already has another reason from then on."""

    def lift(self, business: BusinessNumber, number: Number) -> bool:
        """Hold an object no longer, nor what was taken from it; whether it was."""

    def get(self, business: BusinessNumber, number: Number) -> Hold | None:
        """The hold on just this object."""

    def over(self, business: BusinessNumber, number: Number) -> list[Hold]:
        """All that hold an object: on itself, on a folder that it lies in, on what it hangs on, on what it was taken
        from; by number.
        """

    def carry(self, business: BusinessNumber, number: Number, *, origin: Number) -> None:
        """Let a hold on `origin` hold this file or folder too, wherever it goes."""

    def among(
        self, business: BusinessNumber, *, files: Collection[Number] = (), folders: Collection[Number] = ()
    ) -> set[Number]:
        """Those of the files and folders that anything holds."""

    def page(
        self, business: BusinessNumber, *, kinds: Collection[Kind], after: Number | None, limit: int
    ) -> list[HeldObject]:
        """Objects of these kinds that are held, by number."""


class Retention(Protocol):
    """What is due, without anything that is held. Each list goes on behind `after`, the place of its last row."""

    def files(
        self, business: BusinessNumber, *, trashed_before: datetime, after: tuple[int, int] | None, limit: int
    ) -> list[DueRow]:
        """Files that have been in the trash for longer, those first that went there first."""

    def versions(
        self,
        business: BusinessNumber,
        *,
        replaced_before: datetime,
        kept: int,
        after: tuple[int, int] | None,
        limit: int,
    ) -> list[DueRow]:
        """Versions of files outside the trash that were replaced before this, and have `kept` newer ones or more; by
        file, older ones first. The current one is none of them.
        """

    def folders(
        self, business: BusinessNumber, *, trashed_before: datetime, after: tuple[int, int] | None, limit: int
    ) -> list[DueRow]:
        """Folders that have been in the trash for longer, and hold nothing but files and folders of which the same is
        true; inner ones first.
        """

    def versions_of(self, business: BusinessNumber, files: Sequence[Number]) -> dict[Number, list[Version]]:
        """All versions of these files, older ones first."""
