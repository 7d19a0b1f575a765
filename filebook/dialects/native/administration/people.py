"""What the native door does with users and their keys."""

from collections.abc import Sequence

import msgspec

from filebook.core.access import Role
from filebook.core.businesses import Credential, User
from filebook.core.ids import Kind, Number
from filebook.core.ports.catalogue import Named
from filebook.dialects.native.administration import wire
from filebook.dialects.native.administration.confirming import require_confirmed
from filebook.dialects.native.administration.translate import (
    changed_user,
    credential_shown,
    folder_of,
    new_key,
    user_shown,
)
from filebook.dialects.native.answers import listed, shown
from filebook.dialects.native.cursors import cursor_for, position_in
from filebook.dialects.native.reading import body_of, query_of, require_unchanged, writer
from filebook.dialects.native.wire import Nothing, Paged, Sparse
from filebook.services.bundle import Services
from filebook.services.credentials import Issued
from filebook.services.members import NewMember
from filebook.serving.answers import BytesAnswer, empty_answer
from filebook.serving.call import Call

_USER = (Kind.USER,)
UNCHANGING = 0
"""The revision of a key, of which nothing can be changed."""


class UserHandlers:
    """Users, made, shown, changed."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def users(self, call: Call) -> BytesAnswer:
        """List them by number, those who were shut out too."""
        asked = query_of(call, Paged)
        after = position_in(call, asked.cursor, int) or 0
        every = self._services.members.all(call.actor)
        following = [user for user in every if user.number > after]
        page = following[: asked.limit]
        more = cursor_for(call, page[-1].number) if len(following) > len(page) else None
        return listed(
            call, [user_shown(user) for user in page], next_cursor=more, total=len(every) if asked.count else None
        )

    def user(self, call: Call) -> BytesAnswer:
        """Show one."""
        query_of(call, Sparse)
        return self._shown(call, self._named(call))

    def create(self, call: Call) -> BytesAnswer:
        """Make one."""
        query_of(call, Sparse)
        new = body_of(call, wire.NewUser)
        require_confirmed(self._services, call)
        made = self._services.members.add(
            writer(call),
            NewMember(
                user_name=new.user_name,
                role=Role(new.role),
                email=new.email,
                first_name=new.first_name,
                last_name=new.last_name,
            ),
        )
        return self._shown(call, self._services.naming.one(call.actor, made.uid, kinds=_USER), status=201)

    def change(self, call: Call) -> BytesAnswer:
        """Change one."""
        query_of(call, Sparse)
        change = body_of(call, wire.UserChange)
        require_confirmed(self._services, call)
        named = self._named(call)
        self._services.members.change(writer(call, named), named.number, edit=lambda user: changed_user(user, change))
        return self._shown(call, self._named(call))

    def set_password(self, call: Call) -> BytesAnswer:
        """Give one a new password; the sessions that the old one opened end."""
        query_of(call, Nothing)
        new = body_of(call, wire.NewPassword)
        require_confirmed(self._services, call)
        named = self._named(call)
        self._services.members.set_password(writer(call, named), named.number, new.password)
        return empty_answer()

    def _named(self, call: Call) -> Named:
        return self._services.naming.one(call.actor, call.path_params["id"], kinds=_USER)

    def _shown(self, call: Call, named: Named, *, status: int = 200) -> BytesAnswer:
        user = user_shown(self._services.members.one(call.actor, named.number))
        return shown(call, user, revision=named.revision, status=status, path=("users", named.uid))


class CredentialHandlers:
    """Keys, issued, shown, taken back."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def credentials(self, call: Call) -> BytesAnswer:
        """List those of everybody, oldest first."""
        return listed_credentials(call, self._services, self._services.keys.all(call.actor))

    def credential(self, call: Call) -> BytesAnswer:
        """Show one."""
        query_of(call, Sparse)
        credential, user = self._services.keys.one(call.actor, call.path_params["credential"])
        (item,) = shown_credentials(call, self._services, [(credential, user)])
        return shown(call, item, revision=UNCHANGING)

    def issue(self, call: Call) -> BytesAnswer:
        """Issue one. Its secret is not kept under an idempotency key: a repeat is told that it was carried out."""
        query_of(call, Sparse)
        new = body_of(call, wire.NewCredential)
        require_confirmed(self._services, call)
        actor = writer(call)
        user = self._services.naming.one(call.actor, new.user, kinds=_USER)
        issued = self._services.keys.issue(
            actor, user.number, new_key(new, folder=scope_folder(call, self._services, new.scope))
        )
        credential, owner = self._services.keys.one(call.actor, issued.uid)
        return issued_answer(call, self._services, (credential, owner), issued, path=("credentials", issued.uid))

    def revoke(self, call: Call) -> BytesAnswer:
        """Take one back."""
        query_of(call, Nothing)
        require_confirmed(self._services, call)
        credential, _ = self._services.keys.one(call.actor, call.path_params["credential"])
        require_unchanged(call, UNCHANGING)
        self._services.keys.revoke(writer(call), credential.uid)
        return empty_answer()


def listed_credentials(call: Call, services: Services, every: Sequence[tuple[Credential, User]]) -> BytesAnswer:
    """A page of keys."""
    asked = query_of(call, Paged)
    offset = max(position_in(call, asked.cursor, int) or 0, 0)
    after = offset + asked.limit
    page = shown_credentials(call, services, every[offset:after])
    more = cursor_for(call, after) if len(every) > after else None
    return listed(call, page, next_cursor=more, total=len(every) if asked.count else None)


def shown_credentials(
    call: Call, services: Services, found: Sequence[tuple[Credential, User]]
) -> list[wire.Credential]:
    """Keys as the API shows them."""
    numbers = {folder for credential, _ in found if (folder := folder_of(credential)) is not None}
    folders = services.naming.uids(call.actor, sorted(numbers)) if numbers else {}
    return [credential_shown(credential, user, folders=folders) for credential, user in found]


def issued_answer(
    call: Call, services: Services, whose: tuple[Credential, User], issued: Issued, *, path: tuple[str, ...]
) -> BytesAnswer:
    """A key with its secret, told this once."""
    (item,) = shown_credentials(call, services, [whose])
    told = wire.IssuedCredential(**msgspec.structs.asdict(item), secret=issued.secret)
    return shown(call, told, revision=UNCHANGING, status=201, path=path)


def scope_folder(call: Call, services: Services, scope: wire.NewScope | None) -> Number | None:
    """The folder that a scope names. Raises: NotFound("folder")."""
    if scope is None or scope.folder is None:
        return None
    return services.naming.one(call.actor, scope.folder, kinds=(Kind.FOLDER,)).number
