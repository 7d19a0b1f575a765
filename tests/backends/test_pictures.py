"""Pictures are made smaller in a process of their own, whatever they are; and those made to do harm do none."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]  # it comes without types
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from filebook.backends.media.makers import MakerLimits, MediaPrograms
from filebook.core.errors import Damaged, NoSpace, Unavailable, Unsupported
from filebook.core.previews import Look, Making, Reason
from tests.pictures import SECRET, InMemory, bomb, encoded, halves, is_near, photograph, shown

RED, BLUE, GREEN = (255, 0, 0), (0, 0, 255), (0, 255, 0)
LOSSY = {"JPEG": "JPEG", "HEIF": "JPEG", "AVIF": "JPEG", "TIFF": "JPEG", "BMP": "JPEG"}
DRAWN = {"PNG": "PNG", "GIF": "PNG", "WEBP": "WEBP"}


SMALL = Look(9, 9)


def limited(**changed: float) -> MediaPrograms:
    """The programs with other limits for pictures; those that a child sets itself among them."""
    picture = MakerLimits().picture
    bounds = {name: changed.pop(name) for name in ("source_bytes", "memory_bytes") if name in changed}
    own: Any = changed | {"bounds": replace(picture.bounds, **bounds)}  # type: ignore[arg-type]  # whole numbers
    return MediaPrograms(limits=MakerLimits(picture=replace(picture, **own)))


def made(data: bytes, width: int = 40, height: int = 40, program: MediaPrograms | None = None) -> bytes:
    """The smaller picture, whose type is as told."""
    return made_as(data, Look(width, height), program)


def made_as(data: bytes, look: Look, program: MediaPrograms | None = None) -> bytes:
    blocks: list[bytes] = []
    told = (program or MediaPrograms()).picture(InMemory(data), look, sink=blocks.append)
    result = b"".join(blocks)
    assert Image.MIME[shown(result).format or ""] == told.media_type
    return result


@dataclass
class Watched:
    """A picture that looks at the child which it is read for, before it goes on."""

    look: Callable[[psutil.Process], object]
    data: bytes = field(default_factory=photograph)
    size_bytes: int = 1_000_000

    def read(self, offset: int, length: int) -> bytes:
        if offset == 0:
            (child,) = children()
            self.look(child)
            return self.data
        return bytes(length)


def unexpected(block: bytes) -> None:
    pytest.fail(f"{len(block)} bytes")


def children() -> list[psutil.Process]:
    """Those that make pictures; the tests' process has others, such as servers that more than one test needs."""
    return [
        child
        for child in psutil.Process().children()
        if child.status() != psutil.STATUS_ZOMBIE and any("_child.py" in word for word in child.cmdline())
    ]


@pytest.mark.parametrize("source, result", [*LOSSY.items(), *DRAWN.items()])
def test_a_picture_fits_into_what_was_asked_for_and_keeps_its_proportions(source: str, result: str) -> None:
    small = shown(made(encoded(halves(), source)))
    assert (small.size, small.format) == ((40, 20), result)
    assert is_near(small.convert("RGB").getpixel((4, 10)), RED)
    assert is_near(small.convert("RGB").getpixel((36, 10)), BLUE)


@given(st.integers(1, 200), st.integers(1, 200), st.integers(1, 300), st.integers(1, 300))
@settings(max_examples=15)
def test_no_side_is_longer_than_asked_or_than_it_was(width: int, height: int, most_wide: int, most_high: int) -> None:
    small = shown(made(encoded(halves(width, height), "PNG"), most_wide, most_high)).size
    assert 1 <= small[0] <= min(width, most_wide)
    assert 1 <= small[1] <= min(height, most_high)
    assert small[0] in {width, most_wide} or small[1] in {height, most_high}


@pytest.mark.parametrize("orientation, ends", [(1, (RED, BLUE)), (3, (BLUE, RED)), (6, (RED, BLUE)), (8, (BLUE, RED))])
def test_a_photograph_stands_upright(orientation: int, ends: tuple[tuple[int, ...], ...]) -> None:
    small = shown(made(photograph(orientation=orientation)))
    is_turned = orientation > 4
    assert small.size == ((20, 40) if is_turned else (40, 20))
    first, last = ((10, 4), (10, 36)) if is_turned else ((4, 10), (36, 10))
    assert is_near(small.getpixel(first), ends[0])
    assert is_near(small.getpixel(last), ends[1])


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF", "TIFF"])
def test_nothing_is_told_but_what_is_seen(form: str) -> None:
    source = photograph()
    if form != "JPEG":
        photo = shown(source)
        source = encoded(photo, form, exif=photo.getexif(), xmp=b"<x:xmpmeta>" + SECRET.encode())
    assert SECRET.encode() in source
    result = made(source)
    small = shown(result)
    assert dict(small.getexif()) == {}
    assert not {"exif", "xmp", "comment", "icc_profile"} & small.info.keys()
    assert SECRET.encode() not in result


