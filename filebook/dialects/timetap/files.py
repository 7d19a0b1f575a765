"""Handlers that read files or delete them: list, one object, its bytes, the public and private buckets."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from heapq import merge
from itertools import islice

import msgspec

from filebook.core.access import Actor
from filebook.core.errors import AccessDenied, NotFound, Unauthenticated, Unsupported
from filebook.core.files import Attachment, File, Folder
from filebook.core.ports.library import ListingFilter
from filebook.dialects.timetap.arrays import list_answer
from filebook.dialects.timetap.auth import Tokens
from filebook.dialects.timetap.file_query import FileQuery, file_query
from filebook.dialects.timetap.ids import uid_of
from filebook.dialects.timetap.things import Things
from filebook.dialects.timetap.translate import file_object
from filebook.dialects.timetap.wire import FOLDER
from filebook.services.bundle import Services
from filebook.serving.answers import json_answer
from filebook.serving.call import Call
from filebook.serving.download import file_answer
from filebook.serving.headers import Audience
from filebook.serving.problems import UnknownPath
from filebook.serving.routes import Answer

_BATCH = 500
_KEY_SEGMENTS = 3
Thing = File | Folder


@dataclass(frozen=True, slots=True)
class Files:
    """Reads and deletes for TimeTap's clients."""

    services: Services
    tokens: Tokens
    things: Things

    def list_all(self, call: Call) -> Answer:
        """Every file and folder, flat and oldest first, or those that the query names."""
        query = file_query(call.query)
        query = replace(query, links=self.things.hung(call.actor, query.links))
        return list_answer(
            call,
            self.services,
            lambda: self._encoded(call, self._wanted(call.actor, query)),
            depends_on=self.things.public_base(call),
        )

    def get_one(self, call: Call) -> Answer:
        """One file object."""
        thing = self.things.named(call.actor, call.path_params["uuid"])
        return json_answer(self.things.shown(call, call.actor, thing))

    def get_content(self, call: Call) -> Answer:
        """The bytes of one file, for whoever may read it."""
        opened = self.things.opened(call.actor, call.path_params["uuid"])
        return file_answer(call, opened, audience=Audience.PRIVATE)

    def delete(self, call: Call) -> Answer:
        """Remove a file and its bytes, or a folder, for good; also from the trash."""
        thing = self.things.named(call.actor, call.path_params["uuid"], trashed_too=True)
        last_state = self.things.shown(call, call.actor, thing)
        if isinstance(thing, File):
            self.services.filing.delete_forever(call.actor, thing)
        else:
            self.services.removal.folder(call.actor, thing)
        return json_answer(msgspec.structs.replace(last_state, deleted=True))

    def get_public(self, call: Call) -> Answer:
        """A public file, pictures without their metadata. The name in the address is for people: business and UUID
        decide.
        """
        uid = uid_of(call.path_params["uuid"])
        try:
            file = self.services.library.public_file(uid) if uid else None
            if file is None or str(file.business) != call.path_params["business"]:
                raise UnknownPath
            opened = self.services.previews.public_copy(file)
        except (NotFound, Unsupported):
            raise UnknownPath from None
        return file_answer(call, opened, audience=Audience.PUBLIC)

    def get_private(self, call: Call) -> Answer:
        """The bytes behind a private s3Key, for whoever shows a token; a bucket tells nothing else apart."""
        try:
            actor = self.tokens.authenticate(call)
            if len(call.tail) != _KEY_SEGMENTS or call.tail[0] != str(actor.business):
                raise AccessDenied("bucket")
            opened = self.things.opened(actor, call.tail[1])
        except (Unauthenticated, NotFound):
            raise AccessDenied("bucket") from None
        return file_answer(call, opened, audience=Audience.PRIVATE)

    def _wanted(self, actor: Actor, query: FileQuery) -> Iterator[Thing]:
        """What the query names, in order, fetched as it is asked for."""
        try:
            parent = self.things.folder(actor, query.parent, trashed_too=query.deleted).number if query.parent else None
        except NotFound:
            return iter(())
        where = ListingFilter(parent=parent, targets=tuple(query.links.values()), trashed=query.deleted)
        page = query.page
        if page is None:
            return self._found(actor, query, where)
        if query.links or query.type not in {"", FOLDER}:
            # What only TimeTap tells apart is counted here.
            return islice(self._found(actor, query, where), page.offset, page.offset + page.limit)
        return iter(
            self.services.listings.page(actor, where=where, page=page, folders=query.folders, files=query.files)
        )

    def _found(self, actor: Actor, query: FileQuery, where: ListingFilter) -> Iterator[Thing]:
        listing = self.services.listings.everything
        if not query.links:
            found = listing(actor, where=where, folders=query.folders, files=query.files)
            return (thing for thing in found if query.has_type(thing))
        # A folder hangs on nothing; the links that TimeTap gave it are among its own properties.
        anywhere = replace(where, targets=())
        linked_folders = listing(actor, where=anywhere, folders=query.folders, files=False)
        linked_files = listing(actor, where=where, folders=False, files=query.files)
        found = merge(linked_folders, linked_files, key=lambda thing: (thing.created_at, thing.uid))
        return (
            thing
            for thing, attachments in self._with_attachments(actor, found)
            if query.has_type(thing) and query.has_links(thing, attachments)
        )

    def _with_attachments(
        self, actor: Actor, things: Iterator[Thing]
    ) -> Iterator[tuple[Thing, tuple[Attachment, ...]]]:
        for batch in _batches(things):
            numbers = [thing.number for thing in batch if isinstance(thing, File)]
            attachments = self.services.library.attachments_of(actor, numbers) if numbers else {}
            for thing in batch:
                yield thing, attachments.get(thing.number, ())

    def _encoded(self, call: Call, things: Iterator[Thing]) -> Iterator[bytes]:
        """The list as JSON, in batches without the brackets."""
        public_base = self.things.public_base(call)
        pairs = self._with_attachments(call.actor, things)
        while batch := list(islice(pairs, _BATCH)):
            objects = [file_object(thing, attachments, public_base=public_base) for thing, attachments in batch]
            yield msgspec.json.encode(objects)[1:-1]


def _batches(things: Iterator[Thing]) -> Iterator[list[Thing]]:
    while batch := list(islice(things, _BATCH)):
        yield batch
