"""Learns to read every wire type before a thread does.

msgspec finds out how to read a type when it first does, piece by piece. A second thread that reads the same type just
then meets pieces that are not there yet, and the process ends (seen twice with msgspec 0.22, in
`json_decode_struct_map_inner`). So all that is read later is found out at the start, by one thread.
"""

from collections.abc import Iterator
from contextlib import suppress
from functools import cache

import msgspec


@cache
def learn_wire_types() -> None:
    """Find out how to read all structs that are defined, once. Takes about 25 ms."""
    for struct in _structs(msgspec.Struct):
        with suppress(TypeError):  # some are only ever written
            msgspec.json.Decoder(struct)


def _structs(parent: type[msgspec.Struct]) -> Iterator[type[msgspec.Struct]]:
    for struct in parent.__subclasses__():
        yield struct
        yield from _structs(struct)
