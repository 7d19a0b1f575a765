"""What hangs on what, between the wire of the native API and ours."""

from filebook.core.files import Attachment, File
from filebook.core.ids import Ref
from filebook.dialects.native.attachments import wire
from filebook.dialects.native.files.translate import looks_shown


def hung_shown(file: File, attachment: Attachment, *, has_preview: bool) -> wire.AttachedFile:
    """A file on a thing, as the API shows it."""
    looks = looks_shown(file, has_preview=has_preview)
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
        picture=looks.picture,
        quarantine=looks.quarantine,
        preview=looks.preview,
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
