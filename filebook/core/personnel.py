"""Employee: a member of staff with what this person logs in with, and whether this person is there."""

from dataclasses import dataclass
from enum import StrEnum

from filebook.core.access import Role
from filebook.core.businesses import Business, User
from filebook.core.records import Record


class State(StrEnum):
    """Whether somebody is there."""

    ENABLED = "enabled"
    DISABLED = "disabled"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Employee:
    """A member of staff, the business, and with what this person logs in, if at all."""

    staff: Record
    user: User | None
    business: Business

    @property
    def name(self) -> str:
        """As this person is called."""
        return self.staff.label

    @property
    def email(self) -> str:
        """The user's address, else the record's."""
        return self.staff.text("email") if self.user is None else self.user.email or ""

    @property
    def role(self) -> Role:
        """What this person may do; nothing without a login."""
        return Role.NONE if self.user is None else self.user.role

    @property
    def state(self) -> State:
        """In the trash, put out of use or shut out, or there."""
        if self.staff.trashed_at is not None:
            return State.DELETED
        shut_out = self.user is not None and not self.user.enabled
        return State.DISABLED if shut_out or not self.staff.is_in_use else State.ENABLED
