"""HEIC and AVIF without what they tell beside what is seen: all that is not needed to see the picture is blanked.

Boxes and items stay where they are, so no offset changes: what is not needed loses its name and its bytes.

Source: ISO/IEC 14496-12 (boxes, items) and 23008-12 (pictures of items), as libheif and MIAF readers take them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from filebook.backends.media.bound import DAMAGED, NO_SUCH_TYPE, Refused

_FREE = b"free"
_OF_FILE = frozenset((b"ftyp", b"meta", b"mdat", b"moov"))
_OF_META = frozenset((b"hdlr", b"pitm", b"iinf", b"iref", b"iprp", b"iloc", b"idat", b"dinf", b"grpl"))
_OF_FILM = frozenset((b"udta", b"meta", b"uuid"))
"""What is blanked in a sequence of pictures, on whatever level."""
_HOLDS_BOXES = frozenset((b"trak", b"mdia", b"minf", b"stbl", b"edts"))
_SHOWN_HANDLERS = frozenset((b"pict", b"auxv", b"vide"))
_PICTURES = frozenset((b"hvc1", b"av01", b"avc1", b"vvc1", b"grid", b"iden", b"iovl", b"tmap"))
_PROPERTIES = frozenset(
    b"ispe hvcC av1C avcC vvcC pixi colr irot imir clap auxC pasp a1op a1lx lsel rloc clli mdcv cclv amve".split()
)


@dataclass(frozen=True, slots=True)
class Box:
    """A box: where it begins, where its payload does, where it ends."""

    kind: bytes
    begin: int
    payload: int
    end: int


@dataclass(slots=True)
class Items:
    """What the box `meta` tells of the pictures in a file."""

    primary: int = 0
    kinds: dict[int, bytes] = field(default_factory=dict)
    entries: dict[int, Box] = field(default_factory=dict)
    extents: dict[int, list[tuple[int, int, int]]] = field(default_factory=dict)
    """By item: how it is placed (0 in the file, 1 in `idat`), from where on, how long."""
    references: list[tuple[Box, int, list[int]]] = field(default_factory=list)

    def seen(self) -> set[int]:
        """The items without which the picture is not seen as it is: itself, its parts, its transparency."""
        seen = {self.primary}
        while True:
            more = {
                one
                for box, source, targets in self.references
                for one in _needed(box.kind, source, targets, seen=seen, kinds=self.kinds)
            }
            if more <= seen:
                return {one for one in seen if self.kinds.get(one) in _PICTURES}
            seen |= more


def blanked(source: bytes) -> bytes:
    """The file with nothing left in it but what is seen."""
    data = bytearray(source)
    boxes = list(_boxes(data, 0, len(data)))
    if not boxes or boxes[0].kind != b"ftyp":
        raise Refused(DAMAGED)
    kept: list[tuple[int, int]] = []
    dropped: list[tuple[int, int]] = []
    is_film = any(box.kind == b"moov" for box in boxes)
    found = False
    for box in boxes:
        if box.kind == b"meta":
            found = True
            items = _items(data, box)
            seen = items.seen()
            if items.primary not in seen:
                raise Refused(NO_SUCH_TYPE)
            in_file, in_meta = _places(items, seen)
            kept += in_file
            dropped += _places(items, set(items.extents) - seen)[0]
            _clean_meta(data, box, items, seen=seen, kept=in_meta)
        elif box.kind == b"moov":
            found = True
            _clean_film(data, box)
        elif box.kind not in _OF_FILE:
            _blank(data, box)
    if not found:
        raise Refused(DAMAGED)
    payloads = [(box.payload, box.end) for box in boxes if box.kind == b"mdat"]
    if any(not any(begin <= one[0] and one[1] <= end for begin, end in payloads) for one in kept):
        raise Refused(DAMAGED)
    for begin, end in payloads:
        if is_film:
            _clear_each(data, [(max(begin, one[0]), min(end, one[1])) for one in dropped])
        else:
            _clear_but(data, begin, end, kept)
    return bytes(data)


def _needed(kind: bytes, source: int, targets: list[int], *, seen: set[int], kinds: dict[int, bytes]) -> Iterator[int]:
    """What a reference adds to what is needed."""
    if kind == b"dimg" and (source in seen or (kinds.get(source) == b"tmap" and seen & set(targets))):
        yield source
        yield from targets
    elif kind == b"auxl" and seen & set(targets):
        yield source


def _boxes(data: bytearray, begin: int, end: int) -> Iterator[Box]:
    while begin + 8 <= end:
        size, kind, payload = int.from_bytes(data[begin : begin + 4], "big"), bytes(data[begin + 4 : begin + 8]), 8
        if size == 1:
            size, payload = int.from_bytes(data[begin + 8 : begin + 16], "big"), 16
        elif size == 0:
            size = end - begin
        if size < payload or begin + size > end:
            raise Refused(DAMAGED)
        yield Box(kind, begin, begin + payload, begin + size)
        begin += size


def _items(data: bytearray, meta: Box) -> Items:
    items = Items()
    for box in _boxes(data, meta.payload + 4, meta.end):
        version, begin = data[box.payload], box.payload + 4
        if box.kind == b"pitm":
            items.primary = int.from_bytes(data[begin : begin + (4 if version else 2)], "big")
        elif box.kind == b"iinf":
            for entry in _boxes(data, begin + (4 if version else 2), box.end):
                number, place = _number_of(data, entry)
                items.kinds[number] = bytes(data[place : place + 4])
                items.entries[number] = entry
        elif box.kind == b"iref":
            for one in _boxes(data, begin, box.end):
                items.references.append((one, *_referred(data, one, width=4 if version else 2)))
        elif box.kind == b"iloc":
            items.extents = _extents(data, box)
    return items


def _number_of(data: bytearray, entry: Box) -> tuple[int, int]:
    """An entry's item, and where its kind stands."""
    width = {2: 2, 3: 4}.get(data[entry.payload])
    if entry.kind != b"infe" or width is None:
        raise Refused(NO_SUCH_TYPE)
    begin = entry.payload + 4
    return int.from_bytes(data[begin : begin + width], "big"), begin + width + 2


