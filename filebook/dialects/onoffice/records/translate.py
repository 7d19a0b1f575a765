"""Values of records in onOffice's words and back: what an element shows, and what a client's value means.

Source: onoffice.md 4.2 and the pages on reading and creating records on apidoc.onoffice.de, read 2026-11-22.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from filebook.core.errors import Invalid
from filebook.core.ids import Kind, Number
from filebook.core.records import Record
from filebook.dialects.onoffice import codes, ids
from filebook.dialects.onoffice.codes import Refused
from filebook.dialects.onoffice.envelope import text_of
from filebook.dialects.onoffice.parameters import NOTHING, flag_in, text_in
from filebook.dialects.onoffice.records.address_fields import DEFAULT_FIRST
from filebook.dialects.onoffice.records.fields import Choices, Field, FieldType, Label, Module, Origin
from filebook.dialects.onoffice.records.labels import VENDOR, own_fields, untold_label

NAME_LIMIT = 100
"""Characters of a field's name."""
FIELD_LIMIT = 1000
"""Fields of one record that only onOffice has."""
RECORD_TEXT_LIMIT = 256 * 1024
"""Characters of a record's texts together: lists read many records at once."""

_DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{0,10})?")
_CUSTOM = re.compile(r"ind(_|[A-Z])\w*")
"""Names of fields that a business of the vendor's adds for itself."""
_UNSET_DATES = {FieldType.DATE: "0000-00-00", FieldType.DATETIME: "0000-00-00 00:00:00"}
_DATE_FORMATS = {FieldType.DATE: "%Y-%m-%d", FieldType.DATETIME: "%Y-%m-%d %H:%M:%S"}


class Language(StrEnum):
    """The languages of labels."""

    GERMAN = "DEU"
    ENGLISH = "ENG"

    def of(self, label: Label) -> str:
        """The text in this language."""
        return label.german if self is Language.GERMAN else label.english


@dataclass(frozen=True, slots=True)
class Manner:
    """How values are shown. `concerns`: what the records are about; `labels`: labels instead of keys."""

    zone: ZoneInfo
    language: Language = Language.ENGLISH
    labels: bool = False
    concerns: Mapping[Number, Mapping[Number, Kind]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changes:
    """New values of fields, None to unset one: those under shared words, and onOffice's own."""

    words: Mapping[str, object]
    own: Mapping[str, object]


def language_of(wanted: str, *, business_language: str) -> Language:
    """The language that a client names, else the business's; English for any that there is no table for."""
    if wanted:
        return Language.GERMAN if wanted.upper() == Language.GERMAN else Language.ENGLISH
    return Language.GERMAN if business_language == "de" else Language.ENGLISH


def is_known(module: Module, name: str) -> bool:
    """Whether the vendor has such a field, or a business of theirs may have."""
    return module.find(name) is not None or _CUSTOM.fullmatch(name) is not None


def value_of(record: Record, wanted: Field, *, module: Module, zone: ZoneInfo) -> object:
    """A field's value to compare: text, number, yes or no, a list of texts; None where it is unset."""
    if wanted.origin is not None:
        return _given(record, wanted.origin, module=module, zone=zone, type_=wanted.type)
    value = record.fields.get(wanted.word) if wanted.word else own_fields(record.fields).get(wanted.name)
    if value in NOTHING or isinstance(value, Mapping):
        if wanted.type is FieldType.BOOLEAN:
            return False
        if wanted.fallback is not None:
            return _given(record, wanted.fallback, module=module, zone=zone, type_=wanted.type)
        return wanted.default
    if wanted.choices and isinstance(value, str):
        return canonical(wanted.choices, value) or value
    return value


def element(record: Record, wanted: Field, *, module: Module, manner: Manner) -> object:
    """A field's value as it stands in an answer: text, whatever its type, and "" where it is unset."""
    if wanted.origin in _KINDS_HELD:
        held = manner.concerns.get(record.number, {})
        return [str(number) for number, kind in held.items() if kind is _KINDS_HELD[wanted.origin]]
    value = value_of(record, wanted, module=module, zone=manner.zone)
    if value in NOTHING:
        return _UNSET_DATES.get(wanted.type, "")
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, list | tuple):
        return "".join(f"|{_shown(text_of(one), wanted, manner)}|" for one in value)
    if wanted.type is FieldType.FLOAT and _DECIMAL.fullmatch(str(value)):
        return f"{Decimal(str(value)):.{wanted.decimals}f}"
    return _shown(text_of(value), wanted, manner)


def changes_in(module: Module, said: Mapping[str, Any], *, strict: bool) -> Changes:
    """What a client's fields mean. What no client can write is left out.

    Raises: Invalid(name) for what the field cannot hold; for a strict business Refused for a name that the vendor does
        not know, or a value that is none of the permitted ones.
    """
    words: dict[str, object] = {}
    own: dict[str, object] = {}
    for name in sorted(said, key=_defaults_last):
        if strict and not is_known(module, name):
            raise Refused(codes.INVALID_FIELD, name)
        if not 0 < len(name) <= NAME_LIMIT or "\0" in name:
            raise Invalid("data", "name")
        wanted = module.field(name)
        if wanted.origin is not None:
            continue
        value = value_in(said[name], wanted, strict=strict)
        if wanted.word:
            words[wanted.word] = _for_everybody(value, wanted)
        else:
            own[name] = value
    return Changes(words, own)


