"""Why a command against a server failed, in words for people."""

from collections.abc import Iterator
from contextlib import contextmanager


class ClientFailed(Exception):
    """Parent of these; the text says why."""


class Refused(ClientFailed):
    """The server understood and would not."""


class Unreachable(ClientFailed):
    """No answer, or none that could be used."""


class NotUnderstood(ClientFailed):
    """What was given on the command line cannot be meant."""


class Unusable(ClientFailed):
    """A local file that cannot be read or written."""


@contextmanager
def local_files() -> Iterator[None]:
    """Says so where a local file cannot be read or written. Raises: Unusable."""
    try:
        yield
    except OSError as error:
        raise Unusable(f"{error.filename or 'a local file'}: {error.strerror or error}") from None
