"""What is asked of a rule that comes in from outside."""

from dataclasses import replace
from datetime import date

import pytest

from filebook.core.errors import Invalid
from filebook.core.recurrence.parts import require_acceptable
from filebook.core.recurrence.rule import Frequency, Rule


def test_a_rule_that_comes_every_second_by_its_parts_is_as_one_of_every_second() -> None:
    every_minute = Rule(
        Frequency.DAILY, date(2031, 3, 3), by_hour=tuple(range(24)), by_minute=tuple(range(60)), by_second=(30,)
    )
    require_acceptable(every_minute)
    with pytest.raises(Invalid) as refused:
        require_acceptable(replace(every_minute, by_second=(0, 30)))
    assert (refused.value.field, refused.value.reason) == ("rule", "BYSECOND")
