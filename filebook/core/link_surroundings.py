"""What links for people without a login are shown with to those who make them."""

from collections.abc import Mapping
from dataclasses import dataclass

from filebook.core.ids import Number, Ref


@dataclass(frozen=True, slots=True)
class LinkSurroundings:
    """`makers`: number → the user who made some of them, and its name. `labels`: number → what a thing is called that
    they lead to, as far as whoever looks may know of it now.
    """

    makers: Mapping[Number, tuple[Ref, str]]
    labels: Mapping[Number, str]
