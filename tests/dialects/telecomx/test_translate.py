"""A file or folder is told in TelecomX's members, and what has no value is left out."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from filebook.core.access import Role, Visibility
from filebook.core.files import Content, File, FileKind, Folder, Uploader, Version
from filebook.core.ids import BusinessNumber, Number, Ref, Uid
from filebook.dialects.telecomx import values
from filebook.dialects.telecomx.files import translate

AT = datetime(2026, 3, 30, 7, 0, 0, 123456, tzinfo=UTC)
BASE = "https://files.example"
BUSINESS = BusinessNumber(1)
BUSINESS_UID = Uid("0b9f5d2e-6c1a-4f0e-9a52-000000000001")
STAFF = Ref(Number(4), Uid("4b9f5d2e-6c1a-4f0e-9a52-000000000004"))
PARENT = Ref(Number(5), Uid("5b9f5d2e-6c1a-4f0e-9a52-000000000005"))
UPLOADER = Uploader(BUSINESS, Number(3), STAFF, "mette")
CONTENT = Content((), 48211, "0" * 64, "application/pdf")
VERSION = Version(1, Uid("7b9f5d2e-6c1a-4f0e-9a52-3d8a1c7e4b60"), CONTENT, AT)
FILE = File(
    BUSINESS,
    BUSINESS_UID,
    Number(8),
    Uid("6b9f5d2e-6c1a-4f0e-9a52-3d8a1c7e4b60"),
    "Lejekontrakt.pdf",
    FileKind.UPLOAD,
    Visibility.CUSTOMER,
    UPLOADER,
    AT,
    AT,
    version=VERSION,
)


def _told(file: File) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(translate.file_object(file, file_base=BASE))
    return told


def test_a_file_is_told_with_just_the_members_it_has() -> None:
    assert _told(FILE) == {
        "_id": "6b9f5d2e6c1a4f0e9a523d8a",
        "filename": "Lejekontrakt",
        "size": 48211,
        "filetype": "pdf",
        "fileId": "7b9f5d2e6c1a4f0e9a523d8a",
        "employee": "4b9f5d2e6c1a4f0e9a520000",
        "customer": "0b9f5d2e6c1a4f0e9a520000",
        "type": "DOC",
        "date": "2026-03-30T07:00:00.123Z",
        "lastUpdated": "2026-03-30T07:00:00.123Z",
        "accessLevel": "CUSTOMER",
        "url": "https://files.example/7b9f5d2e6c1a4f0e9a523d8a/Lejekontrakt.pdf",
    }


def test_what_a_file_has_besides_is_told_too() -> None:
    picture = replace(VERSION, content=replace(CONTENT, picture_size=(800, 600)))
    told = _told(
        replace(
            FILE, name="Grundplan 1.JPEG", folder=PARENT, free_text="Stuen", version=picture, visibility=Visibility.ALL
        )
    )
    assert told["folder"] == "5b9f5d2e6c1a4f0e9a520000"
    assert told["description"] == "Stuen"
    assert (told["type"], told["filetype"], told["width"], told["height"]) == ("IMAGE", "jpg", 800, 600)
    assert told["accessLevel"] == "ALL"
    assert told["url"].endswith("/Grundplan%201.jpg")


@pytest.mark.parametrize(
    ("name", "filename", "filetype", "kind"),
    [
        ("a.png", "a", "png", "IMAGE"),
        ("a.webp", "a", "webp", "IMAGE"),
        ("a.mp3", "a", "mp3", "AUDIO"),
        ("index.html", "index", "html", "DOC"),
        ("a.b.XLSX", "a.b", "xlsx", "DOC"),
        ("a.zip", "a", "zip", "OTHER"),
        ("README", "README", None, "OTHER"),
        (".profile", ".profile", None, "OTHER"),
    ],
)
def test_the_extension_gives_filetype_and_type(name: str, filename: str, filetype: str | None, kind: str) -> None:
    told = _told(replace(FILE, name=name))
    assert (told["filename"], told.get("filetype"), told["type"]) == (filename, filetype, kind)
    assert ("url" in told) == (kind != "OTHER")
    assert "width" not in told


def test_no_name_breaks_out_of_its_url() -> None:
    assert _told(replace(FILE, name="ø ?#%&;.pdf"))["url"].endswith("/%C3%B8%20%3F%23%25%26%3B.pdf")


def test_a_link_has_no_content_to_point_to() -> None:
    told = _told(replace(FILE, version=None, kind=FileKind.LINK, url="https://example.org/x.pdf"))
    assert told["type"] == "OTHER"
    assert told.keys().isdisjoint({"fileId", "size", "url", "width"})


def test_a_folder_has_no_content_and_keeps_its_name_whole() -> None:
    folder = Folder(BUSINESS, Number(9), FILE.uid, "Kontrakter 2.0", PARENT, Visibility.RESELLER, UPLOADER, AT, AT)
    assert msgspec.to_builtins(translate.folder_object(folder, business_uid=BUSINESS_UID)) == {
        "_id": "6b9f5d2e6c1a4f0e9a523d8a",
        "filename": "Kontrakter 2.0",
        "folder": "5b9f5d2e6c1a4f0e9a520000",
        "employee": "4b9f5d2e6c1a4f0e9a520000",
        "customer": "0b9f5d2e6c1a4f0e9a520000",
        "type": "FOLDER",
        "date": "2026-03-30T07:00:00.123Z",
        "lastUpdated": "2026-03-30T07:00:00.123Z",
        "accessLevel": "RESELLER",
    }
    top_level = msgspec.to_builtins(translate.folder_object(replace(folder, parent=None), business_uid=BUSINESS_UID))
    assert "folder" not in top_level


def test_a_whole_second_has_three_decimals_too() -> None:
    assert values.date_text(AT.replace(microsecond=0)) == "2026-03-30T07:00:00.000Z"


def test_every_role_has_an_access_level() -> None:
    assert values.ACCESS_LEVELS.keys() == set(Role)
    assert values.ACCESS_LEVELS[Role.EDITOR] == "MANAGER"


@pytest.mark.parametrize(
    ("flag", "meant"),
    [
        *((flag, True) for flag in (True, 1, "1", "true", "True")),
        *((flag, False) for flag in (False, 0, "0", "false", "", "yes")),
    ],
)
def test_booleans_are_read_in_every_spelling(flag: bool | int | str, meant: bool) -> None:
    assert values.is_set(flag) is meant
