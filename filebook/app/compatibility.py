"""What each vendor's door serves of its vendor's API, put into one table, since the dialects do not know each other."""

from collections.abc import Iterable, Sequence

from filebook.core import ids
from filebook.core.compatibility import TellCompatibility, VendorCall
from filebook.serving.routes import Door


def compatibility(doors: Iterable[Door]) -> TellCompatibility:
    """By door. The words are loaded when somebody asks: few do, and they are many."""
    by_name = {door.name: door for door in doors}

    def tell(name: ids.Door) -> Sequence[VendorCall]:
        if name is ids.Door.ONOFFICE:
            from filebook.dialects.onoffice.vendor_calls import vendor_calls  # noqa: PLC0415 - as said above

            return vendor_calls()
        if name is ids.Door.TIMETAP:
            from filebook.dialects.timetap.vendor_calls import vendor_calls as calls  # noqa: PLC0415 - the same

            return calls(by_name[name])
        return [
            VendorCall(subject="", call=f"{row.method} {row.path}", served=True, about=row.summary)
            for row in by_name[name].routes
        ]

    return tell
