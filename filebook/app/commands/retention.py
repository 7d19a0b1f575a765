"""`filebook gc`: what the retention rules let go, told or removed."""

from pathlib import Path

from filebook.app.commands.opened import opened
from filebook.app.commands.output import say, tell_one
from filebook.core.ids import BusinessNumber
from filebook.core.retention import Due, Totals


def gc(
    *,
    dry_run: bool = False,
    business: int | None = None,
    data: str | None = None,
    config: Path | None = None,
    json: bool = False,
) -> None:
    """Remove for good what the retention rules let go, as the hourly housekeeping does; a server may run meanwhile.

    Parameters
    ----------
    dry_run: Only tell what would go.
    business: Number of the one business that it is about; all of them without it.
    json: Print JSON.
    """
    with opened(data, config) as house:
        accounts, retention = house.services.accounts, house.services.retention
        chosen = accounts.businesses() if business is None else [accounts.business(BusinessNumber(business))]
        totals, gone = Totals(), []
        for one in chosen:
            for due in retention.due(one.number) if dry_run else retention.carry_out(one.number):
                totals = totals.with_one(due)
                if json:
                    gone.append(_row(one.number, due))
                else:
                    say(_line(one.number, due))
        summary: dict[str, object] = {
            "files": totals.file_count,
            "versions": totals.version_count,
            "folders": totals.folder_count,
            "freed_bytes": totals.freed_bytes,
            "removed": not dry_run,
        }
        tell_one({**summary, "items": gone} if json else summary, as_json=json)


def _row(business: int, due: Due) -> dict[str, object]:
    return {
        "business": business,
        "kind": due.mark.stage.value,
        "number": due.ref.number,
        "uid": due.ref.uid,
        "name": due.name,
        "version": due.version,
        "rules": due.rules,
        "since": due.since,
        "due_at": due.due_at,
        "freed_bytes": due.freed_bytes,
    }


def _line(business: int, due: Due) -> str:
    what = due.mark.stage.value if due.version is None else f"version {due.version} of"
    why = f"{' and '.join(due.rules)}, due since {due.due_at:%Y-%m-%d}"
    return f"{business}: {what} {due.ref.number} {due.name!r}: {due.freed_bytes} bytes, by {why}"
