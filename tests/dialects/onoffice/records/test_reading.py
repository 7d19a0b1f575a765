"""Reading records: by id, by filter, in order, in pages, and the types of what is answered."""

from datetime import timedelta
from typing import Any

import pytest

from filebook.core.access import Role
from filebook.core.ids import Kind
from tests.dialects.onoffice.client import Client, as_user
from tests.dialects.onoffice.records.asking import create, data_of, estate, ids, one, read
from tests.world import World

NEVER = 999_999
RECORDS = (("estate", "estate"), ("address", "contact"), ("task", "task"), ("agentslog", "agents_log"))


def test_values_of_estates_are_text_and_unset_ones_empty(client: Client) -> None:
    number = estate(
        client, objekttitel="Haus", kaufpreis=200000, wohnflaeche="120.5", anzahl_zimmer=4, veroeffentlichen=True,
        baujahr="1999", auftragvon="2026-01-02", breitengrad=52.3702157, befeuerung=["gas", "oel"], plz=52068,
    )  # fmt: skip
    assert one(
        client, "estate", number, "Id", "objekttitel", "kaufpreis", "wohnflaeche", "anzahl_zimmer", "veroeffentlichen",
        "baujahr", "auftragvon", "breitengrad", "befeuerung", "plz", "verkauft", "kaltmiete", "auftragbis", "lage",
        "etage", "objektart", "status",
    ) == {
        "Id": str(number), "objekttitel": "Haus", "kaufpreis": "200000.00", "wohnflaeche": "120.50",
        "anzahl_zimmer": "4.00", "veroeffentlichen": "1", "baujahr": "1999", "auftragvon": "2026-01-02",
        "breitengrad": "52.37022", "befeuerung": "|gas||oel|", "plz": "52068", "verkauft": "0", "kaltmiete": "",
        "auftragbis": "0000-00-00", "lage": "", "etage": "", "objektart": "", "status": "1",
    }  # fmt: skip


def test_an_address_brings_its_number_as_a_number_among_its_elements(client: Client) -> None:
    number = create(client, "address", Vorname="Max", Name="Muster")
    result = client.call("read", "address", {"data": ["Vorname"]}, resourceid=number)
    assert result["cacheable"] is True
    assert data_of(result) == {
        "meta": {"cntabsolute": 1},
        "records": [{"id": number, "type": "address", "elements": {"id": number, "Vorname": "Max"}}],
    }


def test_the_number_uid_and_times_of_a_record_can_be_read_in_the_businesss_own_time(
    world: World, client: Client
) -> None:
    number = estate(client, objekttitel="Haus")
    world.clock.advance(days=1)
    client.moment += timedelta(days=1)
    client.call("modify", "estate", {"data": {"objekttitel": "Villa"}}, resourceid=number)
    found = one(client, "estate", number, "Id", "uuid", "erstellt_am", "geaendert_am")
    uid = world.services.records.many(world.actor("owner"), [number], kind=Kind.ESTATE)[0].uid  # type: ignore[list-item] # from the wire
    assert found == {
        "Id": str(number),
        "uuid": uid,
        "erstellt_am": "2026-03-30 09:00:00",
        "geaendert_am": "2026-03-31 09:00:00",
    }
    assert ids(client, "estate", filter={"uuid": [{"op": "=", "val": uid}]}) == [number]


@pytest.mark.parametrize(("kind", "known"), RECORDS)
def test_a_record_is_read_by_its_id_whatever_the_filter(world: World, client: Client, kind: str, known: str) -> None:
    number = world.records[known].number
    filters: dict[str, Any] = {"Betreff": [{"op": "=", "val": "nothing"}]}
    for resourceid in (number, str(number), f"00{number}"):
        data = data_of(client.call("read", kind, {"data": [], "filter": filters}, resourceid=resourceid))
        assert [record["id"] for record in data["records"]] == [number]
        assert data["meta"] == {"cntabsolute": 1}


@pytest.mark.parametrize(("kind", "known"), RECORDS)
@pytest.mark.parametrize("resourceid", [NEVER, 10**30, -1, 0, "abc"])
def test_an_unknown_id_finds_nothing_which_is_no_error(
    client: Client, kind: str, known: str, resourceid: object
) -> None:
    data = data_of(client.call("read", kind, {"data": ["uuid"]}, resourceid=resourceid))
    assert data == {"meta": {"cntabsolute": 0}, "records": []}


