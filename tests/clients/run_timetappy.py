"""The package `timetappy` in a process of its own: a line of JSON names a method, a line of JSON tells what it gave.

Run in a folder of its own, since the package writes a log into the current one, and with the module `filebook_host`,
the documented hook, on the path.
"""

import json
import sys
from typing import Any

import filebook_host  # type: ignore[import-not-found] # noqa: F401 - from the documentation
from timetappy import Client  # type: ignore[import-untyped] # the package has no types for others


def main() -> None:
    """Answer until there are no more lines."""
    for line in sys.stdin:
        asked = json.loads(line)
        client = Client(**asked["client"])
        print(json.dumps(_called(client, asked)), flush=True)  # noqa: T201 - the answer goes to whoever runs this


def _called(client: Any, asked: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"gave": getattr(client, asked["method"])(**asked["arguments"])}
    except Exception as error:  # noqa: BLE001 - what the package raises is what is asked for
        return {"raised": type(error).__name__, "text": str(error)}


if __name__ == "__main__":
    main()
