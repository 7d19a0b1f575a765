"""A temporary upload works once, however many ask for it at the same moment, and at whatever server."""

import threading
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

from psycopg.conninfo import conninfo_to_dict

from tests.durability.doors import Answer, Doors, log_in
from tests.durability.operations import CONTENT, NO_UPLOAD, accepted, error_of, upload_of
from tests.durability.server import BUSY, serving

CLAIMS = 64


def test_of_64_claims_of_one_upload_at_two_servers_over_sqlite_exactly_one_wins(tmp_path: Path) -> None:
    _exactly_one_wins(tmp_path / "data", BUSY)


def test_of_64_claims_of_one_upload_at_two_servers_over_postgresql_exactly_one_wins(
    tmp_path: Path, postgres_database: str
) -> None:
    address = "postgresql:///?" + urlencode(conninfo_to_dict(postgres_database))
    _exactly_one_wins(tmp_path / "data", {**BUSY, "FILEBOOK_DATABASE_URL": address})


def _exactly_one_wins(data: Path, settings: Mapping[str, str]) -> None:
    with (
        serving(data, settings=settings, name="one") as one,
        serving(data, settings=settings, name="other") as other,
    ):
        doors = log_in(one.demo)
        before = doors.seen()
        answers = _claimed_at_once([doors, doors.at(other.demo)], upload_of(doors.send_block(CONTENT)))
        after = doors.seen()
    won = [answer for answer in answers if accepted(answer)]
    lost = [answer for answer in answers if not accepted(answer)]
    assert len(won) == 1
    assert {error_of(answer) for answer in lost} == {NO_UPLOAD}
    assert (after.everywhere - before.everywhere).total() == 1
    assert (after.on_appointment - before.on_appointment).total() == 1


def _claimed_at_once(doors: list[Doors], upload: str) -> list[Answer]:
    """The answers to 64 second steps, each under a name of its own, sent together."""
    together = threading.Barrier(CLAIMS)
    answers: list[Answer] = []

    def claim(number: int) -> None:
        together.wait()
        answers.append(doors[number % len(doors)].file_away(upload, name=f"{number}.bin"))

    threads = [threading.Thread(target=claim, args=(number,)) for number in range(CLAIMS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == CLAIMS
    return answers
