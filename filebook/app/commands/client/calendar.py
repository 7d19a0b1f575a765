"""`filebook cal`: what happens in a range of time."""

import re
from datetime import date, timedelta

from filebook.app.clock import utc_now
from filebook.app.commands.client import servers
from filebook.app.commands.client.failures import Refused
from filebook.app.commands.client.talking import Talk
from filebook.app.commands.output import tell

_AHEAD = timedelta(days=6)
_ID = re.compile(r"[0-9]{1,10}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def cal(
    *, since: str = "", until: str = "", person: tuple[str, ...] = (), server: str = "", json: bool = False
) -> None:
    """List appointments as they happen, series day by day.

    Parameters
    ----------
    since: A day (2026-03-30) or an instant; today if not told.
    until: A day, which is included, or an instant; six days after `since` if not told.
    person: Only those of this person: a name or an id, also of a calendar; may be given several times.
    server: Name of the server; the one logged in to last if not told.
    json: Print JSON.
    """
    first = since or utc_now().astimezone().date().isoformat()  # the person's own day
    last = until or _days_after(first)
    with Talk(servers.chosen(server)) as talk:
        of = [_person(talk, one) for one in person]
        tell(
            (
                {
                    "starts": one["starts"],
                    "ends": one["ends"],
                    "subject": one["subject"],
                    "place": one["place"],
                    "status": one["status"],
                    "appointment": one["appointment"],
                }
                for one in talk.pages("/occurrences", {"since": first, "until": last, "of": of})
            ),
            as_json=json,
        )


def _days_after(first: str) -> str:
    try:
        return (date.fromisoformat(first[:10]) + _AHEAD).isoformat()
    except (ValueError, OverflowError):
        return first


def _person(talk: Talk, text: str) -> str:
    """An id, or the one person whose name holds the text. Raises: Refused."""
    if _ID.fullmatch(text):
        return text
    found = list(talk.pages("/people", {"q": text}))
    if len(found) != 1:
        names = ", ".join(f"{one['label']} ({one['number']})" for one in found[:20])
        raise Refused(f"{len(found)} people are called {text}" + (f": {names}" if found else ""))
    return str(found[0]["id"])
