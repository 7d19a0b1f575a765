"""A copy for everybody is the picture as it was, pixel by pixel, and tells nothing beside what is seen."""

import io
import struct
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, ImageOps, PngImagePlugin

from filebook.backends.media.copy_child import copied
from filebook.backends.media.makers import MediaPrograms
from filebook.core.errors import Unsupported
from filebook.core.previews import CLEANED_TYPES, Reason
from tests.pictures import SECRET, InMemory, bomb, encoded, halves, photograph, shown

TOLD = SECRET.encode()
XMP = b"<x:xmpmeta>" + TOLD
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
TYPES = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "HEIF": "image/heic",
    "AVIF": "image/avif",
    "TIFF": "image/tiff",
}


def telling(form: str, picture: Image.Image, *, orientation: int = 1, **more: Any) -> bytes:
    """The picture as a file that tells all that this format has a place for."""
    exif = shown(photograph(orientation=orientation)).getexif()
    said: dict[str, Any] = {"exif": exif, "icc_profile": PROFILE, **more}
    if form == "TIFF":
        said |= {"description": SECRET, "artist": SECRET}
    else:
        said["xmp"] = XMP
    if form == "JPEG":
        said |= {"comment": SECRET, "quality": 90}
    if form == "PNG":
        said["pnginfo"] = PngImagePlugin.PngInfo()
        said["pnginfo"].add_text("Location", SECRET)
        said["pnginfo"].add_itxt("Where", SECRET, zip=False)
    return encoded(picture, form, **said)


def copy_of(data: bytes, media_type: str) -> bytes:
    """What a child makes of it."""
    blocks: list[bytes] = []
    made = MediaPrograms().copy(InMemory(data), media_type=media_type, sink=blocks.append)
    assert made.media_type == media_type
    return b"".join(blocks)


def assert_alike(copy: bytes, original: bytes) -> None:
    """Upright they are one picture."""
    first, second = (ImageOps.exif_transpose(shown(one)) for one in (copy, original))
    assert (first.size, first.mode) == (second.size, second.mode)
    assert ImageChops.difference(first, second).getbbox() is None


@pytest.mark.parametrize("form", TYPES)
@pytest.mark.parametrize("orientation", [1, 6])
def test_a_copy_looks_like_its_original_and_tells_nothing_else(form: str, orientation: int) -> None:
    original = telling(form, halves(), orientation=orientation)
    assert TOLD in original
    copy = copied(original, [TYPES[form]]).data
    assert TOLD not in copy
    assert b"xmpmeta" not in copy
    assert_alike(copy, original)
    again = shown(copy)
    assert again.format == shown(original).format
    assert again.info.get("icc_profile") == shown(original).info.get("icc_profile")
    exif = again.getexif()
    assert not exif.get_ifd(0x8825)
    assert not {0x010E, 0x010F, 0x0110, 0x0131, 0x0132, 0x013B, 0x8769} & set(exif)


@pytest.mark.parametrize("mode", ["L", "CMYK", "P", "RGBA", "1", "LA", "I;16"])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_colours_are_stored_as_they_were(form: str, mode: str) -> None:
    picture = Image.new("I;16", (80, 40), 0x8000) if mode == "I;16" else halves(mode=mode)
    try:
        original = encoded(picture, form)
    except (OSError, KeyError):
        return  # the format has no such colours
    copy = copied(original, [TYPES[form]]).data
    assert shown(copy).mode == shown(original).mode
    assert shown(copy).tobytes() == shown(original).tobytes()


def test_pictures_in_more_than_one_pass_or_part_stay_whole() -> None:
    grain = Image.effect_noise((300, 200), 90)
    for original, media_type in (
        (encoded(grain, "JPEG", progressive=True, restart_marker_rows=1), "image/jpeg"),
        (encoded(Image.merge("RGB", (grain, grain, grain)), "HEIF", quality=60), "image/heic"),
        (encoded(halves(900, 700, mode="RGBA"), "AVIF"), "image/avif"),
        (encoded(halves(mode="RGBA"), "HEIF"), "image/heic"),
    ):
        assert_alike(copied(original, [media_type]).data, original)


