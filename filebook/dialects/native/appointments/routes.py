"""The routes of appointments."""

from filebook.core.access import Role
from filebook.core.ids import Kind
from filebook.dialects.native.appointments import wire
from filebook.dialects.native.appointments.bringing import Bringing
from filebook.dialects.native.appointments.reads import Reads
from filebook.dialects.native.appointments.references import References
from filebook.dialects.native.appointments.showing import Showing
from filebook.dialects.native.appointments.writes import Writes
from filebook.dialects.native.parts import Parts
from filebook.dialects.native.wire import Sparse
from filebook.serving.routes import Body, Route, credential

_AREA = "Appointments"
_ALL, _ONE = "/appointments", "/appointments/{id}"
_APPOINTMENT = {"id": Kind.APPOINTMENT}
_ANYBODY = credential(Role.PERSONAL)


def appointment_routes(parts: Parts) -> tuple[Route, ...]:
    """Rows for appointments."""
    services = parts.services
    showing, references = Showing(services), References(services)
    reads, writes = Reads(services, showing, references), Writes(services, showing, references)
    return (
        *_of_all(parts, reads, Bringing(services, writes)),
        *_shown(reads),
        *_written(parts, writes),
    )


def _of_all(parts: Parts, reads: Reads, bringing: Bringing) -> tuple[Route, ...]:
    return (
        Route(
            "GET",
            _ALL,
            reads.appointments,
            _ANYBODY,
            "List appointments",
            response=wire.AppointmentPage,
            query=wire.AppointmentQuery,
            area=_AREA,
        ),
        Route(
            "POST",
            _ALL,
            parts.once.streamed(bringing.create),
            _ANYBODY,
            "Make an appointment, with its files if it comes as a form with a part `appointment`",
            request=wire.NewAppointment,
            response=wire.Appointment,
            body=Body.STREAMED,
            query=Sparse,
            status=201,
            area=_AREA,
            other_requests={"multipart/form-data": wire.AppointmentForm},
        ),
    )


def _shown(reads: Reads) -> tuple[Route, ...]:
    return (
        Route(
            "GET",
            _ONE,
            reads.appointment,
            _ANYBODY,
            "Show an appointment",
            response=wire.Appointment,
            inline=True,
            objects=_APPOINTMENT,
            query=wire.AppointmentShown,
            area=_AREA,
        ),
        Route(
            "GET",
            f"{_ONE}/occurrences",
            reads.occurrences,
            _ANYBODY,
            "List the occurrences of an appointment",
            response=wire.OccurrencePage,
            objects=_APPOINTMENT,
            query=wire.OccurrencesOfQuery,
            area=_AREA,
        ),
    )


def _written(parts: Parts, writes: Writes) -> tuple[Route, ...]:
    return (
        Route(
            "PATCH",
            _ONE,
            writes.change,
            _ANYBODY,
            "Change an appointment, one occurrence of it, or that and the following ones",
            request=wire.AppointmentChange,
            response=wire.Appointment,
            body=Body.BUFFERED,
            objects=_APPOINTMENT,
            query=wire.MeantShown,
            area=_AREA,
        ),
        Route(
            "DELETE",
            _ONE,
            writes.delete,
            _ANYBODY,
            "Put an appointment, or a part of it, in the trash",
            objects=_APPOINTMENT,
            query=wire.Meant,
            status=204,
            area=_AREA,
        ),
        Route(
            "POST",
            f"{_ONE}/cancel",
            parts.once.buffered(writes.cancel),
            _ANYBODY,
            "Cancel an appointment, or a part of it",
            response=wire.Appointment,
            objects=_APPOINTMENT,
            query=wire.MeantShown,
            area=_AREA,
        ),
    )
