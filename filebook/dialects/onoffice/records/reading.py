"""`read` estate, address, task and agentslog, and `read` user: records by id, by filter, or by what they are about.

Source: apidoc.onoffice.de, "Read Estates", "Read Addresses", "Read Tasks", "Read Agents log", "Read User"; read
2026-11-22.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from filebook.core.ids import Kind, Number
from filebook.core.records import Record
from filebook.dialects.onoffice import codes, ids, wire
from filebook.dialects.onoffice.asked import Asked, Outcome, is_strict
from filebook.dialects.onoffice.codes import Refused
from filebook.dialects.onoffice.parameters import NOTHING, flag_in, numbers_in, page_in, text_in
from filebook.dialects.onoffice.records import selecting, translate
from filebook.dialects.onoffice.records.fields import Module, Origin
from filebook.dialects.onoffice.records.modules import MODULES
from filebook.dialects.onoffice.records.structured import data_of
from filebook.dialects.onoffice.records.translate import Manner
from filebook.services.library import Page
from filebook.services.records import Holding, Order

_REFUSED_FOR_TASKS = ("listoffset", "recordids")
_ABOUT = {
    "agentslog": (
        (Kind.ESTATE, ("estateid", "estateids")),
        (Kind.CONTACT, ("addressid", "addressids")),
        (Kind.PROJECT, ("projectid", "projectids")),
    ),
    "task": (
        (Kind.CONTACT, ("relatedAddressId", "relatedAddressIds")),
        (Kind.ESTATE, ("relatedEstateId", "relatedEstateIds")),
        (Kind.PROJECT, ("relatedProjectIds", "relatedProjectId")),
    ),
}
"""Module → what narrows it: kinds of record, and the parameters that name them."""


@dataclass(frozen=True, slots=True)
class _Question:
    """What is common to all reads, made from the parameters."""

    module: Module
    kind: Kind
    names: list[str]
    manner: Manner
    strict: bool


def read_estates(asked: Asked) -> Outcome:
    """Estates; a second one in another language does not exist here, which `addMainLangId` is told."""
    question = _question(asked, "estate")
    records, count = _found(asked, question)
    add_main = flag_in(asked.parameters.get("addMainLangId"), "addMainLangId")
    more: dict[str, object] = {"mainLangId": None} if add_main else {}
    return Outcome([_record(record, question, more=more) for record in records], count)


def read_addresses(asked: Asked) -> Outcome:
    """Addresses, each with its number among the elements. `recordids` narrows."""
    question = _question(asked, "address")
    records, count = _found(asked, question, among=_record_ids(asked))
    return Outcome([_record(record, question, more={"id": record.number}) for record in records], count)


def read_tasks(asked: Asked) -> Outcome:
    """Tasks. The count is that of the rows returned; a strict business is refused what the vendor refuses."""
    question = _question(asked, "task")
    for name in _REFUSED_FOR_TASKS:
        if question.strict and name in asked.parameters:
            raise Refused(codes.INVALID_FIELD, name)
    records, _ = _found(asked, question, among=_record_ids(asked))
    return Outcome([_record(record, question) for record in records], len(records))


def read_agents_log(asked: Asked) -> Outcome:
    """Entries, newest first."""
    question = _question(asked, "agentslog")
    date = question.module.field("Datum")
    newest = Order(
        lambda record: translate.value_of(record, date, module=question.module, zone=question.manner.zone),
        descending=True,
    )
    records, count = _found(asked, question, order=(newest,))
    question = _with_concerns(asked, question, records)
    return Outcome([_record(record, question, type_="agentslog") for record in records], count)


def read_users(asked: Asked) -> Outcome:
    """Users are the staff records of everybody who works here."""
    question = _question(asked, "user")
    users = {colleague.number for colleague in asked.services.colleagues.all(asked.actor)}
    records, count = _found(asked, question, among=users)
    return Outcome([_record(record, question) for record in records], count)


def _question(asked: Asked, name: str) -> _Question:
    business = asked.services.colleagues.business(asked.actor)
    module, strict, parameters = MODULES[name], is_strict(business), asked.parameters
    language = text_in(parameters.get("outputlanguage"), "outputlanguage")
    manner = Manner(
        ZoneInfo(business.zone),
        translate.language_of(language, business_language=business.language),
        labels=flag_in(parameters.get("formatoutput"), "formatoutput"),
    )
    names = selecting.names_in(data_of(asked), module=module, strict=strict)
    return _Question(module, _kind_of(module), names, manner, strict)


def _found(
    asked: Asked, question: _Question, *, among: Collection[Number] | None = None, order: Sequence[Order] = ()
) -> tuple[list[Record], int]:
    """The records that are meant, and how many there are before the page is cut out."""
    records, actor, kind = asked.services.records, asked.actor, question.kind
    if asked.resourceid:
        number = ids.number_of(asked.resourceid) or ids.NOTHING
        found = records.many(actor, [number] if among is None or number in among else [], kind=kind)
        return found, len(found)
    module, zone, strict = question.module, question.manner.zone, question.strict
    limit, offset = page_in(asked.parameters)
    return records.select(
        actor,
        kind,
        where=selecting.conditions_in(asked.parameters, module=module, zone=zone, strict=strict),
        order=selecting.order_in(asked.parameters, module=module, zone=zone, strict=strict) or order,
        page=Page(limit, offset),
        among=among,
        holding=_holding(asked, module),
    )


def _with_concerns(asked: Asked, question: _Question, records: Sequence[Record]) -> _Question:
    """The same question, with what the records are about if that is asked for."""
    origins = {question.module.field(name).origin for name in question.names}
    if not origins & {Origin.ESTATES, Origin.CONTACTS}:
        return question
    concerns = asked.services.records.concerns(asked.actor, [record.number for record in records])
    return replace(question, manner=replace(question.manner, concerns=concerns))


def _holding(asked: Asked, module: Module) -> list[Holding]:
    found = []
    for kind, names in _ABOUT.get(module.name.lower(), ()):
        said = [asked.parameters[name] for name in names if asked.parameters.get(name) not in (*NOTHING, [])]
        found += [Holding(kind, numbers_in(value, names[0])) for value in said]
    return found


def _record_ids(asked: Asked) -> list[Number] | None:
    said = asked.parameters.get("recordids")
    return None if said in NOTHING or said == [] else numbers_in(said, "recordids")


def _record(
    record: Record, question: _Question, *, type_: str = "", more: dict[str, object] | None = None
) -> wire.Record:
    module = question.module
    elements = dict(more or {})
    for name in question.names:
        elements.setdefault(name, translate.element(record, module.field(name), module=module, manner=question.manner))
    return wire.Record(record.number, type_ or module.name, elements)


def _kind_of(module: Module) -> Kind:
    if module.kind is None:
        raise Refused(codes.UNKNOWN_RESOURCE_TYPE, module.name)
    return module.kind
