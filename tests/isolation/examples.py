"""An example of every request that the doors serve: what it names, and the least role that may make it.

A route without an example fails tests/house/test_routes.py.
"""

from collections.abc import Callable, Mapping

from tests.isolation import (
    examples_native_access,
    examples_native_administration,
    examples_native_appearance,
    examples_native_appointments,
    examples_native_attachments,
    examples_native_batch,
    examples_native_calendars,
    examples_native_changes,
    examples_native_files,
    examples_native_folders,
    examples_native_jobs,
    examples_native_meta,
    examples_native_processing,
    examples_native_records,
    examples_native_request_links,
    examples_native_requirements,
    examples_native_retention,
    examples_native_search,
    examples_native_session,
    examples_native_shares,
    examples_native_spellings,
    examples_native_webhooks,
    examples_onoffice,
    examples_telecomx,
    examples_telecomx_calendar,
    examples_telecomx_people,
    examples_timetap,
    examples_tus,
    examples_web_application,
    examples_web_requests,
    examples_web_shares,
    examples_xelion,
    examples_xelion_people,
)
from tests.isolation.example import Example, Key

EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    **examples_onoffice.EXAMPLES,
    **examples_timetap.EXAMPLES,
    **examples_telecomx.EXAMPLES,
    **examples_telecomx_calendar.EXAMPLES,
    **examples_telecomx_people.EXAMPLES,
    **examples_xelion.EXAMPLES,
    **examples_xelion_people.EXAMPLES,
    **examples_native_changes.EXAMPLES,
    **examples_native_folders.EXAMPLES,
    **examples_native_files.EXAMPLES,
    **examples_native_access.EXAMPLES,
    **examples_native_attachments.EXAMPLES,
    **examples_native_appointments.EXAMPLES,
    **examples_native_calendars.EXAMPLES,
    **examples_native_batch.EXAMPLES,
    **examples_native_request_links.EXAMPLES,
    **examples_native_requirements.EXAMPLES,
    **examples_native_spellings.EXAMPLES,
    **examples_native_jobs.EXAMPLES,
    **examples_native_meta.EXAMPLES,
    **examples_native_processing.EXAMPLES,
    **examples_native_records.EXAMPLES,
    **examples_native_search.EXAMPLES,
    **examples_native_retention.EXAMPLES,
    **examples_native_session.EXAMPLES,
    **examples_native_shares.EXAMPLES,
    **examples_native_administration.EXAMPLES,
    **examples_native_appearance.EXAMPLES,
    **examples_native_webhooks.EXAMPLES,
    **examples_tus.EXAMPLES,
    **examples_web_application.EXAMPLES,
    **examples_web_requests.EXAMPLES,
    **examples_web_shares.EXAMPLES,
}
"""By door, method and path of the route."""


def chosen(*, where: Callable[[Key, Example], bool] = lambda key, example: True) -> list[tuple[Key, Example]]:
    """The examples that fit, each with its route."""
    return [(key, example) for key, examples in EXAMPLES.items() for example in examples if where(key, example)]


def is_twin(key: Key) -> bool:
    """Whether a route has the handlers of another that is asked already: TimeTap's `/test`, onOffice's GET."""
    at_another_prefix = key[2].startswith(("/test/", "/live/businessWeb"))
    return at_another_prefix or key[1:] == ("GET", "/api/{version}/api.php")


def shown(value: object) -> str | None:
    """How a route or an example is called in the name of a test."""
    if isinstance(value, tuple):
        return " ".join(map(str, value))
    return value.what if isinstance(value, Example) else None
