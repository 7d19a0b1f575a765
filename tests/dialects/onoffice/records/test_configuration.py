"""Field configuration and the small calls that clients make first."""

from collections.abc import Iterator

import pytest

from filebook.dialects.onoffice.ids import file_type
from filebook.dialects.onoffice.records import choices
from filebook.dialects.onoffice.records.fields import Field, FieldType
from filebook.dialects.onoffice.records.labels import VENDOR
from filebook.dialects.onoffice.records.modules import MODULES
from tests.dialects.onoffice.client import Client, Json, as_user
from tests.dialects.onoffice.records.asking import data_of
from tests.world import World

NAMES = ["address", "estate", "agentsLog", "calendar", "file", "task", "user"]


def configured(client: Client, **parameters: object) -> dict[str, Json]:
    """Module → its elements."""
    data = data_of(client.call("get", "fields", parameters))
    assert data["meta"] == {"cntabsolute": None}
    assert {record["type"] for record in data["records"]} <= {""}
    return {record["id"]: record["elements"] for record in data["records"]}


def all_fields() -> Iterator[Field]:
    for module in MODULES.values():
        yield from module


def test_every_module_is_told_without_naming_any_and_unknown_ones_are_left_out(client: Client) -> None:
    assert list(configured(client)) == NAMES
    assert list(configured(client, modules=["TASK", "agentslog", "statistic", "task"])) == ["task", "agentsLog"]
    assert configured(client, modules=["statistic"]) == {}


def test_labels_are_told_in_german_or_english_if_asked_for(client: Client) -> None:
    plain = configured(client, modules=["address"])["address"]
    assert plain["Anrede"] == {
        "type": "singleselect",
        "length": None,
        "permittedvalues": ["Herr", "Frau", "Firma", "Familie", "Eheleute"],
        "default": None,
        "compoundFields": [],
    }
    assert "label" not in plain
    german = configured(client, modules=["address"], labels=True, language="DEU")["address"]
    english = configured(client, modules=["address"], labels="1", language="ENG")["address"]
    other = configured(client, modules=["address"], labels=1, language="HRV")["address"]
    assert (german["label"], english["label"]) == ("Adressen", "Addresses")
    assert german["Anrede"]["permittedvalues"]["Frau"] == "Frau"
    assert english["Anrede"]["permittedvalues"]["Frau"] == "Ms"
    assert (german["Strasse"]["label"], english["Strasse"]["label"]) == ("Straße", "Street")
    assert other == english
    assert english["Plz"] == {
        "type": "varchar",
        "length": 20,
        "permittedvalues": None,
        "default": None,
        "compoundFields": [],
        "label": "Zip code",
    }


def test_what_else_a_client_asks_for_is_added(client: Client) -> None:
    asked = {
        "showfieldfilters": True, "showfielddependencies": True, "showFieldMeasureFormat": True, "showTable": True,
        "showContent": True, "realDataTypes": True, "labels": True, "language": "ENG", "fieldList": ["benutzer"],
    }  # fmt: skip
    assert configured(client, modules=["estate"], **asked)["estate"] == {
        "label": "Properties",
        "benutzer": {
            "type": "user",
            "length": None,
            "permittedvalues": None,
            "default": None,
            "filters": [],
            "dependencies": [],
            "compoundFields": [],
            "label": "Advisor",
            "fieldMeasureFormat": None,
            "tablename": "Verwaltung",
            "content": "Management",
        },
    }
    assert configured(client, modules=["estate"], fieldList="benutzer")["estate"]["benutzer"]["type"] == "text"
    assert configured(client, modules=["estate"], showOnlyInactive=True) == {"estate": {}}


def test_the_document_attributes_are_those_of_the_business(world: World, client: Client) -> None:
    attributes = ["document_floor_plan", "document_lease"]
    world.services.accounts.set_settings(world.business, {"document_attributes": attributes})
    file = configured(client, modules=["file"])["file"]
    assert (file["documentAttribute"]["type"], file["documentAttribute"]["permittedvalues"]) == (
        "singleselect",
        attributes,
    )
    assert [file_type(name) for name in file["Art"]["permittedvalues"]] == file["Art"]["permittedvalues"]


def test_types_of_fields_are_those_the_vendor_documents(client: Client) -> None:
    documented = {
        "varchar", "integer", "multiselect", "singleselect", "date", "datetime", "text", "blob", "boolean", "float",
    }  # fmt: skip
    for elements in configured(client).values():
        assert {one["type"] for one in elements.values()} <= documented


def test_the_tables_of_fields_agree_with_themselves() -> None:
    selects = {FieldType.SINGLESELECT, FieldType.MULTISELECT}
    for module in MODULES.values():
        names = [one.name for group in module.groups for one in group.fields]
        assert len(set(names)) == len(names), module.name
    for one in all_fields():
        assert one.german, one.name
        assert one.english, one.name
        assert (one.type in selects) or not one.choices, one.name
        assert one.default is None or one.default in one.choices, one.name
        assert not (one.word and one.origin), one.name
        assert one.word != VENDOR
        assert one.name != "extendedclaim"


