"""The calls of TimeTap's API and where they are known from, for tables of compatibility; what they do, the routes tell.

Loaded when somebody asks.

Source: the project's TimeTap reference (sections 2 to 9), read 2026-11-22.
"""

from collections.abc import Mapping
from itertools import chain

from filebook.core.compatibility import KnownFrom, VendorCall
from filebook.serving.routes import Door

PREFIX = "/live"
VENDORS, CLIENTS, OURS = "vendor", "clients", "us"
"""TimeTap's public documentation; public programs that call it; made up here."""
UPLOAD = "POST /businessWeb/fileUploadS3.do"

KNOWN_FROM: Mapping[str, Mapping[str, str]] = {
    "Session and files": {
        "GET /sessionToken": VENDORS,
        "GET /files": VENDORS,
        "POST /files": VENDORS,
        "DELETE /files/{uuid}": VENDORS,
        UPLOAD: VENDORS,
        "GET /tt-client-public/{business}/{uuid}/{name}": VENDORS,
        "GET /tt-client-private/{rest*}": OURS,
        "GET /files/{uuid}": OURS,
        "GET /files/{uuid}/content": OURS,
    },
    "Appointments": {
        "GET /appointmentList/report": VENDORS,
        "GET /appointmentList/reportWithCount": VENDORS,
        "GET /appointmentList/reportCount": CLIENTS,
        "GET /appointmentList/reportCountsByStatus": CLIENTS,
        "GET /appointments": VENDORS,
        "GET /appointments/report": VENDORS,
        "GET /appointments/reportCount": VENDORS,
        "GET /appointments/status/{status}": VENDORS,
        "GET /appointments/resource/{resourceId}/{statusList}": VENDORS,
        "GET /appointments/countByStatus/location/{locationId}": CLIENTS,
        "GET /appointments/recurringappointments/{recurringAppointmentId}": VENDORS,
        "GET /appointments/{calendarId}": VENDORS,
        "GET /appointments/{calendarId}/checkWaitList": VENDORS,
        "POST /appointments": VENDORS,
        "POST /appointments/quickAdd": CLIENTS,
        "PUT /appointments/{calendarId}": VENDORS,
        "PATCH /appointments/{calendarId}": CLIENTS,
        "PUT /appointments/{calendarId}/cancel/{sendStaffEmail}/{sendClientEmail}": VENDORS,
        "PUT /appointments/{calendarId}/completed/{sendClientEmail}": CLIENTS,
        "PUT /appointments/{calendarId}/noshow/{sendClientEmail}": CLIENTS,
    },
    "Recurring appointments": {
        "GET /recurringappointments/{recurringAppointmentId}": VENDORS,
        "POST /recurringappointments": VENDORS,
        "POST /recurringappointments/get/dates": VENDORS,
        "PUT /recurringappointments/{recurringAppointmentId}": VENDORS,
    },
    "Clients": {
        "GET /clients": VENDORS,
        "GET /clients/{clientId}": VENDORS,
        "GET /clients/count": VENDORS,
        "GET /clients/tags": VENDORS,
        "GET /clientList/report": CLIENTS,
        "GET /clientList/reportWithCount": CLIENTS,
        "GET /clientList/reportCount": CLIENTS,
        "POST /clients": VENDORS,
        "PUT /clients/{clientId}": CLIENTS,
        "PATCH /clients/{clientId}": CLIENTS,
        "DELETE /clients/{clientId}": CLIENTS,
        "POST /clients/filter": CLIENTS,
        "POST /clients/dupecheck/email": CLIENTS,
    },
    "Staff": {
        "GET /staff": VENDORS,
        "GET /staff/{professionalId}": VENDORS,
        "GET /staff/{professionalId}/serviceStaff": VENDORS,
        "GET /staffList/report": VENDORS,
        "GET /staffList/reportWithCount": VENDORS,
        "GET /staffList/reportCount": VENDORS,
        "GET /staffIdList": VENDORS,
        "GET /staff/count": OURS,
        "POST /staff": VENDORS,
        "POST /staff/{professionalId}": VENDORS,
        "PUT /staff/{professionalId}": CLIENTS,
        "PATCH /staff/{professionalId}": OURS,
    },
    "Locations": {
        "GET /locations": VENDORS,
        "GET /locations/{locationId}": VENDORS,
        "GET /locations/count": VENDORS,
        "GET /locationList/report": VENDORS,
        "GET /locationList/reportWithCount": VENDORS,
        "GET /locationList/reportCount": VENDORS,
        "GET /locationIdList": VENDORS,
        "POST /locations": VENDORS,
        "PUT /locations/{locationId}": VENDORS,
        "PATCH /locations/{locationId}": OURS,
    },
    "Services": {
        "GET /services": VENDORS,
        "GET /services/{reasonId}": VENDORS,
        "GET /services/{reasonId}/serviceStaff": VENDORS,
        "GET /reasonList/report": VENDORS,
        "GET /reasonList/reportWithCount": VENDORS,
        "GET /reasonList/reportCount": VENDORS,
        "GET /reasonIdList": VENDORS,
        "GET /services/count": OURS,
        "POST /services": VENDORS,
        "PUT /services/{reasonId}": VENDORS,
        "PATCH /services/{reasonId}": OURS,
    },
    "Free times and calendar": {
        "GET /availability/{YYYY}/{MM}/{DD}/{staffId}/{locationId}/{reasonId}": VENDORS,
        "GET /availability/location/{locationId}/service/{reasonId}": VENDORS,
        "GET /availability/{YYYY}/{MM}/{staffId}/{locationId}/{reasonId}": VENDORS,
        "GET /calendar/range/{staffIdList}": VENDORS,
        "GET /calendar/event/{eventType}/{eventId}": VENDORS,
    },
}
"""By subject, each call by method and path below `/live` or the host's root, and who it is known from."""


def vendor_calls(door: Door) -> list[VendorCall]:
    """All of them. Raises: ValueError for a served call that is not told above."""
    served = {f"{row.method} {row.path.removeprefix(PREFIX)}": row.summary for row in door.routes if _is_told(row.path)}
    told = set(chain.from_iterable(KNOWN_FROM.values()))
    if unknown := sorted(served.keys() - told):
        raise ValueError(f"it is not told where these calls are known from: {unknown}")
    return [
        VendorCall(
            subject=subject,
            call=call,
            served=call in served,
            about=served.get(call, ""),
            known_from=KnownFrom(known_from),
        )
        for subject, calls in KNOWN_FROM.items()
        for call, known_from in calls.items()
    ]


def _is_told(path: str) -> bool:
    return not path.startswith("/test/")
