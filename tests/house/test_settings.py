"""Settings: where they come from, which one wins, and what does not fit."""

from pathlib import Path

import pytest

from filebook.app.settings import Settings, load, shown
from filebook.core.errors import Invalid
from filebook.core.ids import Door


def test_the_command_line_wins_over_the_environment_and_that_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "filebook.toml"
    file.write_text('port = 1\nhost_names = "xelion=a.example"\ntrash_days = 3\n')
    environment = {"FILEBOOK_PORT": "2", "FILEBOOK_TRASH_DAYS": "4", "FILEBOOK_CONFIG": str(file)}
    settings = load(environment=environment, port=3, host=None)
    assert (settings.port, settings.trash_days, settings.host) == (3, 4, Settings().host)
    assert settings.doors_by_host() == {"a.example": Door.XELION}


def test_origins_are_compared_as_browsers_write_them() -> None:
    settings = load(environment={"FILEBOOK_ALLOWED_ORIGINS": "https://Planner.example.org/, http://[::1]:5173 ,"})
    assert settings.origins() == {"https://planner.example.org", "http://[::1]:5173"}
    assert Settings().origins() == frozenset()


def test_a_secret_may_lie_in_a_file_of_its_own(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("s3cret\n")
    assert load(environment={"FILEBOOK_S3_SECRET_KEY_FILE": str(secret)}).s3_secret_key == "s3cret"
    assert load(environment={"FILEBOOK_PORT_FILE": str(secret)}).port == Settings().port


@pytest.mark.parametrize("text", ["true", "1", "YES", "on"])
def test_switches_are_read_in_common_words(text: str) -> None:
    assert load(environment={"FILEBOOK_VERIFY_ALL_READS": text}).verify_all_reads
    assert not load(environment={"FILEBOOK_ACCESS_LOG": "off"}).access_log


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("port", "x"),
        ("port", "99999"),
        ("access_log", "perhaps"),
        ("public_base_url", "files.example.org"),
        ("database_url", "mysql://x"),
        ("blob_url", "/tmp/x"),
        ("worker_threads", "0"),
        ("trash_days", "36501"),
        ("versions_kept", "-1"),
        ("host_names", "nosuchdoor=a.example"),
        ("host_names", "xelion="),
        ("host", "0.0.0.0"),
        ("allowed_origins", "*"),
        ("allowed_origins", "null"),
        ("allowed_origins", "planner.example.org"),
        ("allowed_origins", "https://planner.example.org/page"),
        ("oidc_issuer", "id.example.org"),
        ("oidc_create_role", "owner"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(Invalid) as refused:
        load(environment={f"FILEBOOK_{name.upper()}": value})
    assert refused.value.field == name


@pytest.mark.parametrize("text", ["nosuch = 1", "port = 'x'", "port =", "\x00"])
def test_a_file_with_something_else_in_it_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "filebook.toml"
    file.write_text(text)
    with pytest.raises(Invalid):
        load(file, environment={})


def test_secrets_are_masked_when_shown() -> None:
    settings = load(environment={"FILEBOOK_DATABASE_URL": "postgresql://u:pw@localhost/x"})
    assert "pw" not in str(shown(settings))
    assert shown(Settings())["database_url"] == ""


def test_a_provider_of_identities_needs_to_know_who_asks() -> None:
    issuer = {"FILEBOOK_OIDC_ISSUER": "https://id.example.org/realms/office"}
    with pytest.raises(Invalid) as refused:
        load(environment=issuer)
    assert refused.value.field == "oidc_client_id"
    assert (
        load(environment={**issuer, "FILEBOOK_OIDC_CLIENT_ID": "filebook"}).oidc_issuer
        == issuer["FILEBOOK_OIDC_ISSUER"]
    )
