"""A link opens the one file it was made for: no other, none of another business, and not once altered or too old."""

import base64
from datetime import timedelta

from httpx2 import Response

from filebook.core.files import File
from filebook.core.ids import hex_of, short_of
from tests.dialects.onoffice.client import DOWNLOAD, Client
from tests.isolation.asking import picture
from tests.isolation.neighbourhood import CONTENT, Neighbourhood, number_from

OURS, THEIRS = b"of the main business", b"of the unrelated one"


def _link_of(made: Neighbourhood, name: str, business: str) -> str:
    """A link to the file on a business's appointment, as somebody there is given it."""
    things = made.things[business]
    client = Client(made.world.http, made.people[name].onoffice, made.world.clock())
    records = client.files(things.appointment, fileId=things.file.number)["records"]
    url: str = records[0]["elements"]["url"]
    assert url.startswith(f"http://filebook.test{DOWNLOAD}?params=")
    return url


def _follow(made: Neighbourhood, token: str) -> Response:
    return made.world.http.get(DOWNLOAD, params={"params": token})


def test_no_altered_link_opens_anything(neighbourhood: Neighbourhood) -> None:
    token = _link_of(neighbourhood, "owner", "main").partition("=")[2]
    assert _follow(neighbourhood, token).content == CONTENT
    raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    altered = [raw[:at] + bytes([raw[at] ^ bit]) + raw[at + 1 :] for at in range(len(raw)) for bit in (1, 128)]
    altered += [raw[:-1], raw + b"\0", b"", raw[::-1], raw * 2]
    spelled = [base64.urlsafe_b64encode(one).rstrip(b"=").decode() for one in altered]
    spelled += [
        token + "=",
        token + "==",
        " " + token,
        token + "\n",
        token.upper(),
        token[:-1],
        token + "A",
        "%00",
        "é",
    ]
    pictures = {picture(_follow(neighbourhood, one), ()) for one in spelled}
    assert len(pictures) == 1
    status, headers, page = pictures.pop()
    assert (status, page) == (404, "There is no such file.\n")
    assert ("cache-control", "private, no-store") in headers


def test_the_same_number_in_two_businesses_means_two_files(neighbourhood: Neighbourhood) -> None:
    world, files = neighbourhood.world, dict[bytes, File]()
    for business, name, data in (("main", "owner", OURS), ("unrelated", "foreign_owner", THEIRS)):
        number_from(world, neighbourhood.businesses[business].number, 800_000)
        files[data] = world.file(data, by=name)
    assert files[OURS].number == files[THEIRS].number
    library = world.services.library
    for data, file in files.items():
        assert _follow(neighbourhood, library.link(file, lifetime=timedelta(hours=1))).content == data


def test_an_old_link_and_one_to_a_removed_file_open_nothing(neighbourhood: Neighbourhood) -> None:
    url = _link_of(neighbourhood, "owner", "main")
    neighbourhood.world.clock.advance(seconds=3599)
    assert neighbourhood.world.http.get(url).content == CONTENT
    neighbourhood.world.clock.advance(seconds=1)
    expired = neighbourhood.world.http.get(url)
    assert (expired.status_code, expired.text) == (403, "This link has expired.\n")


def test_equal_bytes_in_two_businesses_have_different_entity_tags_at_every_address(
    neighbourhood: Neighbourhood,
) -> None:
    tags: dict[str, set[str]] = {}
    world = neighbourhood.world
    for business, name in (("main", "owner"), ("unrelated", "foreign_owner")):
        person, things = neighbourhood.people[name], neighbourhood.make_things(business)
        tenant = things.tenant
        timetap, telecomx = (
            {"Authorization": f"Bearer {person.timetap}"},
            {"Authorization": f"Bearer {person.telecomx}"},
        )
        xelion = {"Authorization": f"xelion {person.xelion}"}
        attachment = f"/xelion/api/v1/{tenant}/appointments/{things.appointment}/attachments/{things.file.number}"
        client = Client(world.http, person.onoffice, world.clock())
        link = client.files(things.appointment, fileId=things.file.number)["records"][0]["elements"]["url"]
        asked = {
            "onOffice link": (link, {}),
            "TimeTap content": (f"/timetap/live/files/{hex_of(things.file.uid)}/content", timetap),
            "TimeTap private": (f"/timetap/tt-client-private/{things.business}/{hex_of(things.file.uid)}/x", timetap),
            "TimeTap public": (f"/timetap/tt-client-public/{things.business}/{hex_of(things.asset.uid)}/x", {}),
            "TelecomX": (f"/telecomx/files/{short_of(things.content.uid)}/x", telecomx),
            "Xelion": (attachment, xelion),
            "Xelion stream": (attachment + "?response_type=stream", xelion),
        }
        for where, (address, headers) in asked.items():
            response = world.http.get(address, headers=headers)
            assert response.status_code == 200, where
            for foreign in tags.setdefault(where, set()):
                again = world.http.get(address, headers={**headers, "If-None-Match": foreign})
                assert again.status_code == 200, where
            tags[where].add(response.headers["etag"])
    assert {where: len(found) for where, found in tags.items()} == dict.fromkeys(tags, 2)
