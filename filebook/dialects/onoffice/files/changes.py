"""`modify` and `delete` of `fileRelation`, also spelled `file`: what a file says of itself, and how it leaves a record.

Source: apidoc.onoffice.de, "Modify Estate Files" and "Delete Estate Files"; the clients named in onoffice.md 7.4; read
2026-11-22. Clients send the file's id as `fileId`, `fileid` or resourceid, the record as `relationtype` and `parentid`
or as `module` and `relatedRecordId`, or leave the record out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from filebook.core.businesses import DOCUMENT_ATTRIBUTES, Business
from filebook.core.errors import AccessDenied, NotFound
from filebook.core.files import File, FileKind
from filebook.core.ids import Kind, Number
from filebook.dialects.onoffice import codes, ids
from filebook.dialects.onoffice import wire as envelope_wire
from filebook.dialects.onoffice.asked import Asked, Outcome, is_strict
from filebook.dialects.onoffice.codes import Refused
from filebook.dialects.onoffice.files import translate
from filebook.dialects.onoffice.parameters import NOTHING, number_in, text_in
from filebook.services.filing import Hang

MODIFIED_IN_STRICT = frozenset({"estate"})
DELETED_IN_STRICT = frozenset({"estate", "address", "agentslog", "task"})


@dataclass(frozen=True, slots=True)
class Place:
    """Which file on which record. None: not said."""

    file: Number
    kind: Kind | None
    target: Number | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a file is to say of itself. None: as it is."""

    category: str | None
    title: str | None
    free_text: str | None
    document_attribute: str | None
    language: str
    position: int | None

    def edit(self, file: File) -> File:
        """The file, saying so."""
        return replace(
            file,
            category=file.category if self.category is None else self.category,
            title=file.title if self.title is None else self.title,
            free_text=file.free_text if self.free_text is None else self.free_text,
            document_attribute=(
                file.document_attribute if self.document_attribute is None else self.document_attribute
            ),
            fields=translate.own_fields(file.fields, language=self.language),
        )


def modify_file(asked: Asked) -> Outcome:
    """Change a file where it hangs. A title picture takes the place of the one before it.

    Raises: Refused, Invalid(parameter), Conflict("document_attribute").
    """
    business = asked.business()
    known = MODIFIED_IN_STRICT if is_strict(business) else None
    place = place_in(asked.parameters, resourceid=asked.resourceid, known=known)
    wanted = wanted_in(asked.parameters, business)
    try:
        file, on = _resolved(asked, place)
        if wanted.category is not None and (wanted.category in ids.LINK_TYPES) is not (file.kind is FileKind.LINK):
            raise Refused(codes.UNKNOWN_FILE_TYPE)
        on = replace(on, position=wanted.position)
        asked.services.filing.change_on(asked.actor, file, on=on, edit=wanted.edit)
    except (NotFound, AccessDenied):
        raise Refused(codes.UNKNOWN_FILE) from None
    return _done()


def delete_file(asked: Asked) -> Outcome:
    """Take a file off a record; one that hangs nowhere else goes to the trash.

    Raises: Refused, Invalid(parameter).
    """
    known = DELETED_IN_STRICT if is_strict(asked.business()) else None
    place = place_in(asked.parameters, resourceid=asked.resourceid, known=known)
    try:
        file, on = _resolved(asked, place)
        asked.services.filing.detach(asked.actor, file, target=on.target, kind=on.kind)
    except (NotFound, AccessDenied):
        raise Refused(codes.UNKNOWN_FILE) from None
    return _done()


def place_in(parameters: Mapping[str, Any], *, resourceid: str, known: frozenset[str] | None) -> Place:
    """Which file where. `known`: the only words for a record there are, and then all must be said; None is lenient.

    Raises: Refused for a missing file, an unknown word, or what must be said; Invalid(parameter).
    """
    named = _first(parameters, "fileId", "fileid")
    file = number_in(resourceid if named is None else named, "fileId")
    if file is None:
        raise Refused(codes.NO_PARAMETER, "fileId")
    word = text_in(_first(parameters, "relationtype", "module"), "relationtype").lower()
    target = number_in(_first(parameters, "parentid", "parentId", "relatedRecordId"), "parentid")
    kind = ids.KIND_OF_MODULE.get(word)
    if (word and kind is None) or (known is not None and word not in known):
        raise Refused(codes.UNKNOWN_RELATION)
    if known is not None and target is None:
        raise Refused(codes.NO_RECORD_ID)
    return Place(file, kind, target)


def wanted_in(parameters: Mapping[str, Any], business: Business) -> Wanted:
    """What is to change; null leaves a text as it is, and "" empties it.

    Raises: Refused, Invalid(parameter).
    """
    word = text_in(parameters.get("Art"), "Art")
    category = ids.file_type(word)
    if word and category is None:
        raise Refused(codes.UNKNOWN_FILE_TYPE)
    attribute = parameters.get("documentAttribute")
    known = business.setting(DOCUMENT_ATTRIBUTES, default=None)
    return Wanted(
        category=category,
        title=_text_or_none(parameters, "title"),
        free_text=_text_or_none(parameters, "freetext"),
        document_attribute=None if attribute is None else translate.attribute_in(attribute, known),
        language=text_in(parameters.get("language"), "language"),
        position=translate.position_in(parameters.get("position")),
    )


def _text_or_none(parameters: Mapping[str, Any], name: str) -> str | None:
    value = parameters.get(name)
    return None if value is None else text_in(value, name)


def _first(parameters: Mapping[str, Any], *names: str) -> Any:  # noqa: ANN401 - a parameter may be anything
    return next((parameters[name] for name in names if parameters.get(name) not in NOTHING), None)


def _resolved(asked: Asked, place: Place) -> tuple[File, Hang]:
    """The file and where it hangs. What was not said is found only if there is one answer, never guessed.

    Raises: Refused, NotFound("file"), AccessDenied.
    """
    library = asked.services.library
    file = library.file(asked.actor, place.file)
    if place.kind is not None and place.target is not None:
        return file, Hang(place.kind, place.target)
    found = library.attached(asked.actor, place.file, kind=place.kind, target=place.target, limit=2)
    if not found:
        raise NotFound("file", place.file)
    if len(found) > 1:
        raise Refused(codes.NO_RECORD_ID)
    return file, Hang(found[0].target_kind, found[0].target)


def _done() -> Outcome:
    return Outcome([envelope_wire.Record(0, "", envelope_wire.Success())])
