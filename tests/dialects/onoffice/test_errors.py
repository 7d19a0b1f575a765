"""Every failure has a form: in an action's status, in an envelope of its own, and on a page."""

from typing import Any

import msgspec
import pytest
from httpx2 import Response

from filebook.core import errors
from filebook.core.errors import FilebookError
from filebook.dialects.onoffice.codes import MESSAGES, Refused
from filebook.dialects.onoffice.errors import refusal_for, render
from filebook.serving import problems
from filebook.serving.call import Call, Edge
from filebook.serving.problems import HttpProblem
from filebook.serving.threads import Threads
from tests.clock import START

ARGUMENTS: dict[type[Exception], tuple[Any, ...]] = {
    errors.NotFound: ("estate",),
    errors.AccessDenied: ("write",),
    errors.Throttled: (7,),
    errors.Invalid: ("url",),
    errors.Missing: ("url",),
    errors.Conflict: ("folder",),
    errors.AlreadyUsed: ("upload",),
    errors.Expired: ("upload",),
    errors.TooLarge: (5,),
    errors.Unsupported: ("thing",),
    errors.Damaged: ("blob",),
    problems.MethodNotAllowed: (("GET",),),
}


def below(parent: type[Exception]) -> list[Any]:
    return [child(*ARGUMENTS.get(child, ())) for child in parent.__subclasses__()]


def call_to(path: str) -> Call:
    scope = {"method": "POST", "raw_path": path.encode(), "query_string": b"", "headers": []}

    async def receive() -> Any:
        raise AssertionError("a failure is worded without reading")

    return Call(scope, receive, arrived_at=START, request_id="0" * 32, edge=Edge(), threads=Threads(1))


def rendered(error: Any, path: str) -> Response:
    answer = render(error, call_to(path))
    return Response(answer.status_code, headers=answer.raw_headers, content=answer.body)


@pytest.mark.parametrize("error", below(FilebookError), ids=lambda error: type(error).__name__)
def test_every_failure_of_the_business_has_a_number_and_a_text_of_the_vendor(error: FilebookError) -> None:
    refusal = refusal_for(error)
    assert refusal.code in MESSAGES
    assert refusal.message
    assert "%s" not in refusal.message


@pytest.mark.parametrize("error", below(FilebookError), ids=lambda error: type(error).__name__)
def test_a_failure_of_the_whole_request_is_an_envelope_under_http_200(error: FilebookError) -> None:
    response = rendered(error, "/onoffice/api/stable/api.php")
    assert (response.status_code, response.headers["content-type"]) == (200, "application/json; charset=utf-8")
    body = response.json()
    assert body["response"] == {"results": []}
    assert body["status"]["code"] == 500
    assert body["status"]["message"] == Refused(body["status"]["errorcode"]).message


@pytest.mark.parametrize("error", below(HttpProblem), ids=lambda error: type(error).__name__)
def test_a_problem_of_http_keeps_its_status_and_is_an_envelope_all_the_same(error: HttpProblem) -> None:
    response = rendered(error, "/onoffice/api/stable/api.php")
    inside = isinstance(error, problems.InternalFault)
    assert response.status_code == (200 if inside else error.status)
    assert response.json()["response"] == {"results": []}
    for name, value in error.headers.items():
        assert response.headers[name] == value


@pytest.mark.parametrize("error", [*below(FilebookError), *below(HttpProblem)], ids=lambda error: type(error).__name__)
def test_beside_the_api_every_failure_is_a_page_that_nobody_keeps(error: Any) -> None:
    response = rendered(error, "/onoffice/smart/app/smart/AppAnonymousFileDownload.php")
    assert response.status_code >= 400
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert response.headers["cache-control"] == "private, no-store"
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"
    assert response.text.endswith(".\n")


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (errors.Unauthenticated("unknown"), 22, "Not authenticated"),
        (errors.Unauthenticated("signature"), 137, "The HMAC is invalid."),
        (errors.NotFound("estate"), 293, MESSAGES[293]),
        (errors.NotFound("contact"), 292, MESSAGES[292]),
        (errors.NotFound("task"), 80, MESSAGES[80]),
        (errors.NotFound("agents_log"), 80, MESSAGES[80]),
        (errors.NotFound("appointment"), 169, "Appointment not found"),
        (errors.NotFound("file"), 127, "File not found"),
        (errors.NotFound("upload"), 129, "Fileupload is missing temporary upload file"),
        (errors.AlreadyUsed("upload"), 129, "Fileupload is missing temporary upload file"),
        (errors.Expired("upload"), 129, "Fileupload is missing temporary upload file"),
        (errors.Conflict("upload"), 129, "Fileupload is missing temporary upload file"),
        (errors.Conflict("title_picture"), 239, "Upload failed. Estate already has a title picture."),
        (errors.Conflict("document_attribute"), 161, "Document attribute exists"),
        (errors.Invalid("name", "name"), 213, "Invalid filename"),
        (errors.Invalid("data"), 255, 'Invalid value for parameter "data"'),
        (errors.TooLarge(5), 255, 'Invalid value for parameter "data"'),
        (errors.NoSpace(), 97, "Error in action"),
        (errors.Unavailable(), 97, "Error in action"),
    ],
)
def test_the_numbers_are_those_of_the_vendors_table(error: FilebookError, code: int, message: str) -> None:
    refusal = refusal_for(error)
    assert (refusal.code, refusal.message) == (code, message)


def test_text_put_into_a_message_stands_there_as_it_is() -> None:
    assert Refused(25, '100%s "x"').message == 'missing configuration for resourceType "100%s "x""'
    assert msgspec.json.decode(msgspec.json.encode(Refused(25, '"').message)) == Refused(25, '"').message
