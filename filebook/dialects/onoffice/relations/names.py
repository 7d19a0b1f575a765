"""The names of onOffice's relations, and what each of them is here.

Source: apidoc.onoffice.de, "Relations", read 2026-11-22. Names of things that are not kept here, such as search
criteria, are unknown ones.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from filebook.core.files import FileKind
from filebook.core.ids import Kind
from filebook.core.ports.library import Hanging
from filebook.core.relations import RelationType
from filebook.dialects.onoffice import ids

_URN = "urn:onoffice-de-ns:smart:2.5:relationtypes:"
_MISSPELT_URN = "urn:onoffice-dens:smart:2.5:relationtypes:"
"""So stands the first example of the vendor's page."""
_TITLE, _PHOTO, _GROUND_PLAN, _LINK = "Titelbild", "Foto", "Grundriss", "Link"


@dataclass(frozen=True, slots=True)
class FilesOn:
    """Files on things of a kind. `only` picks some of them; without it all belong, and they can be put on and off."""

    parent: Kind
    only: Callable[[Hanging], bool] | None = None
    child: Kind = Kind.FILE

    def holds(self, hanging: Hanging) -> bool:
        """Whether a file that hangs there belongs."""
        return self.only is None or self.only(hanging)


@dataclass(frozen=True, slots=True)
class TakingPart:
    """Contacts that take part in appointments."""

    parent: Kind = Kind.APPOINTMENT
    child: Kind = Kind.CONTACT


@dataclass(frozen=True, slots=True)
class Between:
    """Records and appointments. `is_turned`: here the vendor's child is the one that holds its parent."""

    type: RelationType
    parent: Kind
    child: Kind
    is_turned: bool = False


Meaning = FilesOn | TakingPart | Between


def meaning_of(name: object) -> Meaning | None:
    """What a relation's URN stands for, whatever its case; None for one that is unknown."""
    text = name.lower() if isinstance(name, str) else ""
    return _MEANINGS.get(text.removeprefix(_URN).removeprefix(_MISSPELT_URN)) if text.startswith("urn:") else None


def _type_of(hanging: Hanging) -> str:
    """The `Art` as lists show it: a file that came through another door has none."""
    if hanging.kind is FileKind.LINK:
        return hanging.category or _LINK
    return hanging.category or (_PHOTO if hanging.is_picture else "")


def _has_type(*names: str) -> Callable[[Hanging], bool]:
    return lambda hanging: _type_of(hanging) in names


_FILES: Mapping[str, Meaning] = {
    "estate:allFiles": FilesOn(Kind.ESTATE),
    "estate:file:titelbild": FilesOn(Kind.ESTATE, _has_type(_TITLE)),
    "estate:file:foto": FilesOn(Kind.ESTATE, _has_type(_PHOTO)),
    "estate:file:grundriss": FilesOn(Kind.ESTATE, _has_type(_GROUND_PLAN)),
    "estate:file:allpictures": FilesOn(Kind.ESTATE, _has_type(*ids.PICTURE_TYPES)),
    "estate:file:allpicturesExceptTitelbild": FilesOn(
        Kind.ESTATE, _has_type(*(name for name in ids.PICTURE_TYPES if name != _TITLE))
    ),
    "estate:file:alllinks": FilesOn(Kind.ESTATE, _has_type(*ids.LINK_TYPES)),
    "address:file:attachment": FilesOn(Kind.CONTACT),
    "task:file:attachment": FilesOn(Kind.TASK),
    "calendar:file:attachment": FilesOn(Kind.APPOINTMENT),
    "agentsLog:file:attachment": FilesOn(Kind.AGENTS_LOG),
    "agentsLog:attachment:download": FilesOn(Kind.AGENTS_LOG),
    "project:file:attachment": FilesOn(Kind.PROJECT),
}
_CONTACT_PERSON = Between(RelationType.CONTACT_PERSON, Kind.ESTATE, Kind.CONTACT)
_UNIT = Between(RelationType.UNIT, Kind.ESTATE, Kind.ESTATE)
_BETWEEN: Mapping[str, Meaning] = {
    "calendar:address": TakingPart(),
    "calendar:estate": Between(RelationType.CONCERNS, Kind.APPOINTMENT, Kind.ESTATE),
    "task:address": Between(RelationType.CONCERNS, Kind.TASK, Kind.CONTACT),
    "task:estate": Between(RelationType.CONCERNS, Kind.TASK, Kind.ESTATE),
    "agentsLog:address": Between(RelationType.CONCERNS, Kind.AGENTS_LOG, Kind.CONTACT),
    "agentsLog:estate": Between(RelationType.CONCERNS, Kind.AGENTS_LOG, Kind.ESTATE),
    "project:address": Between(RelationType.CONCERNS, Kind.PROJECT, Kind.CONTACT),
    "project:estate": Between(RelationType.CONCERNS, Kind.PROJECT, Kind.ESTATE),
    "project:calendar": Between(RelationType.CONCERNS, Kind.PROJECT, Kind.APPOINTMENT, is_turned=True),
    "project:task:customer": Between(RelationType.CONCERNS, Kind.PROJECT, Kind.TASK, is_turned=True),
    "project:agentslog": Between(RelationType.CONCERNS, Kind.PROJECT, Kind.AGENTS_LOG, is_turned=True),
    "estate:address:owner": Between(RelationType.OWNER, Kind.ESTATE, Kind.CONTACT),
    "estate:address:buyer": Between(RelationType.BUYER, Kind.ESTATE, Kind.CONTACT),
    "estate:address:renter": Between(RelationType.RENTER, Kind.ESTATE, Kind.CONTACT),
    "estate:address:tenant": Between(RelationType.TENANT, Kind.ESTATE, Kind.CONTACT),
    "estate:address:interested": Between(RelationType.INTERESTED, Kind.ESTATE, Kind.CONTACT),
    # The vendor's first means those contact persons alone that are brokers. Nothing here tells who is one.
    "estate:address:contactPerson": _CONTACT_PERSON,
    "estate:address:contactPersonAll": _CONTACT_PERSON,
    "address:estate:offer": Between(RelationType.OFFER, Kind.CONTACT, Kind.ESTATE),
    "estate:user:officer": Between(RelationType.OFFICER, Kind.ESTATE, Kind.STAFF),
    "address:user:officer": Between(RelationType.OFFICER, Kind.CONTACT, Kind.STAFF),
    "address:user:additionalOfficers": Between(RelationType.ADDITIONAL_OFFICER, Kind.CONTACT, Kind.STAFF),
    # The vendor's plugin for WordPress asks for the units of an estate by the second name, as if it were a complex.
    "estate:estateUnit": _UNIT,
    "complex:estate:units": _UNIT,
}
_MEANINGS: Mapping[str, Meaning] = {name.lower(): meaning for name, meaning in {**_FILES, **_BETWEEN}.items()}
