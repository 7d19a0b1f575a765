"""What the native door does with files on appointments and records."""

import hashlib

from msgspec import UNSET

from filebook.core.errors import Invalid
from filebook.core.ids import Kind, Number, Ref
from filebook.core.ports.catalogue import Named
from filebook.dialects.native.answers import listed, shown
from filebook.dialects.native.attachments import wire
from filebook.dialects.native.attachments.translate import holder_shown, hung_shown
from filebook.dialects.native.cursors import cursor_for, position_in
from filebook.dialects.native.files.translate import declared_of
from filebook.dialects.native.reading import as_arrived, body_of, bytes_type_of, query_of, writer
from filebook.dialects.native.things import record_kind
from filebook.dialects.native.wire import Nothing, Paged, Sparse
from filebook.services.bundle import Services
from filebook.services.filing import Hang, NewFile
from filebook.services.hangings import Hung
from filebook.serving.answers import BytesAnswer, empty_answer
from filebook.serving.call import Call
from filebook.serving.conditions import matches
from filebook.serving.receive import pump

_FILE = (Kind.FILE,)
_FOLDER = (Kind.FOLDER,)


class AttachmentHandlers:
    """Files on things of one kind; of the kind that the path names for None."""

    def __init__(self, services: Services, kind: Kind | None = None) -> None:
        self._services = services
        self._kind = kind

    def files(self, call: Call) -> BytesAnswer:
        """List what hangs there."""
        query = query_of(call, Paged)
        thing = self._thing(call)
        after = position_in(call, query.cursor, tuple[int, int])
        place = None if after is None else (after[0], Number(after[1]))
        hangings = self._services.hangings
        outline = None
        if place is None or query.count:
            outline = hangings.outline(call.actor, thing.number, kind=thing.kind)
        found = hangings.page(call.actor, thing.number, kind=thing.kind, after=place, limit=query.limit + 1)
        page = found[: query.limit]
        more = len(found) > query.limit
        answer = listed(
            call,
            [self._hung(one) for one in page],
            next_cursor=cursor_for(call, (page[-1].attachment.position, page[-1].file.number)) if more else None,
            total=outline.total if query.count and outline is not None else None,
        )
        # A page further on is not what a whole list is written by.
        return answer if outline is None or place is not None else _tagged(call, answer, outline.state)

    def one(self, call: Call) -> BytesAnswer:
        """Show how a file hangs there."""
        query_of(call, Sparse)
        return self._shown(call, self._thing(call), self._file(call))

    def attach(self, call: Call) -> BytesAnswer:
        """Hang a file there, or hang it otherwise."""
        query_of(call, Sparse)
        wanted = body_of(call, wire.Attaching)
        thing, file = self._to_write(call), self._file(call)
        on = Hang(thing.kind, thing.number, wanted.position, wanted.role)
        self._services.hangings.put(writer(call, file), file.number, on=on)
        return self._shown(call, thing, self._file(call))

    def detach(self, call: Call) -> BytesAnswer:
        """Take a file off."""
        query_of(call, Nothing)
        thing, file = self._to_write(call), self._file(call)
        self._services.hangings.detach(writer(call, file), file.number, target=thing.number, kind=thing.kind)
        return empty_answer()

    def arrange(self, call: Call) -> BytesAnswer:
        """Let just these files hang there, in this order."""
        query_of(call, Nothing)
        wanted = body_of(call, wire.Arrangement).files
        thing = self._to_write(call)
        files = self._services.naming.many(call.actor, [one.id for one in wanted], kinds=_FILE)
        if len({file.number for file in files}) < len(files):
            raise Invalid("files", "twice")
        hangings = self._services.hangings
        before = hangings.outline(call.actor, thing.number, kind=thing.kind)
        expecting = Named(thing.business, thing.number, thing.kind, thing.uid, before.state)
        order = [(file.number, one.role) for file, one in zip(files, wanted, strict=True)]
        hangings.arrange(writer(call, expecting), thing.number, kind=thing.kind, wanted=order)
        outline = hangings.outline(call.actor, thing.number, kind=thing.kind)
        found = hangings.page(call.actor, thing.number, kind=thing.kind, after=None, limit=wire.ARRANGED_AT_ONCE)
        return _tagged(call, listed(call, [self._hung(one) for one in found]), outline.state)

    def _hung(self, hung: Hung) -> wire.AttachedFile:
        return hung_shown(hung.file, hung.attachment, has_preview=self._services.previews.can_show(hung.file))

    async def upload(self, call: Call) -> BytesAnswer:
        """Take a file's bytes, and hang it there in the unit that files it."""
        query = query_of(call, wire.NewAttached)
        actor = writer(call)
        declared_type = declared_of(bytes_type_of(call))
        thing, folder = await call.in_thread(self._expected, call, query)
        uploads = self._services.uploads
        receiver = await call.in_thread(uploads.receiver)
        whole = False
        try:
            await pump(call, receiver.write, limit_bytes=uploads.limit_bytes())
            whole = True
        finally:
            if not whole:
                await call.in_thread(uploads.discard, receiver)
        new = NewFile(query.name, title=query.title, folder=folder, declared_type=declared_type)
        on = Hang(thing.kind, thing.number, query.position, query.role)
        file = await call.in_thread(self._services.filing.add, as_arrived(call, actor), receiver, new=new, on=[on])
        made = await call.in_thread(self._services.naming.one, call.actor, str(file.number), kinds=_FILE)
        return await call.in_thread(self._shown, call, thing, made, status=201)

    def holders(self, call: Call) -> BytesAnswer:
        """List what a file hangs on."""
        query = query_of(call, Paged)
        file = self._services.naming.one(call.actor, call.path_params["id"], kinds=_FILE)
        after = position_in(call, query.cursor, int)
        place = None if after is None else Number(after)
        found = self._services.hangings.holders(call.actor, file.number, after=place, limit=query.limit + 1)
        page = found[: query.limit]
        more = len(found) > query.limit
        next_cursor = cursor_for(call, page[-1].ref.number) if more else None
        return listed(
            call, [holder_shown(one.attachment, one.ref, label=one.label) for one in page], next_cursor=next_cursor
        )

    def _expected(self, call: Call, query: wire.NewAttached) -> tuple[Named, Ref | None]:
        """The thing that a file is sent onto and the folder that it goes to, found before the first byte is read."""
        thing = self._to_write(call)
        self._services.hangings.expect(call.actor, thing.number, kind=thing.kind)
        if query.folder is UNSET:
            return thing, None
        folder = self._services.naming.one(call.actor, query.folder, kinds=_FOLDER)
        return thing, Ref(folder.number, folder.uid)

    def _to_write(self, call: Call) -> Named:
        """The thing, for somebody who may write at all. Raises: AccessDenied, NotFound."""
        self._services.hangings.require_writer(call.actor)
        return self._thing(call)

    def _thing(self, call: Call) -> Named:
        """Raises: NotFound."""
        kind = self._kind or record_kind(call.path_params["kind"])
        return self._services.naming.one(call.actor, call.path_params["id"], kinds=(kind,))

    def _file(self, call: Call) -> Named:
        return self._services.naming.one(call.actor, call.path_params["file"], kinds=_FILE)

    def _shown(self, call: Call, thing: Named, file: Named, *, status: int = 200) -> BytesAnswer:
        hung: Hung = self._services.hangings.one(call.actor, file.number, target=thing.number, kind=thing.kind)
        return shown(
            call,
            self._hung(hung),
            revision=file.revision,
            status=status,
            path=("files", file.uid),
        )


def _tagged(call: Call, answer: BytesAnswer, state: int) -> BytesAnswer:
    """A list with its entity tag, whose first part writes ask for; 304 for a reader who has it."""
    tag = f'"{state}-{hashlib.blake2b(answer.body, digest_size=6).hexdigest()}"'
    told = (b"etag", tag.encode("ascii"))
    known = call.headers.get("if-none-match") if call.method in {"GET", "HEAD"} else None
    if known is not None and matches(known.encode("latin-1"), tag, weak=True):
        return empty_answer(status=304, headers=[told])
    answer.raw_headers.append(told)
    return answer
