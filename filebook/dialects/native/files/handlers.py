"""What the native door does with files: finds, shows, changes and removes them, links them, makes them smaller."""

from dataclasses import replace
from datetime import timedelta

from msgspec import UNSET

from filebook.core.files import File
from filebook.core.ids import Kind, Uid
from filebook.core.links import Disposition
from filebook.core.ports.catalogue import Named
from filebook.dialects.native.answers import listed, shown
from filebook.dialects.native.cursors import cursor_for, position_in
from filebook.dialects.native.files import wire
from filebook.dialects.native.files.finding import Finding, next_of, shown_file, walk_of
from filebook.dialects.native.files.translate import changed, tag_shown
from filebook.dialects.native.parts import Parts
from filebook.dialects.native.reading import body_of, query_of, require_unchanged, writer
from filebook.dialects.native.spellings.handlers import SpellingHandlers
from filebook.dialects.native.wire import Nothing, Paged, Sparse
from filebook.services.browsing import Shown, equal_to
from filebook.serving.answers import BytesAnswer, empty_answer, json_answer
from filebook.serving.call import Call
from filebook.serving.download import file_answer
from filebook.serving.headers import Audience
from filebook.serving.sender import FileAnswer
from filebook.serving.urls import url

DISPOSITIONS = {"attachment": Disposition.ATTACHMENT, "inline": Disposition.INLINE}


class FileHandlers:
    """Files, as rows and as bytes to be read."""

    def __init__(self, parts: Parts) -> None:
        self._services = parts.services
        self._now = parts.now
        self._finding = Finding(parts.services)
        self._spellings = SpellingHandlers(parts.services, parts.spellings)

    def files(self, call: Call) -> BytesAnswer:
        """A page of those that are looked for."""
        query = query_of(call, wire.FilesSought)
        sought = replace(
            self._finding.sought(call, query, inside=query.folder),
            media_type="" if query.media_type is UNSET else query.media_type,
            size_least=query.min_size_bytes,
            size_most=query.max_size_bytes,
            sha256="" if query.sha256 is UNSET else query.sha256.lower(),
            target=self._finding.target(call, query.attached_to),
        )
        page = self._services.browsing.files(call.actor, sought, walk_of(call, query, query.order))
        total = self._services.browsing.file_count(call.actor, sought) if query.count else None
        return listed(call, list(map(shown_file, page.items)), next_cursor=next_of(call, page), total=total)

    def file(self, call: Call) -> BytesAnswer:
        """Show one; with `as`, as another door shows it."""
        if call.query_value("as"):
            return self._spellings.asked_of_file(call)
        query = query_of(call, wire.FileQuery)
        return self._shown(call, *self._one(call, trashed_too=query.trashed))

    def change(self, call: Call) -> BytesAnswer:
        """Change what is said of one: also where it lies, and whether in the trash."""
        query_of(call, Sparse)
        change = body_of(call, wire.FileChange)
        named, found = self._one(call, trashed_too=True)
        folder = self._finding.folder(call, change.folder) if change.folder is not UNSET else None
        self._services.filing.change(
            writer(call, named),
            found.file,
            edit=lambda current: changed(current, change, folder=folder),
            trashed=None if change.trashed is UNSET else change.trashed,
        )
        return self._shown(call, *self._one(call, trashed_too=True))

    def delete(self, call: Call) -> BytesAnswer:
        """Into the trash, or for good."""
        query = query_of(call, wire.Deletion)
        named, found = self._one(call, trashed_too=query.forever)
        if query.forever:
            self._services.filing.delete_forever(writer(call, named), found.file)
        else:
            self._services.filing.trash(writer(call, named), found.file)
        return empty_answer()

    def content(self, call: Call) -> FileAnswer:
        """The bytes."""
        query = query_of(call, wire.ContentQuery)
        opened = self._services.library.open(self._file(call), disposition=DISPOSITIONS[query.disposition])
        return file_answer(call, opened, audience=Audience.PRIVATE)

    def link(self, call: Call) -> BytesAnswer:
        """An address that works without a token, for a while."""
        query_of(call, Nothing)
        wanted = body_of(call, wire.NewLink)
        lifetime = timedelta(seconds=wanted.lifetime_seconds)
        named = self._services.naming.one(call.actor, call.path_params["id"], kinds=(Kind.FILE,))
        file = self._services.library.file(call.actor, named.number)
        require_unchanged(call, named.revision)
        token = self._services.library.makers_link(
            call.actor,
            file,
            credential=Uid(call.credential) if call.credential else None,
            lifetime=lifetime,
            disposition=DISPOSITIONS[wanted.disposition],
        )
        expires_at = (self._now() + lifetime).replace(microsecond=0)
        link = wire.Link(url=url(call.download_url, "links", token), expires_at=expires_at)
        return json_answer(link, headers=[(b"cache-control", b"no-store")])

    def linked(self, call: Call) -> FileAnswer:
        """The file behind such an address."""
        opened = self._services.library.follow_makers(call.path_params["token"])
        return file_answer(call, opened, audience=Audience.SIGNED)

    def duplicates(self, call: Call) -> BytesAnswer:
        """Other files with the same bytes."""
        query = query_of(call, Paged)
        file = self._file(call)
        after = walk_of(call, wire.Sought(limit=query.limit, cursor=query.cursor, fields=query.fields), "name")
        page = self._services.browsing.files(call.actor, equal_to(file), after)
        total = self._services.browsing.file_count(call.actor, equal_to(file)) if query.count else None
        return listed(call, list(map(shown_file, page.items)), next_cursor=next_of(call, page), total=total)

    def tags(self, call: Call) -> BytesAnswer:
        """The tags in use."""
        query = query_of(call, wire.TagsQuery)
        after = position_in(call, query.cursor, str) or ""
        found = self._services.browsing.tags(call.actor, prefix=query.prefix, after=after, limit=query.limit + 1)
        page = found[: query.limit]
        next_cursor = cursor_for(call, page[-1].folded) if len(found) > query.limit else None
        return listed(call, list(map(tag_shown, page)), next_cursor=next_cursor)

    def _one(self, call: Call, *, trashed_too: bool = False) -> tuple[Named, Shown]:
        """Raises: NotFound("file"), AccessDenied."""
        return self._services.browsing.one(call.actor, call.path_params["id"], trashed_too=trashed_too)

    def _file(self, call: Call) -> File:
        """Raises: NotFound("file"), AccessDenied."""
        named = self._services.naming.one(call.actor, call.path_params["id"], kinds=(Kind.FILE,))
        return self._services.library.file(call.actor, named.number)

    def _shown(self, call: Call, named: Named, found: Shown) -> BytesAnswer:
        return shown(call, shown_file(found), revision=named.revision)