def test_kinds_of_action_are_listed_with_their_types(client: Client) -> None:
    data = data_of(client.call("get", "actionkindtypes", {"lang": "DEU"}))
    assert data["meta"] == {"cntabsolute": None}
    by_key = {record["elements"]["key"]: record["elements"] for record in data["records"]}
    assert {record["type"] for record in data["records"]} == {"actionkind"}
    assert by_key["Email"] == {
        "key": "Email",
        "label": "E-Mail",
        "types": {"Eingang": "Eingang", "Ausgang": "Ausgang"},
        "default": "Eingang",
    }
    assert (by_key["Notiz"]["types"], by_key["Notiz"]["default"]) == ([], None)


def test_classes_of_estates_are_told_with_the_types_of_each(client: Client) -> None:
    data = data_of(client.call("get", "estateCategories", {"language": "DEU"}))
    by_id = {record["id"]: record["elements"] for record in data["records"]}
    assert list(by_id) == ["objektart", "objekttyp", "nutzungsart", "vermarktungsart"]
    assert {"id": "grundstueck", "name": "Grundstück"} in by_id["objektart"]
    assert {"id": "villa", "name": "Villa"} in by_id["objekttyp"]["haus"]
    assert [one["id"] for one in by_id["vermarktungsart"]] == ["kauf", "miete", "pacht", "erbpacht"]
    assert choices.ESTATE_SUBTYPES.keys() == choices.ESTATE_TYPES.keys()


def test_the_fields_of_search_criteria_come_in_groups(client: Client) -> None:
    data = data_of(client.call("get", "searchCriteriaFields", {"language": "ENG"}))
    groups = {record["elements"]["name"]: record["elements"]["fields"] for record in data["records"]}
    assert [record["id"] for record in data["records"]] == [0, 1, 2, 3]
    assert groups["Preise"][0] == {
        "id": "kaufpreis",
        "name": "Purchase price",
        "position": 1,
        "type": "urn:onoffice-de-ns:smart:2.5:dbAccess:dataType:decimal",
        "rangefield": "true",
    }
    assert groups["Kategorie"][3]["values"]["miete"] == "Rent"


@pytest.mark.parametrize("kind", ["filters", "regions", "recordsLastSeen", "userphoto"])
def test_what_there_is_none_of_is_an_empty_list(client: Client, kind: str) -> None:
    result = client.call("get", kind, {"module": "estate", "language": "ENG"})
    assert (result["cacheable"], data_of(result)) == (True, {"meta": {"cntabsolute": 0}, "records": []})


def test_basic_settings_are_there_which_a_client_takes_for_a_sign_of_life(client: Client) -> None:
    asked = {"data": {"basicData": {"characteristicsCi": ["logo", "color"]}}}
    result = client.call("read", "basicsettings", asked)
    assert (result["cacheable"], result["resourcetype"]) == (False, "basicsettings")
    (record,) = data_of(result)["records"]
    identity = {"basicData": {"characteristicsCi": {"logo": "", "color": ""}}}
    assert record == {"id": 0, "type": None, "elements": identity}
    (record,) = data_of(client.call("read", "basicsettings", []))["records"]
    names = ["logo", "color", "color2", "textcolorMail", "claim"]
    assert list(record["elements"]["basicData"]["characteristicsCi"]) == names


def test_the_imprint_has_the_name_of_the_business(client: Client) -> None:
    (record,) = data_of(client.call("read", "impressum", {"language": "DEU"}))["records"]
    assert (record["id"], record["type"], record["elements"]["firma"]) == ("impressum", None, "Main")
    assert set(record["elements"].values()) == {"Main", ""}


def test_a_marketplace_program_may_be_switched_on(world: World, client: Client) -> None:
    before = world.stored()
    said = {"parameterCacheId": "abc", "isRegularCustomer": 1, "extendedclaim": "claim"}
    result = client.call("do", "unlockProvider", said)
    assert result["cacheable"] is False
    assert data_of(result) == {
        "meta": {"cntabsolute": None},
        "records": [{"id": 0, "type": "", "elements": {"success": "success"}}],
    }
    assert world.stored() == before


def test_a_text_in_place_of_data_is_refused_and_an_empty_one_is_none(world: World, client: Client) -> None:
    before = world.stored()
    for verb, kind in (("read", "estate"), ("create", "estate"), ("create", "address"), ("read", "basicsettings")):
        for text in ("Id", "not base64!", "x" * 200_000):
            status = client.call(verb, kind, {"data": text})["status"]
            assert status == {"errorcode": 255, "message": 'Invalid value for parameter "data"'}
    assert world.stored() == before
    assert client.error("read", "estate", {"data": ""}) == 0


def test_who_may_not_read_is_told_nothing_of_the_configuration(world: World) -> None:
    asking = as_user(world, "personal")
    for verb, kind in (("get", "fields"), ("get", "filters"), ("read", "basicsettings"), ("do", "unlockProvider")):
        assert asking.error(verb, kind) == 80


@pytest.mark.parametrize(
    ("verb", "kind"),
    [("get", "agentslog"), ("read", "Estate"), ("get", "statistic"), ("read", "addresses"), ("create", "user")],
)
def test_other_words_are_unknown(client: Client, verb: str, kind: str) -> None:
    status = client.call(verb, kind)["status"]
    assert status == {"errorcode": 25, "message": f'missing configuration for resourceType "{kind}"'}
