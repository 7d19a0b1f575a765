"""`/api/docs`: Swagger UI over the API's description. It asks no other server for anything."""

import gzip
from importlib.resources import files

from filebook.core.access import Actor
from filebook.core.errors import NotFound
from filebook.core.ids import Door as DoorName
from filebook.dialects.native.errors import render
from filebook.serving.answers import BytesAnswer, bytes_answer
from filebook.serving.call import Call
from filebook.serving.routes import PUBLIC, Door, Route

PREFIX = "/api/docs"
_PAGE = b"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Filebook API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<noscript><p>The description of the API is <a href="v1/openapi.json">openapi.json</a>.</p></noscript>
<div id="reference"></div>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
"""
_START = b"""SwaggerUIBundle({
  url: "v1/openapi.json",
  dom_id: "#reference",
  deepLinking: true,
  docExpansion: "none",
  filter: true,
  persistAuthorization: false,
  validatorUrl: null,
});
"""
_POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    b"connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
"""Swagger UI sets styles on its elements; no script but our own files runs."""
_ALWAYS = [
    (b"content-security-policy", _POLICY),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
]
_TYPES = {
    "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
    "swagger-ui.css": "text/css; charset=utf-8",
    "LICENSE": "text/plain; charset=utf-8",
}
_KEPT = (b"cache-control", b"public, max-age=86400")


def reference_door() -> Door:
    """The page as a door of its own, beside the API's prefix."""
    routes = (
        Route("GET", "/", _page, PUBLIC, "Show the API to people", inline=True),
        Route("GET", "/{name}", _part, PUBLIC, "Give a part of the page"),
    )
    return Door(DoorName.NATIVE, PREFIX, routes, _nobody, render)


def _page(call: Call) -> BytesAnswer:  # noqa: ARG001 - the same for everybody
    return bytes_answer(_PAGE, media_type="text/html; charset=utf-8", headers=_ALWAYS)


def _part(call: Call) -> BytesAnswer:
    name = call.path_params["name"]
    if name == "start.js":
        return bytes_answer(_START, media_type=_TYPES["swagger-ui-bundle.js"], headers=_ALWAYS)
    if name not in _TYPES:
        raise NotFound("file", name)
    found = files("filebook.dialects.native.reference") / "static" / f"{name}.gz"
    if not found.is_file():
        raise NotFound("file", name)
    packed = found.read_bytes()
    headers = [*_ALWAYS, _KEPT, (b"vary", b"accept-encoding")]
    if "gzip" in call.headers.get("accept-encoding", ""):
        headers.append((b"content-encoding", b"gzip"))
        return bytes_answer(packed, media_type=_TYPES[name], headers=headers)
    return bytes_answer(gzip.decompress(packed), media_type=_TYPES[name], headers=headers)


def _nobody(call: Call) -> Actor:
    """No route asks for a credential."""
    raise NotFound("file", call.path)
