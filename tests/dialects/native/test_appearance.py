"""How a business looks to those who have not logged in, and its logo."""

import io

import pytest
from PIL import Image

from tests.dialects.native.api import Api, problem
from tests.dialects.native.browser import Browser
from tests.pictures import SECRET, bomb, encoded, halves, photograph
from tests.world import World

LINKS = {"imprint_url": "https://main.example/imprint", "privacy_url": "http://main.example/privacy"}


def test_everybody_is_told_what_the_owner_chose(world: World, api: Api) -> None:
    plain = world.http.get("/api/v1/appearance").json()
    assert plain == {
        "name": "Main",
        "tenant": "master",
        "language": "en",
        "languages": ["en", "de", "nl", "da"],
        "colour": None,
        "imprint_url": None,
        "privacy_url": None,
        "logo_path": None,
        "setup_needed": False,
        "sign_on": None,
    }
    changed = api.patch("/business", {"name": "Main Street", "colour": "#0B57A4", **LINKS})
    assert (changed.status_code, changed.json()["colour"], changed.json()["settings"]) == (200, "#0b57a4", {})
    chosen = {"name": "Main Street", "colour": "#0b57a4", **LINKS}
    assert world.http.get("/api/v1/appearance").json() == {**plain, **chosen}
    assert world.http.get("/api/v1/appearance?tenant=MASTER").json() == {**plain, **chosen}
    assert world.http.get("/api/v1/appearance?tenant=unrelated").json()["colour"] is None
    assert api.patch("/business", {"colour": None, "privacy_url": None}).json()["privacy_url"] is None
    assert world.http.get("/api/v1/appearance").json()["imprint_url"] == LINKS["imprint_url"]


def test_an_unknown_tenant_is_absent(world: World) -> None:
    for path in ("/appearance", "/business/logo"):
        answer = world.http.get(f"/api/v1{path}?tenant=nobody")
        assert (answer.status_code, problem(answer)) == (404, "not-found")


@pytest.mark.parametrize(
    ("member", "value"),
    [
        *(("colour", value) for value in ("red", "#12345", "#1234567", "#12345g", "", "url(x)")),
        *(("imprint_url", value) for value in ("javascript:alert(1)", "//x.example", "https://", "/imprint", "")),
        *(("privacy_url", value) for value in ("https://me:secret@x.example/", "https://x.example/a b", "http://[")),
        ("privacy_url", "https://x.example/" + "a" * 2000),
    ],
)
def test_a_colour_is_a_colour_and_a_link_leads_to_the_web(api: Api, member: str, value: str) -> None:
    answer = api.patch("/business", {member: value})
    assert (answer.status_code, answer.json()["field"]) == (422, member)
    assert api.get("/business").json()[member] is None


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (encoded(halves(800, 400, mode="RGBA"), "PNG"), "image/png"),
        (photograph(800, 400, orientation=6), "image/jpeg"),
        (encoded(halves(800, 400), "WEBP"), "image/webp"),
    ],
    ids=["PNG", "JPEG", "WebP"],
)
def test_a_logo_is_made_anew_small_and_without_what_nobody_sees(
    world: World, api: Api, data: bytes, media_type: str
) -> None:
    answer = api.put("/business/logo", content=data, headers={"Content-Type": media_type})
    assert answer.status_code == 200
    told = world.http.get("/api/v1/appearance").json()["logo_path"]
    assert answer.json()["logo_path"] == told
    logo = world.http.get(f"/api/v1{told}")
    assert (logo.status_code, logo.headers["content-type"]) == (200, media_type)
    with Image.open(io.BytesIO(logo.content)) as shown:
        assert max(shown.size) == 512
        assert not shown.getexif()
    assert SECRET.encode() not in logo.content
    assert logo.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert logo.headers["x-content-type-options"] == "nosniff"
    assert logo.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert "content-encoding" not in logo.headers


def test_a_logo_is_asked_for_anew_unless_it_is_named(world: World, api: Api) -> None:
    headers = {"Content-Type": "image/png"}
    first = api.put("/business/logo", content=encoded(halves(), "PNG"), headers=headers).json()["logo_path"]
    plain = world.http.get("/api/v1/business/logo")
    assert plain.headers["cache-control"] == "public, no-cache"
    same = world.http.get("/api/v1/business/logo", headers={"If-None-Match": plain.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")
    api.put("/business/logo", content=encoded(halves(20, 20), "PNG"), headers=headers)
    assert world.http.get(f"/api/v1{first}").status_code == 404
    assert world.http.get("/api/v1/business/logo?tenant=unrelated").status_code == 404
    assert api.delete("/business/logo").status_code == 204
    assert world.http.get("/api/v1/business/logo").status_code == 404
    assert world.http.get("/api/v1/appearance").json()["logo_path"] is None
    assert api.delete("/business/logo").status_code == 404


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "no_such_type"),
        (encoded(halves(), "GIF"), "no_such_type"),
        (b"", "empty"),
        (encoded(halves(), "PNG")[:60], "damaged"),
        (bomb(), "too_large"),
        (encoded(Image.new("1", (5000, 10)), "PNG"), "too_large"),
    ],
    ids=["SVG", "GIF", "nothing", "half a PNG", "bomb", "too wide"],
)
def test_what_is_no_picture_for_a_logo_is_refused(world: World, api: Api, data: bytes, reason: str) -> None:
    before = world.stored()
    answer = api.put("/business/logo", content=data, headers={"Content-Type": "image/png"})
    assert (answer.status_code, answer.json()["field"], answer.json()["reason"]) == (422, "logo", reason)
    assert world.stored() == before


def test_a_logo_has_a_limit_and_an_owner(world: World, api: Api) -> None:
    large = api.put("/business/logo", content=b"x" * (512 * 1024 + 1), headers={"Content-Type": "image/png"})
    assert (large.status_code, large.json()["limit_bytes"]) == (413, 512 * 1024)
    for name in ("viewer", "personal"):
        other = Api(world, name)
        assert other.put("/business/logo", content=encoded(halves(), "PNG")).status_code == 403
        assert other.delete("/business/logo").status_code == 403
    stale = api.put("/business/logo", content=encoded(halves(), "PNG"), headers={"If-Match": '"99"'})
    assert (stale.status_code, problem(stale)) == (412, "revision-mismatch")


def test_a_browser_sets_the_logo_from_a_page_of_ours_alone(world: World) -> None:
    browser = Browser(world)
    browser.log_in()
    picture = encoded(halves(), "PNG")
    crossed = browser("PUT", "/business/logo", content=picture, headers={"Sec-Fetch-Site": "cross-site"})
    assert (crossed.status_code, problem(crossed)) == (403, "foreign-origin")
    assert browser("PUT", "/business/logo", content=picture).status_code == 200
