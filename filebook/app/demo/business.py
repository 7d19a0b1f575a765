"""Makes the demo business and its neighbours, through the same services that every door uses."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from importlib.resources import files as package_files
from zoneinfo import ZoneInfo

from filebook.app.clock import utc_now
from filebook.app.demo import content
from filebook.app.demo.weeks import book_weeks
from filebook.core.access import Actor, Role
from filebook.core.appointments import Presence, Span
from filebook.core.businesses import Business, User
from filebook.core.files import File
from filebook.core.ids import Door, Kind, Number, Ref
from filebook.core.records import Record
from filebook.core.recurrence.rule import ByDay, Frequency, Rule
from filebook.core.relations import Relation, RelationType
from filebook.services.accounts import actor_of
from filebook.services.booking import NewAppointment
from filebook.services.bundle import Services
from filebook.services.filing import Hang, NewFile
from filebook.services.folders import NewFolder
from filebook.services.records import NewRecord, Tie

ZONE = "Europe/Amsterdam"


def make_demo(services: Services) -> dict[str, object]:
    """Fill an empty installation; the credentials and ids of the demo contract, without addresses."""
    accounts = services.accounts
    parent = accounts.create_business("Demo Reseller", tenant="reseller", zone=ZONE, language="nl")
    business = accounts.create_business(
        "Demo Makelaardij",
        tenant="master",
        zone=ZONE,
        language="nl",
        parent=parent.number,
        settings={"publish_new_pictures": True},
    )
    unrelated = accounts.create_business("Demo Elsewhere", tenant="elsewhere", zone=ZONE)
    people = {
        "owner": _user(services, business, "owner", Role.OWNER),
        "viewer": _user(services, business, "viewer", Role.VIEWER),
        "personal": _user(services, business, "personal", Role.PERSONAL),
        "reseller": _user(services, parent, "reseller", Role.RESELLER),
        "other": _user(services, unrelated, "other", Role.VIEWER),
    }
    passwords = {name: secrets.token_urlsafe(12) for name in people}
    for name, user in people.items():
        services.credentials.set_password(user, passwords[name])
    program = accounts.create_user(business.number, "api", role=Role.OWNER, first_name="Demo", last_name="API")
    onoffice = services.credentials.issue_signing_secret(program, label="demo")
    timetap = services.credentials.issue_signed_key(program, label="demo")
    native = services.credentials.issue_bearer(program, label="demo")
    timetap_other = services.credentials.issue_signed_key(people["other"], label="demo")
    actor = actor_of(people["owner"], business, door=Door.COMMAND_LINE)
    staff = [_colleague_who_logs_in(services, business, *names) for names in content.COLLEAGUES]
    ids = _fill(services, actor, staff, zone=ZONE, today=utc_now().astimezone(ZoneInfo(ZONE)).date())
    return {
        "onoffice": {"token": onoffice.key, "secret": onoffice.secret, "appointment_id": ids["viewing"]},
        "timetap": {
            "api_key": timetap.key,
            "private_key": timetap.secret,
            "other": {"api_key": timetap_other.key, "private_key": timetap_other.secret},
        },
        "telecomx": {
            "users": {name: {"username": user.email, "password": passwords[name]} for name, user in people.items()}
        },
        "xelion": {
            "tenant": business.tenant,
            "user": people["owner"].user_name,
            "password": passwords["owner"],
            "appointment_oids": {"recurring": str(ids["series"]), "single": str(ids["viewing"])},
        },
        "native": {"token": native.secret},
    }


def _user(services: Services, business: Business, name: str, role: Role) -> User:
    return services.accounts.create_user(
        business.number, name, role=role, email=f"{name}@demo.example", first_name="Demo", last_name=name.title()
    )


def fill_demo(services: Services, actor: Actor, *, now: datetime) -> None:
    """Put the same records, appointments and files into the actor's business, and no user, key or other business."""
    staff = [
        services.colleagues.hire(actor, label=f"{first} {last}", fields=_staff_fields(first, last)).number
        for _, first, last in content.COLLEAGUES
    ]
    zone = services.colleagues.business(actor).zone
    _fill(services, actor, staff, zone=zone, today=now.astimezone(ZoneInfo(zone)).date())


def _staff_fields(first: str, last: str) -> Mapping[str, object]:
    return {"first_name": first, "last_name": last, "working_hours": content.WORKING_HOURS, "active": True}


