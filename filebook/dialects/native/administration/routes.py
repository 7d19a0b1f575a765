"""The routes of administration."""

from filebook.core.access import Role
from filebook.core.ids import Kind
from filebook.dialects.native.administration import wire
from filebook.dialects.native.administration.handlers import BusinessHandlers
from filebook.dialects.native.administration.people import CredentialHandlers, UserHandlers
from filebook.dialects.native.parts import Parts
from filebook.dialects.native.wire import Nothing, Paged, Sparse
from filebook.serving.routes import Body, Route, credential

_AREA = "Administration"
_USER = {"id": Kind.USER}
_ADMINISTRATOR = credential(Role.OWNER)


def administration_routes(parts: Parts) -> tuple[Route, ...]:
    """Rows for the business, its users and keys, its doors, and how it is."""
    return (*_business(parts), *_installation(parts), *_users(parts), *_one_user(parts), *_credentials(parts))


def _business(parts: Parts) -> tuple[Route, ...]:
    business = BusinessHandlers(parts)
    return (
        Route(
            "GET",
            "/business",
            business.business,
            _ADMINISTRATOR,
            "Show the business",
            response=wire.Business,
            inline=True,
            query=Sparse,
            area=_AREA,
        ),
        Route(
            "PATCH",
            "/business",
            business.change,
            _ADMINISTRATOR,
            "Change the business: its name, zone, language, profiles, settings, limits",
            request=wire.BusinessChange,
            response=wire.Business,
            body=Body.BUFFERED,
            query=Sparse,
            area=_AREA,
        ),
        Route(
            "GET",
            "/usage",
            business.usage,
            _ADMINISTRATOR,
            "Tell what the business uses of what it may",
            response=wire.Usage,
            query=Nothing,
            area=_AREA,
        ),
    )


def _installation(parts: Parts) -> tuple[Route, ...]:
    business = BusinessHandlers(parts)
    return (
        Route(
            "GET",
            "/doors",
            business.doors,
            _ADMINISTRATOR,
            "List the doors, and what programs are given to come through them",
            response=wire.DoorPage,
            query=Sparse,
            area=_AREA,
        ),
        Route(
            "GET",
            "/doors/{door}/compatibility",
            business.compatibility,
            _ADMINISTRATOR,
            "List the calls of a vendor's API, and whether its door serves them",
            response=wire.Compatibility,
            query=Nothing,
            area=_AREA,
        ),
        Route(
            "GET",
            "/storage",
            business.storage,
            _ADMINISTRATOR,
            "Tell what takes space: kinds of files, former versions, the trash",
            response=wire.Storage,
            query=Nothing,
            area=_AREA,
        ),
        Route(
            "GET",
            "/health",
            business.health,
            _ADMINISTRATOR,
            "Tell how the installation is",
            response=wire.Health,
            query=Nothing,
            area=_AREA,
        ),
    )


def _users(parts: Parts) -> tuple[Route, ...]:
    users = UserHandlers(parts.services)
    return (
        Route(
            "GET",
            "/users",
            users.users,
            _ADMINISTRATOR,
            "List the users",
            response=wire.UserPage,
            query=Paged,
            area=_AREA,
        ),
        Route(
            "POST",
            "/users",
            parts.once.buffered(users.create),
            _ADMINISTRATOR,
            "Make a user, with a staff record and a calendar",
            request=wire.NewUser,
            response=wire.UserAccount,
            body=Body.BUFFERED,
            query=Sparse,
            status=201,
            area=_AREA,
        ),
    )


def _one_user(parts: Parts) -> tuple[Route, ...]:
    users = UserHandlers(parts.services)
    one = "/users/{id}"
    return (
        Route(
            "GET",
            one,
            users.user,
            _ADMINISTRATOR,
            "Show a user",
            response=wire.UserAccount,
            inline=True,
            objects=_USER,
            query=Sparse,
            area=_AREA,
        ),
        Route(
            "PATCH",
            one,
            users.change,
            _ADMINISTRATOR,
            "Change a user's names or role, shut the user out or let it in",
            request=wire.UserChange,
            response=wire.UserAccount,
            body=Body.BUFFERED,
            objects=_USER,
            query=Sparse,
            area=_AREA,
        ),
        Route(
            "PUT",
            one + "/password",
            users.set_password,
            _ADMINISTRATOR,
            "Give a user a new password; its sessions end",
            request=wire.NewPassword,
            body=Body.BUFFERED,
            objects=_USER,
            query=Nothing,
            status=204,
            area=_AREA,
        ),
    )


def _credentials(parts: Parts) -> tuple[Route, ...]:
    keys = CredentialHandlers(parts.services)
    one = "/credentials/{credential}"
    return (
        Route(
            "GET",
            "/credentials",
            keys.credentials,
            _ADMINISTRATOR,
            "List the keys of all users",
            response=wire.CredentialPage,
            query=Paged,
            area=_AREA,
        ),
        Route(
            "POST",
            "/credentials",
            keys.issue,
            _ADMINISTRATOR,
            "Give a user a key; its secret is told this once",
            request=wire.NewCredential,
            response=wire.IssuedCredential,
            body=Body.BUFFERED,
            query=Sparse,
            status=201,
            area=_AREA,
        ),
        Route(
            "GET",
            one,
            keys.credential,
            _ADMINISTRATOR,
            "Show a key",
            response=wire.Credential,
            query=Sparse,
            area=_AREA,
        ),
        Route(
            "DELETE",
            one,
            keys.revoke,
            _ADMINISTRATOR,
            "Take a key back; the sessions that it opened end",
            query=Nothing,
            status=204,
            area=_AREA,
        ),
    )
