"""What shares and request links name, as the native API shows it: who made them, and the things that they lead to."""

from filebook.core.ids import Kind, Number, Ref
from filebook.core.link_surroundings import LinkSurroundings
from filebook.dialects.native.wire import Reference


def thing_shown(ref: Ref, kind: Kind, around: LinkSurroundings) -> Reference:
    """A thing that a link leads to; it may be gone."""
    return Reference(id=ref.uid, number=ref.number, kind=kind.value, label=around.labels.get(ref.number, ""))


def maker_shown(maker: Number, around: LinkSurroundings) -> Reference | None:
    """The user who made a link."""
    if maker not in around.makers:
        return None
    ref, name = around.makers[maker]
    return Reference(id=ref.uid, number=ref.number, kind=Kind.USER.value, label=name)
