"""What every catalogue promises of request links and what arrived through them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from filebook.core.access import Action, Scope
from filebook.core.businesses import User
from filebook.core.ids import Kind, Number, Ref, new_uid
from filebook.core.intake import Arrival, Expected, Intake
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.ports.intakes import IntakeFilter
from tests.backends.catalogue_suite.made import NOW, a_business, a_user, at

INTO = Ref(Number(7), new_uid())


def an_intake(catalogue: Catalogue, maker: User, **said: object) -> Intake:
    """A request link of somebody's."""
    ref = catalogue.write(lambda tables: tables.numbers.allocate(maker.business, Kind.REQUEST_LINK))
    plain = Intake(
        business=maker.business,
        number=ref.number,
        uid=ref.uid,
        token_sha256=new_uid(),
        kind=Kind.FOLDER,
        into=INTO,
        maker=maker.number,
        created_at=NOW,
    )
    intake = replace(plain, **said)  # type: ignore[arg-type]
    catalogue.write(lambda tables: tables.intakes.add(intake))
    return intake


def an_arrival(visitor: str = "a", role: str = "", **said: object) -> Arrival:
    plain = Arrival(
        at=NOW, visitor=visitor, address="192.0.2.0/24", file=INTO, file_name="ø.pdf", size_bytes=5, role=role
    )
    return replace(plain, **said)  # type: ignore[arg-type]


class IntakeSuite:
    @pytest.fixture
    def maker(self, catalogue: Catalogue) -> User:
        return a_user(catalogue, a_business(catalogue))

    def test_everything_about_a_request_is_kept(self, catalogue: Catalogue, maker: User) -> None:
        expected = (
            Expected("deed", "Deed", "All", media_types=("application/pdf",), size_limit_bytes=9),
            Expected("x"),
        )
        whole = an_intake(
            catalogue,
            maker,
            kind=Kind.APPOINTMENT,
            scope=Scope(frozenset({Action.READ, Action.WRITE}), frozenset({Kind.FILE}), Number(3)),
            name="Papers",
            message="Please",
            sender="Anna",
            password_hash="h",
            expected=expected,
            media_types=("image",),
            size_limit_bytes=1,
            file_count_limit=2,
            total_limit_bytes=3,
            due_at=at(1),
            closes_when_due=True,
            expires_at=at(2),
            revoked_at=at(3),
        )
        changed = replace(whole, name="Other", expected=expected[:1], expires_at=None, revoked_at=None)
        with catalogue.read() as tables:
            assert tables.intakes.get(whole.business, whole.number) == whole
            assert tables.intakes.by_token(whole.token_sha256) == whole
        catalogue.write(lambda tables: tables.intakes.update(changed))
        with catalogue.read() as tables:
            assert tables.intakes.get(whole.business, whole.number) == changed
            assert tables.intakes.by_token("other") is None

    def test_they_are_listed_newest_first_and_by_what_they_are(self, catalogue: Catalogue, maker: User) -> None:
        old = an_intake(catalogue, maker, expires_at=at(1))
        new = an_intake(catalogue, maker, into=Ref(Number(8), new_uid()), scope=Scope(folder=Number(3)))
        shut = an_intake(catalogue, maker, revoked_at=NOW)
        other = a_user(catalogue, a_business(catalogue), "other")
        an_intake(catalogue, other)
        late = NOW + timedelta(days=9)
        with catalogue.read() as tables:

            def page(where: IntakeFilter, before: Number | None = None) -> list[Intake]:
                found = tables.intakes.page(maker.business, where, before=before, limit=9)
                assert before is not None or tables.intakes.count(maker.business, where) == len(found)
                return found

            assert page(IntakeFilter()) == [shut, new, old]
            assert page(IntakeFilter(), before=new.number) == [old]
            assert page(IntakeFilter(into=Number(8))) == [new]
            assert page(IntakeFilter(within=Number(3))) == [new]
            assert page(IntakeFilter(maker=maker.number, open_at=late)) == [new]
            assert page(IntakeFilter(maker=Number(10**9))) == []

    def test_arrivals_are_counted_and_remembered_for_a_while(self, catalogue: Catalogue, maker: User) -> None:
        intake = an_intake(catalogue, maker)

        def unit(tables: Tables) -> None:
            for arrival in (an_arrival(role="deed"), an_arrival("b", at=at(60)), an_arrival(at=at(90))):
                tables.intakes.note_arrival(intake, arrival)

        catalogue.write(unit)
        with catalogue.read() as tables:
            whole = tables.intakes.get(intake.business, intake.number)
            assert whole == replace(intake, file_count=3, total_bytes=15, last_used_at=at(90))
            found = tables.intakes.arrivals(intake, limit=9)
            assert [(one.position, one.visitor, one.role) for one in found] == [
                (3, "a", ""),
                (2, "b", ""),
                (1, "a", "deed"),
            ]
            assert tables.intakes.arrivals(intake, visitor="a", limit=9) == [found[0], found[2]]
            assert tables.intakes.arrivals(intake, before=3, limit=1) == [found[1]]
            assert tables.intakes.roles(intake) == {"deed", ""}
        assert catalogue.write(lambda tables: tables.intakes.forget_arrivals(before=at(60), limit=9)) == 1
        catalogue.write(lambda tables: tables.intakes.remove(intake))
        with catalogue.read() as tables:
            assert tables.intakes.get(intake.business, intake.number) is None
            assert tables.intakes.arrivals(intake, limit=9) == []
