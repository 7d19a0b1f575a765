"""HTML that is right by construction: whatever is not made here is text, and text is escaped."""

from html import escape

_EMPTY = frozenset({"br", "img", "input", "link", "meta"})
"""Elements that hold nothing and have no end."""
_ADDRESSES = frozenset({"href", "src", "action"})
_OWN = ("/", "./", "#", "?")
_ELSEWHERE = ("http://", "https://")


class Markup(str):
    """Text that is HTML already. Only `element` and `joined` make it."""

    __slots__ = ()


Attribute = str | int | bool | None


def element(name: str, /, *content: str, **attributes: Attribute) -> Markup:
    """An element around its content: `Markup` as it is, any other text escaped.

    Attributes are spelled as Python lets them be: `class_`, `for_`, `aria_label`. True stands without a value, False
    and None are left out, and so is an address that is neither of ours nor one on the web (`javascript:`, `//other`).
    """
    told = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _EMPTY:
        return Markup(f"<{name}{told}>")
    return Markup(f"<{name}{told}>{joined(*content)}</{name}>")


def joined(*content: str) -> Markup:
    """Pieces side by side, those that are no `Markup` escaped."""
    return Markup("".join(piece if isinstance(piece, Markup) else escape(piece) for piece in content))


def named(text: str) -> Markup:
    """A name that somebody gave: of whatever script, it turns nothing around it."""
    return element("bdi", text)


def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    if value is True:
        return f" {name}"
    if name in _ADDRESSES and not _is_harmless(str(value)):
        return ""
    return f' {name}="{escape(str(value))}"'


def _is_harmless(address: str) -> bool:
    # Browsers take a backslash for a slash, so `/\other` would lead elsewhere as `//other` does.
    return address.lower().startswith(_ELSEWHERE) or (
        address.startswith(_OWN) and not address.startswith(("//", "/\\"))
    )
