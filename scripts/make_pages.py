"""Writes the documentation pages that are made from tables: settings, and what each door serves.

`python scripts/make_pages.py` rewrites them; a test fails while they are out of date.
"""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from filebook.app.build import build
from filebook.app.settings import PREFIX, Settings, rows
from filebook.serving.routes import Door

DOCS = Path(__file__).parent.parent / "docs"


def pages() -> dict[Path, str]:
    """Every made page and what it should hold."""
    with TemporaryDirectory() as folder:
        house = build(Settings(data_folder=folder))
        house.close()
    return {DOCS / "settings.md": settings_page(), DOCS / "routes.md": routes_page(house.doors)}


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
            f"## {door.name.value}: `{door.prefix}`",
            "",
            "| Method | Path | Access | What |",
            "| --- | --- | --- | --- |",
        ]
        for route in door.routes:
            minimum = f" ({route.access.minimum.value})" if route.access.kind == "credential" else ""
            lines.append(f"| {route.method} | `{route.path}` | {route.access.kind}{minimum} | {route.summary} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text)
