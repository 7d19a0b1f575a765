"""What every catalogue promises of the documents that things need."""

from dataclasses import replace
from functools import partial

import pytest

from filebook.core.businesses import Business
from filebook.core.ids import Kind
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.requirements import DocumentRequirements, NeededDocument, Requirement
from tests.backends.catalogue_suite.made import NOW, a_business


def _put(tables: Tables, requirements: DocumentRequirements) -> None:
    tables.requirements.put(requirements)


class RequirementSuite:
    @pytest.fixture
    def business(self, catalogue: Catalogue) -> Business:
        return a_business(catalogue)

    def test_what_is_asked_for_takes_the_place_of_what_was(self, catalogue: Catalogue, business: Business) -> None:
        ref = catalogue.write(lambda tables: tables.numbers.allocate(business.number, Kind.DOCUMENT_REQUIREMENTS))
        wanted = Requirement(Kind.ESTATE, "flat", (NeededDocument("plan", "Plan", "Übersicht", mandatory=False),))
        asked = DocumentRequirements(business.number, ref, NOW, "anna", (wanted,))
        for one in (asked, replace(asked, items=(), modified_by="bert")):
            put = partial(_put, requirements=one)
            catalogue.write(put)
            with catalogue.read() as tables:
                assert tables.requirements.get(business.number) == one

    def test_a_business_that_said_nothing_asks_for_nothing(self, catalogue: Catalogue, business: Business) -> None:
        with catalogue.read() as tables:
            assert tables.requirements.get(business.number) == DocumentRequirements(business.number)
