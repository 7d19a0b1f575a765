"""From an address to its route: the door by host name or first path segment, then a tree of segments.

The cost grows with the segments of the path, never with the number of routes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from filebook.core import ids
from filebook.serving.call import Call
from filebook.serving.problems import BadRequest, MethodNotAllowed, UnknownPath
from filebook.serving.routes import Door, Route


@dataclass(frozen=True, slots=True)
class _Row:
    """A route and the names of its parameters, in the order of the path."""

    route: Route
    names: tuple[str, ...]


@dataclass(slots=True)
class _Node:
    """What may follow a run of segments."""

    children: dict[str, "_Node"] = field(default_factory=dict)
    parameter: "_Node | None" = None
    here: dict[str, _Row] = field(default_factory=dict)
    """Rows of paths that end here, by method."""
    rest: dict[str, _Row] = field(default_factory=dict)
    """Rows of paths that end here with a `{rest*}`, by method."""


@dataclass(frozen=True, slots=True)
class Mount:
    """A door at one place: behind a prefix, or at the root of a host name of its own."""

    door: Door
    by_host_name: bool
    prefix: tuple[str, ...]
    tree: _Node

    def resolve(self, call: Call, segments: Sequence[str]) -> Route:
        """The route for what follows the prefix, still encoded; puts the parameters into the call.

        Raises:
            BadRequest: a segment holds NUL or is no UTF-8.
            UnknownPath: nothing is served there.
            MethodNotAllowed: something is, but not with this method.
        """
        decoded = segments if _is_plain(call.path) else [_decoded(segment) for segment in segments]
        values: list[str] = []
        found = _walk(self.tree, decoded, 0, values)
        if found is None:
            raise UnknownPath
        rows, rest_from = found
        row = rows.get(call.method) or (rows.get("GET") if call.method == "HEAD" else None)
        if row is None:
            raise MethodNotAllowed(_allowed(rows))
        call.prefix = "" if self.by_host_name else self.door.prefix
        call.door_prefix = self.door.prefix
        call.by_host_name = self.by_host_name
        if values:
            call.path_params = dict(zip(row.names, values, strict=True))
        if rest_from is not None:
            call.tail = tuple(decoded[rest_from:])
        return row.route


Place = tuple[Mount, list[str]]
"""A door, and the segments, still encoded, that follow its prefix."""


class Router:
    """Finds the door that an address belongs to.

    `hosts` maps host names, in lower case and without a port, to the door that alone answers under them, at the root.
    Of several doors with one name the first is meant, and the others keep their prefixes there. `download_host` is a
    host name under which only the routes answer that hand out files; "" for none.
    """

    def __init__(self, doors: Sequence[Door], *, hosts: Mapping[str, ids.Door], download_host: str = "") -> None:
        self._mounts = _by_first_segment([mounted(door, by_host_name=False) for door in doors])
        self._hosts = {host: _host_mounts(doors, name) for host, name in hosts.items()}
        if download_host:
            self._hosts[download_host] = _download_mounts(doors)

    def place(self, call: Call) -> Place | None:
        """Where a call's address leads; None if no door is there."""
        segments = call.path.strip("/").split("/")
        if "" in segments:
            segments = [segment for segment in segments if segment]
        mounts = self._mounts
        if self._hosts:
            mounts = self._hosts.get(call.host_name, mounts)
        if segments:
            for mount in mounts.get(segments[0], ()):
                depth = len(mount.prefix)
                if depth == 1 or tuple(segments[:depth]) == mount.prefix:
                    return mount, segments[depth:]
        for mount in mounts.get("", ()):
            return mount, segments
        return None


_Found = tuple[dict[str, _Row], int | None]
"""The rows where a path leads, and where in it a `{rest*}` began."""


def _walk(node: _Node, segments: Sequence[str], index: int, values: list[str]) -> _Found | None:
    """Static segments win over parameters, these over `{rest*}`; a branch that leads nowhere gives way to the next."""
    if index < len(segments):
        segment = segments[index]
        child = node.children.get(segment)
        if child is not None and (found := _walk(child, segments, index + 1, values)) is not None:
            return found
        if node.parameter is not None:
            values.append(segment)
            if (found := _walk(node.parameter, segments, index + 1, values)) is not None:
                return found
            values.pop()
    elif node.here:
        return node.here, None
    return (node.rest, index) if node.rest else None


