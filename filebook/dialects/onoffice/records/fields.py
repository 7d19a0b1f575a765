"""What a field and a module of onOffice are, and where the value of a field lies in a record.

Source: apidoc.onoffice.de, "Get Field Configuration", and the field lists of public clients; read 2026-11-22.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from filebook.core.ids import Kind


class FieldType(StrEnum):
    """The types that field configuration knows."""

    VARCHAR = "varchar"
    TEXT = "text"
    INTEGER = "integer"
    FLOAT = "float"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    SINGLESELECT = "singleselect"
    MULTISELECT = "multiselect"
    BLOB = "blob"
    USER = "user"
    """A user name. Shown as `text` unless `realDataTypes` is asked for."""


class Origin(StrEnum):
    """Where a value comes from that no client writes."""

    NUMBER = "number"
    UID = "uid"
    CREATED_AT = "created_at"
    MODIFIED_AT = "modified_at"
    LABEL = "label"
    ESTATES = "estates"
    """The estates that a record is about."""
    CONTACTS = "contacts"


class Label(NamedTuple):
    """A text in both languages; other languages get the English one."""

    german: str
    english: str


Choices = Mapping[str, Label]
"""Key on the wire → its label."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a module.

    `word` is the spelling that other languages share, under which the value lies in the record; without one it lies
    under onOffice's own name, apart. `origin`: the value cannot be written. `fallback`: shown where nothing was.
    """

    name: str
    type: FieldType
    german: str
    english: str
    length: int | None = None
    choices: Choices = field(default_factory=dict)
    word: str = ""
    origin: Origin | None = None
    fallback: Origin | None = None
    default: str | None = None
    decimals: int = 2

    @property
    def label(self) -> Label:
        """What people call it."""
        return Label(self.german, self.english)


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that stand together on a form."""

    german: str
    english: str
    fields: tuple[Field, ...]

    @property
    def label(self) -> Label:
        """The heading."""
        return Label(self.german, self.english)


class Module:
    """A kind of record with its fields."""

    def __init__(self, name: str, label: Label, groups: tuple[Group, ...], *, kind: Kind | None = None) -> None:
        self.name = name
        self.label = label
        self.groups = groups
        self.kind = kind
        self._by_name = {one.name: one for group in groups for one in group.fields}

    def __iter__(self) -> Iterator[Field]:
        return iter(self._by_name.values())

    def find(self, name: str) -> Field | None:
        """The field of this name, whose case matters: `Email` and `email` are two."""
        return self._by_name.get(name)

    def field(self, name: str) -> Field:
        """As `find`; a text field of the business's own where the table has none of this name."""
        return self._by_name.get(name) or Field(name, FieldType.TEXT, name, name)


def varchar(name: str, *, german: str, english: str, word: str = "", length: int = 80) -> Field:
    """A line of text."""
    return Field(name, FieldType.VARCHAR, german, english, length=length, word=word)


def text(name: str, *, german: str, english: str, word: str = "") -> Field:
    """A text of any length."""
    return Field(name, FieldType.TEXT, german, english, word=word)


def number(name: str, *, german: str, english: str, word: str = "", decimals: int = 2) -> Field:
    """A number with decimals, such as a price or an area."""
    return Field(name, FieldType.FLOAT, german, english, word=word, decimals=decimals)


def whole(name: str, *, german: str, english: str, word: str = "") -> Field:
    """A number without decimals."""
    return Field(name, FieldType.INTEGER, german, english, word=word)


def flag(name: str, *, german: str, english: str) -> Field:
    """Yes or no; no where nothing was said."""
    return Field(name, FieldType.BOOLEAN, german, english)


def select(
    name: str, *, german: str, english: str, choices: Choices, word: str = "", default: str | None = None
) -> Field:
    """One of several values."""
    return Field(name, FieldType.SINGLESELECT, german, english, choices=choices, word=word, default=default)


def several(name: str, *, german: str, english: str, choices: Choices) -> Field:
    """Any of several values."""
    return Field(name, FieldType.MULTISELECT, german, english, choices=choices)


def of(origin: Origin, name: str, *, german: str, english: str, type: FieldType) -> Field:  # noqa: A002 - a field's
    """What the record itself tells."""
    return Field(name, type, german, english, origin=origin)
