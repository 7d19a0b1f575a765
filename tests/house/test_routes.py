"""Every row of every door's route table says who may call it, and the isolation tests know how to call it."""

import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

from filebook.app.build import House, build
from filebook.app.settings import Settings
from filebook.core.access import Role
from filebook.core.ids import Door as DoorName
from filebook.core.ids import Kind
from filebook.dialects.onoffice.calls import CALLS
from filebook.serving.routes import Access, Body, Door, Route
from tests.isolation.example import Key
from tests.isolation.examples import EXAMPLES

WITHOUT_A_JUDGED_CREDENTIAL: dict[Key, str] = {
    (DoorName.ONOFFICE, "POST", "/api/{version}/api.php"): "each action is signed on its own",
    (DoorName.ONOFFICE, "GET", "/api/{version}/api.php"): "each action is signed on its own",
    (DoorName.ONOFFICE, "GET", "/smart/app/smart/AppAnonymousFileDownload.php"): "the link is the credential",
    (DoorName.ONOFFICE, "GET", "/smart/app/smart/AppAnonymousFileList.php"): "the link is the credential",
    (DoorName.ONOFFICE, "GET", "/smart/pictures/{token}/{name}"): "the link is the credential",
    (DoorName.TIMETAP, "GET", "/live/sessionToken"): "the login",
    (DoorName.TIMETAP, "GET", "/test/sessionToken"): "the login",
    (DoorName.TIMETAP, "POST", "/businessWeb/fileUploadS3.do"): "the token may be a field of the form",
    (DoorName.TIMETAP, "POST", "/live/businessWeb/fileUploadS3.do"): "the token may be a field of the form",
    (DoorName.TIMETAP, "POST", "/test/businessWeb/fileUploadS3.do"): "the token may be a field of the form",
    (DoorName.TIMETAP, "GET", "/tt-client-public/{business}/{uuid}/{name}"): "only files for everybody are there",
    (DoorName.TIMETAP, "GET", "/tt-client-private/{rest*}"): "a missing token is answered like a wrong one",
    (DoorName.TELECOMX, "POST", "/auth/login"): "the login",
    (DoorName.TELECOMX, "GET", "/auth/login"): "the login",
    (DoorName.TELECOMX, "GET", "/auth/validateToken"): "tells only the holder of a token whose it is",
    (DoorName.TELECOMX, "DELETE", "/file"): "refused, whoever asks: it names nothing to delete",
    (DoorName.TELECOMX, "GET", "/files/{file}/{name}"): "public files need no token, others may have it in the query",
    (DoorName.XELION, "GET", "/api/v1/{tenant}/server/version"): "the same for everybody, whatever the tenant",
    (DoorName.XELION, "POST", "/api/v1/{tenant}/me/login"): "the login",
    (DoorName.NATIVE, "GET", "/openapi.json"): "the same for everybody",
    (DoorName.NATIVE, "GET", "/"): "the same for everybody",
    (DoorName.NATIVE, "GET", "/{name}"): "the same for everybody",
    (DoorName.NATIVE, "GET", "/links/{token}"): "the link is the credential",
    (DoorName.NATIVE, "POST", "/session"): "the login",
    (DoorName.NATIVE, "GET", "/appearance"): "stands on the page for logging in",
    (DoorName.NATIVE, "GET", "/business/logo"): "stands on the page for logging in",
    (DoorName.NATIVE, "POST", "/setup"): "the token that the server printed is the credential",
    (DoorName.NATIVE, "GET", "/session/sign-on"): "the way to another login",
    (DoorName.NATIVE, "GET", "/session/sign-on/callback"): "the way back from it",
    (DoorName.WEB, "GET", "/"): "the same for everybody",
    (DoorName.WEB, "GET", "/{rest*}"): "the same for everybody",
    (DoorName.WEB, "GET", "/{token}"): "the address is the credential",
    (DoorName.WEB, "POST", "/{token}"): "the address is the credential, the password another",
    (DoorName.WEB, "GET", "/{token}/folders/{folder}"): "the address is the credential",
    (DoorName.WEB, "GET", "/{token}/files/{file}"): "the address is the credential",
    (DoorName.WEB, "GET", "/{token}/pictures/{file}"): "the address is the credential",
    (DoorName.WEB, "GET", "/{token}/archive"): "the address is the credential",
    (DoorName.WEB, "GET", "/{request}"): "the address is the credential",
    (DoorName.WEB, "POST", "/{request}"): "the address is the credential, the password another",
    (DoorName.WEB, "GET", "/{request}/upload.js"): "the address is the credential",
    (DoorName.WEB, "POST", "/{request}/files"): "the address is the credential",
    (DoorName.WEB, "POST", "/{request}/uploads"): "the address is the credential",
    (DoorName.WEB, "GET", "/{request}/uploads/{upload}"): "the address is the credential",
    (DoorName.WEB, "PATCH", "/{request}/uploads/{upload}"): "the address is the credential",
    (DoorName.WEB, "POST", "/{request}/uploads/{upload}"): "the address is the credential",
}
"""Routes whose callers the application does not judge before the handler runs, and why."""