@pytest.mark.parametrize(("kind", "known"), RECORDS)
def test_records_of_another_kind_of_another_business_or_in_the_trash_are_not_found(
    world: World, client: Client, foreign_client: Client, kind: str, known: str
) -> None:
    record = world.records[known]
    others = [one for one, of in RECORDS if of != known]
    for other in others:
        assert read(client, other, "uuid", resourceid=record.number) == []
    assert read(foreign_client, kind, "uuid", resourceid=record.number) == []
    assert ids(foreign_client, kind) == []
    world.services.records.trash(world.actor("owner"), record.number, kind=record.kind)
    assert read(client, kind, "uuid", resourceid=record.number) == []
    assert ids(client, kind) == []


@pytest.mark.parametrize(("kind", "known"), RECORDS)
def test_who_may_not_read_is_refused_alike_for_every_id(world: World, kind: str, known: str) -> None:
    world.users["nobody"] = world.services.accounts.create_user(world.business.number, "nobody", role=Role.NONE)
    for name in ("nobody", "personal"):
        asking = as_user(world, name)
        for resourceid in (world.records[known].number, NEVER, ""):
            assert asking.error("read", kind, {"data": ["uuid"]}, resourceid=resourceid) == 80


def test_unknown_fields_are_empty_and_fields_of_the_businesss_own_are_kept(client: Client) -> None:
    number = estate(client, objekttitel="Haus", ind_1472_Feld="of our own", ind_1473_Select=["a", "b"])
    names = ("ind_1472_Feld", "ind_1473_Select", "ind_1474_Feld", "noSuchField")
    assert one(client, "estate", number, *names) == {
        "ind_1472_Feld": "of our own",
        "ind_1473_Select": "|a||b|",
        "ind_1474_Feld": "",
        "noSuchField": "",
    }


def test_a_strict_business_is_refused_unknown_fields_wherever_they_stand(
    strict_world: World, strict_client: Client
) -> None:
    for parameters in (
        {"data": ["Betreff", "noSuchField"]},
        {"data": ["Betreff"], "filter": {"noSuchField": [{"op": "=", "val": 1}]}},
        {"data": ["Betreff"], "sortby": "noSuchField"},
        {"data": ["Betreff"], "sortby": {"noSuchField": "ASC"}},
    ):
        status = strict_client.call("read", "task", parameters)["status"]
        assert status == {"errorcode": 144, "message": 'Invalid field in input data: "noSuchField"'}
    assert strict_client.error("read", "task", {"data": ["ind_1_Feld"], "filter": {"Nr": {"op": ">", "val": 0}}}) == 0


@pytest.mark.parametrize("names", [{"0": "Vorname", "3": "Name"}, ["Vorname", "Name", "Vorname"]])
def test_data_may_be_an_array_with_gaps_which_php_prints_as_an_object(client: Client, names: object) -> None:
    number = create(client, "address", Vorname="Max", Name="Muster")
    data = data_of(client.call("read", "address", {"data": names}, resourceid=number))
    assert data["records"][0]["elements"] == {"id": number, "Vorname": "Max", "Name": "Muster"}


def test_lists_have_twenty_entries_unless_asked_for_and_at_most_five_hundred(world: World, client: Client) -> None:
    owner = world.actor("owner")
    for number in range(520):
        world.services.records.add(owner, Kind.CONTACT, label=f"Contact {number:03}")
    for said, expected in (({}, 20), ({"listlimit": 0}, 20), ({"listlimit": "7"}, 7), ({"listlimit": 9999}, 500)):
        data = data_of(client.call("read", "address", {"data": ["Name"], **said}))
        assert (len(data["records"]), data["meta"]["cntabsolute"]) == (expected, 521)
    everybody = ids(client, "address", listlimit=500) + ids(client, "address", listlimit=500, listoffset="500")
    assert len(set(everybody)) == 521
    assert ids(client, "address", listoffset=521) == []


def test_lists_are_sorted_by_one_field_or_several(client: Client) -> None:
    numbers = {
        name: estate(client, objekttitel=name, kaufpreis=price, ort=city)
        for name, price, city in (("a", 900, "X"), ("b", 10000, "Y"), ("c", "900.00", "Y"))
    }
    only = {"filter": {"ort": [{"op": "in", "val": ["X", "Y"]}]}}

    def order(**said: object) -> list[str]:
        found = ids(client, "estate", **only, **said)
        return [name for number in found for name, its in numbers.items() if its == number]

    assert order(sortby="kaufpreis") == ["a", "c", "b"]
    assert order(sortby="kaufpreis", sortorder="DESC") == ["b", "a", "c"]
    assert order(sortby={"ort": "DESC", "kaufpreis": "ASC"}) == ["c", "b", "a"]
    assert order(sortby=["ort", "kaufpreis"], sortorder="desc") == ["b", "c", "a"]
    assert order(sortby="Id", sortorder="DESC") == ["c", "b", "a"]
    assert order(sortby=[], sortorder="") == ["a", "b", "c"]


