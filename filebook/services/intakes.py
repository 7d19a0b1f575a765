"""Request links as the people have them who make them: made, shown, changed, withdrawn; and what arrived through each.

What visitors do is `services/intake_visits.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from filebook.core.access import Action, Actor, require
from filebook.core.audience import knows_link
from filebook.core.changes import Verb
from filebook.core.errors import Invalid, NotFound
from filebook.core.ids import RECORD_KINDS, Kind, Number, Ref
from filebook.core.intake import Arrival, Expected, Intake, checked
from filebook.core.ports.catalogue import Catalogue, Named, Tables
from filebook.core.ports.intakes import IntakeFilter
from filebook.services.changelog import note
from filebook.services.link_makers import new_token, require_ahead, seen_by, token_hash
from filebook.services.link_passwords import LinkPasswords
from filebook.services.naming import find
from filebook.services.requirements import Requirements
from filebook.services.targets import place_of, require_target

TARGET_KINDS = RECORD_KINDS | {Kind.FOLDER, Kind.APPOINTMENT}
"""Where files may go to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewIntake:
    """What is said of a request link when it is made. `into`: the folder, appointment or record, by uid or number.
    `expected` None: the documents that the appointment or record needs and has not got. The rest is as in `Intake`.
    """

    into: str
    name: str = ""
    message: str = ""
    sender: str = ""
    password: str = ""
    expected: tuple[Expected, ...] | None = ()
    media_types: tuple[str, ...] = ()
    size_limit_bytes: int | None = None
    file_count_limit: int | None = None
    total_limit_bytes: int | None = None
    due_at: datetime | None = None
    closes_when_due: bool = False
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeChange:
    """What is to be another way: `edit` of the request as it is then; `password` "" takes it away, None leaves it."""

    edit: Callable[[Intake], Intake]
    password: str | None = None


@dataclass(frozen=True, slots=True)
class MadeIntake:
    """A request link just made; the token is told this once."""

    intake: Intake
    token: str


