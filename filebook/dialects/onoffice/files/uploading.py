"""`do`/`uploadfile`: bytes come in as base64 in one or more blocks, then go where they belong.

Source: onOffice source document "File upload" and its page on apidoc.onoffice.de, read 2026-11-21. `data` makes a call
the first step, whatever else is sent along.
"""

import msgspec

from filebook.core.businesses import DOCUMENT_ATTRIBUTES, Business
from filebook.core.errors import Invalid
from filebook.core.files import UploadId
from filebook.core.ids import Kind
from filebook.dialects.onoffice import wire
from filebook.dialects.onoffice.asked import Asked, Outcome, is_strict
from filebook.dialects.onoffice.files import translate
from filebook.dialects.onoffice.files.translate import Deposit, Parking
from filebook.services.filing import Hang, NewFile
from filebook.serving.base64_stream import decode_leftover

DONE = "success"


def upload_file(asked: Asked) -> Outcome:
    """Either step.

    Raises: Refused, FilebookError.
    """
    said = msgspec.convert(asked.parameters, wire.UploadFileParameters)
    if asked.arrival is not None or said.data is not None:
        return _outcome(_take_block(asked, said))
    business = asked.business()
    step = translate.second_step_of(said, strict=is_strict(business))
    if isinstance(step, Parking):
        return _outcome(_park(asked, step))
    return _outcome(_deposit(asked, step, business))


def _outcome(uploaded: wire.Uploaded) -> Outcome:
    return Outcome([wire.Record(0, "", uploaded)])


def _take_block(asked: Asked, said: wire.UploadFileParameters) -> wire.Uploaded:
    """A block is base64 of its own, unless the one before ended in the middle of a group: then it goes on there."""
    arrival, uploads, actor = asked.arrival, asked.services.uploads, asked.actor
    if arrival is None:
        raise Invalid("data")
    arrival.require_sound()
    block = translate.block_of(said)
    if block.upload is None:
        if arrival.is_less_than_a_byte:
            raise Invalid("data")
        carried = arrival.leftover
        kept = arrival.give(lambda receiver: uploads.keep(actor, receiver, name=block.name, carried=carried))
    else:
        upload = uploads.get(actor, block.upload)
        if not upload.carried and arrival.leftover.startswith("="):
            raise Invalid("data")  # the end of a group that has no beginning
        carried = arrival.realign(upload.carried) if upload.carried else arrival.leftover
        kept = arrival.give(
            lambda receiver: uploads.append(
                actor, receiver, to=upload.id, carried=carried, at_size_bytes=upload.size_bytes
            )
        )
    return wire.Uploaded(filesize=translate.size_with_carried(kept), tmpUploadId=kept.id)


def _park(asked: Asked, parking: Parking) -> wire.Uploaded:
    _complete(asked, parking.upload)
    parked = asked.services.uploads.park(asked.actor, parking.upload, name=parking.name)
    return wire.Uploaded(filesize=parked.size_bytes, tmpUploadId=parking.upload, cacheFileUuid=parked.id, success=DONE)


def _deposit(asked: Asked, deposit: Deposit, business: Business) -> wire.Uploaded:
    known = business.setting(DOCUMENT_ATTRIBUTES, default=None)
    if deposit.kind is Kind.APPOINTMENT:
        asked.services.book.get(asked.actor, deposit.target)  # a private one is not there for others
    new = NewFile(
        deposit.name,
        title=deposit.title,
        free_text=deposit.free_text,
        category=deposit.category,
        document_attribute=translate.attribute_in(deposit.document_attribute, known),
        publish_by_default=deposit.publish_by_default,
        fields=translate.own_fields({}, language=deposit.language),
    )
    on = (Hang(deposit.kind, deposit.target, deposit.position),)
    if deposit.upload is None:
        link = asked.services.filing.add_link(asked.actor, deposit.url, new=new, on=on)
        return wire.Uploaded(fileId=str(link.number), success=DONE)
    _complete(asked, deposit.upload)
    file = asked.services.filing.file_away(asked.actor, deposit.upload, new=new, on=on)
    return wire.Uploaded(filesize=file.size_bytes, tmpUploadId=deposit.upload, fileId=str(file.number), success=DONE)


def _complete(asked: Asked, upload_id: UploadId) -> None:
    """No further block comes: characters that were kept for one are the end of a text without its padding."""
    uploads = asked.services.uploads
    upload = uploads.get(asked.actor, upload_id)
    if upload.carried:
        rest = decode_leftover(upload.carried, field="data")
        receiver = uploads.receiver()
        receiver.write(rest)
        uploads.append(asked.actor, receiver, to=upload_id, at_size_bytes=upload.size_bytes)
