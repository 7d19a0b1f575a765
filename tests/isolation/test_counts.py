"""Lists, counts and quotas of one business do not move with what others do."""

import pytest

from filebook.core.access import Role
from filebook.core.ids import Door
from tests.isolation.asking import Picture, ask, is_granted, picture
from tests.isolation.example import Example, Key
from tests.isolation.examples import EXAMPLES, chosen, shown
from tests.isolation.neighbourhood import Neighbourhood


def _reads(key: Key, example: Example) -> bool:
    """Whether the answer tells of things, and is the same each time."""
    is_login = "login" in key[2] or "sessionToken" in key[2]
    is_write = example.spends or example.what.startswith("do ")
    return (key[1] == "GET" or example.what.startswith("get ")) and not is_login and not is_write


READS = chosen(where=_reads)


@pytest.mark.parametrize("door", sorted({key[0] for key, _ in READS}))
def test_what_others_add_and_remove_shows_in_no_answer(neighbourhood: Neighbourhood, door: Door) -> None:
    person, things = neighbourhood.people["foreign_owner"], neighbourhood.things["unrelated"]

    def answered() -> dict[str, Picture]:
        seen = {}
        for key, example in READS:
            if key[0] is door:
                response = ask(neighbourhood, key, example, person=person, things=things)
                assert is_granted(key, response) is example.serves(Role.OWNER), shown(key)
                seen[f"{shown(key)} {shown(example)}"] = picture(response, ())
        return seen

    before = answered()
    added = [neighbourhood.make_things(business) for business in ("main", "sibling")]
    assert answered() == before
    neighbourhood.remove("main", added[0])
    assert answered() == before


def test_a_full_business_takes_nothing_more_and_leaves_room_for_others(neighbourhood: Neighbourhood) -> None:
    key = next(key for key in EXAMPLES if key[1:] == ("POST", "/businessWeb/fileUploadS3.do"))
    example = EXAMPLES[key][0]
    accounts, business = neighbourhood.world.services.accounts, neighbourhood.businesses["sibling"]
    accounts.set_limits(business, total_bytes=1)
    try:
        before = neighbourhood.state()
        full = ask(
            neighbourhood,
            key,
            example,
            person=neighbourhood.people["sibling_owner"],
            things=neighbourhood.things["sibling"],
        )
        assert (full.status_code, full.json()) == (507, {"message": "Insufficient Storage"})
        assert neighbourhood.state() == before
        other = ask(
            neighbourhood, key, example, person=neighbourhood.people["owner"], things=neighbourhood.things["main"]
        )
        assert other.status_code == 200
    finally:
        accounts.set_limits(business, total_bytes=None)
