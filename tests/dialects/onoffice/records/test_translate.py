"""What is written is read: values of fields there and back, for whatever a client sends."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from filebook.core.errors import Invalid
from filebook.core.ids import BusinessNumber, Kind, Number, new_uid
from filebook.core.records import Record
from filebook.dialects.onoffice.records.fields import FieldType
from filebook.dialects.onoffice.records.modules import MODULES
from filebook.dialects.onoffice.records.translate import Manner, changed, changes_in, element

ESTATE = MODULES["estate"]
ZONE = ZoneInfo("Europe/Berlin")
UID = new_uid()
AT = datetime(2026, 1, 1, tzinfo=UTC)
TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0|"), max_size=20)
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), TEXTS)
VALUES = st.one_of(SCALARS, st.lists(SCALARS, max_size=3), st.dictionaries(TEXTS, SCALARS, max_size=2))
NAMES = st.sampled_from([one.name for one in ESTATE] + ["ind_1_Feld", "unknown"])


def record(fields: dict[str, object]) -> Record:
    return Record(BusinessNumber(1), Number(1), UID, Kind.ESTATE, "Label", AT, AT, fields)


def written(said: dict[str, Any], *, before: dict[str, object] | None = None) -> dict[str, object]:
    return changed(ESTATE, before or {}, changes_in(ESTATE, said, strict=False))


def shown(fields: dict[str, object], name: str) -> object:
    return element(record(fields), ESTATE.field(name), module=ESTATE, manner=Manner(ZONE))


@given(NAMES, VALUES)
def test_whatever_a_client_sends_is_refused_by_name_or_read_as_text(name: str, value: object) -> None:
    try:
        fields = written({name: value})
    except Invalid as error:
        assert error.field == name
    else:
        assert isinstance(shown(fields, name), str)


@given(NAMES, VALUES)
def test_what_was_read_may_be_written_again_and_changes_nothing(name: str, value: object) -> None:
    try:
        fields = written({name: value})
    except Invalid:
        return
    again = written({name: shown(fields, name)}, before=fields)
    assert shown(again, name) == shown(fields, name)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=2))
def test_a_price_is_read_with_two_decimals_however_it_was_sent(price: Any) -> None:
    for sent in (str(price), float(price)):
        if "e" not in str(sent):
            assert float(str(shown(written({"kaufpreis": sent}), "kaufpreis"))) == float(price)


@given(st.lists(TEXTS.filter(lambda text: bool(text.strip())), min_size=1, max_size=4))
def test_several_values_are_written_as_an_array_or_as_they_are_read(values: list[str]) -> None:
    fields = written({"befeuerung": values})
    text = str(shown(fields, "befeuerung"))
    assert text.count("||") == len(values) - 1
    assert written({"befeuerung": text}) == fields


@given(st.dictionaries(NAMES, TEXTS, max_size=5), st.dictionaries(NAMES, TEXTS, max_size=5))
def test_a_change_leaves_other_fields_as_they_were(first: dict[str, Any], second: dict[str, Any]) -> None:
    plain = {name for name in first | second if ESTATE.field(name).type in {FieldType.TEXT, FieldType.VARCHAR}}
    first, second = ({name: text for name, text in said.items() if name in plain} for said in (first, second))
    fields = written(second, before=written(first))
    expected = {**first, **second}
    for name in plain - {"uuid", "objekttitel"}:
        assert shown(fields, name) == expected.get(name, "")


def test_what_other_doors_keep_in_a_record_is_shown_as_text_or_not_at_all() -> None:
    assert shown({"rooms": "five"}, "anzahl_zimmer") == "five"
    assert shown({"rooms": {"a": 1}}, "anzahl_zimmer") == ""
    assert shown({"street": 12}, "strasse") == "12"
    assert shown({"onoffice": "odd"}, "lage") == ""
