"""The data folder from which every case starts."""

import pytest

from tests.durability.doors import log_in
from tests.durability.operations import CONTENT, VICTIM, accepted
from tests.durability.server import serving
from tests.durability.template import Template


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """The demo business with few of its files, so that all can be looked at often, and one that may be deleted."""
    folder = tmp_path_factory.mktemp("template") / "data"
    with serving(folder) as server:
        doors = log_in(server.demo)
        for file in doors.files()[2:]:
            assert accepted(doors.delete(file["fileLibraryUUID"]))
        assert accepted(doors.upload(CONTENT[::-1], name=VICTIM))
        server.stop()
    return Template(folder, doors)