def _referred(data: bytearray, box: Box, *, width: int) -> tuple[int, list[int]]:
    numbers = [
        int.from_bytes(data[place : place + width], "big")
        for place in (box.payload, *range(box.payload + width + 2, box.end, width))
    ]
    return numbers[0], numbers[1:]


def _extents(data: bytearray, box: Box) -> dict[int, list[tuple[int, int, int]]]:
    version, place = data[box.payload], box.payload + 4
    sizes = data[place] >> 4, data[place] & 15, data[place + 1] >> 4, data[place + 1] & 15
    of_offset, of_length, of_base, of_index = (*sizes[:3], sizes[3] if version else 0)
    place += 2
    width = 4 if version > 1 else 2
    count, place = _taken(data, place, width)
    found: dict[int, list[tuple[int, int, int]]] = {}
    for _ in range(count):
        number, place = _taken(data, place, width)
        method, place = _taken(data, place, 2 if version else 0)
        place += 2
        base, place = _taken(data, place, of_base)
        extent_count, place = _taken(data, place, 2)
        parts = found.setdefault(number, [])
        for _ in range(extent_count):
            offset, place = _taken(data, place + of_index, of_offset)
            length, place = _taken(data, place, of_length)
            parts.append((method & 15, base + offset, length))
            if place > box.end:
                raise Refused(DAMAGED)
    return found


def _taken(data: bytearray, place: int, width: int) -> tuple[int, int]:
    if place + width > len(data):
        raise Refused(DAMAGED)
    return int.from_bytes(data[place : place + width], "big"), place + width


def _places(items: Items, numbers: set[int]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Where these items lie in the file, and where in `idat`."""
    parts = [part for number in numbers for part in items.extents.get(number, ())]
    if any(method > 1 or not length for method, _, length in parts):
        raise Refused(NO_SUCH_TYPE)
    in_file = [(begin, begin + length) for method, begin, length in parts if method == 0]
    return in_file, [(begin, begin + length) for method, begin, length in parts if method == 1]


def _clean_meta(data: bytearray, meta: Box, items: Items, *, seen: set[int], kept: list[tuple[int, int]]) -> None:
    for box in _boxes(data, meta.payload + 4, meta.end):
        if box.kind not in _OF_META:
            _blank(data, box)
        elif box.kind == b"hdlr":
            _clear(data, box.payload + 24, box.end)
        elif box.kind == b"idat":
            _clear_but(data, box.payload, box.end, [(box.payload + one[0], box.payload + one[1]) for one in kept])
        elif box.kind == b"iprp":
            for part in _boxes(data, box.payload, box.end):
                for one in _boxes(data, part.payload, part.end) if part.kind == b"ipco" else ():
                    if one.kind not in _PROPERTIES:
                        _blank(data, one)
    for number, entry in items.entries.items():
        place = _number_of(data, entry)[1]
        _clear(data, place + 4, entry.end)  # its name, and what it says of other kinds
        if number not in seen:
            data[place : place + 4] = _FREE
            data[entry.payload + 3] |= 1  # hidden
    for box, source, targets in items.references:
        if not {source, *targets} <= seen:
            data[box.begin + 4 : box.begin + 8] = _FREE


def _clean_film(data: bytearray, film: Box) -> None:
    for box in _boxes(data, film.payload, film.end):
        if box.kind in _OF_FILM:
            _blank(data, box)
        elif box.kind == b"hdlr":
            if bytes(data[box.payload + 8 : box.payload + 12]) not in _SHOWN_HANDLERS:
                raise Refused(NO_SUCH_TYPE)
            _clear(data, box.payload + 24, box.end)
        elif box.kind in _HOLDS_BOXES:
            _clean_film(data, box)


def _blank(data: bytearray, box: Box) -> None:
    data[box.begin + 4 : box.begin + 8] = _FREE
    _clear(data, box.payload, box.end)


def _clear(data: bytearray, begin: int, end: int) -> None:
    if begin < end:
        data[begin:end] = bytes(end - begin)


def _clear_each(data: bytearray, places: list[tuple[int, int]]) -> None:
    for begin, end in places:
        _clear(data, begin, end)


def _clear_but(data: bytearray, begin: int, end: int, kept: list[tuple[int, int]]) -> None:
    """Clear from begin to end, but for what is kept."""
    for kept_begin, kept_end in sorted(kept):
        if kept_end > begin and kept_begin < end:
            _clear(data, begin, min(kept_begin, end))
            begin = max(begin, kept_end)
    _clear(data, begin, end)
