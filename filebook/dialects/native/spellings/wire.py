"""A file as another door shows it, on the wire of the native API."""

from typing import Literal

from msgspec import Struct, field

Speaking = Literal["onoffice", "timetap", "telecomx", "xelion"]


class As(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The query of a file in another language."""

    door: Speaking = field(name="as")


class Spelled(Struct, frozen=True, kw_only=True):
    """A file in another language. `object` is what that door shows, to the letter; null where it does not show the
    file. `lost` names what its clients do not learn.
    """

    door: Speaking
    object: object
    lost: list[str]
