"""Clients: contacts as TimeTap shows them, new ones, and changes of them, from what is sent.

Source: the project's TimeTap reference (sections 5.5 and 7), read 2026-11-21.

What TimeTap knows of a client and no other door has a word for is kept under `timetap`: `address2`, `fields`, `tags`,
and whose writing the API says it was.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import msgspec
from msgspec import UNSET, UnsetType

from filebook.core.errors import Invalid, Missing, TooLarge
from filebook.core.ids import BusinessNumber
from filebook.core.labels import label_after, label_of
from filebook.core.records import Record
from filebook.dialects.timetap.clients.wire import ClientChange, ClientObject, ClientReference
from filebook.dialects.timetap.clock import date_in
from filebook.dialects.timetap.custom_fields import field_objects, fields_in
from filebook.dialects.timetap.kept import is_active, own_fields, shared_text
from filebook.dialects.timetap.values import API_USER_NAME, OWN, milliseconds, text_in, text_of
from filebook.dialects.timetap.wire import FieldObject

RECORD_LIMIT_BYTES = 256 * 1024
"""What one client may weigh: lists read many at once."""
_TAG_LIMIT = 255
_SHARED = {
    "firstName": "first_name",
    "lastName": "last_name",
    "emailAddress": "email",
    "cellPhone": "mobile",
    "homePhone": "phone",
    "companyName": "company",
    "address1": "street",
    "city": "city",
    "state": "state",
    "zip": "zip",
    "country": "country",
    "notes": "notes",
}
"""Properties of a client, and the words that every door has for them."""
_BORN, _BORN_ON = "dateOfBirth", "date_of_birth"
_OWN_TEXTS = ("address2",)
_FULL_NAME = "fullName"
_NAMES = ("firstName", "lastName")
_TEXTS = (*_SHARED, *_OWN_TEXTS, _BORN, _FULL_NAME)
_TELLING = (*_NAMES, _FULL_NAME, "emailAddress", "cellPhone")
"""Of these one at least has to be there."""
_ACTIVE, _INACTIVE = "Active", "Inactive"
_STATUSES = {"active": True, "inactive": False}


@dataclass(frozen=True, slots=True)
class SaidClient:
    """What is said of a client. `texts`: property → text, "" to take it away. None: not said."""

    texts: Mapping[str, str]
    active: bool | None = None
    own: Mapping[str, Sequence[object]] = field(default_factory=dict)
    """Custom fields and tags, as they are kept."""

    def require_telling(self, *, missing: str) -> None:
        """Raises: Missing(missing) where nothing tells who it is."""
        if not any(self.texts.get(name, "").strip() for name in _TELLING):
            raise Missing(missing)


def client_object(record: Record | None, business: BusinessNumber) -> ClientObject:
    """A contact as a client; without one, empty."""
    own = own_fields(record)
    return ClientObject(
        clientId=None if record is None else record.number,
        businessId=business,
        fullName=full_name_of(record),
        address2=text_of(own.get("address2")),
        dateOfBirth=_born_on(record),
        status="" if record is None else _ACTIVE if is_active(record) else _INACTIVE,
        fields=field_objects(own.get("fields")),
        tags=tags_of(record),
        createdDate=None if record is None else milliseconds(record.created_at),
        createdUser="" if record is None else text_of(own.get("createdUser")) or API_USER_NAME,
        modifiedDate=None if record is None else milliseconds(record.modified_at),
        modifiedUser="" if record is None else text_of(own.get("modifiedUser")) or API_USER_NAME,
        **{name: shared_text(record, word) for name, word in _SHARED.items()},
    )


def full_name_of(record: Record | None) -> str:
    """Both names, else what the contact is called otherwise."""
    names = f"{shared_text(record, 'first_name')} {shared_text(record, 'last_name')}".strip()
    return names or ("" if record is None else record.label)


def tags_of(record: Record | None) -> list[str]:
    """The words that a client is marked with."""
    kept = own_fields(record).get("tags")
    return [tag for tag in kept if isinstance(tag, str)] if isinstance(kept, list) else []


def client_said(body: ClientChange, *, replaces: bool = False) -> SaidClient:
    """What a body says of a client; one that `replaces` clears what it leaves out, but for the status.

    Raises: Invalid, Missing("firstName") where a whole client tells nobody.
    """
    fields = fields_in(body.fields) if isinstance(body.fields, list) else []
    texts = _texts_said(body, fields)
    own: dict[str, Sequence[object]] = {}
    if replaces or not isinstance(body.fields, UnsetType):
        own["fields"] = [msgspec.structs.asdict(one) for one in fields if one.code not in _TEXTS]
    if replaces or not isinstance(body.tags, UnsetType):
        own["tags"] = _tags_in(body.tags if isinstance(body.tags, list) else ())
    said = SaidClient(texts, _active_said(body.status), own)
    if not replaces:
        return said
    said.require_telling(missing="firstName")
    is_named_in_full = _FULL_NAME in texts and not any(name in texts for name in _NAMES)
    cleared = {name: "" for name in (*_SHARED, *_OWN_TEXTS, _BORN) if not (is_named_in_full and name in _NAMES)}
    return replace(said, texts={**cleared, **texts})


def new_client(said: ClientReference, fields: Sequence[FieldObject]) -> tuple[str, Mapping[str, object]]:
    """The label and the fields of a client who is made together with an appointment, whose custom fields these are.

    Raises: Missing("clientId") where nothing tells who it is, Invalid, TooLarge.
    """
    return made_client(SaidClient(_texts_said(said, fields)), missing="clientId")


def made_client(said: SaidClient, *, missing: str = "firstName") -> tuple[str, Mapping[str, object]]:
    """The label and the fields of a new client. Raises: Missing(missing) where nothing tells who it is, TooLarge."""
    said.require_telling(missing=missing)
    own: dict[str, object] = {"createdUser": API_USER_NAME, "modifiedUser": API_USER_NAME}
    fields: dict[str, object] = {} if said.active is not False else {"active": False}
    _write(fields, own, said, texts=_named(said.texts, shown_as=""))
    found = {**fields, OWN: own}
    _require_light(found, before={})
    return label_of(found), found


def changed_client(record: Record, said: SaidClient) -> Record:
    """The contact after a change. What other doors keep in it stays.

    Raises: Missing("firstName") where nothing would tell any more who it is, TooLarge.
    """
    own, fields = dict(own_fields(record)), dict(record.fields)
    _write(fields, own, said, texts=_named(said.texts, shown_as=full_name_of(record)))
    if said.active is not None and said.active is not is_active(record):
        fields["active"] = said.active
    fields[OWN] = {**own, "modifiedUser": API_USER_NAME}
    _require_light(fields, before=record.fields)
    label = label_after(record, fields)
    if not label:
        raise Missing("firstName")
    return replace(record, fields=fields, label=label)


def _texts_said(body: ClientReference | ClientChange, fields: Sequence[FieldObject]) -> dict[str, str]:
    """Property → text. A custom field whose code is a property stands for it where that is not given itself.

    Raises: Invalid.
    """
    texts = {name: text_in(value, field=name) for name in _TEXTS if (value := getattr(body, name)) is not UNSET}
    if not texts.get("address1") and not isinstance(body.address, UnsetType):
        texts["address1"] = text_in(body.address, field="address")
    for one in fields:
        if one.code in _TEXTS and not texts.get(one.code):
            texts[one.code] = one.value
    if said := texts.get(_BORN):
        day = date_in(said, field=_BORN)
        texts[_BORN] = "" if day is None else day.isoformat()
    return texts


def _born_on(record: Record | None) -> str | None:
    """Another door may have kept what is no date: programs take it apart at its dashes."""
    try:
        day = date_in(shared_text(record, _BORN_ON), field=_BORN)
    except Invalid:
        return None
    return None if day is None else day.isoformat()


def _named(texts: Mapping[str, str], *, shown_as: str) -> Mapping[str, str]:
    """The same with first and last name taken from the full one, if neither is given and it is not as it is shown."""
    first, _, last = texts.get(_FULL_NAME, "").strip().partition(" ")
    full_name = f"{first} {last}".strip()
    if full_name in {"", shown_as.strip()} or any(texts.get(name, "").strip() for name in _NAMES):
        return texts
    return {**texts, "firstName": first, "lastName": last.strip()}


def _write(fields: dict[str, object], own: dict[str, object], said: SaidClient, *, texts: Mapping[str, str]) -> None:
    """Put what is said where it is kept; what is as it was stays in the form that it has."""
    for name, text in texts.items():
        word = _BORN_ON if name == _BORN else _SHARED.get(name)
        if word is not None:
            _put(fields, word, text)
        elif name in _OWN_TEXTS:
            _put(own, name, text)
    for name, values in said.own.items():
        _put(own, name, values)


def _put(kept: dict[str, object], name: str, value: str | Sequence[object]) -> None:
    if not value:
        kept.pop(name, None)
    elif name not in kept or str(kept[name]) != value:
        kept[name] = value


def _active_said(status: object) -> bool | None:
    """Raises: Invalid("status")."""
    word = "" if status is None or isinstance(status, UnsetType) else str(status).strip()
    if word and word.lower() not in _STATUSES:
        raise Invalid("status", "word")
    return _STATUSES.get(word.lower())


def _tags_in(said: Sequence[object]) -> list[object]:
    """Each tag once. Raises: Invalid("tags")."""
    tags = [text_in(tag if isinstance(tag, str | int | float) else None, field="tags").strip() for tag in said]
    if any(len(tag) > _TAG_LIMIT for tag in tags):
        raise Invalid("tags", "length")
    return list(dict.fromkeys(filter(None, tags)))


def _require_light(fields: Mapping[str, object], *, before: Mapping[str, object]) -> None:
    """One that weighs more already may still shrink. Raises: TooLarge."""
    limit = max(RECORD_LIMIT_BYTES, len(msgspec.json.encode(before)))
    if len(msgspec.json.encode(fields)) > limit:
        raise TooLarge(limit)
