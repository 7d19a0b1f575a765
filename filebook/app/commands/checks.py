"""`filebook fsck` and `filebook doctor`: is everything still there, is everything set up well."""

from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from filebook.app.build import House, build
from filebook.app.commands.output import tell, tell_one
from filebook.app.settings import load
from filebook.services.checks import Report
from filebook.services.doctor import Doctor

FOUND_SOMETHING = 1


def fsck(*, data: str | None = None, config: Path | None = None, skip_bytes: bool = False, json: bool = False) -> int:
    """Compare rows with their bytes, counts with their sums, happenings and words with what they are made of.

    Changes nothing.

    Parameters
    ----------
    skip_bytes: Do not read the bytes, only compare names and sizes.
    json: Print JSON.
    """
    house = build(load(config, data_folder=data))
    with Progress(console=Console(stderr=True), transient=True, disable=json) as progress:
        task = progress.add_task("checking", total=None)
        report: Report = house.services.checks.fsck(
            read_bytes=not skip_bytes, progress=lambda done: progress.update(task, completed=done)
        )
    wrong = [f"{business}/{number}" for business, number in house.services.upkeep.wrong()]
    misindexed = [f"{business}/{number}" for business, number in house.services.search_upkeep.wrong()]
    house.close()
    findings = [{"fault": finding.fault.value, "subject": finding.subject} for finding in report.findings]
    findings += [{"fault": "mistold", "subject": subject} for subject in wrong]
    findings += [{"fault": "misindexed", "subject": subject} for subject in misindexed]
    sound = report.sound and not wrong and not misindexed
    summary = {"blobs": report.blob_count, "checked_bytes": report.checked_bytes, "sound": sound}
    if json:
        tell_one({**summary, "findings": findings}, as_json=True)
    else:
        tell_one(summary, as_json=False)
        tell(findings, as_json=False)
    return 0 if sound else FOUND_SOMETHING


def book_rewrite(*, data: str | None = None, config: Path | None = None, json: bool = False) -> None:
    """Write anew when appointments happen; the server may run meanwhile."""
    house = build(load(config, data_folder=data))
    count = house.services.upkeep.rewrite()
    house.close()
    tell_one({"appointments": count}, as_json=json)


def scan(*, data: str | None = None, config: Path | None = None, json: bool = False) -> int:
    """Have every file looked through for malware, by whichever worker is running; nothing is withheld meanwhile."""
    house = build(load(config, data_folder=data))
    scanning = house.scanning
    count = 0 if scanning is None else scanning.scan_all()
    house.close()
    if scanning is None:
        Console(stderr=True).print("No scanner is set up: see the setting clamd_address.")
        return FOUND_SOMETHING
    tell_one({"files": count}, as_json=json)
    return 0


def reindex(*, data: str | None = None, config: Path | None = None, json: bool = False) -> None:
    """Make anew the words by which things are found; the server may run meanwhile."""
    house = build(load(config, data_folder=data))
    count = house.services.search_upkeep.rewrite()
    house.close()
    tell_one({"things": count}, as_json=json)


def doctor(*, data: str | None = None, config: Path | None = None, json: bool = False) -> int:
    """Check that the stores answer, secrets are private, there is room, somebody can log in and webhooks work."""
    settings = load(config, data_folder=data)
    house = build(settings)
    results = [
        *_of_installation(house),
        {"check": "somebody can log in", "result": _somebody(house)},
        {"check": "webhooks", "result": _webhooks(house)},
    ]
    house.close()
    tell(results, as_json=json)
    return 0 if all(result["result"] == "ok" for result in results) else FOUND_SOMETHING


def _of_installation(house: House) -> list[dict[str, str]]:
    doctor = Doctor(house.catalogue, house.blobs, folder=house.settings.data_path)
    return [
        {"check": finding.check.value.replace("_", " "), "result": finding.advice or "ok"}
        for finding in doctor.of_installation()
    ]


def _webhooks(house: House) -> str:
    failed = [
        str(webhook.business)
        for webhook in house.services.webhooks.all()
        if webhook.switched_off_at is not None and webhook.failing_since is not None
    ]
    off = list(dict.fromkeys(failed))
    return f"switched off after long failure: {', '.join(off)}" if off else "ok"


def _somebody(house: House) -> str:
    accounts, credentials = house.services.accounts, house.services.credentials
    known = any(credentials.of_business(business.number) for business in accounts.businesses())
    return "ok" if known else "no credential: see `filebook credential create`"
