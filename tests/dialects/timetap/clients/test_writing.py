"""Clients made, replaced, changed in part and put out of use; what is refused, and what stays."""

import pytest

from tests.dialects.timetap.client import Client
from tests.dialects.timetap.clients.counter import AINO, Counter, Shown

MILLISECONDS = 1774854000000
"""The clock of the tests."""


def without_dates(shown: Shown) -> Shown:
    return {name: value for name, value in shown.items() if name != "modifiedDate"}


def test_a_new_client_is_shown_whole_and_is_a_contact_of_every_door(counter: Counter) -> None:
    made = counter.make(notes="Rings twice", state="Uusimaa", tags=["vip", " vip ", ""], companyName=None)
    assert made == {
        "clientId": made["clientId"],
        "businessId": counter.client.business,
        "firstName": "Aino",
        "lastName": "Salo",
        "fullName": "Aino Salo",
        "emailAddress": "aino@example.org",
        "cellPhone": "358405550100",
        "homePhone": "",
        "companyName": "",
        "address1": "1 Long Rd",
        "address2": "",
        "city": "",
        "state": "Uusimaa",
        "zip": "00100",
        "country": "",
        "dateOfBirth": "1980-03-12",
        "notes": "Rings twice",
        "status": "Active",
        "fields": [],
        "tags": ["vip"],
        "createdDate": MILLISECONDS,
        "createdUser": "api",
        "modifiedDate": MILLISECONDS,
        "modifiedUser": "api",
    }
    assert counter.show(made["clientId"]) == made
    kept = counter.kept(made["clientId"])
    assert kept.label == "Aino Salo"
    assert dict(kept.fields) == {
        "first_name": "Aino",
        "last_name": "Salo",
        "email": "aino@example.org",
        "mobile": "358405550100",
        "street": "1 Long Rd",
        "zip": "00100",
        "state": "Uusimaa",
        "date_of_birth": "1980-03-12",
        "notes": "Rings twice",
        "timetap": {"tags": ["vip"], "createdUser": "api", "modifiedUser": "api"},
    }


def test_looser_forms_are_understood(counter: Counter) -> None:
    made = counter.only(fullName=" Aino  Maria Salo ", cellPhone=358405550100, address="1 Long Rd", status="INACTIVE")
    assert (made["firstName"], made["lastName"]) == ("Aino", "Maria Salo")
    assert (made["cellPhone"], made["address1"], made["status"]) == ("358405550100", "1 Long Rd", "Inactive")
    made = counter.only(emailAddress="aino@example.org", dateOfBirth="1980-03-12T00:00:00Z", businessId="")
    assert (made["fullName"], made["dateOfBirth"]) == ("aino@example.org", "1980-03-12")
    assert counter.only(firstName="Aino", fullName="Somebody Else")["fullName"] == "Aino"


