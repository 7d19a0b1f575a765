"""A client of the native door for behaviour tests: somebody's token, and paths below `/api/v1`."""

from typing import Any

from httpx2 import Response

from filebook.core.access import EVERYTHING, Scope
from tests.world import World


class Api:
    """Speaks for one user of the world."""

    def __init__(self, world: World, name: str = "owner", *, scope: Scope = EVERYTHING) -> None:
        self._http = world.http
        self.token = world.services.credentials.issue_bearer(world.users[name], scope=scope).secret

    def __call__(self, method: str, path: str, *, headers: dict[str, str] | None = None, **sent: Any) -> Response:
        """One request; `json`, `content`, `params` and the like as the HTTP client takes them."""
        told = {"Authorization": f"Bearer {self.token}", **(headers or {})}
        return self._http.request(method, f"/api/v1{path}", headers=told, **sent)

    def get(self, path: str, **sent: Any) -> Response:
        """Read."""
        return self("GET", path, **sent)

    def post(self, path: str, json: Any = None, **sent: Any) -> Response:
        """Make."""
        return self("POST", path, json=json, **sent) if json is not None else self("POST", path, **sent)

    def patch(self, path: str, json: Any, **sent: Any) -> Response:
        """Change."""
        return self("PATCH", path, json=json, **sent)

    def put(self, path: str, **sent: Any) -> Response:
        """Replace."""
        return self("PUT", path, **sent)

    def delete(self, path: str, **sent: Any) -> Response:
        """Remove."""
        return self("DELETE", path, **sent)


def problem(response: Response) -> str:
    """The last word of a failure's type."""
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == response.status_code
    return str(response.json()["type"]).rpartition(":")[2]
