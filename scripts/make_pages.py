"""Writes the documentation pages that are made from tables: settings, and what each door serves.

`python scripts/make_pages.py` rewrites them; a test fails while they are out of date.
"""

from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory

from filebook.app.build import build
from filebook.app.settings import PREFIX, Settings, rows
from filebook.core.ids import Door as DoorName
from filebook.dialects.onoffice.calls import CALLS
from filebook.dialects.onoffice.vendor_calls import ANY, OURS, VENDORS, Call, is_served
from filebook.dialects.timetap.vendor_calls import vendor_calls as timetap_calls
from filebook.serving.routes import Door

DOCS = Path(__file__).parent.parent / "docs"


def pages() -> dict[Path, str]:
    """Every made page and what it should hold."""
    with TemporaryDirectory() as folder:
        house = build(Settings(data_folder=folder))
        house.close()
    return {
        DOCS / "settings.md": settings_page(),
        DOCS / "routes.md": routes_page(house.doors),
        DOCS / "compatibility.md": compatibility_page(house.doors),
    }


def settings_page() -> str:
    """The settings table."""
    lines = [
        "# Settings",
        "",
        "Made from `filebook/app/settings.py` by `scripts/make_pages.py`. A setting comes from its default, then from",
        "the TOML file given by `--config` or `FILEBOOK_CONFIG`, then from the environment. A secret may lie in the",
        "file that the variable with `_FILE` at its end names. `filebook config show` prints what is in force.",
        "",
        "| Setting | Environment | Default | Meaning |",
        "| --- | --- | --- | --- |",
    ]
    for row in rows():
        secret = " Secret." if row.metadata["secret"] else ""
        default = f"`{row.default}`" if row.default != "" else "empty"
        lines.append(f"| `{row.name}` | `{PREFIX}{row.name.upper()}` | {default} | {row.metadata['about']}{secret} |")
    return "\n".join(lines) + "\n"


def routes_page(doors: Iterable[Door]) -> str:
    """What each door serves and who may call it."""
    lines = [
        "# What is served",
        "",
        "Made from the route tables by `scripts/make_pages.py`. *Access* is who may call: everybody (public), whoever",
        "holds a signed address (signed), a user of at least a role (credential), or each action by its own (inside).",
    ]
    for door in doors:
        lines += [
            "",
            f"## {door.name.value}: `{door.prefix or '/'}`",
            "",
            "| Method | Path | Access | What |",
            "| --- | --- | --- | --- |",
        ]
        for route in door.routes:
            minimum = f" ({route.access.minimum.value})" if route.access.kind == "credential" else ""
            lines.append(f"| {route.method} | `{route.path}` | {route.access.kind}{minimum} | {route.summary} |")
    return "\n".join(lines) + "\n"


def compatibility_page(doors: Iterable[Door]) -> str:
    """Which of a vendor's calls are served; so far for onOffice and TimeTap.

    Raises: ValueError for a served call that `vendor_calls` of its dialect does not know.
    """
    told = [(call.action, call.resourcetype, call.resourceid) for call in (*chain(*VENDORS.values()), *OURS)]
    served = {(*names, resourceid) for names, row in CALLS.items() for resourceid in row.handlers}
    if unknown := sorted(served.difference(told)):
        raise ValueError(f"it is not told what these calls do: {unknown}")
    lines = [
        "# Compatibility",
        "",
        "Made from the tables of calls and routes by `scripts/make_pages.py`. Whatever is in no table answers as the",
        "vendor does for what it does not know. Surprises and limits of each door are told in [doors](doors/).",
        "",
        "## onOffice",
        "",
        'A call that is not served answers 25, "missing configuration for resourceType". *Cacheable* is what an answer',
        "says of itself; several clients keep such answers for an hour. *Strict* is what the profile of that name",
        "changes. How to point a client at Filebook: [onoffice-clients.md](onoffice-clients.md).",
    ]
    for subject, calls in {**VENDORS, "Beyond the vendor's calls": OURS}.items():
        lines += [
            "",
            f"### {subject}",
            "",
            "| Action | resourcetype | resourceid | Served | Cacheable | What | Strict |",
            "| --- | --- | --- | --- | --- | --- | --- |",
            *map(_call_line, calls),
        ]
    for door in doors:
        if door.name is DoorName.TIMETAP:
            lines += _timetap_lines(door)
        elif door.name is not DoorName.ONOFFICE:
            name = door.name.value
            listed = f"[routes.md](routes.md#{name}-{door.prefix.strip('/')})"
            told_there = f"{len(door.routes)} routes, listed in {listed}; [how they behave](doors/{name}.md)."
            lines += ["", f"## {name}", "", told_there]
    return "\n".join(lines) + "\n"


def _timetap_lines(door: Door) -> Iterator[str]:
    """The part of the page about TimeTap."""
    yield from (
        "",
        "## TimeTap",
        "",
        "Paths stand below `/live` and `/test`, which serve the same; those of `businessWeb` and `tt-client-…` at the",
        "door's root, the upload in all three places. *Known from*: the vendor's documentation, public clients, or us",
        "alone. TimeTap's classes, invoices, messages, resources, notes and audit are not served and answer 404.",
        "Changes go out by [webhook](webhooks.md). How to point a client at Filebook:",
        "[timetap-clients.md](timetap-clients.md).",
    )
    for subject, calls in groupby(timetap_calls(door), key=attrgetter("subject")):
        yield from (
            "",
            f"### {subject} (TimeTap)",
            "",
            "| Call | Served | Known from | What |",
            "| --- | --- | --- | --- |",
        )
        for call in calls:
            yield f"| `{call.call}` | {'yes' if call.served else 'no'} | {call.known_from} | {call.about} |"


def _call_line(call: Call) -> str:
    row = CALLS.get((call.action, call.resourcetype))
    served = is_served(call)
    cacheable = ("yes" if row.cacheable else "no") if row is not None and served else "–"
    resourceid = "any" if call.resourceid == ANY else f"`{call.resourceid}`"
    return (
        f"| `{call.action}` | `{call.resourcetype}` | {resourceid} | {'yes' if served else 'no'} | {cacheable}"
        f" | {call.about} | {call.strict} |"
    )


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text)
