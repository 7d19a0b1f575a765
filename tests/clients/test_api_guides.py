"""The guides to the native API: every example in them does what it says, run as a reader would run it."""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.clients.conftest import started

GUIDES = sorted((Path(__file__).parents[2] / "docs" / "api").glob("*.md"))
_EXAMPLE = re.compile(r"^```bash\n(.*?)^```", re.MULTILINE | re.DOTALL)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def guided(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """A demo server that the guides may fill: other tests count what theirs holds."""
    folder = tmp_path_factory.mktemp("guided")
    with started(folder / "data", folder / "demo.json") as contract:
        yield contract


def is_meant_to_fail(example: str) -> bool:
    """Whether a comment in it says that something is refused."""
    return re.search(r"#.*\brefused\b", example) is not None


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_the_examples_of_a_guide_work_in_their_order(guide: Path, guided: dict[str, Any], tmp_path: Path) -> None:
    examples = _EXAMPLE.findall(guide.read_text())
    assert examples, "a guide shows how it is done"
    said = [tmp_path / f"{number}.out" for number in range(len(examples))]
    blocks = [f"{{\n{example}}} > {out}\n" for example, out in zip(examples, said, strict=True)]
    native = {"BASE": guided["base_url"], "TOKEN": guided["native"]["token"]}
    run = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "".join(blocks)],
        check=False,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, **native, "HOME": str(tmp_path)},
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    for example, out in zip(examples, said, strict=True):
        text = out.read_text()
        assert text.strip(), f"says nothing:\n{example}"
        assert "urn:filebook:problem:" not in text or is_meant_to_fail(example), f"{text}\nfrom:\n{example}"
