"""Build hook: puts Swagger UI, which draws the description of the API, beside the page that shows it.

Nothing built is committed. A wheel, a source archive and an editable installation carry the two files; whoever installs
one of the first two needs nothing else.
"""

import gzip
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_SOURCE = "flask_swagger_ui"
"""A package that carries Swagger UI's released files and is kept up with them; nothing else of it is used."""
_NAMES = ("swagger-ui-bundle.js", "swagger-ui.css", "LICENSE")


class SwaggerUiHook(BuildHookInterface):  # type: ignore[type-arg] # the builder's configuration is of no matter here
    """Copies the files, compressed once, unless they are there."""

    PLUGIN_NAME = "custom"

    @property
    def _folder(self) -> Path:
        return Path(self.root) / "filebook" / "dialects" / "native" / "reference" / "static"

    def dependencies(self) -> list[str]:
        """What an isolated build needs."""
        return [] if self._is_there() else ["flask-swagger-ui>=5.34"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - the hook's shape
        """Runs before anything is packed."""
        if self._is_there():
            return
        found = find_spec(_SOURCE)
        if found is None or found.origin is None:
            raise RuntimeError(f"{_SOURCE} is not installed")
        source = Path(found.origin).parent / "dist"
        self._folder.mkdir(exist_ok=True)
        for name in _NAMES:
            data = gzip.compress((source / name).read_bytes(), mtime=0)
            (self._folder / f"{name}.gz").write_bytes(data)

    def _is_there(self) -> bool:
        return all((self._folder / f"{name}.gz").is_file() for name in _NAMES)