def changed(module: Module, fields: Mapping[str, object], changes: Changes) -> dict[str, object]:
    """A record's fields after changes.

    Raises: Invalid("data") for more fields or longer texts than a record may have; one that has more may still shrink.
    """
    own = {name: value for name, value in {**own_fields(fields), **changes.own}.items() if value is not None}
    found = {**fields, **changes.words}
    if module.kind is Kind.CONTACT:
        for word, stand_ins in DEFAULT_FIRST.items():
            found[word] = found.get(word) or next((own[name] for name in stand_ins if own.get(name)), None)
    found = {word: value for word, value in found.items() if value is not None and word != VENDOR}
    if own:
        found[VENDOR] = own
    if len(own) > max(FIELD_LIMIT, len(own_fields(fields))):
        raise Invalid("data", "length")
    if _text_length(found) > max(RECORD_TEXT_LIMIT, _text_length(fields)):
        raise Invalid("data", "length")
    return found


def value_in(value: object, wanted: Field, *, strict: bool) -> object:
    """A client's value as it is stored; None to unset the field.

    Raises: Invalid(name); Refused for a value that a strict business does not permit.
    """
    if value in NOTHING or value == []:
        return None
    name = wanted.name
    match wanted.type:
        case FieldType.BOOLEAN:
            return flag_in(value, name)
        case FieldType.INTEGER:
            whole = ids.whole_of(value)
            if whole is None or abs(whole) >= 2**63:
                raise Invalid(name)
            return whole
        case FieldType.FLOAT:
            return _number_in(value, name)
        case FieldType.DATE | FieldType.DATETIME:
            return _moment_in(value, wanted)
        case FieldType.MULTISELECT:
            return [_chosen(text, wanted, strict=strict) for text in _several_in(value, name)]
        case FieldType.SINGLESELECT:
            return _chosen(_text_in(value, name), wanted, strict=strict)
    several = isinstance(value, list) and wanted.length is None  # a field of the business's own, perhaps with choices
    return _several_in(value, name) if several else _text_in(value, name)


def canonical(choices: Choices, text: str) -> str | None:
    """The key that is meant by a key in any case, or by its label in either language; None if there is none."""
    if text in choices:
        return text
    folded = text.casefold()
    for key, label in choices.items():
        if folded in (key.casefold(), label.german.casefold(), label.english.casefold()):
            return key
    return None


_KINDS_HELD: Mapping[Origin | None, Kind] = {Origin.ESTATES: Kind.ESTATE, Origin.CONTACTS: Kind.CONTACT}


def _given(record: Record, origin: Origin, *, module: Module, zone: ZoneInfo, type_: FieldType) -> object:
    match origin:
        case Origin.NUMBER:
            return record.number
        case Origin.UID:
            return record.uid
        case Origin.CREATED_AT | Origin.MODIFIED_AT:
            at = record.created_at if origin is Origin.CREATED_AT else record.modified_at
            return at.astimezone(zone).strftime(_DATE_FORMATS[type_])
        case Origin.LABEL:
            return untold_label(module.name, record)
    return None


def _shown(text: str, wanted: Field, manner: Manner) -> str:
    label = wanted.choices.get(text) if manner.labels else None
    return text if label is None else manner.language.of(label)


def _defaults_last(name: str) -> tuple[bool, str]:
    """`default_email` says which of the addresses counts, so it has the last word."""
    return name.startswith("default_"), name


def _text_in(value: object, name: str) -> str:
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return str(int(value)) if isinstance(value, bool) else text_in(value, name)


def _for_everybody(value: object, wanted: Field) -> object:
    """Other languages read this word too, so a key of the vendor's becomes what it stands for, as Germany for DEU."""
    label = wanted.choices.get(value) if isinstance(value, str) else None
    return value if label is None else label.english


def _several_in(value: object, name: str) -> list[str]:
    """An array, or what is read: `|a||b|`."""
    if isinstance(value, str) and value.startswith("|"):
        value = value.strip("|").split("||")
    return [_text_in(one, name) for one in (value if isinstance(value, list) else [value])]


def _chosen(text: str, wanted: Field, *, strict: bool) -> str:
    found = canonical(wanted.choices, text)
    if found is None and strict and wanted.choices:
        raise Refused(codes.UNKNOWN_CHOICE, wanted.name)
    return found or text


def _number_in(value: object, name: str) -> int | float:
    text = text_of(value).strip()
    if not _DECIMAL.fullmatch(text):
        raise Invalid(name)
    decimal = Decimal(text)
    return int(decimal) if decimal == decimal.to_integral_value() else float(decimal)


def _moment_in(value: object, wanted: Field) -> str | None:
    text = text_of(value).strip()
    if text.startswith("0000-00-00"):
        return None
    try:
        return datetime.fromisoformat(text).strftime(_DATE_FORMATS[wanted.type])
    except ValueError:
        raise Invalid(wanted.name) from None


def _text_length(value: object) -> int:
    if isinstance(value, Mapping):
        return sum(len(name) + _text_length(one) for name, one in value.items())
    if isinstance(value, list | tuple):
        return sum(map(_text_length, value))
    return len(value) if isinstance(value, str) else 0
