"""Xelion's address book and its users.

Source: the project's Xelion reference, 4.3 and 13, read 2026-11-22.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from filebook.core.access import Action, Actor, may
from filebook.core.ids import Kind
from filebook.core.people import Person
from filebook.dialects.xelion.enclosed import CONTENT_LIMIT_BYTES
from filebook.dialects.xelion.ids import number_from, oid_of
from filebook.dialects.xelion.paging import link_to, meta_of, page_of
from filebook.dialects.xelion.people import translate, wire
from filebook.dialects.xelion.people.queries import includes, users_in, wanted_in
from filebook.services.bundle import Services
from filebook.services.library import Page
from filebook.serving.answers import BytesAnswer, json_answer
from filebook.serving.call import Call

_ICON_AMONG = 20
"""Files of a person that are looked at for a picture."""


@dataclass(frozen=True, slots=True)
class PeopleHandlers:
    """What the routes below `addressables` and `users` do."""

    services: Services
    now: Callable[[], datetime]

    def addressables(self, call: Call) -> BytesAnswer:
        """`GET addressables`."""
        return self._listed(call, ("addressables",))

    def addressable(self, call: Call) -> BytesAnswer:
        """`GET addressables/OID`."""
        person = self._asked(call)
        shown = translate.addressable_object(
            person, icon=icon_of(self.services, call.actor, person), status_at=self._status_at(call)
        )
        return json_answer(wire.AddressableAnswer(object=shown, links=[link_to(call, "addressables", shown.oid)]))

    def contacts(self, call: Call) -> BytesAnswer:
        """`GET addressables/OID/contacts`: who works at an organisation; nobody at a person."""
        person = self._asked(call)
        at = _company(person)
        is_organisation = translate.object_type_of(person.record) == translate.ORGANISATION
        return self._listed(
            call,
            ("addressables", oid_of(person.number), "contacts"),
            also=lambda one: is_organisation and _works_at(one, at),
        )

    def colleagues(self, call: Call) -> BytesAnswer:
        """`GET addressables/OID/colleagues`: other staff of a member of staff, who else works where a contact does."""
        person = self._asked(call)
        at, is_staff = _company(person), person.record.kind is Kind.STAFF
        is_person = translate.object_type_of(person.record) == translate.PERSON

        def is_colleague(one: Person) -> bool:
            shares = one.record.kind is Kind.STAFF if is_staff else is_person and _works_at(one, at)
            return shares and one.number != person.number

        return self._listed(call, ("addressables", oid_of(person.number), "colleagues"), also=is_colleague)

    def users(self, call: Call) -> BytesAnswer:
        """`GET users`."""
        page, meta = page_of(
            users_in(call.query, self.services.people.users(call.actor)),
            call,
            path=("users",),
            number=lambda user: user.number,
            name=lambda user: user.full_name,
        )
        shown = [translate.user_object(user) for user in page]
        data = [wire.UserAnswer(object=one, links=[link_to(call, "users", one.oid)]) for one in shown]
        return json_answer(wire.UserList(data=data, meta=meta))

    def user(self, call: Call) -> BytesAnswer:
        """`GET users/OID`."""
        found = self.services.people.user(call.actor, number_from(call.path_params["oid"], "user"))
        shown = translate.user_object(found)
        return json_answer(wire.UserAnswer(object=shown, links=[link_to(call, "users", shown.oid)]))

    def _asked(self, call: Call) -> Person:
        return self.services.people.one(call.actor, number_from(call.path_params["oid"], "person"))

    def _status_at(self, call: Call) -> datetime | None:
        return self.now() if includes(call.query, "status") else None

    def _listed(
        self, call: Call, path: tuple[str, ...], *, also: Callable[[Person], bool] | None = None
    ) -> BytesAnswer:
        page = self.services.people.page(call.actor, wanted_in(call.query, also=also))
        status_at = self._status_at(call)
        shown = [translate.listed_object(person, status_at=status_at) for person in page]
        data = [wire.AddressableItem(object=one, links=[link_to(call, "addressables", one.oid)]) for one in shown]
        meta = meta_of(call, [person.number for person in page], path=path)
        return json_answer(wire.AddressableList(data=data, meta=meta))


def icon_of(services: Services, actor: Actor, person: Person) -> str:
    """The oid of the first picture on a person that the caller may see; "" for none."""
    if not may(actor, Action.READ):
        return ""
    files, _ = services.library.files_on(actor, person.number, kind=person.record.kind, page=Page(limit=_ICON_AMONG))
    icons = (file for file in files if file.media_type.startswith("image/") and file.size_bytes <= CONTENT_LIMIT_BYTES)
    return next((oid_of(file.number) for file in icons), "")


def _company(person: Person) -> str:
    return person.record.text("company").strip().casefold()


def _works_at(person: Person, company: str) -> bool:
    is_person = translate.object_type_of(person.record) == translate.PERSON
    return is_person and company != "" and _company(person) == company
