"""How a business is set up: fields and their values, kinds of action, its colours and imprint; empty lists besides.

Source: apidoc.onoffice.de, "Get Field Configuration", "Kind of Action and Type of action", "Get Estate categories",
"Get Search criteria fields", "Read System color"; the WordPress plugin, which takes an answer without basic settings
for an API that is down; read 2026-11-22.
"""

from collections.abc import Mapping
from dataclasses import replace

from msgspec import UNSET

from filebook.core.businesses import DOCUMENT_ATTRIBUTES, Business
from filebook.dialects.onoffice import wire
from filebook.dialects.onoffice.asked import Asked, Outcome
from filebook.dialects.onoffice.parameters import flag_in, object_in, text_in, texts_in
from filebook.dialects.onoffice.records import choices
from filebook.dialects.onoffice.records.estate_fields import NOT_SEARCHED, SEARCHED
from filebook.dialects.onoffice.records.fields import Choices, Field, FieldType, Group, Label, Module
from filebook.dialects.onoffice.records.modules import MODULES
from filebook.dialects.onoffice.records.structured import data_object_of
from filebook.dialects.onoffice.records.translate import Language, language_of
from filebook.dialects.onoffice.records.wire import (
    ActionKind,
    Choice,
    FieldConfiguration,
    Imprint,
    SearchedField,
    SearchedGroup,
)

_CORPORATE_IDENTITY = ("logo", "color", "color2", "textcolorMail", "claim")
_DATA_TYPE = "urn:onoffice-de-ns:smart:2.5:dbAccess:dataType:"
_SEARCHED_TYPES = {FieldType.VARCHAR: "varchar", FieldType.FLOAT: "decimal", FieldType.INTEGER: "integer"}


def fields(asked: Asked) -> Outcome:
    """One record for each module that is known; without `modules`, for all."""
    business, language = _home(asked)
    parameters = asked.parameters
    named = texts_in(parameters.get("modules"), "modules")
    wanted = dict.fromkeys(name.lower() for name in named) if named else MODULES
    labelled = flag_in(parameters.get("labels"), "labels")
    found = []
    for module in (MODULES[name] for name in wanted if name in MODULES):
        elements: dict[str, object] = {"label": language.of(module.label)} if labelled else {}
        elements |= _configured(asked, module, business=business, language=language, labelled=labelled)
        found.append(wire.Record(module.name, "", elements))
    return Outcome(found)


def action_kinds(asked: Asked) -> Outcome:
    """Kinds of action, each with its types."""
    _, language = _home(asked)
    found = []
    for index, (key, (label, types)) in enumerate(choices.ACTION_KINDS.items()):
        said = ActionKind(key, language.of(label), _labels(types, language) or [], next(iter(types), None))
        found.append(wire.Record(index, "actionkind", said))
    return Outcome(found)


def estate_categories(asked: Asked) -> Outcome:
    """The values by which estates are sorted into classes, and the types that each class has."""
    _, language = _home(asked)
    subtypes = {key: _choices(types, language) for key, types in choices.ESTATE_SUBTYPES.items()}
    return Outcome(
        [
            wire.Record("objektart", "", _choices(choices.ESTATE_TYPES, language)),
            wire.Record("objekttyp", "", subtypes),
            wire.Record("nutzungsart", "", _choices(choices.USES, language)),
            wire.Record("vermarktungsart", "", _choices(choices.MARKETING, language)),
        ]
    )


def search_criteria_fields(asked: Asked) -> Outcome:
    """What seekers may search by."""
    _, language = _home(asked)
    return Outcome([wire.Record(index, "", _searched_group(group, language)) for index, group in enumerate(SEARCHED)])


def basic_settings(asked: Asked) -> Outcome:
    """The corporate identity, which is not kept here: every value is empty, but there."""
    asked.services.colleagues.business(asked.actor)
    basic = object_in(data_object_of(asked).get("basicData"), "data")
    names = texts_in(basic.get("characteristicsCi"), "data") or list(_CORPORATE_IDENTITY)
    elements = {"basicData": {"characteristicsCi": dict.fromkeys(names, "")}}
    return Outcome([wire.Record(0, None, elements)], 1)


