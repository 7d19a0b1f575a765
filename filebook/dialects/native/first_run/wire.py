"""The first run on the wire of the native API."""

from typing import Annotated

from msgspec import Meta, Struct

from filebook.dialects.native.administration.wire import Email, Language, Name, Password, PersonName, Word


class FirstBusiness(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The business to be made. `zone`: an IANA name."""

    name: Name
    zone: Word
    language: Language = "en"


class FirstOwner(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is to own it, and logs in with the e-mail address and a password of at least ten characters."""

    email: Email
    first_name: PersonName
    last_name: PersonName
    password: Password


class Setup(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`token`: what follows `#` in the link that the server printed at its start. `demo`: put content to try things
    with into the business.
    """

    token: Annotated[str, Meta(min_length=1, max_length=255)]
    business: FirstBusiness
    owner: FirstOwner
    demo: bool = False
