"""What the listings of folders and files share: whom they show what, where they go on, who put it there."""

import re
from functools import lru_cache

from filebook.backends.sql.columns import folded, to_micros
from filebook.backends.sql.connection import Row, Value
from filebook.core.access import Sight, Visibility
from filebook.core.files import Uploader
from filebook.core.ids import Ref
from filebook.core.ports.library import ListingFilter, ListingMark, NameFilter

_LIKE_SIGNS = re.compile(r"(?=[%_!])")
"""The places before what LIKE would not take as it stands."""
_WITHIN = """
    WITH RECURSIVE inside (number) AS (
        SELECT number FROM folders WHERE business = :seer_business AND number = :within
        UNION SELECT d.number FROM folders d JOIN inside i ON d.business = :seer_business AND d.parent = i.number
    ) SELECT number FROM inside
"""
"""The folders that a token is good for."""
IN_TRASH = "trashed_within = trashed_within * :in_trash"
"""What leaves the trash lies there with no folder any more."""
UPLOADER_COLUMNS = ("uploader_business", "uploader", "uploader_staff", "uploader_staff_uid", "uploader_name")


def seen(alias: str, sight: Sight, folder_column: str = "folder") -> tuple[str, dict[str, Value]]:
    """The condition that a row of `alias` is in sight, as `core.access.require` judges it. Its folder stands in
    `folder_column`; that is `parent` where the rows are folders.
    """
    known = ", ".join(f"'{visibility.value}'" for visibility in sorted(sight.visibilities))
    own = (
        f"{alias}.visibility = '{Visibility.EMPLOYEE.value}' AND {alias}.uploader_business = :seer_business "
        f"AND {alias}.uploader = :seer"
    )
    business, user = sight.uploader
    params: dict[str, Value] = {"seer_business": business, "seer": user}
    in_sight = f"({alias}.visibility IN ({known}) OR {own})"
    if sight.within is None:
        return in_sight, params
    itself = f" OR {alias}.number = :within" if folder_column == "parent" else ""
    return f"{in_sight} AND ({alias}.{folder_column} IN ({_WITHIN}){itself})", {**params, "within": sight.within}


def listed(
    alias: str, folder_column: str, *, sight: Sight, where: ListingFilter, after: ListingMark | None
) -> tuple[str, dict[str, Value]]:
    """The condition that a row of `alias` belongs to a listing, but for its business and what it hangs on."""
    in_sight, params = seen(alias, sight, folder_column)
    conditions = [in_sight, f"{alias}.trashed_at IS {'NOT NULL' if where.trashed else 'NULL'}"]
    if where.top_level:
        conditions.append(f"{alias}.{folder_column} IS NULL")
    if where.parent is not None:
        conditions.append(f"{alias}.{folder_column} = :parent")
        params["parent"] = where.parent
    if after is not None:
        conditions.append(f"({alias}.created_at, {alias}.uid) > (:mark_created_at, :mark_uid)")
        params |= {"mark_created_at": to_micros(after.created_at), "mark_uid": after.uid}
    return " AND ".join(conditions), params


def named(alias: str, folder_column: str, *, sight: Sight, where: NameFilter) -> tuple[str, dict[str, Value]]:
    """The condition that a row of `alias` belongs to a listing by name."""
    in_sight, params = seen(alias, sight, folder_column)
    conditions = [f"{alias}.business = :business", f"{alias}.trashed_at IS NULL", in_sight]
    if not where.everywhere and where.parent is None:
        conditions.append(f"{alias}.{folder_column} IS NULL")
    elif not where.everywhere:
        conditions.append(f"{alias}.{folder_column} = :parent")
        params["parent"] = where.parent
    if where.containing:
        condition, params["containing"] = holding(alias, where.containing)
        conditions.append(condition)
    return " AND ".join(conditions), params


def holding(alias: str, text: str) -> tuple[str, str]:
    """The condition that the name of a row has this text in it, and the value of its `:containing`."""
    return f"{alias}.name_folded LIKE :containing ESCAPE '!'", f"%{_LIKE_SIGNS.sub('!', folded(text))}%"


def uploader_params(uploader: Uploader) -> dict[str, Value]:
    """The columns of an uploader."""
    return {
        "uploader_business": uploader.business,
        "uploader": uploader.user,
        "uploader_staff": uploader.staff.number,
        "uploader_staff_uid": uploader.staff.uid,
        "uploader_name": uploader.name,
    }


@lru_cache(maxsize=1024)
def uploader_from(columns: Row) -> Uploader:
    """The uploader in its five columns. Remembered, because a few people put most files there."""
    business, user, staff, staff_uid, name = columns
    return Uploader(business, user, Ref(staff, staff_uid), name)