def test_a_picture_may_fill_what_was_asked_for_and_loses_what_stands_over() -> None:
    thirds = Image.new("RGB", (90, 30), "green")
    thirds.paste("red", (0, 0, 30, 30))
    thirds.paste("blue", (60, 0, 90, 30))
    for form, orientation in (("JPEG", 1), ("PNG", 1), ("JPEG", 6)):
        exif = Image.Exif()
        exif[0x0112] = orientation
        small = shown(made_as(encoded(thirds, form, exif=exif), Look(20, 20, making=Making.COVER)))
        assert small.size == (20, 20)
        assert all(is_near(small.convert("RGB").getpixel(place), (0, 128, 0)) for place in ((1, 1), (18, 18)))
    assert shown(made_as(encoded(thirds, "PNG"), Look(200, 20, making=Making.COVER))).size == (90, 20)


def test_a_format_can_be_asked_for() -> None:
    drawing = encoded(Image.new("RGBA", (40, 40), (0, 0, 0, 0)), "PNG")
    for form in ("JPEG", "PNG", "WEBP"):
        small = shown(made_as(drawing, Look(40, 40, form=Image.MIME[form])))
        assert small.format == form
        assert small.convert("RGBA").getpixel((1, 1)) == ((255, 255, 255, 255) if form == "JPEG" else (0, 0, 0, 0))


def test_what_can_be_seen_through_stays_so() -> None:
    drawing = Image.new("RGBA", (80, 40), (0, 255, 0, 0))
    drawing.paste((255, 0, 0, 255), (0, 0, 40, 40))
    for form, result in (("PNG", "PNG"), ("WEBP", "WEBP"), ("TIFF", "PNG"), ("AVIF", "PNG"), ("GIF", "PNG")):
        small = shown(made(encoded(drawing, form)))
        assert (small.format, small.mode) == (result, "RGBA"), form
        assert is_near(small.getpixel((4, 10)), (*RED, 255)), form
        pixel = small.getpixel((36, 10))
        assert isinstance(pixel, tuple)
        assert pixel[3] == 0, form


def test_of_an_animation_the_first_picture_is_shown() -> None:
    frames = [Image.new("RGB", (60, 60), colour) for colour in ("red", "blue", "green")]
    small = shown(made(encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100)))
    assert (small.size, getattr(small, "n_frames", 1)) == ((40, 40), 1)
    assert is_near(small.convert("RGB").getpixel((20, 20)), RED)


def test_other_ways_to_store_colours_become_common_ones() -> None:
    for mode, form in (("CMYK", "JPEG"), ("L", "JPEG"), ("P", "PNG"), ("1", "PNG"), ("LA", "PNG"), ("F", "TIFF")):
        assert shown(made(encoded(halves(mode=mode), form))).mode in {"RGB", "L", "RGBA"}, mode
    deep = encoded(Image.new("I;16", (80, 40), 0x8000), "PNG")
    assert shown(made(deep)).getpixel((10, 10)) == 0x80


def test_a_colour_profile_is_applied_and_left_out() -> None:
    common = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = common.replace(b"rXYZ", b"?XYZ", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"?XYZ", b"gXYZ", 1)
    small = shown(made(encoded(halves(), "PNG", icc_profile=swapped)))
    assert "icc_profile" not in small.info
    assert is_near(small.getpixel((4, 10)), GREEN)
    assert is_near(shown(made(encoded(halves(), "PNG", icc_profile=b"nonsense"))).getpixel((4, 10)), RED)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a letter, not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"P6 2 2 255\n" + bytes(12),
        b"\xff\xd8\xff\xe0" + bytes(100),
        photograph(800, 400)[:-2000],
        encoded(halves(800, 400), "PNG")[:-40],
        encoded(halves(800, 400), "HEIF")[:-200],
    ],
    ids=["nothing", "text", "svg", "eps", "ppm", "front of a jpeg", "cut jpeg", "cut png", "cut heic"],
)
def test_what_is_no_sound_picture_is_refused(data: bytes) -> None:
    with pytest.raises(Unsupported) as failure:
        made(data)
    assert failure.value.reason == Reason.DAMAGED


@given(st.integers(0, 600), st.binary(min_size=1, max_size=40))
@settings(max_examples=15)
def test_a_picture_with_a_fault_is_made_or_refused_and_nothing_else(place: int, fault: bytes) -> None:
    data = bytearray(photograph())
    data[place : place + len(fault)] = fault
    try:
        assert made(bytes(data))
    except Unsupported:
        assert children() == []


def test_more_than_fifty_million_pixels_are_refused() -> None:
    assert len(bomb()) < 200_000
    for data in (bomb(), bomb(side=7072), encoded(Image.new("1", (9000, 6000)), "TIFF", compression="group4")):
        with pytest.raises(Unsupported) as failure:
            made(data)
        assert failure.value.reason == Reason.TOO_LARGE
    assert shown(made(bomb(side=7071))).size == (40, 40)


def test_more_bytes_than_the_limit_are_not_even_read() -> None:
    with pytest.raises(Unsupported) as failure:
        limited(source_bytes=999_999).picture(Watched(pytest.fail), SMALL, sink=unexpected)
    assert failure.value.reason == Reason.TOO_LARGE