def test_labels_stand_in_place_of_keys_if_asked_for(client: Client) -> None:
    number = estate(client, objektart="haus", befeuerung=["gas"], land="DEU", vermarktungsart="kauf", lage="haus")
    names = ("objektart", "befeuerung", "land", "vermarktungsart", "lage")
    plain = {"objektart": "haus", "befeuerung": "|gas|", "land": "DEU", "vermarktungsart": "kauf", "lage": "haus"}
    assert one(client, "estate", number, *names) == plain
    german = one(client, "estate", number, *names, formatoutput="1", outputlanguage="DEU")
    assert german == {
        **plain,
        "objektart": "Haus",
        "befeuerung": "|Gas|",
        "land": "Deutschland",
        "vermarktungsart": "Kauf",
    }
    english = one(client, "estate", number, *names, formatoutput=True, outputlanguage="FRA")
    assert english["land"] == "Germany"


def test_addresses_are_narrowed_by_record_ids(world: World, client: Client) -> None:
    first, second = (create(client, "address", Name=name) for name in ("B", "A"))
    wanted = [second, str(first), NEVER, world.records["estate"].number]
    assert ids(client, "address", recordids=wanted) == [first, second]
    assert ids(client, "address", recordids=wanted, sortby="Name") == [second, first]
    assert ids(client, "address", recordids=wanted, filter={"Name": [{"op": "=", "val": "b"}]}) == [first]
    assert len(ids(client, "address", recordids=[])) == 3
    assert client.error("read", "address", {"data": [], "recordids": ["x"]}) == 255


def test_parameters_that_change_nothing_are_taken(client: Client) -> None:
    number = create(client, "address", Name="A")
    said = {"addMobileUrl": True, "extendedclaim": "claim", "estatelanguage": "ENG", "a": None, "filterid": 0}
    assert ids(client, "address", recordids=[number], **said) == [number]
    made = estate(client, objekttitel="H")
    assert one(client, "estate", made, "Id", addMainLangId=True) == {"mainLangId": None, "Id": str(made)}


def test_there_are_no_stored_filters_to_narrow_by(client: Client) -> None:
    status = client.call("read", "estate", {"data": ["Id"], "filterid": 12})["status"]
    assert status == {"errorcode": 255, "message": 'Invalid value for parameter "filterid"'}


@pytest.mark.parametrize(
    ("parameters", "parameter"),
    [
        ({"data": [f"f{number}" for number in range(1001)]}, "data"),
        ({"data": [["Id"]]}, "data"),
        ({"data": ["a\0"]}, "data"),
        ({"sortby": [f"f{number}" for number in range(11)]}, "sortby"),
        ({"formatoutput": "perhaps"}, "formatoutput"),
        ({"outputlanguage": []}, "outputlanguage"),
    ],
)
def test_parameters_that_cannot_be_meant_are_named(client: Client, parameters: dict[str, Any], parameter: str) -> None:
    status = client.call("read", "estate", parameters)["status"]
    assert status == {"errorcode": 255, "message": f'Invalid value for parameter "{parameter}"'}


def test_a_contact_written_elsewhere_is_read_by_its_shared_words(world: World, client: Client) -> None:
    fields = {
        "first_name": "Ada", "last_name": "Byron", "company": "Engines", "email": "ada@main.example",
        "phone": "0301", "mobile": "0171", "street": "Allee 1", "zip": "01067", "city": "Ulm", "country": "Germany",
    }  # fmt: skip
    number = world.services.records.add(world.actor("owner"), Kind.CONTACT, label="Ada", fields=fields).number
    names = ("Vorname", "Name", "Zusatz1", "Email", "Telefon1", "mobile", "Strasse", "Plz", "Ort", "Land")
    values = ("Ada", "Byron", "Engines", "ada@main.example", "0301", "0171", "Allee 1", "01067", "Ulm", "DEU")
    assert one(client, "address", number, *names) == {"id": number, **dict(zip(names, values, strict=True))}


@pytest.mark.parametrize(
    ("kind", "known", "name"),
    [("estate", "estate", "objekttitel"), ("address", "contact", "Name"), ("task", "task", "Betreff")],
)
def test_a_record_that_only_has_a_label_shows_it_as_its_name(
    world: World, client: Client, kind: str, known: str, name: str
) -> None:
    assert one(client, kind, world.records[known].number, name)[name] == f"A {known}"