def test_a_custom_field_named_like_a_property_stands_for_it_where_that_is_not_given(counter: Counter) -> None:
    fields = [
        {"code": "firstName", "value": "Aino"},
        {"code": "lastName", "value": "Other"},
        {"code": "dateOfBirth", "value": "1980-03-12"},
        {"code": "referrer", "value": "Dr Aho"},
        {"schedulerPreferenceFieldDefnId": "96642", "label": "Floor", "value": 3},
    ]
    made = counter.only(lastName="Salo", fields=fields)
    assert (made["fullName"], made["dateOfBirth"]) == ("Aino Salo", "1980-03-12")
    assert [(one["code"], one["schedulerPreferenceFieldDefnId"], one["value"]) for one in made["fields"]] == [
        ("referrer", None, "Dr Aho"),
        ("", 96642, "3"),
    ]
    again = counter.patch(made["clientId"], fields=[{"code": "cellPhone", "value": "358405550100"}])
    assert (again["cellPhone"], again["fullName"], again["fields"]) == ("358405550100", "Aino Salo", [])


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, "firstName: field required"),
        ({"firstName": " ", "companyName": "Salo Oy", "notes": "x"}, "firstName: field required"),
        ({"firstName": "Aino", "dateOfBirth": "1980-02-30"}, "dateOfBirth: invalid value"),
        ({"firstName": "Aino", "dateOfBirth": "12 March"}, "dateOfBirth: invalid value"),
        ({"fields": [{"code": "dateOfBirth", "value": "soon"}], "firstName": "Aino"}, "dateOfBirth: invalid value"),
        ({"firstName": "a\0b"}, "firstName: invalid value"),
        ({"firstName": True}, "firstName: invalid value"),
        ({"firstName": "Aino", "status": "Gone"}, "status: invalid value"),
        ({"firstName": "Aino", "tags": "vip"}, "tags: invalid value"),
        ({"firstName": "Aino", "tags": ["x" * 256]}, "tags: invalid value"),
        ({"firstName": "Aino", "businessId": "x"}, "businessId: invalid value"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_stored_nowhere(counter: Counter, said: Shown, told: str) -> None:
    assert counter.refused("POST", "/clients", said) == told
    number = counter.world.records["contact"].number
    assert counter.refused("PUT", f"/clients/{number}", said) == told


def test_a_client_of_a_megabyte_is_refused(counter: Counter) -> None:
    heavy = {"notes": "x" * 99_000, "address2": "x" * 99_000, "city": "x" * 99_000}
    before = counter.world.stored()
    assert counter.client.send("POST", "/clients", {**AINO, **heavy}).status_code == 413
    number = counter.make(notes="x" * 99_000, address2="x" * 99_000)["clientId"]
    stored = counter.world.stored()
    assert counter.client.send("PATCH", f"/clients/{number}", {"city": "x" * 99_000}).status_code == 413
    assert counter.world.stored() == stored != before


def test_a_whole_object_sent_back_changes_nothing(counter: Counter) -> None:
    fields = [{"code": "referrer", "value": "Dr Aho", "serviceIds": [7]}]
    made = counter.make(fields=fields, tags=["vip"], firstName="Mary Ann", status="Inactive", homePhone="09 1")
    company = counter.contact("Salo Oy", company="Salo Oy", onoffice={"Titel": "Dr"})
    labelled = counter.contact("Somebody of the house", zip=1000)
    for number in (made["clientId"], company.number, labelled.number):
        shown, kept = counter.show(number), counter.kept(number)
        for method in ("PUT", "PATCH"):
            again = counter.client.told(method, f"/clients/{number}", shown)
            assert without_dates(again) == without_dates(shown)
        after = counter.kept(number)
        own = {"modifiedUser": "api"} | dict(kept.fields.get("timetap", {}))  # type: ignore[call-overload]
        assert (after.label, dict(after.fields)) == (kept.label, {**kept.fields, "timetap": own})


def test_put_replaces_what_timetap_has_and_leaves_what_other_doors_keep(counter: Counter) -> None:
    fields = {"first_name": "Aino", "last_name": "Salo", "phone": "09 1", "fax": "09 2", "notes": "Rings twice"}
    fields["website"] = "salo.example"
    own = {"onoffice": {"Titel": "Dr"}, "timetap": {"imported": 7, "createdUser": "mira"}}
    number = counter.contact("Aino Salo", **fields, **own, active=False).number
    put = counter.put(number, firstName="Bo", emailAddress="bo@example.org")
    assert (put["fullName"], put["homePhone"], put["notes"], put["status"]) == ("Bo", "", "", "Inactive")
    assert (put["createdUser"], put["modifiedUser"]) == ("mira", "api")
    kept = counter.kept(number)
    assert kept.label == "Bo"
    assert dict(kept.fields) == {
        "first_name": "Bo",
        "email": "bo@example.org",
        "fax": "09 2",
        "website": "salo.example",
        "active": False,
        "onoffice": {"Titel": "Dr"},
        "timetap": {"imported": 7, "createdUser": "mira", "modifiedUser": "api"},
    }


def test_patch_changes_what_is_named_and_null_takes_it_away(counter: Counter) -> None:
    made = counter.make(notes="Rings twice", tags=["vip"])
    number = made["clientId"]
    counter.world.clock.advance(seconds=5)
    again = counter.patch(number, lastName="Virta", dateOfBirth=None, notes="", tags=None)
    assert again == {
        **made,
        "lastName": "Virta",
        "fullName": "Aino Virta",
        "dateOfBirth": None,
        "notes": "",
        "tags": [],
        "modifiedDate": MILLISECONDS + 5000,
    }
    assert counter.kept(number).label == "Aino Virta"
    assert counter.patch(number, fullName="Bo Ek")["firstName"] == "Bo"
    assert counter.patch(number, fullName="Bo Ek", firstName="Bosse")["fullName"] == "Bosse Ek"


def test_nobody_loses_everything_by_which_they_are_known(counter: Counter) -> None:
    number = counter.only(firstName="Aino")["clientId"]
    assert counter.refused("PATCH", f"/clients/{number}", {"firstName": ""}) == "firstName: field required"
    assert counter.patch(number, firstName="", cellPhone="358405550100")["fullName"] == "358405550100"


def test_delete_puts_out_of_use_and_status_brings_back(counter: Counter) -> None:
    made = counter.make()
    path = f"/clients/{made['clientId']}"
    for _ in range(2):
        gone = counter.client.told("DELETE", path)
        assert without_dates(gone) == without_dates({**made, "status": "Inactive"})
    assert counter.show(made["clientId"])["status"] == "Inactive"
    assert counter.kept(made["clientId"]).fields["active"] is False
    assert counter.put(made["clientId"], **AINO)["status"] == "Active"


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_who_is_not_there_is_not_found(counter: Counter, foreign_client: Client, method: str) -> None:
    staff, own = counter.world.records["staff"].number, counter.world.records["contact"].number
    body = None if method in {"GET", "DELETE"} else {"firstName": "Aino"}
    for text in (999_999, staff, "None", "x", 0, 2**31):
        assert counter.refused(method, f"/clients/{text}", body) == f"Client for Id {text} not found!"
    before = counter.world.stored()
    assert foreign_client.send(method, f"/clients/{own}", body).json() == f"Client for Id {own} not found!"
    assert counter.world.stored() == before


def test_another_business_is_forbidden_and_readers_may_not_write(counter: Counter, viewer_client: Client) -> None:
    number, before = counter.world.records["contact"].number, counter.world.stored()
    foreign = {"firstName": "Aino", "businessId": counter.world.unrelated.number}
    for method, path in (("POST", "/clients"), ("PUT", f"/clients/{number}"), ("PATCH", f"/clients/{number}")):
        assert counter.client.send(method, path, foreign).status_code == 403
        assert viewer_client.send(method, path, {"firstName": "Aino"}).status_code == 403
    assert viewer_client.send("DELETE", f"/clients/{number}").status_code == 403
    assert counter.world.stored() == before
