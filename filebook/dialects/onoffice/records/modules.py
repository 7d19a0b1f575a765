"""Every module whose fields are known, by name in lower case."""

from collections.abc import Mapping

from filebook.core.ids import Kind
from filebook.dialects.onoffice.records.address_fields import ADDRESS
from filebook.dialects.onoffice.records.estate_fields import ESTATE
from filebook.dialects.onoffice.records.fields import Module
from filebook.dialects.onoffice.records.other_fields import AGENTS_LOG, CALENDAR, FILE, TASK, USER

MODULES: Mapping[str, Module] = {
    module.name.lower(): module for module in (ADDRESS, ESTATE, AGENTS_LOG, CALENDAR, FILE, TASK, USER)
}
KINDS: Mapping[str, Kind] = {
    "address": Kind.CONTACT,
    "estate": Kind.ESTATE,
    "task": Kind.TASK,
    "agentslog": Kind.AGENTS_LOG,
    "agents_log": Kind.AGENTS_LOG,
    "project": Kind.PROJECT,
    "calendar": Kind.APPOINTMENT,
    "file": Kind.FILE,
}
"""Module in lower case, as the check of rights spells it → what its ids mean."""
