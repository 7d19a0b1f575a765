"""POST with `X-HTTP-Method-Override`, for clients that cannot send what they mean."""

import pytest

from tests.dialects.tus.client import BYTES, Tus


def test_an_upload_from_beginning_to_end_by_post_alone(tus: Tus) -> None:
    address = tus.create(5)
    added = tus.ask("POST", address, b"hello", X_HTTP_Method_Override="PATCH", Upload_Offset="0", Content_Type=BYTES)
    assert (added.status_code, added.headers["upload-offset"]) == (204, "5")
    asked = tus.ask("POST", address, X_HTTP_Method_Override="HEAD")
    assert (asked.status_code, asked.headers["upload-offset"], asked.content) == (200, "5", b"")
    assert tus.ask("POST", address, X_HTTP_Method_Override="delete").status_code == 204
    assert tus.head(address).status_code == 404


@pytest.mark.parametrize("method", [None, "", "POST", "GET", "PUT", "nonsense"])
def test_any_other_method_is_refused(tus: Tus, method: str | None) -> None:
    address = tus.create(5)
    answer = tus.ask("POST", address, b"hello", X_HTTP_Method_Override=method, Upload_Offset="0", Content_Type=BYTES)
    assert answer.status_code == 405
    assert "PATCH" in answer.headers["allow"]
    assert tus.offset(address) == 0


def test_a_method_that_is_sent_is_the_one_that_is_meant(tus: Tus) -> None:
    address = tus.create(5)
    assert tus.head(address, X_HTTP_Method_Override="DELETE").status_code == 200
    assert tus.offset(address) == 0
