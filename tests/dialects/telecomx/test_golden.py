"""The golden pairs of the TelecomX door."""

from pathlib import Path

import pytest

from filebook.core.access import Visibility
from filebook.core.ids import Ref, short_of
from filebook.services.folders import NewFolder
from tests.dialects.telecomx.test_files import PICTURE
from tests.golden import golden_pairs, play
from tests.world import PASSWORD, World


@pytest.mark.parametrize("pair", golden_pairs(__file__))
def test_the_door_answers_as_in(pair: Path, world: World) -> None:
    play(pair, world.http, variables=_variables(world))


def _variables(world: World) -> dict[str, object]:
    folder = world.services.folders.create(world.actor("owner"), NewFolder("Kontrakter"))
    page = world.file(b"<!DOCTYPE html><p>Hej</p>", name="index.html", free_text="Forside")
    contract = world.file(b"%PDF-1.7\n", name="Lejekontrakt.pdf", free_text="Underskrevet")
    picture = world.file(
        PICTURE, name="Grundplan stuen.PNG", folder=Ref(folder.number, folder.uid), visibility=Visibility.ALL
    )
    return {
        "password": PASSWORD,
        "page_upper": short_of(page.uid).upper(),
        "page": short_of(page.uid),
        "contract": short_of(contract.uid),
        "picture": short_of(picture.uid),
        "folder": short_of(folder.uid),
    }
