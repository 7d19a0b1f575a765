"""A file that the library opened, as the answer that sends it."""

from filebook.core.errors import NotFound
from filebook.core.ids import hex_of
from filebook.services.library import Opened
from filebook.serving.call import Call
from filebook.serving.headers import Audience
from filebook.serving.sender import FileAnswer


def file_answer(call: Call, opened: Opened, *, audience: Audience) -> FileAnswer:
    """The file's current bytes; the version's uid, unique in the installation, is their ETag.

    Raises: NotFound("content") for a file without bytes, which the library does not open.
    """
    version = opened.file.version
    if version is None:
        raise NotFound("content", opened.file.number)
    return FileAnswer(
        call,
        opened.reader,
        etag=hex_of(version.uid),
        detected_type=version.content.detected_type,
        file_name=opened.file.name,
        modified_at=version.created_at,
        disposition=opened.disposition,
        audience=audience,
    )
