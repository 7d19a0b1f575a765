"""The things that a request can name, by every id they have."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import uuid4

from filebook.core.files import UploadId
from filebook.core.ids import Number, Ref, Uid, hex_of, new_uid, short_of

NEVER_GIVEN = 999_999
"""A number that no business has and no thing in any of them, with as many digits as those that have."""


@dataclass(frozen=True, slots=True)
class Things:
    """One of each; `series` is an appointment that repeats.

    `file` and the public `asset` hang on the appointment; `content` names the file's bytes.
    `picture` is a file that hangs on nothing. `event`, `master` and `employee` are the appointment, the series and the
    member of staff with their uids; `calendar` is a resource's. `told` is the sequence number of a change that the
    webhook is to hear of. `share` shows the file and the folder to whoever has its token;
    by `request_link` whoever has its own sends files into the folder.
    """

    business: int
    business_uid: Uid
    tenant: str
    file: Ref
    content: Ref
    asset: Ref
    asset_name: str
    picture: Ref
    folder: Ref
    appointment: Number
    event: Ref
    contact: Number
    estate: Number
    task: Number
    agents_log: Number
    staff: Number
    employee: Ref
    user: Number
    location: Number
    service: Number
    series: Number
    master: Ref
    calendar: Ref
    webhook: Ref
    share: Ref
    share_token: str
    request_link: Ref
    request_link_token: str
    told: int
    job: Uid
    credential: Uid
    session: str
    upload: UploadId
    resumable: UploadId
    part: UploadId

    def with_other(self, name: str, others: "Things") -> "Things":
        """These things but one, which is another's; a file goes with its content, a business with its tenant."""
        return replace(self, **{one: getattr(others, one) for one in _TOGETHER.get(name, (name,))})

    def spellings(self, name: str) -> list[str]:
        """Every way to write the ids of one of them, longer ones first; of a business none, since none may be told."""
        if name == "business":
            return []
        found = {spelling for one in _TOGETHER.get(name, (name,)) for spelling in _spellings(getattr(self, one))}
        return sorted(found, key=len, reverse=True)


_TOGETHER: Mapping[str, tuple[str, ...]] = {
    "file": ("file", "content"),
    "business": ("business", "business_uid", "tenant"),
    "appointment": ("appointment", "event"),
    "series": ("series", "master"),
    "staff": ("staff", "employee"),
    "share": ("share", "share_token"),
    "request_link": ("request_link", "request_link_token"),
    "upload": ("upload", "resumable", "part"),
}


def never() -> Things:
    """Ids that nothing ever had."""
    number = Number(NEVER_GIVEN)
    return Things(
        business=NEVER_GIVEN,
        business_uid=new_uid(),
        tenant="nowhere",
        file=Ref(number, new_uid()),
        content=Ref(number, new_uid()),
        asset=Ref(number, new_uid()),
        asset_name="never.txt",
        picture=Ref(number, new_uid()),
        folder=Ref(number, new_uid()),
        appointment=number,
        event=Ref(number, new_uid()),
        contact=number,
        estate=number,
        task=number,
        agents_log=number,
        staff=number,
        employee=Ref(number, new_uid()),
        user=number,
        location=number,
        service=number,
        series=number,
        master=Ref(number, new_uid()),
        calendar=Ref(number, new_uid()),
        webhook=Ref(number, new_uid()),
        share=Ref(number, new_uid()),
        share_token="0" * 32,
        request_link=Ref(number, new_uid()),
        request_link_token="1" * 32,
        told=NEVER_GIVEN,
        job=new_uid(),
        credential=new_uid(),
        session="0" * 32,
        upload=UploadId(str(uuid4())),
        resumable=UploadId(str(uuid4())),
        part=UploadId(str(uuid4())),
    )


def _spellings(value: object) -> list[str]:
    if isinstance(value, Ref):
        return [str(value.number), value.uid, hex_of(value.uid), short_of(value.uid)]
    return [str(value)]
