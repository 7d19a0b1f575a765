"""Records between the native API and the vendors' languages: one number, the same words, nothing of the others lost."""

from filebook.core.ids import Kind
from tests.dialects.native.api import Api
from tests.dialects.onoffice.client import client_of
from tests.dialects.test_pairs import timetap
from tests.dialects.test_record_pairs import CLIENTS, shown_by_onoffice, shown_by_timetap
from tests.world import World

SAID = {
    "first_name": "Aino",
    "last_name": "Salo",
    "company": "Salo Oy",
    "street": "1 Long Rd",
    "zip": "00100",
    "city": "Helsinki",
    "email": "aino@example.org",
    "mobile": "+358 40 555 0100",
}
IN_ONOFFICE = {"Vorname": "first_name", "Name": "last_name", "Zusatz1": "company", "Ort": "city", "Email": "email"}
IN_TIMETAP = {"firstName": "first_name", "lastName": "last_name", "city": "city", "cellPhone": "mobile"}


def test_a_contact_made_natively_is_the_vendors_client_and_address(world: World) -> None:
    number = Api(world).post("/records/contact", {"fields": SAID}).json()["number"]
    in_onoffice, in_timetap = shown_by_onoffice(world, CLIENTS, number), shown_by_timetap(world, CLIENTS, number)
    assert {name: in_onoffice[name] for name in IN_ONOFFICE} == {name: SAID[word] for name, word in IN_ONOFFICE.items()}
    assert {name: in_timetap[name] for name in IN_TIMETAP} == {name: SAID[word] for name, word in IN_TIMETAP.items()}


def test_what_vendors_change_is_changed_natively_and_a_native_change_keeps_what_they_alone_know(world: World) -> None:
    api = Api(world)
    record = api.post("/records/contact", {"fields": SAID}).json()
    path, number = f"/records/contact/{record['id']}", record["number"]
    assert client_of(world).error("modify", "address", {"Titel": "Dr.", "Ort": "Turku"}, resourceid=str(number)) == 0
    timetap(world).told("PATCH", f"/clients/{number}", {"lastName": "Virta", "address2": "Door 3"})
    shown = api.get(path).json()
    assert (shown["label"], shown["fields"]["city"], shown["fields"]["last_name"]) == ("Aino Virta", "Turku", "Virta")
    api.patch(path, {"fields": {"city": "Oulu"}})
    read = client_of(world).call("read", "address", {"data": ["Titel", "Ort"]}, resourceid=str(number))
    elements = read["data"]["records"][0]["elements"]
    assert (elements["Titel"], elements["Ort"]) == ("Dr.", "Oulu")
    assert shown_by_timetap(world, CLIENTS, number)["address2"] == "Door 3"


def test_what_goes_to_the_trash_natively_is_gone_for_vendors_until_it_is_taken_out(world: World) -> None:
    api = Api(world)
    number = api.post("/records/contact", {"fields": SAID}).json()["number"]
    api.delete(f"/records/contact/{number}")
    assert timetap(world).get(f"/clients/{number}").status_code == 400
    api.patch(f"/records/contact/{number}", {"trashed": False})
    assert shown_by_timetap(world, CLIENTS, number)["firstName"] == "Aino"


def test_what_is_told_natively_of_a_service_is_what_timetap_books_by(world: World) -> None:
    api = Api(world)
    service = api.post("/records/service", {"label": "Advice", "fields": {"duration_minutes": 45}}).json()
    told = timetap(world).told("GET", f"/services/{service['number']}")
    assert (told["reasonDesc"], told["visitMinutes"]) == ("Advice", 45)
    kept = world.services.records.get(world.actor("owner"), service["number"], kind=Kind.SERVICE)
    assert kept.fields == {"duration_minutes": 45}
