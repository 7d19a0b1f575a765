"""What the native door does with one's own account."""

from filebook.core.businesses import Credential
from filebook.core.errors import NotFound
from filebook.core.ids import Kind
from filebook.dialects.native.administration.confirming import require_confirmed
from filebook.dialects.native.administration.people import (
    UNCHANGING,
    issued_answer,
    listed_credentials,
    scope_folder,
    shown_credentials,
)
from filebook.dialects.native.administration.translate import changed_account, new_token
from filebook.dialects.native.administration.wire import NewToken, OwnChange
from filebook.dialects.native.answers import shown
from filebook.dialects.native.reading import body_of, query_of, require_unchanged, writer
from filebook.dialects.native.session import wire
from filebook.dialects.native.session.translate import me_shown
from filebook.dialects.native.wire import Nothing, Sparse
from filebook.services.bundle import Services
from filebook.serving.answers import BytesAnswer, empty_answer
from filebook.serving.call import Call


class AccountHandlers:
    """The caller's own user."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def me(self, call: Call) -> BytesAnswer:
        """Tell who calls, and what it may."""
        query_of(call, Sparse)
        user, business = self._services.members.me(call.actor)
        folder = call.actor.scope.folder
        folders = {} if folder is None else self._services.naming.uids(call.actor, [folder])
        named = self._services.naming.one(call.actor, user.uid, kinds=(Kind.USER,))
        return shown(call, me_shown(call.actor, user, business, folders=folders), revision=named.revision)

    def change(self, call: Call) -> BytesAnswer:
        """Change what people may change of their own account."""
        query_of(call, Sparse)
        change = body_of(call, OwnChange)
        user, _ = self._services.members.me(call.actor)
        named = self._services.naming.one(call.actor, user.uid, kinds=(Kind.USER,))
        self._services.members.change_own(writer(call, named), edit=lambda now: changed_account(now, change))
        return self.me(call)

    def change_password(self, call: Call) -> BytesAnswer:
        """Take a new password; the sessions that the old one opened end."""
        query_of(call, Nothing)
        said = body_of(call, wire.PasswordChange)
        self._services.members.change_password(
            writer(call), current=said.current_password, new=said.new_password, address=call.client_address
        )
        return empty_answer()

    def tokens(self, call: Call) -> BytesAnswer:
        """List one's own tokens."""
        user, _ = self._services.members.me(call.actor)
        tokens = self._services.keys.own_tokens(call.actor)
        return listed_credentials(call, self._services, [(token, user) for token in tokens])

    def token(self, call: Call) -> BytesAnswer:
        """Show one of one's own tokens."""
        query_of(call, Sparse)
        user, _ = self._services.members.me(call.actor)
        (item,) = shown_credentials(call, self._services, [(self._own(call, call.path_params["credential"]), user)])
        return shown(call, item, revision=UNCHANGING)

    def issue(self, call: Call) -> BytesAnswer:
        """Issue oneself a token; a repeat under an idempotency key is told that it was carried out."""
        query_of(call, Sparse)
        new = body_of(call, NewToken)
        require_confirmed(self._services, call)
        folder = scope_folder(call, self._services, new.scope)
        issued = self._services.keys.issue_own_token(writer(call), new_token(new, folder=folder))
        user, _ = self._services.members.me(call.actor)
        token = self._own(call, issued.uid)
        return issued_answer(call, self._services, (token, user), issued, path=("me", "tokens", issued.uid))

    def revoke(self, call: Call) -> BytesAnswer:
        """Take one of one's own tokens back."""
        query_of(call, Nothing)
        token = self._own(call, call.path_params["credential"])
        require_unchanged(call, UNCHANGING)
        self._services.keys.revoke_own_token(writer(call), token.uid)
        return empty_answer()

    def _own(self, call: Call, uid: str) -> Credential:
        """Raises: NotFound("credential"), AccessDenied."""
        for token in self._services.keys.own_tokens(call.actor):
            if token.uid == uid:
                return token
        raise NotFound("credential", uid)