def _fill(services: Services, actor: Actor, staff: list[Number], *, zone: str, today: date) -> Mapping[str, Number]:
    """Records, appointments and files; the numbers of the two documented appointments."""
    records = services.records
    contacts = [
        records.add(actor, Kind.CONTACT, label=f"{first} {last}", fields=_contact_fields(first, last, index))
        for index, (first, last) in enumerate(content.CONTACTS)
    ]
    estates = [records.add(actor, Kind.ESTATE, label=label, fields=fields) for label, fields in content.ESTATES]
    _tell_what_belongs_together(services, actor, contacts=contacts, estates=estates)
    for label, fields in content.LOCATIONS:
        records.add(actor, Kind.LOCATION, label=label, fields={**fields, "active": True})
    for label, minutes in content.SERVICES:
        records.add(actor, Kind.SERVICE, label=label, fields={"duration_minutes": minutes, "active": True})
    series = _series(services, actor, staff, zone=zone)
    viewing = _viewing(services, actor, [staff[0], contacts[0].number], concerns=[estates[0].number], zone=zone)
    _consultation(services, actor, [staff[1], contacts[1].number], zone=zone)
    for name in content.VIEWING_FILES:
        _file(services, actor, name, on=(Hang(Kind.APPOINTMENT, viewing),))
    for name, category in content.ESTATE_FILES:
        _file(services, actor, name, on=(Hang(Kind.ESTATE, estates[0].number),), category=category)
    folder = services.folders.create(actor, NewFolder("Kantoor"))
    for name in content.FOLDER_FILES:
        _file(services, actor, name, folder=Ref(folder.number, folder.uid))
    _file(services, actor, "plattegrond.png", on=(Hang(Kind.CONTACT, contacts[0].number),))
    book_weeks(
        services,
        actor,
        contacts=[contact.number for contact in contacts],
        estates=[(estate.number, estate.label) for estate in estates],
        today=today,
        zone=zone,
    )
    return {"series": series, "viewing": viewing}


def _contact_fields(first: str, last: str, index: int) -> Mapping[str, object]:
    zip_code, city = content.CITIES[index % len(content.CITIES)]
    return {
        "first_name": first,
        "last_name": last,
        "email": f"{first}.{last}@demo.example".lower(),
        "phone": f"+31 20 555 01{index:02}",
        "mobile": f"+31 6 5550 01{index:02}",
        "street": f"{content.STREETS[index % len(content.STREETS)]} {index + 1}",
        "zip": zip_code,
        "city": city,
        "country": content.COUNTRY,
    }


def _tell_what_belongs_together(
    services: Services, actor: Actor, *, contacts: Sequence[Record], estates: Sequence[Record]
) -> None:
    """Each estate has an owner and a task; somebody called about the first."""
    owners = [
        Relation(estate.number, Kind.ESTATE, owner.number, Kind.CONTACT, RelationType.OWNER)
        for estate, owner in zip(estates, reversed(contacts), strict=False)
    ]
    services.relations.add(actor, owners)
    tasks = [
        NewRecord(subject, {"subject": subject, "onoffice": own}, [Tie(Kind.ESTATE, estate.number)])
        for (subject, own), estate in zip(content.TASKS, estates, strict=True)
    ]
    services.records.add_all(actor, Kind.TASK, tasks)
    about = [Tie(Kind.ESTATE, estates[0].number), Tie(Kind.CONTACT, contacts[0].number)]
    entry = NewRecord("Telefonat, Eingehend", {"onoffice": content.LOG_ENTRY}, about)
    services.records.add_all(actor, Kind.AGENTS_LOG, [entry])


def _colleague_who_logs_in(services: Services, business: Business, name: str, first: str, last: str) -> Number:
    user = services.accounts.create_user(
        business.number,
        name,
        role=Role.EDITOR,
        email=f"{name}@demo.example",
        first_name=first,
        last_name=last,
        staff_fields=_staff_fields(first, last),
    )
    return user.staff.number


def _series(services: Services, actor: Actor, staff: list[Number], *, zone: str) -> Number:
    """The documented weekly appointment: its own Monday and six more."""
    rule = Rule(Frequency.WEEKLY, content.SERIES_ANCHOR, count=content.SERIES_COUNT, by_day=(ByDay(0),))
    new = NewAppointment(
        subject="Weekoverleg",
        span=_span(content.SERIES_START, minutes=10, zone=zone),
        presence=Presence.BUSY,
        rule=rule,
        participants=staff[:1],
        comment="Elke maandag",
        fields={"xelion": {"userStatus": "at_appointment", "commonName": "Afspraak"}},
    )
    return services.booking.add(actor, new).number


def _viewing(
    services: Services, actor: Actor, participants: list[Number], *, concerns: list[Number], zone: str
) -> Number:
    """The documented single appointment, with files."""
    new = NewAppointment(
        subject="Bezichtiging Parkweg 9",
        span=_span(content.VIEWING_START, minutes=45, zone=zone),
        presence=Presence.OUT_OF_OFFICE,
        participants=participants,
        concerns=concerns,
        comment="Sleutel bij de buren",
        fields={"xelion": {"userStatus": "unavailable", "commonName": ""}},
    )
    return services.booking.add(actor, new).number


def _consultation(services: Services, actor: Actor, participants: list[Number], *, zone: str) -> None:
    span = _span(content.CONSULTATION_START, minutes=30, zone=zone)
    room = services.booking.add_resource(actor, content.ROOM)
    new = NewAppointment(
        subject="Adviesgesprek",
        span=span,
        participants=participants,
        calendars=[room.number],
        place="Kantoor Testhaven",
    )
    services.booking.add(actor, new)


def _span(starts: datetime, *, minutes: int, zone: str) -> Span:
    return Span(starts, starts + timedelta(minutes=minutes), zone)


def _file(
    services: Services,
    actor: Actor,
    name: str,
    *,
    on: tuple[Hang, ...] = (),
    category: str = "",
    folder: Ref | None = None,
) -> File:
    receiver = services.uploads.receiver()
    receiver.write(package_files("filebook.app.demo").joinpath("assets", name).read_bytes())
    new = NewFile(name, category=category, folder=folder, publish_by_default=bool(category))
    return services.filing.add(actor, receiver, new=new, on=on)
