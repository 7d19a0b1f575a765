"""Media types as programs tell them beside bytes."""

import re

_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,127}/[a-z0-9!#$&^_.+-]{1,127}")
_UNKNOWN_TYPE = "application/octet-stream"


def told_type(media_type: str) -> str:
    """The media type in lower case and without parameters; "" where it says nothing, so that it is guessed."""
    bare = media_type.partition(";")[0].strip().lower()
    return bare if _MEDIA_TYPE.fullmatch(bare) and bare != _UNKNOWN_TYPE else ""
