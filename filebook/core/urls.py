"""Addresses on the web that people give, such as those of links; they are never fetched here."""

from urllib.parse import urlsplit

from filebook.core.errors import Invalid


def checked_url(url: str) -> str:
    """The URL as given, if it is an http or https one. Raises: Invalid("url")."""
    try:
        parts = urlsplit(url)
    except ValueError:
        raise Invalid("url", "syntax") from None
    if parts.scheme not in {"http", "https"} or not parts.netloc or any(ord(char) <= ord(" ") for char in url):
        raise Invalid("url", "scheme")
    return url
