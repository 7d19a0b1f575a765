"""The rows that say which documents things need."""

import msgspec

from filebook.backends.sql.columns import from_micros, micros_or_none, to_json
from filebook.backends.sql.connection import Connection
from filebook.core.ids import BusinessNumber, Ref
from filebook.core.requirements import DocumentRequirements, Requirement

_ITEMS = msgspec.json.Decoder(tuple[Requirement, ...])


class SqlRequirements:
    """Implements the port `Requirements`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, business: BusinessNumber) -> DocumentRequirements:
        row = self._connection.row(
            """
            SELECT number, uid, modified_at, modified_by, items FROM document_requirements
            WHERE business = :business
            """,
            {"business": business},
        )
        if row is None:
            return DocumentRequirements(business)
        number, uid, modified_at, modified_by, items = row
        return DocumentRequirements(
            business, Ref(number, uid), from_micros(modified_at), modified_by, _ITEMS.decode(items)
        )

    def put(self, requirements: DocumentRequirements) -> None:
        ref = requirements.ref
        self._connection.execute(
            """
            INSERT INTO document_requirements (business, number, uid, modified_at, modified_by, items)
            VALUES (:business, :number, :uid, :modified_at, :modified_by, :items)
            ON CONFLICT (business) DO UPDATE
                SET modified_at = excluded.modified_at, modified_by = excluded.modified_by, items = excluded.items
            """,
            {
                "business": requirements.business,
                "number": None if ref is None else ref.number,
                "uid": None if ref is None else ref.uid,
                "modified_at": micros_or_none(requirements.modified_at),
                "modified_by": requirements.modified_by,
                "items": to_json(requirements.items),
            },
        )
