"""Where a machine fetches packages from, and where it keeps this project, is that machine's own business."""

import re

import pytest

from tests.house.tree import ROOT, name_of, written_files

# Put together from pieces, so that this file does not name what it looks for.
_REGISTRY_HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("deb", "debian", "org"),
    )
]
_MACHINE_FOLDERS = re.compile(r"(?<![\w.*-])/(work|farm|root|home/[a-z]+)/")


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_names_versions_and_hashes_but_no_addresses(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert "--hash=sha256:" in text
    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in text


def test_nothing_we_wrote_names_a_registry_or_a_folder_of_one_machine() -> None:
    found = []
    for path in written_files():
        text = path.read_text("utf-8", errors="ignore")
        found += [f"{name_of(path)}: {host}" for host in _REGISTRY_HOSTS if host in text]
        found += [f"{name_of(path)}: {match[0]}" for match in _MACHINE_FOLDERS.finditer(text)]
    assert found == []
