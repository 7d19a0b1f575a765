"""The command line, as an administrator uses it: made, listed, revoked, checked, with exit codes to rely on."""

import json
from pathlib import Path
from typing import Any

import pytest

from filebook.app.cli import DONE, FOUND_SOMETHING, NOT_UNDERSTOOD, REFUSED, run
from filebook.core.businesses import SETTINGS

FIRST = "100001"
"""The number of an installation's first business."""


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FILEBOOK_PASSWORD_MEMORY_KIB", "64")
    monkeypatch.setenv("FILEBOOK_DATA_FOLDER", str(tmp_path / "data"))


def told(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    """The JSON that a command prints."""
    capsys.readouterr()
    assert run([*words, "--json"]) == DONE
    return json.loads(capsys.readouterr().out)


def test_a_first_business_is_set_up_and_its_people_come_and_go(capsys: pytest.CaptureFixture[str]) -> None:
    business = told(capsys, "business", "create", "My business", "--zone", "Europe/Berlin")
    assert (business["number"], business["tenant"]) == (100001, "master")
    assert told(capsys, "business", "list") == [business]
    user = told(capsys, "user", "create", FIRST, "anna", "--role", "owner", "--email", "anna@example.org")
    assert user["role"] == "owner"
    assert told(capsys, "user", "list", FIRST) == [user]
    issued = {
        door: told(capsys, "credential", "create", FIRST, "anna", "--door", door) for door in ("onoffice", "timetap")
    }
    assert (len(issued["onoffice"]["key"]), len(issued["onoffice"]["secret"])) == (32, 64)
    assert issued["timetap"]["key"] == FIRST
    assert len(told(capsys, "credential", "create", FIRST, "anna", "--door", "password")["secret"]) >= 20
    listed = told(capsys, "credential", "list", FIRST)
    assert len(listed) == 3
    assert not any(key["secret"] in json.dumps(listed) for key in issued.values())
    told(capsys, "credential", "revoke", issued["onoffice"]["uid"])
    assert len(told(capsys, "credential", "list", FIRST)) == 2
    assert told(capsys, "user", "revoke", FIRST, "anna")["enabled"] is False
    assert [entry["enabled"] for entry in told(capsys, "business", "revoke", FIRST)] == [False]


def test_a_token_is_issued_for_what_it_is_to_be_good_for(capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, "business", "create", "My business")
    told(capsys, "user", "create", FIRST, "anna", "--role", "owner")
    create = ("credential", "create", FIRST, "anna", "--door", "native")
    issued = told(capsys, *create, "--scope", "read, write", "--days", "90")
    assert (issued["key"], issued["secret"][:4]) == ("", "fbk_")
    (listed,) = told(capsys, "credential", "list", FIRST)
    assert (listed["uid"], listed["kind"], listed["door"]) == (issued["uid"], "bearer", "any")
    assert run([*create, "--scope", "fly"]) != DONE


def test_a_business_is_changed_and_what_is_not_named_stays(capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, "business", "create", "My business")
    change = ("business", "change", FIRST)
    changed = told(capsys, *change, "--profile", "onoffice=strict", "--setting", "publish_new_pictures=true")
    assert (changed["profiles"], changed["settings"]) == ({"onoffice": "strict"}, {"publish_new_pictures": True})
    changed = told(capsys, *change, "--profile", "timetap=strict", "--setting", "document_attributes=plan, energy")
    assert changed["profiles"] == {"onoffice": "strict", "timetap": "strict"}
    assert changed["settings"] == {"publish_new_pictures": True, "document_attributes": ["plan", "energy"]}
    for wrong in (
        ("--profile", "onoffice=lax"),
        ("--profile", "nowhere=strict"),
        ("--setting", "publish_new_pictures=perhaps"),
        ("--setting", "unheard_of=true"),
        ("--setting", "viewers_may_edit=true", "--profile", "strict"),
    ):
        assert run([*change, *wrong]) == NOT_UNDERSTOOD
    assert told(capsys, *change) == changed


def test_every_setting_of_a_business_is_explained() -> None:
    page = (Path(__file__).parents[2] / "docs" / "operations.md").read_text()
    for name, (_, meaning) in SETTINGS.items():
        assert f"| `{name}` |" in page
        assert meaning in page


def test_people_read_tables(capsys: pytest.CaptureFixture[str]) -> None:
    run(["business", "create", "My business"])
    assert "tenant: master" in capsys.readouterr().out
    run(["business", "list"])
    assert "My business" in capsys.readouterr().out
    run(["user", "list", FIRST])
    assert capsys.readouterr().out == "none\n"


def test_settings_are_shown_and_checked(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "config", "show")["port"] == 8080
    assert told(capsys, "config", "check") == {"settings": "fit"}


def test_the_link_key_is_rotated(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "key", "rotate") == {"link_key": 1}


def test_a_sound_installation_passes_its_checks_and_a_damaged_one_does_not(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(["doctor"]) == FOUND_SOMETHING
    assert "no credential" in capsys.readouterr().out
    run(["business", "create", "b"])
    run(["user", "create", FIRST, "anna", "--role", "owner"])
    run(["credential", "create", FIRST, "anna", "--door", "timetap"])
    assert all(check["result"] == "ok" for check in told(capsys, "doctor"))
    assert told(capsys, "fsck") == {"blobs": 0, "checked_bytes": 0, "sound": True, "findings": []}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["bogus"], NOT_UNDERSTOOD),
        (["serve", "--port", "x"], NOT_UNDERSTOOD),
        (["serve", "--port", "99999"], NOT_UNDERSTOOD),
        (["user", "create", FIRST, "anna", "--role", "king"], NOT_UNDERSTOOD),
        (["business", "create", "b", "--zone", "Mars/Olympus"], NOT_UNDERSTOOD),
        (["user", "create", "7", "anna", "--role", "owner"], REFUSED),
        (["credential", "revoke", "nothing"], REFUSED),
        (["--help"], DONE),
        (["credential", "--help"], DONE),
    ],
)
def test_each_way_to_end_has_its_exit_code(words: list[str], code: int) -> None:
    assert run(words) == code


def test_a_name_taken_twice_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    run(["business", "create", "b", "--tenant", "same"])
    assert run(["business", "create", "c", "--tenant", "SAME"]) == REFUSED
    assert "Traceback" not in capsys.readouterr().err
