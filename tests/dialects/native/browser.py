"""A browser on a page of our own, for tests: its cookie, what it says of where it is, and the header it adds."""

from typing import Any

from httpx2 import Response

from tests.world import PASSWORD, World

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


class Browser:
    """One browser; `token` is its cookie, `csrf` what its page was told."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.token = ""
        self.csrf = ""

    def __call__(self, method: str, path: str, *, headers: dict[str, str] | None = None, **sent: Any) -> Response:
        """One request, as a page of our own makes it."""
        told = {**SAME_ORIGIN, "User-Agent": "Test/1", **({"X-Filebook-CSRF": self.csrf} if self.csrf else {})}
        if self.token:
            told["Cookie"] = f"filebook_session={self.token}"
        self._world.http.cookies.clear()
        answer = self._world.http.request(method, f"/api/v1{path}", headers={**told, **(headers or {})}, **sent)
        self._world.http.cookies.clear()
        return answer

    def log_in(self, login: str = "owner@main.example", password: str = PASSWORD, **more: str) -> Response:
        """Log in, and keep what is answered."""
        answer = self("POST", "/session", json={"login": login, "password": password, **more})
        if answer.status_code == 201:
            self.token = answer.headers["set-cookie"].partition(";")[0].partition("=")[2]
            self.csrf = answer.json()["csrf_token"]
        return answer