class Intakes:
    """Whoever may file something in a place may let others send files there. Makers know of their own requests, owners
    of all.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        requirements: Requirements,
        passwords: LinkPasswords,
        now: Callable[[], datetime],
    ) -> None:
        self._catalogue = catalogue
        self._requirements = requirements
        self._passwords = passwords
        self._now = now

    def create(self, actor: Actor, new: NewIntake) -> MadeIntake:
        """Let whoever has the address send files to a place.

        Raises: AccessDenied; NotFound("into") for a place that the actor may not know of; Invalid("into" |
            "expected" | "media_types" | "size_limit_bytes" | "file_count_limit" | "total_limit_bytes" | "due_at" |
            "expires_at").
        """
        require(actor, Action.WRITE, kind=Kind.REQUEST_LINK)
        require(actor, Action.WRITE, kind=Kind.FILE)
        at, token = self._now(), new_token()
        password_hash = self._passwords.hashed(new.password)
        require_ahead(new.expires_at, now=at)
        require_ahead(new.due_at, now=at, field="due_at")
        wanted = self._needed(actor, new.into) if new.expected is None else new.expected

        def unit(tables: Tables) -> Intake:
            tables.numbers.lock(actor.business)
            target = _target(tables, actor, new.into)
            ref = tables.numbers.allocate(actor.business, Kind.REQUEST_LINK)
            intake = Intake(
                business=actor.business,
                number=ref.number,
                uid=ref.uid,
                token_sha256=token_hash(token),
                kind=target.kind,
                into=Ref(target.number, target.uid),
                maker=actor.user,
                scope=actor.scope,
                name=new.name,
                message=new.message,
                sender=new.sender,
                password_hash=password_hash,
                expected=wanted,
                media_types=new.media_types,
                size_limit_bytes=new.size_limit_bytes,
                file_count_limit=new.file_count_limit,
                total_limit_bytes=new.total_limit_bytes,
                due_at=new.due_at,
                closes_when_due=new.closes_when_due,
                expires_at=new.expires_at,
                created_at=at,
            )
            tables.intakes.add(checked(intake))
            _note(tables, actor, intake, verb=Verb.CREATED, at=at)
            return intake

        return MadeIntake(self._catalogue.write(unit), token)

    def get(self, actor: Actor, number: Number) -> Intake:
        """Raises: AccessDenied, NotFound("request_link")."""
        require(actor, Action.READ, kind=Kind.REQUEST_LINK)
        with self._catalogue.glance() as tables:
            return _known(tables, actor, number)

    def page(self, actor: Actor, where: IntakeFilter, *, before: Number | None, limit: int) -> list[Intake]:
        """Those the actor knows of, newest first; whose they are is the actor's rights, whatever `where` says beyond.

        Raises: AccessDenied.
        """
        require(actor, Action.READ, kind=Kind.REQUEST_LINK)
        with self._catalogue.read() as tables:
            return tables.intakes.page(actor.business, seen_by(actor, where), before=before, limit=limit)

    def count(self, actor: Actor, where: IntakeFilter) -> int:
        """How many `page` tells in all. Raises: AccessDenied."""
        require(actor, Action.READ, kind=Kind.REQUEST_LINK)
        with self._catalogue.glance() as tables:
            return tables.intakes.count(actor.business, seen_by(actor, where))

    def target(self, actor: Actor, name: str) -> Number:
        """The number of a place that the actor may know of, for `IntakeFilter`. Raises: NotFound("into")."""
        require(actor, Action.READ, kind=Kind.REQUEST_LINK)
        with self._catalogue.read() as tables:
            return _target(tables, actor, name).number

    def change(self, actor: Actor, number: Number, change: IntakeChange) -> Intake:
        """Say something else of a request, or give it another password, end or limit.

        Raises: AccessDenied, NotFound("request_link"), Invalid as `create`.
        """
        require(actor, Action.WRITE, kind=Kind.REQUEST_LINK)
        at = self._now()
        password_hash = None if change.password is None else self._passwords.hashed(change.password)

        def unit(tables: Tables) -> Intake:
            intake = _locked(tables, actor, number)
            edited = checked(change.edit(intake))
            if edited.expires_at != intake.expires_at:
                require_ahead(edited.expires_at, now=at)
            if edited.due_at != intake.due_at:
                require_ahead(edited.due_at, now=at, field="due_at")
            if password_hash is not None:
                edited = replace(edited, password_hash=password_hash)
            if edited != intake:
                tables.intakes.update(edited)
                _note(tables, actor, edited, verb=Verb.CHANGED, at=at)
            return edited

        return self._catalogue.write(unit)

    def revoke(self, actor: Actor, number: Number) -> None:
        """Its address takes nothing any more; what arrived stays, and so does what is remembered of it.

        Raises: AccessDenied, NotFound("request_link").
        """
        at = self._now()
        self.change(
            actor, number, IntakeChange(edit=lambda intake: replace(intake, revoked_at=intake.revoked_at or at))
        )

    def remove(self, actor: Actor, number: Number) -> None:
        """For good, with what is remembered of its arrivals; their files stay.

        Raises: AccessDenied, NotFound("request_link").
        """
        require(actor, Action.WRITE, kind=Kind.REQUEST_LINK)
        at = self._now()

        def unit(tables: Tables) -> None:
            intake = _locked(tables, actor, number)
            _note(tables, actor, intake, verb=Verb.DELETED, at=at)
            tables.intakes.remove(intake)
            tables.numbers.forget(intake.business, intake.number)

        self._catalogue.write(unit)

    def arrivals(self, actor: Actor, number: Number, *, before: int | None, limit: int) -> list[Arrival]:
        """What arrived, newest first. Raises: AccessDenied, NotFound("request_link")."""
        require(actor, Action.READ, kind=Kind.REQUEST_LINK)
        with self._catalogue.read() as tables:
            return tables.intakes.arrivals(_known(tables, actor, number), before=before, limit=limit)

    def _needed(self, actor: Actor, name: str) -> tuple[Expected, ...]:
        """The documents that an appointment or record needs and has not got yet."""
        with self._catalogue.read() as tables:
            target = _target(tables, actor, name)
        if target.kind is Kind.FOLDER:
            raise Invalid("expected", "kind")
        return tuple(
            Expected(one.document.role, one.document.title, one.document.description, one.document.mandatory)
            for one in self._requirements.of_thing(actor, target.number, kind=target.kind)
            if one.file is None
        )


def require_place(tables: Tables, actor: Actor, intake: Intake) -> None:
    """Raises: NotFound, AccessDenied where the actor may not file anything there now."""
    _require_place(tables, actor, intake.kind, intake.into)


def _require_place(tables: Tables, actor: Actor, kind: Kind, into: Ref) -> None:
    if kind is Kind.FOLDER:
        place_of(tables, actor, actor.business, into)
    else:
        place_of(tables, actor, actor.business, None)
        require_target(tables, actor, actor.business, target=into.number, kind=kind)


def _target(tables: Tables, actor: Actor, name: str) -> Named:
    """Raises: NotFound("into"), AccessDenied, Invalid("into") for what no file can be put into."""
    named = find(tables, actor, name)
    if named is None:
        raise NotFound("into")
    if named.kind not in TARGET_KINDS:
        raise Invalid("into", "kind")
    try:
        _require_place(tables, actor, named.kind, Ref(named.number, named.uid))
    except NotFound:
        raise NotFound("into") from None
    return named


def _known(tables: Tables, actor: Actor, number: Number) -> Intake:
    """Raises: NotFound("request_link")."""
    intake = tables.intakes.get(actor.business, number)
    if intake is None or not knows_link(actor, intake.maker, within=intake.scope.folder):
        raise NotFound("request_link", number)
    return intake


def _locked(tables: Tables, actor: Actor, number: Number) -> Intake:
    tables.numbers.lock(actor.business)
    return _known(tables, actor, number)


def _note(tables: Tables, actor: Actor, intake: Intake, *, verb: Verb, at: datetime) -> None:
    note(tables, actor, business=intake.business, number=intake.number, kind=Kind.REQUEST_LINK, verb=verb, at=at)
