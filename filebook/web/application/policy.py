"""The headers of the application's page: what it may load, from where, and who may have to do with it.

Source: Content Security Policy Level 3; Permissions Policy, W3C; read 2026-11-22.
"""

from filebook.serving.headers import RawHeaders

_TURNED_OFF = (
    *("accelerometer", "display-capture", "geolocation", "gyroscope", "magnetometer"),
    *("microphone", "midi", "payment", "usb"),
)
_PERMISSIONS = ", ".join(["camera=(self)", *(f"{name}=()" for name in _TURNED_OFF)]).encode("ascii")
"""Nothing but the camera, with which people take pictures for the library."""
ALWAYS: RawHeaders = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
"""With every file of the application."""
_PAGE: RawHeaders = [
    *ALWAYS,
    (b"cache-control", b"private, no-cache"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", _PERMISSIONS),
    (b"vary", b"accept"),
    (b"x-frame-options", b"DENY"),
]


def page_headers(nonce: str, *, download_base_url: str) -> RawHeaders:
    """The page's headers. `nonce` is good for style elements of this one answer; files may also come from the host at
    which they are handed out, "" for none.
    """
    own = f"'self' {download_base_url}".strip()
    policy = (
        "default-src 'none'; script-src 'self'; "
        f"style-src 'self' 'nonce-{nonce}'; img-src {own} data: blob:; media-src {own} blob:; frame-src {own}; "
        "connect-src 'self'; font-src 'self'; worker-src 'self'; manifest-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    return [(b"content-security-policy", policy.encode("ascii")), *_PAGE]
