"""Which clients are wanted: the filters of the lists, and what the body of a search looks for.

Source: the project's TimeTap reference (sections 3.4 and 7), read 2026-11-21.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from filebook.core.errors import Invalid
from filebook.core.ids import Number
from filebook.core.records import Record
from filebook.core.selection import Condition
from filebook.dialects.timetap.clients.phones import phone_digits, searched_digits
from filebook.dialects.timetap.clients.translate import full_name_of
from filebook.dialects.timetap.clients.wire import ClientFilter
from filebook.dialects.timetap.ids import number_of
from filebook.dialects.timetap.queries import search_in
from filebook.dialects.timetap.record_lists import holding
from filebook.dialects.timetap.values import text_in
from filebook.serving.json_body import read_json
from filebook.serving.json_text import read_strictly

_ABSENT = frozenset({"", "None"})
"""What a parameter is worth that a program did not fill; the second is how Python writes nothing."""
_OBJECT, _ARRAY, _QUOTE = b"{", b"[", b'"'
"""How JSON begins that is not just a word or a number."""
_PHONES = ("mobile", "phone")
_NAMES = ("company", "email", *_PHONES)


@dataclass(frozen=True, slots=True)
class Sought:
    """What clients must have, all of it; "" for what does not matter. `term` is any part of a name, e-mail or phone."""

    term: str = ""
    phone: str = ""
    email: str = ""

    @property
    def conditions(self) -> list[Condition[Record]]:
        """What has to hold."""
        found = []
        if self.term:
            term, digits = self.term, searched_digits(self.term)
            found.append(holding(lambda record: _has(record, term, digits)))
        if self.phone:
            number = phone_digits(self.phone)
            # Who hides the number calls as "anonymous": that is nobody's, not everybody's.
            found.append(holding(lambda record: bool(number) and phone_digits(record.text("mobile")) == number))
        if self.email:
            email = self.email.casefold()
            found.append(holding(lambda record: record.text("email").strip().casefold() == email))
        return found


def client_in(query: Mapping[str, str]) -> Number | None:
    """The one client that a list is to be of. Raises: Invalid("clientId")."""
    return number_of(_told(query, "clientId"), field="clientId")


def sought_in(query: Mapping[str, str]) -> Sought:
    """What a list's own filters look for."""
    return Sought(phone=_told(query, "cellPhone"), email=_told(query, "emailAddress"))


def sought_in_body(body: bytes) -> Sought:
    """What a search looks for: an object names it; a JSON text, and a text without quotes, are a term.

    Axios sends a text as it is and calls it JSON.

    Raises: Invalid.
    """
    text = body.strip()
    if text.startswith(_OBJECT):
        said = read_json(body, ClientFilter)
        return Sought(
            _term(text_in(said.searchTerm, field="searchTerm")),
            text_in(said.cellPhone, field="cellPhone").strip(),
            text_in(said.emailAddress, field="emailAddress").strip(),
        )
    return Sought(_term(_plain(text)))


def email_in_body(body: bytes) -> Sought:
    """Whose e-mail is looked for, in a body as `sought_in_body` takes it. Raises: Invalid."""
    text = body.strip()
    if text.startswith(_OBJECT):
        said = read_json(body, ClientFilter)
        email = text_in(said.emailAddress, field="emailAddress") or text_in(said.searchTerm, field="searchTerm")
        return Sought(email=email.strip())
    return Sought(email=_plain(text))


def searched_text(record: Record) -> str:
    """What a term is looked for in, telephone numbers also as bare digits."""
    phones = (phone_digits(record.text(word)) for word in _PHONES)
    return "\n".join((full_name_of(record), record.label, *map(record.text, _NAMES), *phones))


def _has(record: Record, term: str, digits: str) -> bool:
    text = searched_text(record).casefold()
    return term in text or (digits != "" and digits in text)


def _told(query: Mapping[str, str], name: str) -> str:
    text = query.get(name, "").strip()
    return "" if text in _ABSENT else text


def _term(text: str) -> str:
    return search_in({"searchTerm": text})


def _plain(body: bytes) -> str:
    """A text, in quotes or not; "" for null. Raises: Invalid."""
    if body.startswith(_ARRAY):
        raise Invalid("", "type")
    if body.startswith(_QUOTE):
        return text_in(str(read_strictly(body)), field="").strip()
    try:
        text = body.decode("utf-8")
    except UnicodeError:
        raise Invalid("", "encoding") from None
    return "" if text == "null" else text_in(text, field="").strip()
