"""The catalogue in PostgreSQL refuses what is unfit, and survives lost connections, deadlocks and busy starts."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from filebook.backends.sql.connection import Unfit
from filebook.backends.sql.postgres import PostgresCatalogue
from filebook.backends.sql.postgres_connection import translated
from filebook.core.businesses import Business
from filebook.core.errors import Conflict, Unavailable
from filebook.core.ports.catalogue import Tables
from tests.backends.catalogue_suite.made import a_business, a_change, a_folder, ref


@pytest.fixture
def catalogue(postgres_database: str) -> Iterator[PostgresCatalogue]:
    opened = PostgresCatalogue(postgres_database, pool_size=4)
    yield opened
    opened.close()


@pytest.fixture
def business(catalogue: PostgresCatalogue) -> Business:
    return a_business(catalogue)


def cut_off_everybody(dsn: str) -> int:
    """End every other connection to the database, as a restart of the server does; how many."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        ended = connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return len(ended.fetchall())


def test_a_database_that_acknowledges_before_it_is_durable_is_refused(postgres_database: str) -> None:
    careless = psycopg.conninfo.make_conninfo(postgres_database, options="-c synchronous_commit=off")
    with pytest.raises(Unfit, match="synchronous_commit"):
        PostgresCatalogue(careless, pool_size=1)


def test_a_database_of_a_newer_version_is_refused(postgres_database: str) -> None:
    PostgresCatalogue(postgres_database, pool_size=1).close()
    with psycopg.connect(postgres_database) as connection:
        connection.execute("INSERT INTO migrations (number, name) VALUES (9999, '9999_future')")
    with pytest.raises(Unfit, match="step 9999"):
        PostgresCatalogue(postgres_database, pool_size=1)


def test_a_server_that_cannot_be_reached_is_refused_without_telling_the_password(postgres_database: str) -> None:
    elsewhere = psycopg.conninfo.make_conninfo(postgres_database, dbname="nowhere", password="hush")
    with pytest.raises(Unfit, match="nowhere") as caught:
        PostgresCatalogue(elsewhere, pool_size=1)
    assert "hush" not in str(caught.value)


def test_nodes_that_start_together_bring_an_empty_database_up_to_date_once(postgres_database: str) -> None:
    with ThreadPoolExecutor(4) as threads:
        nodes = list(threads.map(lambda _: PostgresCatalogue(postgres_database, pool_size=1), range(4)))
    numbers = {a_business(node).number for node in nodes}
    for node in nodes:
        node.close()
    assert len(numbers) == 4


@pytest.mark.usefixtures("catalogue")
def test_all_text_compares_by_code_point_whatever_the_database_would_do(postgres_database: str) -> None:
    with psycopg.connect(postgres_database) as connection:
        collations = connection.execute(
            "SELECT DISTINCT collation_name FROM information_schema.columns "
            "WHERE table_schema = 'public' AND data_type = 'text'"
        ).fetchall()
    assert collations == [("C",)]


def test_connections_that_were_lost_while_idle_do_no_harm(
    postgres_database: str, catalogue: PostgresCatalogue, business: Business
) -> None:
    with catalogue.read(), catalogue.read(), catalogue.read():
        pass
    assert cut_off_everybody(postgres_database) >= 3
    with catalogue.read() as tables:
        assert tables.changes.last(business.number) == 0
    assert cut_off_everybody(postgres_database)
    assert catalogue.write(lambda tables: tables.changes.append(a_change(business))) == 1
    assert cut_off_everybody(postgres_database)
    catalogue.check()


def test_a_unit_whose_connection_is_lost_runs_again(
    postgres_database: str, catalogue: PostgresCatalogue, business: Business
) -> None:
    runs: list[None] = []

    def unit(tables: Tables) -> int:
        tables.changes.append(a_change(business))
        runs.append(None)
        if len(runs) == 1:
            cut_off_everybody(postgres_database)
        return tables.changes.append(a_change(business))

    assert catalogue.write(unit) == 2
    assert len(runs) == 2
    with catalogue.read() as tables:
        assert tables.changes.last(business.number) == 2


def test_a_unit_that_loses_its_connection_again_and_again_is_given_up(
    postgres_database: str, catalogue: PostgresCatalogue, business: Business
) -> None:
    runs: list[None] = []

    def unit(tables: Tables) -> int:
        runs.append(None)
        cut_off_everybody(postgres_database)
        return tables.changes.append(a_change(business))

    with pytest.raises(Unavailable):
        catalogue.write(unit)
    assert 1 < len(runs) < 10
    with catalogue.read() as tables:
        assert tables.changes.last(business.number) == 0


def test_a_snapshot_whose_connection_is_lost_is_unavailable(
    postgres_database: str, catalogue: PostgresCatalogue, business: Business
) -> None:
    with catalogue.read() as tables:
        assert tables.changes.last(business.number) == 0
        cut_off_everybody(postgres_database)
        with pytest.raises(Unavailable):
            tables.changes.last(business.number)
    catalogue.check()


def test_units_that_block_each_other_both_finish(catalogue: PostgresCatalogue, business: Business) -> None:
    other = a_business(catalogue)
    both_hold_one = threading.Barrier(2)

    def unit_on(first: Business, second: Business) -> int:
        runs: list[None] = []

        def unit(tables: Tables) -> int:
            runs.append(None)
            tables.numbers.lock(first.number)
            if len(runs) == 1:
                both_hold_one.wait()
            tables.numbers.lock(second.number)
            tables.changes.append(a_change(first))
            return len(runs)

        return catalogue.write(unit)

    with ThreadPoolExecutor(2) as threads:
        runs = list(threads.map(unit_on, (business, other), (other, business)))
    assert sorted(runs) == [1, 2]
    with catalogue.read() as tables:
        assert [tables.changes.last(business.number), tables.changes.last(other.number)] == [1, 1]


def test_a_unit_that_goes_on_after_what_undid_it_is_not_acknowledged(
    catalogue: PostgresCatalogue, business: Business
) -> None:
    folder = a_folder(catalogue, business)
    a_folder(catalogue, business, parent=ref(folder))

    def unit(tables: Tables) -> None:
        tables.changes.append(a_change(business))
        with pytest.raises(Conflict):
            tables.folders.delete(business.number, folder.number)

    with pytest.raises(RuntimeError):
        catalogue.write(unit)
    with catalogue.read() as tables:
        assert tables.changes.last(business.number) == 0


def test_only_places_for_values_are_translated() -> None:
    sql = "SELECT :a, '50%', x::text, :b_2 FROM t WHERE c = :a"
    assert translated(sql) == b"SELECT %(a)s, '50%%', x::text, %(b_2)s FROM t WHERE c = %(a)s"
