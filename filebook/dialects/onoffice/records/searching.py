"""`get`/`search`: addresses and estates by words that stand in their names.

Source: apidoc.onoffice.de, "Get Search", read 2026-11-22.
"""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from filebook.core.errors import Invalid
from filebook.core.ids import Kind
from filebook.core.records import Record
from filebook.core.selection import Condition, Operator
from filebook.dialects.onoffice import codes, wire
from filebook.dialects.onoffice.asked import Asked, Outcome
from filebook.dialects.onoffice.codes import Refused
from filebook.dialects.onoffice.parameters import flag_in, page_in, text_in
from filebook.dialects.onoffice.records import selecting
from filebook.dialects.onoffice.records.address_fields import ADDRESS
from filebook.dialects.onoffice.records.estate_fields import ESTATE
from filebook.dialects.onoffice.records.fields import Module
from filebook.dialects.onoffice.records.translate import Manner, element
from filebook.dialects.onoffice.records.wire import FoundAddress, FoundEstate
from filebook.services.library import Page

WORD_LIMIT = 20
"""Words that are looked for; more would only cost time."""

_ADDRESS = ("Vorname", "Name", "Zusatz1", "Email", "KdNr")
_CONTACT_DATA = (
    "email_private", "email_business", "Telefon1", "phone_private", "phone_business", "mobile",
)  # fmt: skip
_EMAILS = ("Email", "email_business", "email_private")
_ESTATE = ("objektnr_extern", "objekttitel", "strasse", "hausnummer", "plz", "ort")


def search_addresses(asked: Asked) -> Outcome:
    """Addresses in which every word of `input` stands in one of the searched fields.

    Raises: Refused without `input`.
    """
    more = flag_in(asked.parameters.get("includecontactdata"), "includecontactdata")
    names = selecting.names_in(asked.parameters.get("searchparameter"), module=ADDRESS, strict=False)
    usual = (*_ADDRESS, *_CONTACT_DATA) if more else _ADDRESS
    found, count, manner = _found(asked, ADDRESS, Kind.CONTACT, names=names or usual)
    return Outcome([wire.Record(record.number, "address", _address(record, manner)) for record in found], count)


def search_estates(asked: Asked) -> Outcome:
    """As `search_addresses`, by number, title and address of the estate."""
    found, count, manner = _found(asked, ESTATE, Kind.ESTATE, names=_ESTATE)
    shown = [FoundEstate(*_values(record, ESTATE, _ESTATE, manner)) for record in found]
    return Outcome(
        [wire.Record(record.number, "estate", said) for record, said in zip(found, shown, strict=True)], count
    )


def _found(asked: Asked, module: Module, kind: Kind, *, names: Sequence[str]) -> tuple[list[Record], int, Manner]:
    exact = flag_in(asked.parameters.get("casesensitive"), "casesensitive")
    words = [_folded(word, exact=exact) for word in text_in(asked.parameters.get("input"), "input").split()]
    if not words:
        raise Refused(codes.NO_PARAMETER, "input")
    if len(words) > WORD_LIMIT:
        raise Invalid("input", "length")
    manner = Manner(ZoneInfo(asked.services.colleagues.business(asked.actor).zone))

    def has_every_word(record: Record) -> object:
        texts = [_folded(text, exact=exact) for text in (*_values(record, module, names, manner), record.label)]
        return all(any(word in text for text in texts) for word in words)

    where = [Condition(has_every_word, Operator.EQUAL, (True,))]
    limit, offset = page_in(asked.parameters)
    found, count = asked.services.records.select(asked.actor, kind, where=where, page=Page(limit, offset))
    return found, count, manner


def _folded(text: str, *, exact: bool) -> str:
    return text if exact else text.casefold()


def _values(record: Record, module: Module, names: Sequence[str], manner: Manner) -> list[str]:
    return [str(element(record, module.field(name), module=module, manner=manner)) for name in names]


def _address(record: Record, manner: Manner) -> FoundAddress:
    first, last, company, email, number = _values(record, ADDRESS, _ADDRESS, manner)
    emails = [text for text in dict.fromkeys(_values(record, ADDRESS, _EMAILS, manner)) if text]
    return FoundAddress(number, last, first, company, record.label, emails, email)
