"""What an event has to say: plain text for everybody, and the HTML it was written in for this door; pure functions.

Source: the project's TelecomX reference, 8, read 2026-11-21.
"""

import html
import re
from collections.abc import Mapping

from filebook.dialects.telecomx.calendar.wire import BodyObject

PREVIEW_LENGTH = 255
"""As many characters as Microsoft 365 shows."""
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6])\b[^<>]*>", re.IGNORECASE)
_HIDDEN = re.compile(r"<(script|style|title)\b", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
"""A tag ends before the next one begins, so that looking for its end goes through a text once."""
_BLANKS = re.compile(r"\n{3,}")


def plain(content: str) -> str:
    """The text of some HTML, a line for each line of it."""
    lines = _BREAK.sub("\n", _without_hidden(content))
    text = html.unescape(_TAG.sub("", lines)).replace("\r", "").replace("\0", "").replace("\xa0", " ")
    return _BLANKS.sub("\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip()


def body_object(comment: str, kept: object) -> BodyObject | None:
    """A comment as a body: the HTML that it was written in, unless it was rewritten since."""
    if not comment:
        return None
    preview = " ".join(comment.split())[:PREVIEW_LENGTH]
    if isinstance(kept, Mapping) and kept.get("text") == comment and isinstance(kept.get("content"), str):
        return BodyObject(content=kept["content"], type="html", preview=preview)
    return BodyObject(content=comment, type="text", preview=preview)


def _without_hidden(content: str) -> str:
    """What is between `<script>`, `<style>` or `<title>` and its end is not read by anybody."""
    found, place = [], 0
    while (begin := _HIDDEN.search(content, place)) is not None:
        found.append(content[place : begin.start()])
        end = re.compile(f"</{begin[1]}", re.IGNORECASE).search(content, begin.end())
        if end is None:
            return "".join(found)
        place = end.start()
    return "".join([*found, content[place:]])
