"""`create`, `modify` and `delete` of addresses, estates, tasks and entries of the agents log.

Source: apidoc.onoffice.de, "Create Addresses", "Create Estates", "Create Tasks", "Create Agents log" and their
counterparts for modifying, read 2026-11-22.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from filebook.core.errors import Invalid
from filebook.core.ids import Kind, Number
from filebook.core.records import Record
from filebook.dialects.onoffice import codes, ids, wire
from filebook.dialects.onoffice.asked import Asked, Outcome, is_strict
from filebook.dialects.onoffice.codes import Refused
from filebook.dialects.onoffice.parameters import NOTHING, numbers_in
from filebook.dialects.onoffice.records import translate
from filebook.dialects.onoffice.records.address_fields import ADDRESS, NO_FIELDS
from filebook.dialects.onoffice.records.choices import ADVISORY_LEVELS
from filebook.dialects.onoffice.records.estate_fields import ESTATE
from filebook.dialects.onoffice.records.fields import Module
from filebook.dialects.onoffice.records.labels import label_after, label_for
from filebook.dialects.onoffice.records.other_fields import AGENTS_LOG, LOG_PARAMETERS, TASK
from filebook.dialects.onoffice.records.structured import data_object_of
from filebook.dialects.onoffice.records.translate import Changes
from filebook.services.records import NewRecord, Tie

LINK_LIMIT = 1000
"""What one `create` may tie together: entries, each with what it is about and its files."""
_CLAIM = "extendedclaim"
"""Marketplace programs add it to every action; it is no field."""
_TASK_TIES: Mapping[str, Kind] = {
    "relatedAddressId": Kind.CONTACT,
    "relatedAddressIds": Kind.CONTACT,
    "relatedEstateId": Kind.ESTATE,
    "relatedEstateIds": Kind.ESTATE,
    "relatedProjectId": Kind.PROJECT,
    "relatedProjectIds": Kind.PROJECT,
}
_LOG_TIES: Mapping[str, Kind] = {
    "estateid": Kind.ESTATE,
    "taskid": Kind.TASK,
    "appointmentid": Kind.APPOINTMENT,
    "projectid": Kind.PROJECT,
}
_LOG_FILES = "fileids"
_LOG_ADDRESSES = "addressids"
_LOG_USER = "userid"
_NO_LOG_FIELDS = frozenset({*_LOG_TIES, _LOG_FILES, _LOG_ADDRESSES, _LOG_USER, _CLAIM, "addressid", "language", "data"})


def create_address(asked: Asked) -> Outcome:
    """The parameters are the fields. Raises: Refused, FilebookError."""
    return _create(asked, ADDRESS, _address_fields(asked))


def modify_address(asked: Asked) -> Outcome:
    """The parameters are the fields. Raises: Refused, FilebookError."""
    return _modify(asked, ADDRESS, _address_fields(asked))


def create_estate(asked: Asked) -> Outcome:
    """The fields stand in `data`. Raises: Refused, FilebookError."""
    return _create(asked, ESTATE, _data(asked))


def modify_estate(asked: Asked) -> Outcome:
    """The fields stand in `data`. Raises: Refused, FilebookError."""
    return _modify(asked, ESTATE, _data(asked))


def create_task(asked: Asked) -> Outcome:
    """The fields stand in `data`, what the task is about beside it. Raises: Refused, FilebookError."""
    said = {"von": asked.actor.user_name, **_data(asked)}
    return _create(asked, TASK, said, ties=_ties(asked.parameters, _TASK_TIES))


def modify_task(asked: Asked) -> Outcome:
    """As `create_task`; what the task is about is added. Raises: Refused, FilebookError."""
    return _modify(asked, TASK, _data(asked), ties=_ties(asked.parameters, _TASK_TIES), answer_type="task")


def create_agents_log(asked: Asked) -> Outcome:
    """One entry for each address, or one alone; all of them with their files, or none.

    Raises: Refused, FilebookError.
    """
    changes = _changes(asked, AGENTS_LOG, {**_author(asked), **_log_fields(asked)})
    fields = translate.changed(AGENTS_LOG, {}, changes)
    files = _numbers(asked.parameters, _LOG_FILES)
    addresses = _numbers(asked.parameters, _LOG_ADDRESSES) or _numbers(asked.parameters, "addressid")
    ties = _ties(asked.parameters, _LOG_TIES)
    if max(1, len(addresses)) * (1 + len(files) + len(ties)) > LINK_LIMIT:
        raise Invalid(_LOG_ADDRESSES, "length")
    about = [[Tie(Kind.CONTACT, address)] for address in addresses] or [[]]
    label = label_for(AGENTS_LOG.name, fields)
    news = [NewRecord(label, fields, [*own, *ties], files) for own in about]
    made = asked.services.records.add_all(asked.actor, Kind.AGENTS_LOG, news)
    return Outcome([wire.Record(record.number, AGENTS_LOG.name, []) for record in made])


def modify_agents_log(asked: Asked) -> Outcome:
    """What an entry is about changes through relations. Raises: Refused, FilebookError."""
    return _modify(asked, AGENTS_LOG, {**_log_fields(asked), "Benutzer_bearb": asked.actor.user_name})


def delete_address(asked: Asked) -> Outcome:
    """Into the trash. Raises: Refused, FilebookError."""
    return _delete(asked, Kind.CONTACT)


def delete_estate(asked: Asked) -> Outcome:
    """Into the trash. Raises: Refused, FilebookError."""
    return _delete(asked, Kind.ESTATE)


def delete_task(asked: Asked) -> Outcome:
    """Into the trash. Raises: Refused, FilebookError."""
    return _delete(asked, Kind.TASK)


def delete_agents_log(asked: Asked) -> Outcome:
    """Into the trash. Raises: Refused, FilebookError."""
    return _delete(asked, Kind.AGENTS_LOG)


def _create(asked: Asked, module: Module, said: Mapping[str, Any], *, ties: list[Tie] | None = None) -> Outcome:
    fields = translate.changed(module, {}, _changes(asked, module, said))
    new = NewRecord(label_for(module.name, fields), fields, ties or [])
    (made,) = asked.services.records.add_all(asked.actor, _kind(module), [new])
    return Outcome([wire.Record(made.number, module.name, [])])


def _modify(
    asked: Asked, module: Module, said: Mapping[str, Any], *, ties: list[Tie] | None = None, answer_type: str = ""
) -> Outcome:
    number = _number(asked)
    changes = _changes(asked, module, said)

    def edit(record: Record) -> Record:
        fields = translate.changed(module, record.fields, changes)
        return replace(record, fields=fields, label=label_after(module.name, record, fields))

    asked.services.records.change(asked.actor, number, kind=_kind(module), edit=edit, ties=ties or [])
    return Outcome([wire.Record(0, answer_type, wire.Success())])


def _delete(asked: Asked, kind: Kind) -> Outcome:
    asked.services.records.trash(asked.actor, _number(asked), kind=kind)
    return Outcome([wire.Record(0, "", wire.Success())])


def _number(asked: Asked) -> Number:
    """The record that `resourceid` names. Raises: Refused without one."""
    number = ids.number_of(asked.resourceid)
    if number is None:
        raise Refused(codes.WRONG_RESOURCE_ID)
    return number


def _changes(asked: Asked, module: Module, said: Mapping[str, Any]) -> Changes:
    business = asked.services.colleagues.business(asked.actor)
    return translate.changes_in(module, said, strict=is_strict(business))


def _data(asked: Asked) -> dict[str, Any]:
    return {name: value for name, value in data_object_of(asked).items() if name != _CLAIM}


def _address_fields(asked: Asked) -> dict[str, Any]:
    """The parameters themselves, or `data` from clients that wrap the fields here as well."""
    return {
        name: value for name, value in {**asked.parameters, **data_object_of(asked)}.items() if name not in NO_FIELDS
    }


def _log_fields(asked: Asked) -> dict[str, Any]:
    """The call's own words for fields, or the fields by their names."""
    found = {
        LOG_PARAMETERS.get(name, name): value
        for name, value in {**asked.parameters, **_data(asked)}.items()
        if name not in _NO_LOG_FIELDS
    }
    level = found.get("Beratungsebene")
    if isinstance(level, str) and len(level) == 1:
        found["Beratungsebene"] = next((key for key in ADVISORY_LEVELS if key.startswith(f"{level.upper()} ")), level)
    return found


