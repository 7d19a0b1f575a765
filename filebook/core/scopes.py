"""Scopes as they stand in credentials: JSON with the words of actions and kinds."""

import json

from filebook.core.access import EVERYTHING, Action, Scope
from filebook.core.ids import Kind, Number


def scope_text(scope: Scope) -> str:
    """The scope as text; "" for everything."""
    if scope == EVERYTHING:
        return ""
    told: dict[str, object] = {"verbs": sorted(scope.verbs)}
    if scope.kinds is not None:
        told["kinds"] = sorted(scope.kinds)
    if scope.folder is not None:
        told["folder"] = scope.folder
    return json.dumps(told)


def scope_from(text: str) -> Scope:
    """The scope that `scope_text` wrote."""
    if not text:
        return EVERYTHING
    told = json.loads(text)
    kinds, folder = told.get("kinds"), told.get("folder")
    return Scope(
        frozenset(map(Action, told["verbs"])),
        None if kinds is None else frozenset(map(Kind, kinds)),
        None if folder is None else Number(folder),
    )
