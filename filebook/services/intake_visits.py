"""Visits to request links: what people without a login send, and that it arrived.

Everything is judged at each use as if the maker of the request filed it, by the rights of now. A visitor is told
nothing of the place but what the maker wrote, and of files but those that the same visitor sent.
"""

import hashlib
import hmac
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from filebook.core.access import Actor
from filebook.core.businesses import Business
from filebook.core.changes import Verb
from filebook.core.errors import (
    AccessDenied,
    AlreadyUsed,
    Expired,
    FilebookError,
    Missing,
    NotFound,
    Throttled,
    TooLarge,
    Unsupported,
)
from filebook.core.files import Content, File, Upload, UploadId
from filebook.core.ids import Door, Kind, Ref
from filebook.core.intake import Arrival, Intake, IntakeState
from filebook.core.names import checked_name, last_part
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.sharing import shortened_address
from filebook.services.changelog import note
from filebook.services.filing import Filing, Hang, NewFile
from filebook.services.intakes import require_place
from filebook.services.link_makers import maker_of, token_hash
from filebook.services.link_passwords import Guarded, LinkPasswords
from filebook.services.resuming import NewUpload, Resumable
from filebook.services.sharing_visits import Visitor
from filebook.services.turns import Turn
from filebook.services.uploads import Receiver, Uploads

