"""Record: what a file can hang on besides an appointment. Enough to resolve it; no CRM."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from filebook.core.ids import BusinessNumber, Kind, Number, Uid


@dataclass(frozen=True, slots=True)
class Record:
    """A contact, member of staff, estate, task, … under one number.

    `fields` holds what doors show. Words that more than one language knows have one spelling here
    (`first_name`, `last_name`, `company`, `email`, `phone`, `mobile`, `street`, `zip`, `city`,
    `country`, `duration_minutes`, …); what only one vendor knows lies under that door's name.
    """

    business: BusinessNumber
    number: Number
    uid: Uid
    kind: Kind
    label: str
    created_at: datetime
    modified_at: datetime
    fields: Mapping[str, object] = field(default_factory=dict)
    trashed_at: datetime | None = None

    @property
    def is_in_use(self) -> bool:
        """Whether nobody has put it out of use: its field `active` says so unless it is false."""
        return self.fields.get("active") is not False

    def text(self, name: str) -> str:
        """A field as text; "" where it is unset."""
        value = self.fields.get(name)
        return "" if value is None else str(value)
