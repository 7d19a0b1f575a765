"""A user's program around the package `timetappy` from the Python Package Index, which is used as it is.

The package logs in before every single call, knows TimeTap's host alone, and gives back what it can read as JSON
whatever the status was. Where it has to go instead, the hook in docs/timetap-clients.md tells it, at its transport.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

RUNNER = Path(__file__).with_name("run_timetappy.py")
PAGE = Path(__file__).parents[2] / "docs" / "timetap-clients.md"
EXAMPLE_ADDRESS = "https://files.example.org/timetap"

Json = dict[str, Any]


def blocks_of(language: str) -> list[str]:
    """The page's blocks of code in a language."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE.read_text("utf-8"), flags=re.DOTALL)


def write_hook(folder: Path, address: str) -> None:
    """The page's hook as a module in a folder, with another address."""
    hook, *_ = blocks_of("python")
    assert hook.count(EXAMPLE_ADDRESS) == 1
    (folder / "filebook_host.py").write_text(hook.replace(EXAMPLE_ADDRESS, address))


class Failed(Exception):
    """The package raised something, which is named."""


class Package:
    """The package, running while the block lasts."""

    def __init__(self, folder: Path, demo: Json) -> None:
        write_hook(folder, demo["timetap"]["url"])
        self._key = {"APIKey": demo["timetap"]["api_key"], "PrivateKey": demo["timetap"]["private_key"]}
        self._process = subprocess.Popen(
            [sys.executable, RUNNER],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=30)
        assert self._process.returncode == 0

    def call(self, method: str, *, of: Mapping[str, object] | None = None, **arguments: Any) -> Any:
        """What a method of its `Client` gives back. Raises: Failed("KeyError: …") for whatever it raises.

        `of` is said to the `Client` beside the keys, or in their place.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        asked = {"client": {**self._key, **(of or {})}, "method": method, "arguments": arguments}
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if "raised" in answer:
            raise Failed(f"{answer['raised']}: {answer['text']}")
        return answer["gave"]
