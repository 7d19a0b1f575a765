"""`filebook fsck` tells what is written wrongly of when appointments happen, and `filebook book rewrite` mends it."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import apsw
import pytest

from filebook.app.build import build
from filebook.app.cli import DONE, FOUND_SOMETHING, run
from filebook.app.settings import load
from filebook.core.access import Role
from filebook.core.appointments import Span
from filebook.core.ids import Door
from filebook.services.accounts import actor_of
from filebook.services.booking import NewAppointment


def test_lost_happenings_are_told_and_written_anew(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FILEBOOK_DATA_FOLDER", str(tmp_path / "data"))
    house = build(load(None, data_folder=None))
    business = house.services.accounts.create_business("My business")
    owner = house.services.accounts.create_user(business.number, "anna", role=Role.OWNER)
    starts = datetime(2026, 4, 7, 9)
    made = house.services.booking.add(
        actor_of(owner, business, door=Door.NATIVE),
        NewAppointment("Viewing", Span(starts, starts + timedelta(hours=1), "Europe/Berlin")),
    )
    house.close()
    connection = apsw.Connection(str(tmp_path / "data" / "filebook.db"))
    connection.execute("DELETE FROM happenings")
    connection.close()
    assert run(["fsck", "--json"]) == FOUND_SOMETHING
    found = json.loads(capsys.readouterr().out)
    assert found["sound"] is False
    assert found["findings"] == [{"fault": "mistold", "subject": f"{business.number}/{made.number}"}]
    assert run(["book", "rewrite", "--json"]) == DONE
    assert json.loads(capsys.readouterr().out) == {"appointments": 1}
    assert run(["fsck", "--json"]) == DONE
