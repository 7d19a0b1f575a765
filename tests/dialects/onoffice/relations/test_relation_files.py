"""Relations of files: told from either side, by kind, and only those that are seen; put on things and taken off."""

import pytest

from filebook.core.access import Visibility
from filebook.core.ids import Kind
from filebook.services.filing import Hang, NewFile
from tests.dialects.onoffice.client import Client, as_user
from tests.dialects.onoffice.relations.asking import FILE_RELATIONS, number_of, related, write
from tests.world import World


@pytest.mark.parametrize("name", FILE_RELATIONS)
def test_files_are_told_put_on_and_taken_off_by_relations(world: World, client: Client, name: str) -> None:
    target = number_of(world, FILE_RELATIONS[name])
    kind = Kind.APPOINTMENT if FILE_RELATIONS[name] == "appointment" else world.records[FILE_RELATIONS[name]].kind
    first, second = (world.file(on=[Hang(kind, target)]) for _ in range(2))
    both = [str(first.number), str(second.number)]
    assert related(client, name, parentids=[target]) == {str(target): both}
    assert related(client, name, childids=both) == {one: [str(target)] for one in both}
    free = world.file(on=[Hang(Kind.LOCATION, world.records["location"].number)])
    assert related(client, name, childids=[free.number]) == {str(free.number): []}
    assert write(client, "create", name, target, [free.number, first.number]) == 0
    assert related(client, name, parentids=[target]) == {str(target): [*both, str(free.number)]}
    assert write(client, "delete", name, target, free.number) == 0
    assert related(client, name, parentids=[target]) == {str(target): both}
    assert world.services.library.file(world.actor("owner"), free.number).trashed_at is None


def test_files_of_many_things_are_told_at_once_in_their_order(world: World, client: Client) -> None:
    estates = [number_of(world, "estate"), number_of(world, "other_estate")]
    files = [world.file(on=[Hang(Kind.ESTATE, estate, 0)]).number for estate in estates * 2]
    assert related(client, "estate:allFiles", parentids=[*estates, 999_999]) == {
        str(estates[0]): [str(files[2]), str(files[0])],
        str(estates[1]): [str(files[3]), str(files[1])],
        "999999": [],
    }


def test_kinds_of_files_are_told_by_their_type(world: World, client: Client) -> None:
    estate = number_of(world, "estate")
    on = [Hang(Kind.ESTATE, estate)]
    picture = bytes.fromhex("47494638396101000100800000000000ffffff2c00000000010001000002024401003b")
    title, photo, plan, paper = (
        str(world.file(category=category, on=on).number) for category in ("Titelbild", "Foto", "Grundriss", "Dokument")
    )
    plain = str(world.file(picture, name="plain.gif", on=on).number)
    link = world.services.filing.add_link
    linked = str(link(world.actor("owner"), "https://example.org/", new=NewFile("l", category="Link"), on=on).number)
    expected = {
        "estate:allFiles": [title, photo, plan, paper, plain, linked],
        "estate:file:titelbild": [title],
        "estate:file:foto": [photo, plain],
        "estate:file:grundriss": [plan],
        "estate:file:allpictures": [title, photo, plan, plain],
        "estate:file:allpicturesExceptTitelbild": [photo, plan, plain],
        "estate:file:alllinks": [linked],
    }
    for name, files in expected.items():
        assert related(client, name, parentids=[estate]) == {str(estate): files}, name
        told = related(client, name, childids=[title, photo, plan, paper, plain, linked])
        assert told == {
            one: [str(estate)] if one in files else [] for one in (title, photo, plan, paper, plain, linked)
        }, name


def test_relations_that_pick_files_cannot_be_written(world: World, client: Client) -> None:
    estate, file = number_of(world, "estate"), world.file().number
    before = world.stored()
    assert write(client, "create", "estate:file:foto", estate, file) == 199
    assert write(client, "delete", "estate:file:alllinks", estate, file) == 199
    assert world.stored() == before


def test_a_second_title_picture_is_refused_here_too(world: World, client: Client) -> None:
    estate = number_of(world, "estate")
    world.file(category="Titelbild", on=[Hang(Kind.ESTATE, estate)])
    other = world.file(category="Titelbild")
    plain = world.file()
    before = world.stored()
    assert write(client, "create", "estate:allFiles", estate, [plain.number, other.number]) == 239
    assert world.stored() == before
    assert related(client, "estate:allFiles", childids=plain.number) == {str(plain.number): []}


def test_files_out_of_sight_and_in_the_trash_are_not_told(world: World, client: Client) -> None:
    estate = number_of(world, "estate")
    on = [Hang(Kind.ESTATE, estate)]
    hidden = world.file(visibility=Visibility.EMPLOYEE, by="owner", on=on)
    gone = world.file(on=on)
    world.services.filing.trash(world.actor("owner"), gone)
    viewer = as_user(world, "viewer")
    assert related(client, "estate:allFiles", parentids=[estate]) == {str(estate): [str(hidden.number)]}
    assert related(viewer, "estate:allFiles", parentids=[estate]) == {str(estate): []}
    for one in (hidden, gone):
        assert related(viewer, "estate:allFiles", childids=[one.number]) == {str(one.number): []}


def test_a_file_out_of_sight_cannot_be_put_on_things(world: World) -> None:
    """It is as good as absent."""
    editor = world.services.accounts.create_user(world.business.number, "editor", role=world.users["owner"].role)
    key = world.services.credentials.issue_signing_secret(editor)
    client = Client(world.http, key, world.clock())
    hidden = world.file(visibility=Visibility.EMPLOYEE)
    before = world.stored()
    estate = number_of(world, "estate")
    assert write(client, "create", "estate:allFiles", estate, hidden.number) == 127
    assert write(client, "create", "estate:allFiles", estate, 999_999) == 127
    assert world.stored() == before