NAMES_NO_OBJECT: dict[tuple[DoorName, str], str] = {
    (DoorName.ONOFFICE, "version"): "any word",
    (DoorName.ONOFFICE, "token"): "a signed link",
    (DoorName.ONOFFICE, "name"): "decoration, and the size that is wanted",
    (DoorName.NATIVE, "sequence"): "a change that the webhook was told of",
    (DoorName.TIMETAP, "business"): "must be the file's own",
    (DoorName.TIMETAP, "name"): "decoration",
    (DoorName.TIMETAP, "sendStaffEmail"): "yes or no",
    (DoorName.TIMETAP, "sendClientEmail"): "yes or no",
    (DoorName.TIMETAP, "status"): "a word, or several",
    (DoorName.TIMETAP, "statusList"): "a word, or several",
    (DoorName.TIMETAP, "recurringAppointmentId"): "an appointment that repeats; the examples call one a series",
    (DoorName.TIMETAP, "resourceId"): "a filter: nothing stands in a calendar that is not there",
    (DoorName.TIMETAP, "YYYY"): "part of a date",
    (DoorName.TIMETAP, "MM"): "part of a date",
    (DoorName.TIMETAP, "DD"): "part of a date",
    (DoorName.TIMETAP, "eventType"): "a word",
    (DoorName.TIMETAP, "rest*"): "a key: business, file and name, which the handler takes apart",
    (DoorName.TELECOMX, "name"): "decoration",
    (DoorName.TELECOMX, "customer"): "a business; the file named must be its own",
    (DoorName.XELION, "tenant"): "must be the credential's own",
    (DoorName.NATIVE, "token"): "a signed link",
    (DoorName.NATIVE, "name"): "a part of the page that shows the API",
    (DoorName.NATIVE, "version"): "counts the states of a file",
    (DoorName.NATIVE, "job"): "a job; the examples name one",
    (DoorName.NATIVE, "kind"): "the kind of a record",
    (DoorName.NATIVE, "door"): "a vendor's language",
    (DoorName.NATIVE, "credential"): "a key of a user; the examples name one",
    (DoorName.NATIVE, "session"): "a session of a user; the examples name one",
    (DoorName.TUS, "id"): "a temporary upload, which is no object of the library yet",
    (DoorName.WEB, "rest*"): "a page of the browser application, or a file of it",
    (DoorName.WEB, "token"): "a secret address",
    (DoorName.WEB, "request"): "a secret address",
    (DoorName.WEB, "upload"): "a temporary upload of the visitor's",
}
"""Path parameters that stand for no object of a business, and what they are."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The real parts, for their tables."""
    folder: Path = tmp_path_factory.mktemp("house")
    built = build(Settings(data_folder=str(folder / "data"), password_memory_kib=64))
    yield built
    built.close()


