"""The catalogue's rows about the documents that things need."""

from typing import Protocol

from filebook.core.ids import BusinessNumber
from filebook.core.requirements import DocumentRequirements


class Requirements(Protocol):
    """What each business asks for."""

    def get(self, business: BusinessNumber) -> DocumentRequirements:
        """Nothing for a business that has said nothing yet."""

    def put(self, requirements: DocumentRequirements) -> None:
        """In place of what was there. It has a `ref`, and was modified at some time."""
