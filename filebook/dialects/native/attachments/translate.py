"""What hangs on what, between the wire of the native API and ours."""

from filebook.core.files import Attachment, File
from filebook.core.ids import Ref
from filebook.dialects.native.attachments import wire


def hung_shown(file: File, attachment: Attachment) -> wire.AttachedFile:
    """A file on a thing, as the API shows it."""
    return wire.AttachedFile(
        id=file.uid,
        number=file.number,
        name=file.name,
        title=file.title,
        type=file.kind.value,
        url=file.url,
        media_type=file.media_type,
        size_bytes=file.size_bytes,
        sha256=file.version.content.sha256 if file.version else "",
        visibility=file.visibility.value,
        created_at=file.created_at,
        modified_at=file.modified_at,
        role=attachment.role,
        position=attachment.position or 0,
    )


def holder_shown(attachment: Attachment, ref: Ref, *, label: str) -> wire.Holder:
    """A thing that a file hangs on, as the API shows it."""
    return wire.Holder(
        id=ref.uid,
        number=ref.number,
        kind=attachment.target_kind.value,
        label=label,
        role=attachment.role,
        position=attachment.position or 0,
    )
