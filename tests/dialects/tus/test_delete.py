"""DELETE: an upload is given up, and its bytes with it."""

from collections.abc import Callable

from tests.dialects.tus.client import Tus
from tests.world import World


def test_an_upload_given_up_is_gone_with_its_bytes(tus: Tus) -> None:
    before = tus.held()
    makes: tuple[Callable[[], str], ...] = (
        lambda: tus.create(5),
        tus.create,
        lambda: tus.finished(b"hello"),
        lambda: tus.finished(b"part", Upload_Concat="partial"),
    )
    for make in makes:
        address = make()
        assert tus.held() != before
        answer = tus.ask("DELETE", address)
        assert (answer.status_code, answer.content) == (204, b"")
        assert tus.held() == before
        assert tus.head(address).status_code == 404
        assert tus.patch(address, b"hello", 0).status_code == 404
        assert tus.ask("DELETE", address).status_code == 404


def test_one_in_the_middle_is_given_up_as_well(tus: Tus, world: World) -> None:
    address = tus.create(10)
    tus.patch(address, b"hello", 0)
    assert tus.ask("DELETE", address).status_code == 204
    assert tus.held() == (0, 0, 0)
    assert world.services.checks.fsck().sound


def test_what_is_not_there_cannot_be_given_up(tus: Tus) -> None:
    assert tus.ask("DELETE", "/uploads/absent").status_code == 404


def test_nobody_gives_up_what_is_somebody_elses(tus: Tus, world: World) -> None:
    address = tus.finished(b"hello")
    before = tus.held()
    assert Tus(world, "foreign_owner").ask("DELETE", address).status_code == 404
    assert world.http.delete(address, headers={"tus-resumable": "1.0.0"}).status_code == 401
    assert tus.held() == before
    assert tus.offset(address) == 5


def test_a_part_of_another_upload_stays(tus: Tus) -> None:
    part = tus.finished(b"part", Upload_Concat="partial")
    whole = tus.join(part).headers["location"]
    before = tus.held()
    assert tus.ask("DELETE", part).status_code == 410
    assert tus.held() == before
    assert tus.ask("DELETE", whole).status_code == 204
    assert tus.held() == (0, 0, 0)
