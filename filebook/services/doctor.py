"""Doctor: how the installation is, as far as that is told at once."""

import shutil
from collections.abc import Callable
from pathlib import Path

from filebook.core.access import Action, Actor, require
from filebook.core.errors import FilebookError
from filebook.core.health import Check, Finding, State
from filebook.core.ids import Kind
from filebook.core.ports.blobs import Blobs
from filebook.core.ports.catalogue import Catalogue

KEPT_FREE_BYTES = 1024**3
"""How much should be free on the disk of the data folder."""
_NEARLY_FULL = 0.9


class Doctor:
    """Looks at what is quick to look at; `filebook fsck` reads everything."""

    def __init__(self, catalogue: Catalogue, blobs: Blobs, *, folder: Path) -> None:
        self._catalogue = catalogue
        self._blobs = blobs
        self._folder = folder

    def findings(self, actor: Actor) -> list[Finding]:
        """How the installation is, and the actor's business in it. Raises: AccessDenied."""
        require(actor, Action.ADMINISTER, kind=Kind.USER)
        found = self.of_installation()
        return [*found, *self._of_business(actor)] if found[0].state is State.OK else found

    def of_installation(self) -> list[Finding]:
        """The stores first, then the folder and its disk."""
        return [
            _answering(Check.ROWS, self._catalogue.check, "The database does not answer: see the server's log."),
            _answering(Check.BYTES, self._blobs.check, "The store of files does not answer: see the server's log."),
            _told(
                Check.PRIVATE_FOLDER,
                is_well=not self._folder.stat().st_mode & 0o077,
                advice="Others can read the data folder: chmod 700.",
            ),
            _told(
                Check.ROOM,
                is_well=shutil.disk_usage(self._folder).free >= KEPT_FREE_BYTES,
                advice="Less than 1 GiB is free on the disk.",
            ),
        ]

    def _of_business(self, actor: Actor) -> list[Finding]:
        with self._catalogue.read() as tables:
            business = tables.businesses.get(actor.business)
            stored_bytes = tables.blobs_in_use.stored_bytes(actor.business)
            webhooks = tables.webhooks.of_business(actor.business)
        quota = None if business is None else business.limits.total_bytes
        has_failed = any(one.switched_off_at is not None and one.failing_since is not None for one in webhooks)
        return [
            _told(
                Check.QUOTA,
                is_well=quota is None or stored_bytes < quota * _NEARLY_FULL,
                advice="The business has used nine tenths of its space: empty the trash, or have the limit raised.",
            ),
            _told(
                Check.WEBHOOKS,
                is_well=not has_failed,
                advice="A webhook was switched off, having failed for long: look at its deliveries.",
            ),
        ]


def _answering(check: Check, answers: Callable[[], None], advice: str) -> Finding:
    try:
        answers()
    except FilebookError:
        return Finding(check, State.FAILING, advice)
    return Finding(check, State.OK)


def _told(check: Check, *, is_well: bool, advice: str) -> Finding:
    return Finding(check, State.OK) if is_well else Finding(check, State.WARNING, advice)
