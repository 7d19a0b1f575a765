"""Example requests about staff, locations and services at the TimeTap door."""

from collections.abc import Callable, Mapping

from filebook.core.access import Role
from filebook.core.ids import Door
from tests.isolation.example import Build, Example, Key, bearer
from tests.isolation.things import Things

Said = Callable[[Things], Mapping[str, object]]
_PAGE = "?searchTerm=ona&pageNumber=1&pageSize=5&order_mode=desc"
_HOURS = {"daysOfWeek": ["MON", "THU"], "startTime": 900, "endTime": 1700}


def _call(method: str, path: str, *, thing: str = "", rest: str = "", said: Said | None = None) -> Build:
    """A request below the door; the number of the thing comes between path and rest."""
    return lambda person, things: {
        "method": method,
        "path": f"/timetap{path}{getattr(things, thing) if thing else ''}{rest}",
        "headers": bearer(person.timetap),
        **({} if said is None else {"json": said(things)}),
    }


def _staff(things: Things) -> Mapping[str, object]:
    hours = [{**_HOURS, "locationId": things.location, "reasonId": things.service}]
    return {"businessId": things.business, "firstName": "Ona", "lastName": "Berg", "workingHours": hours}


def _location(things: Things) -> Mapping[str, object]:
    return {"businessId": things.business, "locationName": "Main office", "city": "Utrecht"}


def _service(things: Things) -> Mapping[str, object]:
    offered = {"staffIdList": [things.staff], "locationIdList": [things.location]}
    return {"businessId": things.business, "reasonDesc": "Consultation", "visitMinutes": 60, **offered}


def _noun(
    prefix: str, path: str, *, lists: str, ids: str, parameter: str, thing: str, said: Said, names: tuple[str, ...]
) -> dict[Key, tuple[Example, ...]]:
    """What all three have alike."""
    one = f"{prefix}{path}/{{{parameter}}}"
    listed = (path, *(lists + form for form in ("/report", "/reportWithCount", "/reportCount")))
    methods = ("POST", "PUT", "PATCH") if thing == "staff" else ("PUT", "PATCH")
    return {
        **{
            (Door.TIMETAP, "GET", prefix + where): (
                Example("all", _call("GET", prefix + where), (), Role.VIEWER),
                Example("found", _call("GET", prefix + where + _PAGE), (), Role.VIEWER),
            )
            for where in listed
        },
        **{
            (Door.TIMETAP, "GET", prefix + where): (Example("all", _call("GET", prefix + where), (), Role.VIEWER),)
            for where in (path + "/count", ids)
        },
        (Door.TIMETAP, "GET", one): (
            Example("one", _call("GET", f"{prefix}{path}/", thing=thing), (thing,), Role.VIEWER),
        ),
        (Door.TIMETAP, "POST", prefix + path): (
            Example("new", _call("POST", prefix + path, said=said), names, Role.EDITOR),
        ),
        **{
            (Door.TIMETAP, method, one): (
                Example(
                    "changed", _call(method, f"{prefix}{path}/", thing=thing, said=said), (thing, *names), Role.EDITOR
                ),
            )
            for method in methods
        },
    }


def below(prefix: str) -> dict[Key, tuple[Example, ...]]:
    """What `/live` and `/test` serve alike."""
    services = prefix + "/services"
    filters = (("staffId", "staff"), ("locationId", "location"))
    offers = (("/staff", "professionalId", "staff"), ("/services", "reasonId", "service"))
    rows = {
        **_noun(
            prefix,
            "/staff",
            lists="/staffList",
            ids="/staffIdList",
            parameter="professionalId",
            thing="staff",
            said=_staff,
            names=("business", "location", "service"),
        ),
        **_noun(
            prefix,
            "/locations",
            lists="/locationList",
            ids="/locationIdList",
            parameter="locationId",
            thing="location",
            said=_location,
            names=("business",),
        ),
        **_noun(
            prefix,
            "/services",
            lists="/reasonList",
            ids="/reasonIdList",
            parameter="reasonId",
            thing="service",
            said=_service,
            names=("business", "staff", "location"),
        ),
        **{
            (Door.TIMETAP, "GET", f"{prefix}{path}/{{{parameter}}}/serviceStaff"): (
                Example(
                    "all",
                    _call("GET", f"{prefix}{path}/", thing=thing, rest="/serviceStaff"),
                    (thing,),
                    Role.VIEWER,
                ),
            )
            for path, parameter, thing in offers
        },
    }
    rows[Door.TIMETAP, "GET", services] += tuple(
        Example(f"by {name}", _call("GET", f"{services}?{name}=", thing=thing), (thing,), Role.VIEWER)
        for name, thing in filters
    )
    return rows
