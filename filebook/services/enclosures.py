"""Enclosures: files that hang on an appointment in a role, put there and taken off by the unit that writes it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from filebook.core.access import Action, Actor, may, require, sight
from filebook.core.appointments import Appointment
from filebook.core.errors import FilebookError, NotFound
from filebook.core.files import Attachment, Content, File
from filebook.core.ids import Kind, Number
from filebook.core.names import checked_name
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.services.booking import Finish
from filebook.services.filing import Filing, Hang, NewFile
from filebook.services.uploads import Receiver, Uploads


@dataclass(frozen=True, slots=True)
class Enclosure:
    """What is to hang in a role: new bytes, or a file of the library by its number; neither: nothing any more."""

    role: str
    new: NewFile | None = None
    receiver: Receiver | None = None
    file: Number | None = None


@dataclass(frozen=True, slots=True)
class Brought:
    """New bytes that are to hang there, in no role."""

    new: NewFile
    receiver: Receiver


_Ready = Sequence[tuple[Enclosure, Content | None]]


class Enclosures:
    """Files in roles, of which each has one. They are ordinary files of the library otherwise."""

    def __init__(self, catalogue: Catalogue, *, filing: Filing, uploads: Uploads) -> None:
        self._catalogue = catalogue
        self._filing = filing
        self._uploads = uploads

    def of(self, actor: Actor, appointment: Appointment, *, roles: Collection[str]) -> dict[str, File]:
        """Role → file, on an appointment which the caller was given; those files that the actor may know of."""
        if not may(actor, Action.READ):
            return {}
        with self._catalogue.glance() as tables:
            hanging = tables.attachments.in_roles(
                appointment.business, appointment.number, roles=roles, sight=sight(actor)
            )
            files = {one.role: tables.files.get(appointment.business, one.file) for one in hanging}
        return {role: file for role, file in files.items() if file is not None}

    def require_bringer(self, actor: Actor) -> None:
        """Raises: AccessDenied for somebody who may not bring files."""
        require(actor, Action.WRITE, kind=Kind.FILE)

    def bring(
        self,
        actor: Actor,
        brought: Sequence[Brought],
        write: Callable[[Finish], Appointment],
        *,
        files: Sequence[Number] = (),
    ) -> Appointment:
        """What `write` answers, which is to run what it is given inside its unit: all that was brought hangs on the
        appointment then, in its order, and after it these files of the library. If it fails, no byte stays.

        Raises: AccessDenied, Invalid("name"), NotFound("file"), TooLarge, NoSpace, Unavailable, and what `write` does.
        """
        try:
            if brought or files:
                require(actor, Action.WRITE, kind=Kind.FILE)
            ready = [(one, self._brought(one)) for one in brought]

            def finish(tables: Tables, appointment: Appointment) -> None:
                on = Hang(Kind.APPOINTMENT, appointment.number)
                for one, content in ready:
                    self._filed(tables, actor, appointment, one.new, on=on, content=content)
                for number in files:
                    self._filing.hang(tables, actor, tables.files.get(appointment.business, number), on=on)

            return write(finish)
        except FilebookError as error:
            for one in brought:
                self._uploads.discard_after(error, one.receiver)
            raise

    def enclose(
        self, actor: Actor, enclosures: Sequence[Enclosure], write: Callable[[Finish], Appointment]
    ) -> Appointment:
        """What `write` answers, which is to run what it is given inside its unit. If it fails, no byte stays.

        What hung in a role is taken off: it goes to the trash unless it hangs elsewhere.

        Raises: AccessDenied, Invalid("name"), NotFound("file"), TooLarge, NoSpace, Unavailable, and what `write` does.
        """
        try:
            require(actor, Action.WRITE, kind=Kind.FILE)
            ready = [(one, self._content(one)) for one in enclosures]

            def finish(tables: Tables, appointment: Appointment) -> None:
                self._placed(tables, actor, appointment, ready)

            return write(finish)
        except FilebookError as error:
            for one in enclosures:
                if one.receiver is not None:
                    self._uploads.discard_after(error, one.receiver)
            raise

    def _content(self, enclosure: Enclosure) -> Content | None:
        """Durable bytes, and what they are; None for a role that gets none."""
        if enclosure.new is None or enclosure.receiver is None:
            return None
        checked_name(enclosure.new.name, "name")
        return self._uploads.content(
            enclosure.receiver, name=enclosure.new.name, declared_type=enclosure.new.declared_type
        )

    def _placed(self, tables: Tables, actor: Actor, appointment: Appointment, ready: _Ready) -> None:
        for enclosure, content in ready:
            role, target = enclosure.role, appointment.number
            before = tables.attachments.in_roles(appointment.business, target, roles=(role,))
            on = Hang(Kind.APPOINTMENT, target, role=role)
            wanted = enclosure.file
            if enclosure.new is not None and content is not None:
                wanted = self._filed(tables, actor, appointment, enclosure.new, on=on, content=content)
            elif wanted is not None and all(one.file != wanted for one in before):
                self._filing.hang(tables, actor, tables.files.get(appointment.business, wanted), on=on)
            for former in before:
                if former.file != wanted:
                    self._taken_off(tables, actor, appointment, former)

    def _brought(self, brought: Brought) -> Content:
        checked_name(brought.new.name, "name")
        return self._uploads.content(brought.receiver, name=brought.new.name, declared_type=brought.new.declared_type)

    def _filed(
        self, tables: Tables, actor: Actor, appointment: Appointment, new: NewFile, *, on: Hang, content: Content
    ) -> Number:
        business = self._uploads.admit(tables, appointment.business, size_bytes=content.size_bytes)
        tables.blobs_in_use.keep(business.number, content.segments)
        return self._filing.insert(tables, actor, business, new=new, on=(on,), content=content).number

    def _taken_off(self, tables: Tables, actor: Actor, appointment: Appointment, former: Attachment) -> None:
        """One that the actor may not know of stays on the appointment, without its role."""
        file = tables.files.get(appointment.business, former.file)
        try:
            if file is not None:
                self._filing.take_off(tables, actor, file, target=appointment.number, kind=Kind.APPOINTMENT)
        except NotFound:
            tables.attachments.add(appointment.business, replace(former, role=""))