@pytest.mark.parametrize("form", ["PNG", "WEBP", "GIF", "TIFF", "AVIF"])
def test_every_frame_stays(form: str) -> None:
    frames = [Image.new("RGB", (30, 30), colour) for colour in ("red", "blue", "green")]
    said: dict[str, Any] = {"comment": TOLD} if form == "GIF" else {}
    said |= {} if form == "TIFF" else {"duration": 100, "loop": 3}
    original = encoded(frames[0], form, save_all=True, append_images=frames[1:], **said)
    copy = copied(original, [TYPES.get(form, "image/gif")]).data
    assert TOLD not in copy
    first, second = Image.open(io.BytesIO(copy)), Image.open(io.BytesIO(original))
    assert getattr(first, "n_frames", 1) == getattr(second, "n_frames", 1) == 3
    for frame in range(3):
        first.seek(frame)
        second.seek(frame)
        assert first.convert("RGB").tobytes() == second.convert("RGB").tobytes()
    assert (first.info.get("loop"), first.info.get("duration")) == (
        second.info.get("loop"),
        second.info.get("duration"),
    )


def test_what_follows_a_picture_stays_behind() -> None:
    film = b"\0\0\0\x18ftypmp42" + TOLD
    for form in ("JPEG", "PNG"):
        original = encoded(halves(), form)
        assert copied(original + film, [TYPES[form]]).data == copied(original, [TYPES[form]]).data
    heic = encoded(halves(), "HEIF")
    moved = heic + struct.pack(">I", 8 + len(TOLD)) + b"mpvd" + TOLD
    assert TOLD not in copied(moved, ["image/heic"]).data
    webp = encoded(halves(), "WEBP")
    assert TOLD not in copied(webp + TOLD, ["image/webp"]).data


def test_smaller_pictures_within_are_left_out() -> None:
    thumbnail = encoded(Image.new("RGB", (16, 16), "green"), "JPEG")
    jpeg = encoded(halves(), "JPEG")
    jfxx = b"JFXX\0\x10" + thumbnail
    original = jpeg[:20] + b"\xff\xe0" + struct.pack(">H", len(jfxx) + 2) + jfxx + jpeg[20:]
    assert_alike(original, jpeg)
    assert copied(original, ["image/jpeg"]).data == copied(jpeg, ["image/jpeg"]).data
    heic = encoded(halves(400, 200), "HEIF", thumbnails=[64])
    copy = copied(heic, ["image/heic"]).data
    assert (len(shown(heic).info["thumbnails"]), shown(copy).info["thumbnails"]) == (1, [])
    assert_alike(copy, heic)


@pytest.mark.parametrize("media_type", sorted(CLEANED_TYPES))
def test_what_cannot_be_taken_apart_is_refused(media_type: str) -> None:
    for data in (b"", b"a letter", b"\xff\xd8\xff\xe0\0\1", b"RIFF\xff\xff\xff\xffWEBP", b"\0\0\0\x08ftyp"):
        with pytest.raises(Unsupported):
            copy_of(data, media_type)
    raw = encoded(halves(), "TIFF", tiffinfo={50706: b"\1\4\0\0"})
    with pytest.raises(Unsupported):
        copy_of(raw if media_type == "image/tiff" else bomb(9)[:20], media_type)


@given(st.sampled_from(sorted(TYPES)), st.integers(0, 3000), st.binary(min_size=1, max_size=12))
@settings(max_examples=15, deadline=None)
def test_of_what_has_a_fault_a_copy_is_made_or_refused_and_nothing_else(form: str, place: int, fault: bytes) -> None:
    data = bytearray(telling(form, halves()))
    place %= len(data)
    data[place : place + len(fault)] = fault
    try:
        assert copy_of(bytes(data), TYPES[form])
    except Unsupported as failure:
        assert failure.reason in set(Reason)


def test_a_child_copies_what_is_too_large_to_be_decoded() -> None:
    assert copy_of(bomb(), "image/png") == bomb()