SHOWN_LIMIT = 200
"""So many of the files that a visitor sent are shown to it, the last ones."""
OPEN_UPLOAD_LIMIT = 50
"""So many uploads of one request may wait for the rest of their bytes: outsiders leave room for a business's own."""
_LATER_SECONDS = 60
_MARK_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Intaking:
    """One visit to a request that is there. `maker` is whose rights count; `mark` tells this visitor from others."""

    intake: Intake
    business: Business
    maker: Actor
    visitor: Visitor
    mark: str
    now: datetime

    @property
    def state(self) -> IntakeState:
        """How the request stands now."""
        return self.intake.state(self.now)


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that a visitor sends; `role` is that of the expected document that it is meant to be, "" for none."""

    receiver: Receiver
    name: str
    declared_type: str = ""
    role: str = ""


class IntakeVisits:
    """Takes files. Whoever is given an `Intaking` may send to it."""

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        filing: Filing,
        uploads: Uploads,
        resumable: Resumable,
        passwords: LinkPasswords,
        now: Callable[[], datetime],
    ) -> None:
        self._catalogue = catalogue
        self._filing = filing
        self._uploads = uploads
        self._resumable = resumable
        self._passwords = passwords
        self._now = now

    def begin(self, token: str, visitor: Visitor, *, signed: str, visit: str) -> Intaking:
        """What a token opens; `signed` is what `unlock` gave, "" for nothing; `visit` names the visitor's browser.

        Raises: NotFound("request_link") for an unknown or revoked one, and one whose maker may not file there any more;
            Expired("request_link"), Unauthenticated("password").
        """
        found = self._found(token, visitor, visit=visit)
        self._passwords.require(_guarded(found.intake), signed)
        return found

    def unlock(self, token: str, visitor: Visitor, *, password: str) -> str:
        """The signed text that `begin` takes for the password.

        Raises: NotFound("request_link"), Expired("request_link"), AccessDenied("password"), Throttled.
        """
        intake = self._found(token, visitor, visit="").intake
        return self._passwords.open(_guarded(intake), password, address=visitor.address)

    def sent(self, visit: Intaking) -> tuple[list[Arrival], frozenset[str]]:
        """What this visitor sent, newest first; and the roles in which anybody sent something."""
        with self._catalogue.read() as tables:
            own = tables.intakes.arrivals(visit.intake, visitor=visit.mark, limit=SHOWN_LIMIT)
            return own, tables.intakes.roles(visit.intake)

    def limit_bytes(self, visit: Intaking, *, role: str = "") -> int:
        """How large a file may be that is sent next. Raises: AlreadyUsed("request_link") where none is taken."""
        require_open(visit)
        most = self._uploads.limit_bytes(visit.business)
        wanted = visit.intake.most_bytes(role)
        return most if wanted is None else min(most, wanted)

    def receiver(self, visit: Intaking, *, role: str = "") -> Receiver:
        """Somewhere for the bytes of a file to go. Raises: AlreadyUsed("request_link"), NoSpace, Unavailable."""
        return self._uploads.receiver(limit_bytes=self.limit_bytes(visit, role=role))

    def discard(self, receiver: Receiver) -> None:
        """Drop bytes that came to nothing."""
        self._uploads.discard(receiver)

    def take(self, visit: Intaking, files: Sequence[Sent]) -> list[File]:
        """File what one request brought: all of it, or nothing.

        Raises: Missing("files"), AlreadyUsed("request_link"), Unsupported("media_type"), TooLarge, Invalid("name"),
            NotFound, NoSpace, Unavailable. The bytes are then dropped.
        """
        if not files:
            raise Missing("files")
        try:
            ready = [(one, self._described(visit, one)) for one in files]
            return self._catalogue.write(
                lambda tables: [self._filed(tables, visit, one, content) for one, content in ready]
            )
        except FilebookError as error:
            for one in files:
                self._uploads.discard_after(error, one.receiver)
            raise

    def announce(self, visit: Intaking, *, size_bytes: int, name: str, declared_type: str, role: str) -> Upload:
        """A resumable upload of this visitor's, to be `filed` when it is whole.

        Raises: AlreadyUsed("request_link"), TooLarge, Invalid("name"), Throttled where too many wait, NoSpace,
            Unavailable.
        """
        checked_name(last_part(name), "name")
        limit_bytes = self.limit_bytes(visit, role=role)
        if size_bytes > limit_bytes:
            raise TooLarge(limit_bytes)
        left = visit.intake.most_bytes()
        with self._catalogue.glance() as tables:
            count, waiting_bytes = tables.uploads.waiting(visit.business.number, said=_of_link(visit))
        # Twice: what was begun and given up must not shut out whoever begins anew.
        is_too_much = visit.intake.total_limit_bytes is not None and waiting_bytes + size_bytes > 2 * (left or 0)
        if count >= OPEN_UPLOAD_LIMIT or is_too_much:
            raise Throttled(_LATER_SECONDS)
        new = NewUpload(size_bytes, last_part(name), declared_type, metadata=_bound(visit))
        return self._resumable.create(visit.maker, new)

    def look(self, visit: Intaking, upload: UploadId) -> Upload:
        """How far an upload of this visitor's has come. Raises: NotFound, AlreadyUsed, Expired("upload")."""
        return self._own(visit, self._resumable.look(visit.maker, upload))

    def go_on(self, visit: Intaking, upload: UploadId, *, at_size_bytes: int, coming_bytes: int) -> Turn:
        """The turn of a connection that goes on with an upload. Raises: as `look`, and Conflict("offset"), NoSpace."""
        require_open(visit)
        self.look(visit, upload)
        return self._resumable.begin(visit.maker, upload, at_size_bytes=at_size_bytes, coming_bytes=coming_bytes)

    def file(self, visit: Intaking, upload: UploadId, *, role: str) -> File:
        """File an upload that is whole. Raises: as `take`, and NotFound, AlreadyUsed, Expired("upload"),
        Conflict("upload_unfinished"). The upload is kept then, unless it is of a type that is not taken.
        """
        found = self._own(visit, self._uploads.get(visit.maker, upload))
        content = self._uploads.content_of(found)
        if not visit.intake.takes(content.detected_type, role):
            with suppress(FilebookError):
                self._resumable.remove(visit.maker, upload)
            raise Unsupported("media_type")

        def unit(tables: Tables) -> File:
            tables.numbers.lock(visit.business.number)
            self._uploads.claim(tables, visit.maker, upload=found)
            return self._inserted(tables, visit, content, name=found.name, role=role, declared_type=found.declared_type)

        return self._catalogue.write(unit)

    def _described(self, visit: Intaking, sent: Sent) -> Content:
        checked_name(sent.name, "name")
        content = self._uploads.content(sent.receiver, name=sent.name, declared_type=sent.declared_type)
        if not visit.intake.takes(content.detected_type, sent.role):
            raise Unsupported("media_type")
        return content

    def _filed(self, tables: Tables, visit: Intaking, sent: Sent, content: Content) -> File:
        self._uploads.admit(tables, visit.business.number, size_bytes=content.size_bytes)
        tables.blobs_in_use.keep(visit.business.number, content.segments)
        return self._inserted(tables, visit, content, name=sent.name, role=sent.role, declared_type=sent.declared_type)

    def _inserted(
        self, tables: Tables, visit: Intaking, content: Content, *, name: str, role: str, declared_type: str
    ) -> File:
        """Inside a unit that has locked the business: the request as it is by now takes the file, or does not."""
        intake = tables.intakes.get(visit.intake.business, visit.intake.number)
        if intake is None:
            raise NotFound("request_link")
        current = replace(visit, intake=intake, now=self._now())
        require_open(current)
        most = intake.most_bytes(role)
        if most is not None and content.size_bytes > most:
            raise TooLarge(most)
        is_folder = intake.kind is Kind.FOLDER
        new = NewFile(
            name,
            folder=intake.into if is_folder else None,
            uploader_name=intake.name or visit.business.name,
            declared_type=declared_type,
        )
        on = () if is_folder else (Hang(intake.kind, intake.into.number, role=role),)
        file = self._filing.insert(tables, visit.maker, visit.business, new=new, on=on, content=content)
        arrival = Arrival(
            at=current.now,
            visitor=visit.mark,
            address=shortened_address(visit.visitor.address),
            file=Ref(file.number, file.uid),
            file_name=file.name,
            size_bytes=content.size_bytes,
            role=role,
        )
        tables.intakes.note_arrival(intake, arrival)
        note(
            tables,
            visit.maker,
            business=intake.business,
            number=intake.number,
            kind=Kind.REQUEST_LINK,
            verb=Verb.CHANGED,
            at=current.now,
            detail={"arrived": file.uid, "role": role},
        )
        return file

    def _own(self, visit: Intaking, upload: Upload) -> Upload:
        if not hmac.compare_digest(upload.metadata, _bound(visit)):
            raise NotFound("upload", upload.id)
        return upload

    def _found(self, token: str, visitor: Visitor, *, visit: str) -> Intaking:
        """Raises: NotFound("request_link"), Expired("request_link")."""
        now = self._now()
        with self._catalogue.glance() as tables:
            intake = tables.intakes.by_token(token_hash(token))
            if intake is None or intake.revoked_at is not None:
                raise NotFound("request_link")
            business, maker = maker_of(
                tables, intake.business, intake.maker, scope=intake.scope, door=Door.WEB, what="request_link"
            )
            try:
                require_place(tables, maker, intake)
            except (NotFound, AccessDenied):
                raise NotFound("request_link") from None
        if intake.state(now) in {IntakeState.EXPIRED, IntakeState.OVERDUE}:
            raise Expired("request_link")
        mark = hmac.digest(token.encode(), visit.encode(errors="surrogatepass"), hashlib.sha256).hex()[:_MARK_LENGTH]
        return Intaking(intake, business, maker, visitor, mark, now)


def require_open(visit: Intaking) -> None:
    """Raises: AlreadyUsed("request_link") where nothing more is taken; NotFound, Expired."""
    match visit.state:
        case IntakeState.FULL:
            raise AlreadyUsed("request_link")
        case IntakeState.REVOKED:
            raise NotFound("request_link")
        case IntakeState.EXPIRED | IntakeState.OVERDUE:
            raise Expired("request_link")


def _guarded(intake: Intake) -> Guarded:
    return Guarded(intake.business, intake.number, intake.password_hash)


def _bound(visit: Intaking) -> str:
    """What an upload's metadata say, so that nobody else goes on with it: no program can send this."""
    return f"{_of_link(visit)}{visit.mark}"


def _of_link(visit: Intaking) -> str:
    return f"request-link {visit.intake.number} "
