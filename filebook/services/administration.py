"""Administration: a business as those who run it see and change it, what it uses, and whether its stores are well."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from filebook.core.access import Action, Actor, Role, require
from filebook.core.appearance import require_sound_appearance
from filebook.core.businesses import LANGUAGES, SETTINGS, VENDORS, Business, Limits, Profile, Stored, Usage
from filebook.core.changes import Verb
from filebook.core.errors import AccessDenied, Conflict, Invalid, NotFound
from filebook.core.health import Finding
from filebook.core.ids import Kind
from filebook.core.names import checked_name
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.retention import RULE_LIMIT
from filebook.services.accounts import require_whole
from filebook.services.changelog import note
from filebook.services.doctor import Doctor
from filebook.services.housekeeping import Housekeeping

LIST_LIMIT = 1000
"""Words in one setting."""
WORD_LIMIT = 255
_COUNT_LIMIT = 1_000_000
_BYTES_LIMIT = 2**62


@dataclass(frozen=True, slots=True)
class Health:
    """What was looked at, and when this process last finished a round of housekeeping."""

    findings: list[Finding]
    swept_at: datetime | None


class Administration:
    """The actor's own business."""

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        doctor: Doctor,
        housekeeping: Housekeeping,
        file_limit_bytes: int,
        now: Callable[[], datetime],
    ) -> None:
        self._catalogue = catalogue
        self._doctor = doctor
        self._housekeeping = housekeeping
        self._file_limit_bytes = file_limit_bytes
        self._now = now

    def business(self, actor: Actor) -> Business:
        """Raises: AccessDenied, NotFound("business")."""
        require(actor, Action.ADMINISTER, kind=Kind.USER)
        with self._catalogue.glance() as tables:
            return _found(tables, actor)

    def change(self, actor: Actor, *, edit: Callable[[Business], Business], revision: int | None = None) -> Business:
        """Apply `edit` to the business as it is now. Only the operator's own users set limits.

        Raises: AccessDenied, Invalid("name" | "zone" | "language" | "profiles" | "settings" | "limits" | "colour" |
            "imprint_url" | "privacy_url"), and Conflict("revision") where it has another one than the one named.
        """
        require_whole(actor)
        require(actor, Action.ADMINISTER, kind=Kind.USER)
        at = self._now()

        def unit(tables: Tables) -> Business:
            tables.numbers.lock(actor.business)
            before = _found(tables, actor)
            if revision not in {None, before.revision}:
                raise Conflict("revision")
            after = edit(before)
            self._require_sound(actor, after, before=before)
            if after == before:
                return before
            after = replace(after, revision=before.revision + 1)
            tables.businesses.update(after)
            # A business has no number of its own among its objects: it is noted on who changed it.
            note(
                tables,
                actor,
                business=actor.business,
                number=actor.user,
                kind=Kind.USER,
                verb=Verb.CONFIGURED,
                at=at,
                detail={"business": after.uid, "changed": _changed(before, after)},
            )
            return after

        return self._catalogue.write(unit)

    def usage(self, actor: Actor) -> tuple[Usage, Limits]:
        """What the business uses, and what it may. Raises: AccessDenied."""
        require(actor, Action.ADMINISTER, kind=Kind.USER)
        with self._catalogue.read() as tables:
            business = _found(tables, actor)
            usage = tables.businesses.usage(actor.business)
        most = min(business.limits.file_size_bytes, self._file_limit_bytes)
        return usage, replace(business.limits, file_size_bytes=most)

    def health(self, actor: Actor) -> Health:
        """Looks at what is quick to look at. Raises: AccessDenied."""
        return Health(self._doctor.findings(actor), self._housekeeping.swept_at)

    def storage(self, actor: Actor) -> list[Stored]:
        """What the bytes of the business are. Raises: AccessDenied."""
        require(actor, Action.ADMINISTER, kind=Kind.USER)
        with self._catalogue.read() as tables:
            return tables.businesses.storage(actor.business)

    def _require_sound(self, actor: Actor, after: Business, *, before: Business) -> None:
        checked_name(after.name, "name")
        _require_zone(after.zone)
        require_sound_appearance(after.appearance)
        if after.language not in LANGUAGES:
            raise Invalid("language", "unknown")
        _require_profiles(after.profiles)
        _require_settings(after.settings, before=before.settings)
        if after.limits != before.limits:
            if actor.role < Role.ADMIN:
                raise AccessDenied("limits")
            self._require_limits(after.limits)

    def _require_limits(self, limits: Limits) -> None:
        if not 1 <= limits.file_size_bytes <= self._file_limit_bytes:
            raise Invalid("limits.file_size_bytes", "value")
        if limits.total_bytes is not None and not 0 <= limits.total_bytes <= _BYTES_LIMIT:
            raise Invalid("limits.total_bytes", "value")
        if not 0 <= limits.open_upload_count <= _COUNT_LIMIT:
            raise Invalid("limits.open_upload_count", "value")


def _found(tables: Tables, actor: Actor) -> Business:
    found = tables.businesses.get(actor.business)
    if found is None:
        raise NotFound("business", actor.business)
    return found


def _require_zone(zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Invalid("zone", "unknown") from None


def _require_profiles(profiles: Mapping[str, str]) -> None:
    for door, profile in profiles.items():
        if door not in VENDORS:
            raise Invalid("profiles", "door")
        if profile not in set(Profile):
            raise Invalid("profiles", "profile")


def _require_settings(settings: Mapping[str, object], *, before: Mapping[str, object]) -> None:
    for name, value in settings.items():
        if name in before and before[name] == value:
            continue
        kind, _ = SETTINGS.get(name, (None, ""))
        if kind is None:
            raise Invalid(f"settings.{name}"[:WORD_LIMIT], "unknown")
        if type(value) is not kind:
            raise Invalid(f"settings.{name}", "type")
        if isinstance(value, int) and not 0 <= value <= RULE_LIMIT:
            raise Invalid(f"settings.{name}", "range")
        if isinstance(value, list) and not _are_words(value):
            raise Invalid(f"settings.{name}", "value")


def _are_words(values: list[object]) -> bool:
    sound = (isinstance(value, str) and 0 < len(value) <= WORD_LIMIT for value in values)
    return len(values) <= LIST_LIMIT and all(sound)


def _changed(before: Business, after: Business) -> list[str]:
    names = ("name", "zone", "language", "profiles", "limits", "settings", "appearance")
    return [name for name in names if getattr(before, name) != getattr(after, name)]
