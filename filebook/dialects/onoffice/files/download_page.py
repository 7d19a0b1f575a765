"""`get`/`downloadFiles` with resourceid `address`: a link to a page with all files of an address, good for 14 days.

Source: apidoc.onoffice.de, "Get Download Address files"; read 2026-11-22.
"""

from datetime import timedelta

from filebook.core.files import File, FileKind
from filebook.core.ids import Kind
from filebook.core.names import extension_of
from filebook.core.previews import is_picture
from filebook.dialects.onoffice import codes, wire
from filebook.dialects.onoffice.asked import Asked, Outcome
from filebook.dialects.onoffice.codes import Refused
from filebook.dialects.onoffice.files import page
from filebook.dialects.onoffice.files.of_appointment import DOWNLOAD_PATH, LINK_LIFETIME
from filebook.dialects.onoffice.files.pictures import picture_address
from filebook.dialects.onoffice.parameters import number_in, text_in
from filebook.services.bundle import Services
from filebook.services.library import FilePage
from filebook.serving.answers import bytes_answer
from filebook.serving.call import Call
from filebook.serving.routes import Answer
from filebook.serving.urls import url

PAGE_LIFETIME = timedelta(days=14)
PAGE_PATH = (*DOWNLOAD_PATH[:-1], "AppAnonymousFileList.php")
FILE_LIMIT = 2000
"""Files on one page, which has no further ones."""


def link_to_page(asked: Asked) -> Outcome:
    """Raises: Refused, NotFound("contact"), Invalid(parameter), AccessDenied."""
    address = number_in(asked.parameters.get("addressid"), "addressid")
    if address is None:
        raise Refused(codes.NO_ADDRESS_ID)
    wanted = text_in(asked.parameters.get("language"), "language")
    language = page.language_of(wanted, fallback=asked.business().language)
    token = asked.services.library.page_link(asked.actor, address, kind=Kind.CONTACT, lifetime=PAGE_LIFETIME)
    link = url(asked.door_url, *PAGE_PATH, query={"params": token, "language": language})
    return Outcome([wire.Record("downloadUrl", "file", [link])], 0)


def page_answer(services: Services, call: Call) -> Answer:
    """The page itself.

    Raises: NotFound("link"), Expired, BadRequest.
    """
    shown = services.library.follow_page(call.query_value("params"), kind=Kind.CONTACT, limit=FILE_LIMIT)
    body = page.page_of(
        [_entry(services, call, shown, file) for file in shown.files],
        language=page.language_of(call.query_value("language"), fallback=shown.business.language),
        business=shown.business.name,
        count=shown.count,
        expires_at=shown.expires_at,
        zone=shown.business.zone,
    )
    headers = [
        (b"cache-control", b"private, no-store"),
        (b"content-security-policy", page.policy().encode("ascii")),
        (b"referrer-policy", b"no-referrer"),
        (b"x-content-type-options", b"nosniff"),
        (b"x-robots-tag", b"noindex, nofollow"),
    ]
    return bytes_answer(body, media_type="text/html; charset=utf-8", headers=headers)


def _entry(services: Services, call: Call, shown: FilePage, file: File) -> page.Entry:
    if file.kind is FileKind.LINK:
        return page.Entry(file.name, file.title, "", None, file.url)
    lifetime = min(LINK_LIFETIME, shown.expires_at - shown.now)
    if is_picture(file):  # it goes to somebody outside: without its metadata
        address = picture_address(call.download_url, file, services.published.link(file, lifetime=lifetime))
    else:
        token = services.library.link(file, lifetime=lifetime)
        address = url(call.download_url, *DOWNLOAD_PATH, query={"params": token})
    kind = extension_of(file.name).upper() or file.media_type
    return page.Entry(file.name, file.title, kind, file.size_bytes, address)
