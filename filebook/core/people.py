"""Person: somebody in the address book of a business, a member of staff or a contact."""

from dataclasses import dataclass

from filebook.core.businesses import User
from filebook.core.ids import Kind, Number
from filebook.core.records import Record


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff or a contact. `user`: with what a member of staff logs in, if at all."""

    record: Record
    user: User | None = None

    @property
    def number(self) -> Number:
        """The number of the record."""
        return self.record.number

    @property
    def has_login(self) -> bool:
        """Whether this person may log in."""
        return self.user is not None and self.user.enabled

    @property
    def is_there(self) -> bool:
        """Whether it is in use, and not shut out; contacts always are."""
        if self.record.kind is Kind.CONTACT:
            return True
        return self.record.is_in_use and (self.user is None or self.user.enabled)
