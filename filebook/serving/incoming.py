"""The one file of a form: its bytes go to the store as they arrive, and are dropped if nothing comes of it."""

from filebook.core.errors import Invalid
from filebook.core.media_types import told_type
from filebook.services.uploads import Receiver, Uploads
from filebook.serving.call import Call
from filebook.serving.multipart import Form, receive_form
from filebook.serving.receive import Consumer
from filebook.serving.routes import BODY_LIMIT_BYTES


class Incoming:
    """What has arrived of an upload. `file_name` and `media_type` are what the part `part` says of its bytes."""

    def __init__(self, uploads: Uploads, *, part: str, limit_bytes: int) -> None:
        self._uploads = uploads
        self._part = part
        self._limit_bytes = limit_bytes
        self.receiver: Receiver | None = None
        self.file_name = ""
        self.media_type = ""

    @property
    def declared_type(self) -> str:
        """The media type; "" where it says nothing, so that it is guessed."""
        return told_type(self.media_type)

    async def receive(self, call: Call) -> Form:
        """Read the whole body; the text fields around the file. Whatever this raises, no byte stays.

        Raises: as `receive_form`; Invalid for a second file; TooLarge, NoSpace, Unavailable.
        """
        form: Form | None = None
        try:
            form = await receive_form(call, self._sink, limit_bytes=self._limit_bytes + 2 * BODY_LIMIT_BYTES)
            if self.receiver is None and self._part in form.fields:
                # A part without a file name arrives as text; it is the file all the same.
                await call.in_thread(self._begun().write, form.get(self._part).encode())
            return form
        finally:
            if form is None:
                await call.in_thread(self.drop)

    def drop(self) -> None:
        """Nothing came of it: no byte may stay."""
        if self.receiver is not None:
            self._uploads.discard(self.receiver)

    def _sink(self, name: str, file_name: str, media_type: str) -> Consumer | None:
        if name != self._part:
            return None
        self.file_name, self.media_type = file_name, media_type
        return self._begun().write

    def _begun(self) -> Receiver:
        if self.receiver is not None:
            raise Invalid(self._part, "twice")
        self.receiver = self._uploads.receiver(limit_bytes=self._limit_bytes)
        return self.receiver
