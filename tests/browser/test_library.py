"""The library in the browser: keyboard, moves and their undoing, trash, versions, a folder of ten thousand files."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Api

pytestmark = pytest.mark.slow

MANY, AT_ONCE = 10_000, 20


def upload(api: Api, folder: str, *names: str) -> list[str]:
    """Bring small files into a folder; their ids."""
    parts: list[tuple[str, Any]] = [("file", (name, name.encode(), "text/plain")) for name in names]
    return [one["id"] for one in api("POST", "/files", data={"folder": folder}, files=parts)["items"]]


def names_in(api: Api, folder: str) -> list[str]:
    return [one["name"] for one in api("GET", f"/folders/{folder}/children")["items"]]


def row(page: Page, name: str) -> Locator:
    """The line of a file or folder in the list."""
    return page.get_by_role("row").filter(has=page.get_by_text(name, exact=True))


def make_folder(page: Page, name: str) -> str:
    """Make a folder by the menu, which opens it; its id."""
    page.get_by_role("button", name="New", exact=True).click()
    page.get_by_role("menuitem", name="New folder").click()
    page.get_by_label("Name").fill(name)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    return page.url.rpartition("/")[2]


def test_files_are_renamed_selected_moved_and_moved_back_by_keyboard(api: Api, page: Page) -> None:
    page.goto("/library")
    folder = make_folder(page, "Parkweg")
    expect(page.get_by_text("This folder is empty.")).to_be_visible()
    target = api("POST", "/folders", json={"name": "Archive", "parent": folder})["id"]
    upload(api, folder, "a.txt", "b.txt", "c.txt")

    expect(row(page, "c.txt")).to_be_visible()
    row(page, "a.txt").focus()
    page.keyboard.press("F2")
    page.get_by_label("New name").fill("first.txt")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Renamed to “first.txt”")).to_be_visible()
    expect(row(page, "first.txt")).to_be_visible()

    row(page, "b.txt").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.get_by_role("toolbar").get_by_text("2 selected")).to_be_visible()
    page.get_by_role("toolbar").get_by_role("button", name="Move").click()
    picker = page.get_by_role("dialog")
    picker.get_by_role("button", name="Archive").click()
    picker.get_by_role("button", name="Move here").click()
    moved = page.get_by_role("alert").filter(has_text="2 items moved")
    expect(moved).to_be_visible()
    expect(row(page, "b.txt")).to_have_count(0)
    assert len(names_in(api, target)) == 2
    moved.get_by_role("button", name="Undo").click()
    expect(row(page, "b.txt")).to_be_visible()
    assert names_in(api, target) == []
    assert "first.txt" in names_in(api, folder)


def test_what_was_deleted_lies_in_the_trash_and_comes_back(api: Api, page: Page) -> None:
    folder = api("POST", "/folders", json={"name": "Letters"})["id"]
    upload(api, folder, "letter of intent.txt", "reply.txt")
    page.goto(f"/library/folder/{folder}")
    row(page, "letter of intent.txt").click()
    page.keyboard.press("Delete")
    expect(row(page, "letter of intent.txt")).to_have_count(0)
    assert names_in(api, folder) == ["reply.txt"]
    page.goto("/library/trash")
    page.get_by_role("button", name="Restore letter of intent.txt").click()
    expect(page.get_by_role("button", name="Restore letter of intent.txt")).to_have_count(0)
    assert names_in(api, folder) == ["letter of intent.txt", "reply.txt"]


COPY_PICTURE = """async () => {
    const canvas = new OffscreenCanvas(32, 24);
    canvas.getContext("2d").fillRect(0, 0, 16, 12);
    const picture = await canvas.convertToBlob({ type: "image/png" });
    await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
}"""


def test_a_picture_is_pasted_into_the_folder_that_is_shown(api: Api, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    folder = api("POST", "/folders", json={"name": "Clippings"})["id"]
    page.goto(f"/library/folder/{folder}")
    expect(page.get_by_text("This folder is empty.")).to_be_visible()
    page.evaluate(COPY_PICTURE)
    page.keyboard.press("Control+v")
    expect(page.get_by_role("row").filter(has_text="Pasted")).to_be_visible()
    (name,) = names_in(api, folder)
    page.get_by_role("navigation").first.get_by_role("link", name="Library").focus()
    page.keyboard.press("Control+v")
    expect(page.get_by_role("row").filter(has_text="Pasted")).to_have_count(2)
    page.get_by_role("button", name="New", exact=True).click()
    page.get_by_role("menuitem", name="New folder").click()
    page.get_by_label("Name").press("Control+v")
    page.keyboard.press("Escape")
    assert len(names_in(api, folder)) == 2
    assert name.startswith("Pasted")
    assert name.endswith(".png")


def test_an_old_version_is_made_the_newest_again(api: Api, page: Page) -> None:
    folder = api("POST", "/folders", json={"name": "Plans"})["id"]
    (file,) = upload(api, folder, "plan.txt")
    api("PUT", f"/files/{file}/content", content=b"four rooms", headers={"Content-Type": "text/plain"})
    page.goto(f"/library/folder/{folder}")
    row(page, "plan.txt").click(button="right")
    page.get_by_role("menuitem", name="Properties").click()
    page.get_by_role("tab", name="Versions").click()
    page.get_by_role("button", name="Restore version 1").click()
    expect(page.get_by_text("Version 3", exact=True)).to_be_visible()
    assert api("GET", f"/files/{file}/content") == b"plan.txt"


def test_ten_thousand_files_are_listed_to_the_last(api: Api, page: Page) -> None:
    folder = api("POST", "/folders", json={"name": "Ten thousand"})["id"]
    for first in range(0, MANY, AT_ONCE):
        upload(api, folder, *(f"{number:05d}.txt" for number in range(first, first + AT_ONCE)))
    page.goto(f"/library/folder/{folder}")
    expect(row(page, "00000.txt")).to_be_visible()
    expect(page.get_by_role("grid")).to_have_attribute("aria-rowcount", str(MANY + 1))
    row(page, "00000.txt").focus()
    page.keyboard.press("End")
    expect(row(page, "09999.txt")).to_be_focused()
    page.keyboard.press("Home")
    expect(row(page, "00000.txt")).to_be_focused()
    assert page.get_by_role("row").count() < 100


def test_new_bytes_come_through_the_tray_and_are_taken_back(api: Api, page: Page) -> None:
    folder = api("POST", "/folders", json={"name": "Contracts"})["id"]
    (file,) = upload(api, folder, "contract.txt")
    page.goto(f"/library/folder/{folder}")
    row(page, "contract.txt").click(button="right")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("menuitem", name="Replace by new version").click()
    chooser.value.set_files({"name": "signed.txt", "mimeType": "text/plain", "buffer": b"signed"})
    tray = page.get_by_role("region", name="Uploads")
    expect(tray.get_by_text("the new version of “contract.txt”")).to_be_visible()
    assert api("GET", f"/files/{file}/content") == b"signed"
    page.get_by_role("alert").filter(has_text="has a new version").get_by_role("button", name="Undo").click()
    expect(page.get_by_text("has a new version")).to_have_count(0)
    assert api("GET", f"/files/{file}")["version"] == 3
    assert api("GET", f"/files/{file}/content") == b"contract.txt"


def test_what_is_selected_is_dragged_onto_a_folder_and_back_onto_the_path(api: Api, page: Page) -> None:
    outer = api("POST", "/folders", json={"name": "Outer"})["id"]
    inner = api("POST", "/folders", json={"name": "Inner", "parent": outer})["id"]
    upload(api, outer, "a.txt", "b.txt")
    page.goto(f"/library/folder/{outer}")
    row(page, "a.txt").click()
    row(page, "b.txt").click(modifiers=["Control"])
    row(page, "a.txt").drag_to(row(page, "Inner"))
    expect(row(page, "a.txt")).to_have_count(0)
    assert names_in(api, inner) == ["a.txt", "b.txt"]
    page.goto(f"/library/folder/{inner}")
    row(page, "b.txt").drag_to(page.get_by_role("navigation", name="Path").get_by_text("Outer"))
    expect(row(page, "b.txt")).to_have_count(0)
    assert names_in(api, outer) == ["Inner", "b.txt"]
