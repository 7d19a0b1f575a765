"""Files and folders in TimeTap's words, and its requests in ours."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from filebook.core.access import Visibility
from filebook.core.errors import Invalid, Missing
from filebook.core.files import Attachment, Content, File, FileKind, Folder, Uploader, Version
from filebook.core.ids import BusinessNumber, Kind, Number, Ref, Uid
from filebook.dialects.timetap.translate import (
    change_of,
    edited_file,
    edited_folder,
    file_object,
    folder_fields,
    upload_of,
)
from filebook.dialects.timetap.values import (
    cleaned_name,
    flag_of,
    milliseconds,
    safe_key_name,
)
from filebook.dialects.timetap.wire import FileChange, FileObject, FileUpload

BASE = "https://files.example.org/timetap"
BUSINESS = BusinessNumber(510001)
HEX = "6f1c0a4be2d84f5f9a3b7c1d2e4f6a80"
UID = Uid("6f1c0a4b-e2d8-4f5f-9a3b-7c1d2e4f6a80")
FOLDER_REF = Ref(Number(700050), Uid("0d9e8c7b-6a5f-4e3d-8c1b-0a9f8e7d6c5b"))
AT = datetime(2026, 11, 22, 8, 0, 47, 613816, tzinfo=UTC)
UPLOADER = Uploader(BUSINESS, Number(2), Ref(Number(3), UID), "mira.lind")


def a_file(**said: Any) -> File:
    content = Content((), 48213, "0" * 64, "application/pdf", "application/pdf")
    values: dict[str, Any] = {
        "business": BUSINESS,
        "business_uid": UID,
        "number": Number(700051),
        "uid": UID,
        "name": "consent form.pdf",
        "kind": FileKind.UPLOAD,
        "visibility": Visibility.CUSTOMER,
        "uploader": UPLOADER,
        "created_at": AT,
        "modified_at": AT,
        "version": Version(1, UID, content, AT),
        "folder": FOLDER_REF,
        "modified_by": "mira.lind",
    }
    return File(**(values | said))


def a_folder(**said: Any) -> Folder:
    values: dict[str, Any] = {
        "business": BUSINESS,
        "number": FOLDER_REF.number,
        "uid": FOLDER_REF.uid,
        "name": "Forms.2031",
        "parent": None,
        "visibility": Visibility.CUSTOMER,
        "uploader": replace(UPLOADER, name="api"),
        "created_at": AT,
        "modified_at": AT,
        "modified_by": "api",
    }
    return Folder(**(values | said))


def shown(thing: File | Folder, *attachments: Attachment) -> FileObject:
    return file_object(thing, attachments, public_base=BASE)


def hanging(kind: Kind, number: int) -> Attachment:
    return Attachment(Number(700051), Number(number), kind)


def a_change(**said: Any) -> FileChange:
    required = {"businessId": 510001, "fileLibraryType": "FILE", "fileName": "consent form.pdf"}
    return msgspec.convert(required | said, FileChange)


def an_upload(**said: Any) -> FileUpload:
    required = {"businessId": "510001", "uploadedFileName": "consent form.pdf", "userName": "mira.lind"}
    return msgspec.convert(required | said, FileUpload)


def own(thing: File | Folder) -> Mapping[str, object]:
    fields = thing.fields["timetap"]
    assert isinstance(fields, Mapping)
    return fields


def test_a_private_file_is_shown_with_every_key_of_the_documented_example() -> None:
    links = (hanging(Kind.APPOINTMENT, 700123), hanging(Kind.CONTACT, 700088))
    assert msgspec.to_builtins(shown(a_file(), *links)) == {
        "businessId": 510001,
        "calendarId": 700123,
        "clientId": 700088,
        "contentType": "application/pdf",
        "createdDate": 1795334447613,
        "createdUser": "mira.lind",
        "deleted": False,
        "emailId": None,
        "encrypted": False,
        "extension": "pdf",
        "fileLibraryType": "FILE",
        "fileLibraryUUID": HEX,
        "fileName": "consent form.pdf",
        "fileSize": 48213,
        "modifiedDate": 1795334447613,
        "modifiedUser": "mira.lind",
        "parentFileLibraryUUID": "0d9e8c7b6a5f4e3d8c1b0a9f8e7d6c5b",
        "professionalId": None,
        "publicVisible": False,
        "referenceId": None,
        "s3Bucket": "tt-client-private",
        "s3Key": f"510001/{HEX}/consent_form.pdf",
        "url": None,
    }


def test_a_public_file_is_an_asset_in_the_public_bucket_with_an_address() -> None:
    asset = shown(a_file(visibility=Visibility.ALL))
    assert (asset.fileLibraryType, asset.publicVisible, asset.s3Bucket) == ("ASSET", True, "tt-client-public")
    assert asset.url == f"{BASE}/tt-client-public/510001/{HEX}/consent_form.pdf"


def test_a_public_file_in_the_trash_has_no_address() -> None:
    asset = shown(a_file(visibility=Visibility.ALL, trashed_at=AT))
    assert asset.deleted
    assert asset.url is None


def test_a_folder_has_no_content_and_no_place_in_a_bucket() -> None:
    folder = shown(a_folder())
    assert folder.fileLibraryType == "FOLDER"
    assert (folder.fileSize, folder.extension) == (0, "")
    assert [folder.contentType, folder.s3Bucket, folder.s3Key, folder.url] == [None] * 4


def test_a_link_from_another_door_shows_where_it_points() -> None:
    link = shown(a_file(kind=FileKind.LINK, version=None, url="https://example.org/plan"))
    assert (link.url, link.s3Key, link.fileSize) == ("https://example.org/plan", None, 0)


def test_a_file_on_several_appointments_shows_the_first() -> None:
    links = (hanging(Kind.ESTATE, 5), hanging(Kind.APPOINTMENT, 7), hanging(Kind.APPOINTMENT, 6))
    assert shown(a_file(), *links).calendarId == 7


def test_fields_of_other_doors_and_odd_fields_of_ours_do_no_harm() -> None:
    for odd in ({"timetap": "x"}, {"timetap": {"type": 5, "key_name": None, "emailId": "7", "publicVisible": "yes"}}):
        assert shown(a_file(fields=odd)) == shown(a_file())


@given(st.datetimes(timezones=st.just(UTC), min_value=datetime(1970, 1, 1), max_value=datetime(9999, 1, 1)))
def test_milliseconds_are_cut_off_never_rounded_up(moment: datetime) -> None:
    assert timedelta(0) <= moment - datetime(1970, 1, 1, tzinfo=UTC) - timedelta(milliseconds=milliseconds(moment))
    assert moment - datetime(1970, 1, 1, tzinfo=UTC) < timedelta(milliseconds=milliseconds(moment) + 1)


@pytest.mark.parametrize("name", ["businessId", "fileLibraryType", "fileName"])
@pytest.mark.parametrize("value", [None, "", " "])
def test_each_required_property_must_be_there_and_not_empty(name: str, value: str | None) -> None:
    with pytest.raises(Missing) as refused:
        change_of(a_change(**{name: value}))
    assert refused.value.field == name


@pytest.mark.parametrize("name", ["a/b", "a\\b", "..", "x\ny", "n" * 256, "\u202egpj.exe", "ü" * 128])
def test_a_new_name_that_cannot_be_one_is_refused(name: str) -> None:
    with pytest.raises(Invalid) as refused:
        change_of(a_change(fileName=name))
    assert refused.value.field == "fileName"


def test_what_is_left_out_stays_and_what_is_null_is_cleared() -> None:
    left_out = change_of(a_change())
    assert (left_out.parent, left_out.links, left_out.foreign_ids) == (UNSET, {}, {})
    cleared = change_of(a_change(parentFileLibraryUUID=None, calendarId=None, emailId=None))
    assert (cleared.parent, cleared.links, cleared.foreign_ids) == (None, {Kind.APPOINTMENT: None}, {"emailId": None})
    assert change_of(a_change(parentFileLibraryUUID="", clientId="")).links == {Kind.CONTACT: None}


def test_read_only_properties_are_not_looked_at() -> None:
    nonsense = {"createdDate": "yesterday", "fileSize": [], "url": {}, "s3Key": 5, "deletedBy": None}
    assert change_of(a_change(**nonsense)) == change_of(a_change())


def test_renaming_keeps_the_key_the_file_came_with() -> None:
    renamed = edited_file(a_file(), change_of(a_change(fileName="signed.docx")), folder=UNSET)
    assert shown(renamed).s3Key == shown(a_file()).s3Key
    assert (renamed.name, shown(renamed).extension, renamed.folder) == ("signed.docx", "docx", FOLDER_REF)


def test_publishing_and_withdrawing_move_bucket_address_and_public_visible_along() -> None:
    published = edited_file(a_file(), change_of(a_change(fileLibraryType="ASSET")), folder=UNSET)
    assert published.visibility is Visibility.ALL
    # The client sends back what it read: publicVisible is still true there.
    withdrawn = edited_file(published, change_of(a_change(publicVisible=True)), folder=UNSET)
    assert withdrawn.visibility is Visibility.CUSTOMER
    assert (shown(withdrawn).url, shown(withdrawn).publicVisible) == (None, False)


def test_public_visible_alone_is_kept_without_publishing_the_bytes() -> None:
    visible = edited_file(a_file(), change_of(a_change(publicVisible=True)), folder=UNSET)
    assert visible.visibility is Visibility.CUSTOMER
    assert (shown(visible).publicVisible, shown(visible).url) == (True, None)
    kept = edited_file(visible, change_of(a_change(fileName="b.pdf")), folder=UNSET)
    assert shown(kept).publicVisible
    assert not shown(edited_file(kept, change_of(a_change(publicVisible="0")), folder=UNSET)).publicVisible


@pytest.mark.parametrize("visibility", [Visibility.EMPLOYEE, Visibility.RESELLER])
def test_a_change_that_does_not_publish_leaves_a_narrower_circle_as_it_is(visibility: Visibility) -> None:
    changed = edited_file(a_file(visibility=visibility), change_of(a_change(fileName="b.pdf")), folder=UNSET)
    assert changed.visibility is visibility


def test_another_type_is_kept_as_given_and_is_private() -> None:
    photo = edited_file(a_file(visibility=Visibility.ALL), change_of(a_change(fileLibraryType="PHOTO")), folder=UNSET)
    assert (shown(photo).fileLibraryType, photo.visibility) == ("PHOTO", Visibility.CUSTOMER)
    assert shown(edited_file(photo, change_of(a_change()), folder=UNSET)).fileLibraryType == "FILE"


def test_other_doors_fields_survive_a_change() -> None:
    file = a_file(fields={"xelion": {"a": 1}, "timetap": {"referenceId": 5, "emailId": 6}})
    changed = edited_file(file, change_of(a_change(emailId=None, referenceId="9")), folder=None)
    assert changed.fields["xelion"] == {"a": 1}
    assert own(changed) == {"key_name": "consent_form.pdf", "referenceId": 9}
    assert changed.folder is None


def test_a_folder_cannot_become_a_file_nor_the_reverse() -> None:
    for edit in (
        lambda: edited_file(a_file(), change_of(a_change(fileLibraryType="FOLDER")), folder=UNSET),
        lambda: edited_folder(a_folder(), change_of(a_change()), parent=UNSET),
    ):
        with pytest.raises(Invalid) as refused:
            edit()
        assert refused.value.field == "fileLibraryType"


def test_a_folder_keeps_its_links_among_its_own_fields() -> None:
    change = change_of(a_change(fileLibraryType="FOLDER", clientId=700088, referenceId=5))
    folder = a_folder(fields=folder_fields(change, before={}))
    assert (shown(folder).clientId, shown(folder).referenceId) == (700088, 5)
    cleared = edited_folder(
        folder, change_of(a_change(fileLibraryType="FOLDER", clientId=None, publicVisible=True)), parent=FOLDER_REF
    )
    assert (shown(cleared).clientId, shown(cleared).referenceId, shown(cleared).publicVisible) == (None, 5, True)


@pytest.mark.parametrize("name", ["businessId", "uploadedFileName", "userName"])
def test_an_upload_without_a_required_field_is_refused_by_its_name(name: str) -> None:
    with pytest.raises(Missing) as refused:
        upload_of(an_upload(**{name: ""}))
    assert refused.value.field == name


def test_an_upload_may_name_everything_that_can_be_given() -> None:
    wish = upload_of(
        an_upload(
            fileLibraryType="ASSET",
            parentFileLibraryUUID=HEX,
            calendarId="700123",
            clientId=700088,
            professionalId="",
            emailId="4",
            referenceId="5",
            publicVisible="1",
        )
    )
    assert wish.visibility is Visibility.ALL
    assert wish.parent == HEX
    assert wish.links == {Kind.APPOINTMENT: 700123, Kind.CONTACT: 700088}
    assert wish.fields == {"timetap": {"key_name": "consent_form.pdf", "emailId": 4, "referenceId": 5}}


def test_an_upload_is_private_unless_it_is_an_asset() -> None:
    assert upload_of(an_upload()).visibility is None
    assert upload_of(an_upload(fileLibraryType="asset")).visibility is None
    assert upload_of(an_upload(publicVisible="true")).visibility is None


def test_content_cannot_be_a_folder() -> None:
    with pytest.raises(Invalid):
        upload_of(an_upload(fileLibraryType="FOLDER"))


@pytest.mark.parametrize("name", ["userName", "fileLibraryType"])
@pytest.mark.parametrize("text", ["a\x00b", "a\nb", "x" * 256])
def test_texts_with_control_characters_or_without_end_are_refused(name: str, text: str) -> None:
    with pytest.raises(Invalid) as refused:
        upload_of(an_upload(**{name: text}))
    assert refused.value.field == name


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("consent form.pdf", "consent form.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\mira\\scan.pdf", "scan.pdf"),
        ("a/b\\c.txt", "c.txt"),
        ("te\x00st\r\n.txt", "test.txt"),
        ("Übersicht – 日本.pdf", "Übersicht – 日本.pdf"),
        ("U\u0308bersicht.pdf", "Übersicht.pdf"),
        ("..\x00.txt", "...txt"),
    ],
)
def test_an_uploaded_name_is_cleaned_and_otherwise_kept(sent: str, kept: str) -> None:
    assert cleaned_name(sent, field="uploadedFileName") == kept


@pytest.mark.parametrize("name", ["", "/", "a/", "..", "x/..", ".", "\x00", "\u202egpj.exe", "n" * 300, "ü" * 150])
def test_an_uploaded_name_of_which_nothing_good_is_left_is_refused(name: str) -> None:
    with pytest.raises(Invalid) as refused:
        cleaned_name(name, field="uploadedFileName")
    assert refused.value.field == "uploadedFileName"


@given(st.text())
def test_no_name_leaves_its_folder_or_its_header(name: str) -> None:
    try:
        clean = cleaned_name(name, field="uploadedFileName")
    except Invalid:
        return
    assert not set(clean) & set("/\\\x00\r\n")
    assert clean not in {".", ".."}
    assert set(safe_key_name(clean)) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-")


def test_booleans_are_read_in_every_documented_form() -> None:
    assert [flag_of(value, field="deleted") for value in (True, "true", "TRUE", "1", 1)] == [True] * 5
    assert [flag_of(value, field="deleted") for value in (False, "false", "0", 0)] == [False] * 4
    assert [flag_of(value, field="deleted") for value in (None, "", " ")] == [None] * 3
    for value in ("yes", 2, "01"):
        with pytest.raises(Invalid):
            flag_of(value, field="deleted")