def test_a_result_beyond_the_limit_is_refused() -> None:
    noise = encoded(Image.effect_noise((900, 900), 90), "PNG")
    with pytest.raises(Unsupported) as failure:
        made(noise, 900, 900, limited(result_bytes=300_000))
    assert failure.value.reason == Reason.TOO_LARGE


def test_a_picture_that_needs_more_memory_than_it_may_is_refused() -> None:
    plain = encoded(Image.new("RGBA", (7000, 7000), "red"), "PNG", compress_level=1)
    with pytest.raises(Unsupported) as failure:
        made(plain, program=limited(memory_bytes=256 * 1024 * 1024))
    assert failure.value.reason == Reason.TOO_LARGE
    assert shown(made(plain)).size == (40, 40)


def test_the_child_gets_little_to_do_harm_with() -> None:
    seen: dict[str, object] = {}

    def look(child: psutil.Process) -> None:
        seen["environment"] = child.environ()
        seen["session"] = os.getsid(child.pid) == child.pid
        while child.rlimit(psutil.RLIMIT_CORE) != (0, 0):  # the last of its limits that it sets itself
            time.sleep(0.005)
        names = ("RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_FSIZE", "RLIMIT_NOFILE")
        seen["limits"] = [child.rlimit(getattr(psutil, name)) for name in names]
        seen["folder"] = child.cwd()

    MediaPrograms().picture(Watched(look), SMALL, sink=lambda _: None)
    gibibyte = 1024**3
    assert seen == {
        "environment": {"MALLOC_ARENA_MAX": "1"},
        "session": True,
        "limits": [(gibibyte, gibibyte), (20, 21), (0, 0), (32, 32)],
        "folder": "/",
    }


def test_a_child_that_takes_too_long_is_ended() -> None:
    def outlive(child: psutil.Process) -> None:
        while child.status() != psutil.STATUS_ZOMBIE:
            time.sleep(0.005)

    with pytest.raises(Unsupported) as failure:
        limited(seconds=0.2).picture(Watched(outlive), SMALL, sink=lambda _: None)
    assert failure.value.reason == Reason.TIMED_OUT
    assert children() == []


@pytest.mark.parametrize(
    "end, failure",
    [(signal.SIGSEGV, Unsupported), (signal.SIGXCPU, Unsupported), (signal.SIGKILL, Unavailable)],
)
def test_a_crash_is_the_pictures_doing_and_being_killed_is_not(end: signal.Signals, failure: type[Exception]) -> None:
    with pytest.raises(failure):
        MediaPrograms().picture(Watched(lambda child: child.send_signal(end)), SMALL, sink=lambda _: None)


def test_a_failing_source_or_sink_leaves_no_child_behind() -> None:
    def fail(child: psutil.Process) -> None:
        raise Damaged("file")

    def full(block: bytes) -> None:
        raise NoSpace

    with pytest.raises(Damaged):
        MediaPrograms().picture(Watched(fail), SMALL, sink=lambda _: None)
    with pytest.raises(NoSpace):
        MediaPrograms().picture(InMemory(photograph()), SMALL, sink=full)
    assert children() == []


def test_only_so_many_are_made_at_once_and_others_are_sent_away_after_a_while() -> None:
    program = limited(at_once=1, wait_seconds=0.01)
    is_in, may_end = threading.Event(), threading.Event()

    def stay(child: psutil.Process) -> None:
        is_in.set()
        may_end.wait(10)

    first = threading.Thread(target=lambda: program.picture(Watched(stay), SMALL, sink=lambda _: None))
    first.start()
    assert is_in.wait(10)
    with pytest.raises(Unavailable):
        program.picture(InMemory(photograph()), SMALL, sink=unexpected)
    may_end.set()
    first.join()
    assert program.picture(InMemory(photograph()), SMALL, sink=lambda _: None).media_type == "image/jpeg"


MEASURE = """
import resource, sys
from filebook.backends.media.makers import MediaPrograms
from filebook.core.previews import Look
from filebook.core.errors import Unsupported

def most():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

class OnDisk:
    def __init__(self, path):
        self.file = open(path, "rb")
        self.size_bytes = self.file.seek(0, 2)

    def read(self, offset, length):
        self.file.seek(offset)
        return self.file.read(length)

before = most()
for path in sys.argv[1:]:
    try:
        print(MediaPrograms().picture(OnDisk(path), Look(200, 200), sink=lambda block: None).media_type)
    except Unsupported:
        print("unsupported")
assert not {"PIL", "pillow_heif"} & sys.modules.keys()
print(most() - before)
"""


def test_the_server_neither_grows_by_a_picture_nor_loads_what_makes_it_smaller(tmp_path: Path) -> None:
    large, huge = tmp_path / "large.bmp", tmp_path / "bomb.png"
    assert large.write_bytes(encoded(Image.new("RGB", (5000, 4000)), "BMP")) == 60_000_054
    huge.write_bytes(bomb())
    ran = subprocess.run([sys.executable, "-c", MEASURE, large, huge], capture_output=True, text=True, check=True)
    media_type, refused, growth_bytes = ran.stdout.split()
    assert (media_type, refused) == ("image/jpeg", "unsupported")
    assert int(growth_bytes) < 8 * 1024 * 1024