def _author(asked: Asked) -> dict[str, Any]:
    """Whose entry it is: the caller's, unless `userid` names a colleague."""
    named = _numbers(asked.parameters, _LOG_USER)
    if not named:
        return {"Benutzer": asked.actor.user_name, "Benutzer_nr": asked.actor.staff.number}
    colleague = asked.services.colleagues.one(asked.actor, named[0])
    return {"Benutzer": colleague.user_name or colleague.staff.label, "Benutzer_nr": colleague.number}


def _ties(parameters: Mapping[str, Any], names: Mapping[str, Kind]) -> list[Tie]:
    found = [Tie(kind, number) for name, kind in names.items() for number in _numbers(parameters, name)]
    if len(found) > LINK_LIMIT:
        raise Invalid("data", "length")
    return found


def _numbers(parameters: Mapping[str, Any], name: str) -> list[Number]:
    """The ids under a name, each once; a plain 0 means none, as PHP clients send it."""
    return list(dict.fromkeys(_meant(parameters.get(name), name)))


def _meant(value: object, name: str) -> Iterator[Number]:
    for one in value if isinstance(value, list) else [value]:
        if one not in NOTHING and ids.whole_of(one) != 0:
            yield from numbers_in(one, name)


def _kind(module: Module) -> Kind:
    if module.kind is None:
        raise Refused(codes.UNKNOWN_RESOURCE_TYPE, module.name)
    return module.kind