def _is_plain(path: str) -> bool:
    """Whether no segment needs decoding or looking at: true of most paths, and cheap to tell."""
    return "%" not in path and "/." not in path and "\0" not in path and path.isascii()


def _decoded(segment: str) -> str:
    """A segment percent-decoded, once."""
    try:
        text = unquote_to_bytes(segment.encode("latin-1")).decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequest("path") from None
    if "\0" in text:
        raise BadRequest("path")
    if text in {".", ".."}:
        raise UnknownPath
    return text


def _allowed(rows: Mapping[str, _Row]) -> tuple[str, ...]:
    implied = {"OPTIONS", "HEAD"} if "GET" in rows else {"OPTIONS"}
    return tuple(sorted(implied.union(rows)))


def _segments(path: str) -> tuple[str, ...]:
    return tuple(segment for segment in path.split("/") if segment)


def mounted(door: Door, *, by_host_name: bool) -> Mount:
    """A door with its table compiled."""
    tree = _Node()
    for route in door.routes:
        _add(tree, route)
    return Mount(door, by_host_name, () if by_host_name else _segments(door.prefix), tree)


def _host_mounts(doors: Sequence[Door], name: ids.Door) -> dict[str, list[Mount]]:
    """What answers under a host name: the first door of that name at the root, its siblings at their prefixes."""
    own = [door for door in doors if door.name == name]
    return _by_first_segment([mounted(door, by_host_name=number == 0) for number, door in enumerate(own)])


def _download_mounts(doors: Sequence[Door]) -> dict[str, list[Mount]]:
    """What answers at the download host."""
    handing_out = [(door, tuple(route for route in door.routes if route.hands_out)) for door in doors]
    kept = [replace(door, routes=routes) for door, routes in handing_out if routes]
    return _by_first_segment([mounted(door, by_host_name=False) for door in kept])


def _by_first_segment(mounts: Sequence[Mount]) -> dict[str, list[Mount]]:
    """Mounts by the first segment of their prefix, the longer prefix first; those without a prefix under ""."""
    table: dict[str, list[Mount]] = {}
    for mount in sorted(mounts, key=lambda mount: -len(mount.prefix)):
        table.setdefault(mount.prefix[0] if mount.prefix else "", []).append(mount)
    return table


def _add(tree: _Node, route: Route) -> None:
    """Put a route into the tree.

    Raises:
        ValueError: its path is malformed, or another route has the same method and path.
    """
    node = tree
    template = _template(route.path)
    for segment in template.segments:
        if segment is not None:
            node = node.children.setdefault(segment, _Node())
        else:
            node.parameter = node.parameter or _Node()
            node = node.parameter
    rows = node.rest if template.has_rest else node.here
    if route.method in rows:
        raise ValueError(f"{route.method} {route.path} stands twice")
    rows[route.method] = _Row(route, template.names)


class _Template(NamedTuple):
    """A path as the table writes it."""

    segments: tuple[str | None, ...]
    """None where a parameter stands; without the rest."""
    names: tuple[str, ...]
    has_rest: bool


@cache
def _template(path: str) -> _Template:
    """Remembered, since a door is built more than once. Raises: ValueError for one that is malformed."""
    segments, names = _segments(path), list[str]()
    has_rest = bool(segments) and segments[-1].startswith("{") and segments[-1].endswith("*}")
    read: list[str | None] = []
    for segment in segments[:-1] if has_rest else segments:
        is_parameter = segment.startswith("{") and segment.endswith("}") and "*" not in segment
        if is_parameter:
            names.append(segment[1:-1])
        elif "{" in segment or "}" in segment:
            raise ValueError(f"a parameter is a whole segment, and a rest is the last: {path}")
        read.append(None if is_parameter else segment)
    if len(set(names)) < len(names):
        raise ValueError(f"{path} names a parameter twice")
    return _Template(tuple(read), tuple(names), has_rest)
