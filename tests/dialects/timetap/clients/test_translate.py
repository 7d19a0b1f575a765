"""Clients in TimeTap's words and back: sent back whole, nothing changes. Telephone numbers as they are compared."""

from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from filebook.core.ids import BusinessNumber, Kind, Number, new_uid
from filebook.core.records import Record
from filebook.dialects.timetap.clients.phones import phone_digits, searched_digits
from filebook.dialects.timetap.clients.translate import changed_client, client_object, client_said, made_client
from filebook.dialects.timetap.clients.wire import ClientChange

AT = datetime(2026, 3, 30, tzinfo=UTC)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12)
WORDS = ("first_name", "last_name", "company", "email", "phone", "mobile", "street", "zip", "state", "fax")
PROPERTIES = ("lastName", "fullName", "emailAddress", "cellPhone", "companyName", "address", "address2", "notes")
FIELDS = st.fixed_dictionaries({}, optional=dict.fromkeys(WORDS, TEXTS))
OWN = st.fixed_dictionaries({}, optional={"notes": TEXTS, "dateOfBirth": st.just("1980-03-12"), "tags": st.just(["a"])})


def record_of(label: str, fields: dict[str, object]) -> Record:
    return Record(BusinessNumber(1), Number(7), new_uid(), Kind.CONTACT, label, AT, AT, fields)


def body_of(said: object) -> ClientChange:
    return msgspec.json.decode(msgspec.json.encode(said), type=ClientChange)


@given(label=TEXTS.filter(str.strip), fields=FIELDS, own=OWN, active=st.sampled_from([{}, {"active": False}]))
def test_any_contact_sent_back_whole_stays_as_it_is(
    label: str, fields: dict[str, object], own: dict[str, object], active: dict[str, object]
) -> None:
    record = record_of(label, {**fields, **active, "timetap": own, "onoffice": {"Titel": "Dr"}})
    shown = client_object(record, record.business)
    for replaces in (False, True):
        changed = changed_client(record, client_said(body_of(shown), replaces=replaces))
        assert changed.label == record.label
        assert changed.fields == {**record.fields, "timetap": {**own, "modifiedUser": "api"}}
        assert client_object(changed, record.business) == shown


@given(said=st.fixed_dictionaries({"firstName": TEXTS.filter(str.strip)}, optional=dict.fromkeys(PROPERTIES, TEXTS)))
def test_a_new_client_is_what_it_would_be_after_a_change_to_it(said: dict[str, str]) -> None:
    body = client_said(body_of(said))
    label, fields = made_client(body)
    changed = changed_client(record_of(label, dict(fields)), body)
    assert (changed.label, changed.fields) == (label, fields)


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("+358 40 555-0100", "358405550100"),
        (" 358405550100", "358405550100"),
        ("00358 (0)40 555 0100", "358405550100"),
        ("+358 (0)40/555.0100", "358405550100"),
        ("040 555 0100", "0405550100"),
        ("(0) 40 555", "040555"),
        ("anonymous", ""),
        ("٣٤٥", ""),
    ],
)
def test_a_telephone_number_is_its_digits_from_the_country_on(written: str, digits: str) -> None:
    assert phone_digits(written) == digits


@pytest.mark.parametrize(
    ("term", "digits"), [("+358 40", "35840"), ("12", ""), ("room 123", ""), ("", ""), ("0100", "0100")]
)
def test_what_is_searched_for_is_part_of_a_number_only_if_it_looks_like_one(term: str, digits: str) -> None:
    assert searched_digits(term) == digits
