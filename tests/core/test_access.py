"""The policy: roles, reach and visibility, every combination."""

from dataclasses import replace
from itertools import product

import pytest

from filebook.core.access import (
    EVERYTHING,
    Action,
    Actor,
    Role,
    Scope,
    Target,
    Visibility,
    is_plainly_allowed,
    may,
    reaches,
    require,
    sight,
)
from filebook.core.errors import AccessDenied, NotFound
from filebook.core.ids import BusinessNumber, Door, Kind, Number, Ref, Uid

CHILD, PARENT, GRANDPARENT, STRANGER = map(BusinessNumber, (3, 2, 1, 9))
LINEAGE = (PARENT, GRANDPARENT)
ME = Number(5)


def an_actor(role: Role, business: BusinessNumber = CHILD, *, viewers_may_edit: bool = False) -> Actor:
    return Actor(business, ME, "me", role, Door.NATIVE, Ref(Number(4), Uid("u")), viewers_may_edit)


@pytest.mark.parametrize(
    ("role", "own", "child", "grandchild", "stranger"),
    [
        (Role.OWNER, True, False, False, False),
        (Role.RESELLER, True, True, False, False),
        (Role.RESELLER_ADMIN, True, True, True, False),
        (Role.ADMIN, True, True, True, True),
    ],
)
def test_reach_grows_with_the_role(role: Role, own: bool, child: bool, grandchild: bool, stranger: bool) -> None:
    assert reaches(an_actor(role), CHILD, lineage=()) is own
    assert reaches(an_actor(role, PARENT), CHILD, lineage=LINEAGE) is child
    assert reaches(an_actor(role, GRANDPARENT), CHILD, lineage=LINEAGE) is grandchild
    assert reaches(an_actor(role, STRANGER), CHILD, lineage=LINEAGE) is stranger


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_what_lies_outside_reach_is_absent_and_not_forbidden(role: Role) -> None:
    for action in Action:
        with pytest.raises(NotFound):
            require(an_actor(role, STRANGER), action, Target("file", CHILD, LINEAGE))


@pytest.mark.parametrize(
    ("role", "read", "write", "administer"),
    [
        (Role.NONE, False, False, False),
        (Role.PERSONAL, False, False, False),
        (Role.VIEWER, True, False, False),
        (Role.EDITOR, True, True, False),
        (Role.OWNER, True, True, True),
        (Role.RESELLER, True, True, True),
        (Role.RESELLER_ADMIN, True, True, True),
        (Role.ADMIN, True, True, True),
    ],
)
def test_each_role_may_do_this_and_no_more(role: Role, read: bool, write: bool, administer: bool) -> None:
    allowed = tuple(may(an_actor(role), action) for action in (Action.READ, Action.WRITE, Action.ADMINISTER))
    assert allowed == (read, write, administer)


def test_viewers_may_edit_only_where_the_business_says_so() -> None:
    assert may(an_actor(Role.VIEWER, viewers_may_edit=True), Action.WRITE)
    assert not may(an_actor(Role.PERSONAL, viewers_may_edit=True), Action.WRITE)


SEEN_BY = {
    Visibility.ALL: set(Role) - {Role.NONE, Role.PERSONAL},
    Visibility.CUSTOMER: set(Role) - {Role.NONE, Role.PERSONAL},
    Visibility.EMPLOYEE: {Role.ADMIN},
    Visibility.RESELLER: {Role.RESELLER, Role.RESELLER_ADMIN, Role.ADMIN},
}


@pytest.mark.parametrize(("role", "viewers_may_edit"), list(product(Role, (False, True))))
def test_what_is_allowed_without_asking_every_rule_is_what_every_rule_allows(
    role: Role, viewers_may_edit: bool
) -> None:
    at_once = 0
    scopes = (EVERYTHING, Scope(frozenset({Action.READ})), Scope(kinds=frozenset({Kind.FILE})), Scope(folder=Number(8)))
    for scope, action, business, visibility in product(scopes, Action, (CHILD, PARENT), Visibility):
        actor = replace(an_actor(role, viewers_may_edit=viewers_may_edit), scope=scope)
        if is_plainly_allowed(actor, action, business, visibility):
            at_once += 1
            require(actor, Action.READ, kind=Kind.FILE)
            require(actor, action, Target("file", business, (), visibility))
    is_allowed = [may(an_actor(role, viewers_may_edit=viewers_may_edit), action) for action in Action]
    assert at_once == 2 * sum(is_allowed)


@pytest.mark.parametrize(("visibility", "role"), list(product(Visibility, Role)))
def test_visibility_says_which_roles_see_somebody_elses_file(visibility: Visibility, role: Role) -> None:
    target = Target("file", CHILD, LINEAGE, visibility, uploader=(CHILD, Number(77)))
    if role in SEEN_BY[visibility]:
        require(an_actor(role), Action.READ, target)
    else:
        with pytest.raises(AccessDenied):
            require(an_actor(role), Action.READ, target)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR, Role.OWNER])
def test_the_uploader_sees_an_employee_file_and_only_in_that_business(role: Role) -> None:
    actor = an_actor(role)
    require(actor, Action.READ, Target("file", CHILD, (), Visibility.EMPLOYEE, uploader=(CHILD, ME)))
    with pytest.raises(AccessDenied):
        require(actor, Action.READ, Target("file", CHILD, (), Visibility.EMPLOYEE, uploader=(PARENT, ME)))


@pytest.mark.parametrize(("visibility", "role", "own"), list(product(Visibility, Role, (True, False))))
def test_lists_and_single_reads_agree(visibility: Visibility, role: Role, own: bool) -> None:
    actor = an_actor(role)
    if not may(actor, Action.READ):
        return
    uploader = (CHILD, ME if own else Number(77))
    listed = sight(actor).covers(visibility, uploader)
    try:
        require(actor, Action.READ, Target("file", CHILD, (), visibility, uploader))
    except AccessDenied:
        assert not listed
    else:
        assert listed


def test_an_actor_keeps_its_rights_at_another_door() -> None:
    actor = an_actor(Role.VIEWER, viewers_may_edit=True)
    moved = actor.through(Door.TIMETAP)
    assert (moved.door, moved.role, moved.viewers_may_edit) == (Door.TIMETAP, Role.VIEWER, True)
