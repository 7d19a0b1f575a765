"""The rows of users. A login name leads to one user of the whole installation."""

from filebook.backends.sql.columns import folded, micros_or_none, moment_or_none, words
from filebook.backends.sql.connection import Connection, Row, Value
from filebook.backends.sql.statements import insert, update
from filebook.core.access import Role
from filebook.core.businesses import User
from filebook.core.errors import Conflict, NotFound
from filebook.core.ids import BusinessNumber, Number, Ref

_ROLES = words(Role)
_NAMES = (
    "business",
    "number",
    "uid",
    "user_name",
    "email",
    "first_name",
    "last_name",
    "role",
    "staff",
    "staff_uid",
    "enabled",
    "created_at",
    "language",
)
_COLUMNS = ", ".join(_NAMES)
_WRITTEN = (*_NAMES, "user_name_folded", "login")
_INSERT = insert("users", _WRITTEN)
_UPDATE = update("users", _WRITTEN)


class SqlUsers:
    """Implements the port `Users`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, user: User) -> None:
        """Raises: Conflict("user_name" | "email"), Conflict("user") if it is there already."""
        self._require_free_names(user)
        if not self._connection.execute(_INSERT, _params(user)):
            raise Conflict("user")

    def update(self, user: User) -> None:
        """Raises: NotFound("user"), Conflict("user_name" | "email")."""
        self._require_free_names(user)
        if not self._connection.execute(_UPDATE, _params(user)):
            raise NotFound("user", user.number)

    def get(self, business: BusinessNumber, number: Number) -> User | None:
        return self._one("business = :business AND number = :number", {"business": business, "number": number})

    def by_name(self, business: BusinessNumber, user_name: str) -> User | None:
        return self._one(
            "business = :business AND user_name_folded = :name", {"business": business, "name": folded(user_name)}
        )

    def by_login(self, login: str) -> User | None:
        return self._one("login = :login", {"login": folded(login)})

    def by_staff(self, business: BusinessNumber, staff: Number) -> User | None:
        return self._one(
            "business = :business AND staff = :staff ORDER BY number LIMIT 1", {"business": business, "staff": staff}
        )

    def of_business(self, business: BusinessNumber) -> list[User]:
        rows = self._connection.rows(
            f"SELECT {_COLUMNS} FROM users WHERE business = :business ORDER BY number", {"business": business}
        )
        return [_user(row) for row in rows]

    def _one(self, where: str, params: dict[str, Value]) -> User | None:
        row = self._connection.row(f"SELECT {_COLUMNS} FROM users WHERE {where}", params)
        return None if row is None else _user(row)

    def _require_free_names(self, user: User) -> None:
        same_name = self.by_name(user.business, user.user_name)
        if same_name is not None and same_name.number != user.number:
            raise Conflict("user_name")
        same_login = self.by_login(user.email or user.user_name)
        if same_login is not None and (same_login.business, same_login.number) != (user.business, user.number):
            raise Conflict("email" if user.email else "user_name")


def _params(user: User) -> dict[str, Value]:
    return {
        "business": user.business,
        "number": user.number,
        "uid": user.uid,
        "user_name": user.user_name,
        "user_name_folded": folded(user.user_name),
        "email": user.email,
        "login": folded(user.email or user.user_name),
        "first_name": user.first_name,
        "last_name": user.last_name,
        "role": user.role.value,
        "staff": user.staff.number,
        "staff_uid": user.staff.uid,
        "enabled": int(user.enabled),
        "created_at": micros_or_none(user.created_at),
        "language": user.language,
    }


def _user(row: Row) -> User:
    (
        business,
        number,
        uid,
        user_name,
        email,
        first_name,
        last_name,
        role,
        staff,
        staff_uid,
        enabled,
        created_at,
        language,
    ) = row
    return User(
        business=business,
        number=number,
        uid=uid,
        user_name=user_name,
        email=email,
        first_name=first_name,
        last_name=last_name,
        role=_ROLES[role],
        staff=Ref(staff, staff_uid),
        enabled=bool(enabled),
        created_at=moment_or_none(created_at),
        language=language,
    )