def imprint(asked: Asked) -> Outcome:
    """The business's name; the rest is not kept here."""
    business = asked.services.colleagues.business(asked.actor)
    return Outcome([wire.Record("impressum", None, Imprint(firma=business.name))])


def nothing(asked: Asked) -> Outcome:
    """What there is none of here, such as stored filters and regions: clients take an empty list better than 25."""
    asked.services.colleagues.business(asked.actor)
    return Outcome([], 0)


def unlock_provider(asked: Asked) -> Outcome:
    """Programs of the marketplace ask this when they are switched on. Nothing is locked here."""
    asked.services.colleagues.business(asked.actor)
    return Outcome([wire.Record(0, "", wire.Success())])


def _home(asked: Asked) -> tuple[Business, Language]:
    business = asked.services.colleagues.business(asked.actor)
    wanted = text_in(asked.parameters.get("language"), "language") or text_in(asked.parameters.get("lang"), "lang")
    return business, language_of(wanted, business_language=business.language)


def _configured(
    asked: Asked, module: Module, *, business: Business, language: Language, labelled: bool
) -> Mapping[str, FieldConfiguration]:
    """The fields that are asked for. All of them are active, so of the inactive ones there are none."""
    asks = {
        name: flag_in(asked.parameters.get(name), name)
        for name in (
            "showfieldfilters", "showfielddependencies", "showFieldMeasureFormat", "realDataTypes",
            "showOnlyInactive", "showTable", "showContent",
        )
    }  # fmt: skip
    only = texts_in(asked.parameters.get("fieldList"), "fieldList")
    if asks["showOnlyInactive"]:
        return {}
    return {
        one.name: _configuration(
            _with_attributes(one, business), group=group, language=language, asks={**asks, "labels": labelled}
        )
        for group in module.groups
        for one in group.fields
        if not only or one.name in only
    }


def _configuration(one: Field, *, group: Group, language: Language, asks: Mapping[str, bool]) -> FieldConfiguration:
    is_select = one.type in {FieldType.SINGLESELECT, FieldType.MULTISELECT}
    values = (_labels(one.choices, language) if asks["labels"] else None) or list(one.choices)
    shown = FieldType.TEXT if one.type is FieldType.USER and not asks["realDataTypes"] else one.type
    return FieldConfiguration(
        type=shown.value,
        length=one.length,
        permittedvalues=values if is_select else None,
        default=one.default,
        filters=[] if asks["showfieldfilters"] else UNSET,
        dependencies=[] if asks["showfielddependencies"] else UNSET,
        label=language.of(one.label) if asks["labels"] else UNSET,
        fieldMeasureFormat=None if asks["showFieldMeasureFormat"] else UNSET,
        tablename=group.german if asks["showTable"] else UNSET,
        content=language.of(group.label) if asks["showContent"] else UNSET,
    )


def _with_attributes(one: Field, business: Business) -> Field:
    """The administrator's list of document attributes is a setting of the business."""
    known = business.setting(DOCUMENT_ATTRIBUTES, default=None)
    if one.name != "documentAttribute" or not isinstance(known, list):
        return one
    return replace(one, choices={str(name): Label(str(name), str(name)) for name in known})


def _labels(values: Choices, language: Language) -> dict[str, str]:
    return {key: language.of(label) for key, label in values.items()}


def _choices(values: Choices, language: Language) -> list[Choice]:
    return [Choice(key, language.of(label)) for key, label in values.items()]


def _searched_group(group: Group, language: Language) -> SearchedGroup:
    wanted = [one for one in group.fields if one.name not in NOT_SEARCHED and one.type is not FieldType.BOOLEAN]
    return SearchedGroup(group.german, [_searched(one, position, language) for position, one in enumerate(wanted, 1)])


def _searched(one: Field, position: int, language: Language) -> SearchedField:
    name = language.of(one.label)
    if one.choices:
        values = _labels(one.choices, language)
        return SearchedField(one.name, name, position, one.type.value, default=one.default, values=values)
    type_ = _DATA_TYPE + _SEARCHED_TYPES[one.type]
    is_number = one.type is not FieldType.VARCHAR
    return SearchedField(one.name, name, position, type_, rangefield="true" if is_number else UNSET)
