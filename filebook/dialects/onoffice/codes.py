"""onOffice's error numbers with their texts, and `Refused`, which carries one of them to the answer.

Source: the error table of the onOffice client for Laravel (onoffice.md, appendix A), read 2026-11-21. The live service
spells 23 to 25 with a small first letter.
"""

from collections.abc import Mapping

MALFORMED_JSON = 4
SYNTAX_ERROR = 6
WRONG_ENCODING = 7
NOT_READ = 8
EMPTY_REQUEST = 9
NO_TOKEN = 13
NO_REQUEST = 14
NO_ACTIONS = 15
NO_ACTION_ID = 16
EMPTY_ACTION_ID = 17
WRONG_RESOURCE_ID = 18
WRONG_RESOURCE_TYPE = 19
NOT_AUTHENTICATED = 22
UNKNOWN_ACTION_ID = 23
UNKNOWN_RESOURCE_ID = 24
UNKNOWN_RESOURCE_TYPE = 25
NO_RECORD_ID = 79
UNKNOWN_RECORD = 80
NO_ADDRESS_ID = 96
NO_START = 91
NO_END = 92
WRONG_ORDER = 93
ERROR_IN_ACTION = 97
NO_ESTATE_ID = 110
NO_FILE_NAME = 114
NO_APPOINTMENT_ID = 117
INVALID_APPOINTMENT_ID = 121
UNKNOWN_FILE = 127
NO_UPLOAD = 129
UNKNOWN_RELATION = 132
WRONG_TIME = 136
WRONG_HMAC = 137
NO_ESTATES_OR_CATEGORIES = 139
INVALID_FIELD = 144
UNKNOWN_CALENDAR_FIELD = 154
DOCUMENT_ATTRIBUTE_TAKEN = 161
UNKNOWN_FILE_TYPE = 162
UNKNOWN_MODULE = 163
NO_PARAMETER = 167
UNKNOWN_APPOINTMENT = 169
NOT_IMPLEMENTED = 199
INVALID_FILE_NAME = 213
SEVERAL_TO_SEVERAL = 219
TITLE_PICTURE_TAKEN = 239
FLOAT_SIGNED = 243
UNKNOWN_CHOICE = 252
INVALID_PARAMETER = 255
NO_PERIOD = 289
WRONG_LOCATION = 290
UNKNOWN_ADDRESS = 292
UNKNOWN_ESTATE = 293
WRONG_GROUPS = 295
WRONG_USERS = 301

_NO_SUCH = "Record may not exist or the permission rights are not set accordingly for this action."

MESSAGES: Mapping[int, str] = {
    MALFORMED_JSON: "Invalid or malformed JSON",
    5: "Control character error, possibly incorrectly encoded",
    SYNTAX_ERROR: "Syntax error",
    WRONG_ENCODING: "Malformed UTF-8 characters, possibly incorrectly encoded",
    NOT_READ: "Unknown error during JSON conversion",
    EMPTY_REQUEST: "Empty request",
    NO_TOKEN: "Missing or invalid element: token",
    NO_REQUEST: "Missing or invalid element: request",
    NO_ACTIONS: "Missing or invalid element: actions",
    NO_ACTION_ID: "Missing or invalid attribute: actionid",
    EMPTY_ACTION_ID: "Empty attribute: actionid",
    WRONG_RESOURCE_ID: "Missing or invalid attribute: resourceid",
    WRONG_RESOURCE_TYPE: "Missing or invalid attribute: resourcetype",
    NOT_AUTHENTICATED: "Not authenticated",
    UNKNOWN_ACTION_ID: 'missing configuration for actionId "%s"',
    UNKNOWN_RESOURCE_ID: 'missing configuration for resourceId "%s"',
    UNKNOWN_RESOURCE_TYPE: 'missing configuration for resourceType "%s"',
    NO_RECORD_ID: "Missing record id",
    UNKNOWN_RECORD: f"Unknown record. {_NO_SUCH}",
    NO_START: "Start date missing",
    NO_END: "End date missing",
    WRONG_ORDER: "Start date is greater than end date",
    NO_ADDRESS_ID: "Missing address record id",
    ERROR_IN_ACTION: "Error in action",
    NO_ESTATE_ID: "Missing estate record id",
    NO_FILE_NAME: "Missing file name",
    NO_APPOINTMENT_ID: "Missing appointment ID",
    INVALID_APPOINTMENT_ID: "Invalid appointment id",
    UNKNOWN_FILE: "File not found",
    NO_UPLOAD: "Fileupload is missing temporary upload file",
    UNKNOWN_RELATION: "No or unknown relation given",
    WRONG_TIME: "Your timestamp is too old or your server time is wrong.",
    WRONG_HMAC: "The HMAC is invalid.",
    NO_ESTATES_OR_CATEGORIES: 'Missing params "picture categories" or "estateids"',
    INVALID_FIELD: 'Invalid field in input data: "%s"',
    UNKNOWN_CALENDAR_FIELD: "Unknown calendar field",
    DOCUMENT_ATTRIBUTE_TAKEN: "Document attribute exists",
    UNKNOWN_FILE_TYPE: "Invalid file type",
    UNKNOWN_MODULE: "Invalid name for module",
    NO_PARAMETER: 'Missing parameter "%s"',
    UNKNOWN_APPOINTMENT: "Appointment not found",
    NOT_IMPLEMENTED: "Not implemented",
    INVALID_FILE_NAME: "Invalid filename",
    SEVERAL_TO_SEVERAL: "n:n relations are not allowed",
    TITLE_PICTURE_TAKEN: "Upload failed. Estate already has a title picture.",
    FLOAT_SIGNED: 'The HMAC is invalid. "%s" should be passed as string',
    UNKNOWN_CHOICE: 'Unknown value in select field "%s"',
    INVALID_PARAMETER: 'Invalid value for parameter "%s"',
    NO_PERIOD: "Missing date period",
    WRONG_LOCATION: (
        "Parameter location holds wrong values - Keys address, estate, user and group must carry integer values"
    ),
    UNKNOWN_ADDRESS: f"Unknown address record id. {_NO_SUCH}",
    UNKNOWN_ESTATE: f"Unknown estate record id. {_NO_SUCH}",
    WRONG_GROUPS: "Given groups has to be an array of IDs",
    WRONG_USERS: "Given users has to be an array of IDs",
}


class Refused(Exception):
    """A refusal in the vendor's words: its number, and what to put where the text has a gap."""

    def __init__(self, code: int, inserted: str = "", *, remark: str = "") -> None:
        super().__init__(code)
        self.code = code
        self._inserted = inserted
        self._remark = remark

    @property
    def message(self) -> str:
        """The vendor's text; a remark of ours follows it."""
        return MESSAGES[self.code].replace("%s", self._inserted) + self._remark