def rows(house: House) -> dict[Key, Route]:
    """Every route of every door."""
    return {(door.name, route.method, route.path): route for door in house.doors for route in door.routes}


def test_every_route_declares_who_may_call_it(house: House) -> None:
    table = rows(house)
    assert table
    assert len(table) == sum(len(door.routes) for door in house.doors)
    for key, route in table.items():
        assert isinstance(route.access, Access), key
        assert route.access.kind in {"public", "signed", "credential", "inside"}, key
        assert isinstance(route.access.minimum, Role), key


def test_a_route_that_judges_no_credential_is_known_with_a_reason(house: House) -> None:
    open_routes = {key for key, route in rows(house).items() if route.access.kind != "credential"}
    assert open_routes == WITHOUT_A_JUDGED_CREDENTIAL.keys()
    assert all(WITHOUT_A_JUDGED_CREDENTIAL.values())


def test_a_parameter_that_names_an_object_says_of_which_kind(house: House) -> None:
    unsaid, needless = [], set(NAMES_NO_OBJECT)
    for key, route in rows(house).items():
        parameters = {part[1:-1] for part in route.path.split("/") if part.startswith("{")}
        assert set(route.objects) <= parameters, key
        assert all(isinstance(kind, Kind) for kind in route.objects.values()), key
        others = {(key[0], parameter) for parameter in parameters - set(route.objects)}
        unsaid += [(key, other) for other in others - NAMES_NO_OBJECT.keys()]
        needless -= others
    assert unsaid == []
    assert needless == set()


def test_every_route_has_an_example_for_the_isolation_tests(house: House) -> None:
    assert EXAMPLES.keys() == rows(house).keys()
    for key, route in rows(house).items():
        assert EXAMPLES[key], key
        assert len({example.what for example in EXAMPLES[key]}) == len(EXAMPLES[key]), key
        named = {name for example in EXAMPLES[key] for name in example.names}
        for kind in route.objects.values():
            assert kind.value in named, f"no example of {key} names a {kind}"


def test_every_row_of_onoffices_action_table_has_an_example() -> None:
    actions = {
        f"{verb} {resource_type} {resource}"
        for (verb, resource_type), row in CALLS.items()
        for resource in row.handlers
    }
    examples = EXAMPLES[DoorName.ONOFFICE, "POST", "/api/{version}/api.php"]
    assert {example.what.partition(":")[0] for example in examples} == actions


def test_an_example_asks_of_nobody_less_than_its_route_does(house: House) -> None:
    for key, route in rows(house).items():
        if route.access.kind == "credential":
            for example in EXAMPLES[key]:
                assert not example.anybody, key
                # What is served to nobody, such as the vendor's refusal of a whole resource, is proven so by its roles.
                assert example.least_role is None or example.least_role >= route.access.minimum, key


def test_how_a_route_reads_its_body_fits_its_handler_and_method(house: House) -> None:
    for key, route in rows(house).items():
        assert inspect.iscoroutinefunction(route.handler) is (route.body is Body.STREAMED), key
        assert (route.request is None) is (route.body is Body.NONE), key
        assert route.summary, key


def test_only_routes_that_read_may_run_on_the_event_loop(house: House) -> None:
    for key, route in rows(house).items():
        if route.inline:
            assert (route.method, route.body) == ("GET", Body.NONE), key


def test_doors_lie_apart(house: House) -> None:
    doors: tuple[Door, ...] = house.doors
    assert len({door.prefix for door in doors}) == len(doors)
    prefixes = [door.prefix for door in doors if door.prefix]
    assert len(prefixes) == len(doors) - 1, "one door is the last resort"
    assert all(prefix.startswith("/") and not prefix.endswith("/") for prefix in prefixes)
