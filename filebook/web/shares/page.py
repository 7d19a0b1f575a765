"""The page of a share: whom it comes from, what they say, and the files, each to be seen small and downloaded."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from filebook.core.files import File, FileKind, Folder
from filebook.core.ids import Kind, Number
from filebook.core.names import extension_of
from filebook.services.sharing_shelves import PAGE_SIZE, Shelf
from filebook.services.sharing_visits import Visit
from filebook.serving.urls import url
from filebook.web.markup import Markup, element, named
from filebook.web.page import Page
from filebook.web.shares.words import WORDS, ShareWords
from filebook.web.words import size_text, time_text

FILES, FOLDERS, PICTURES, ARCHIVE = "files", "folders", "pictures", "archive"
"""Segments of the addresses below a share's."""
SIGN_PIXELS = 144
"""The side of the square into which a file's small picture is fitted; shown at half of it."""
_EXTENSION_LIMIT = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where on a share one is: `at` is the share's path, `page` the part of a list, from 1 on. `pictured`: the files of
    which small pictures can be shown.
    """

    at: str
    language: str
    page: int = 1
    pictured: Collection[Number] = ()

    @property
    def words(self) -> ShareWords:
        """The page's own words in its language."""
        return WORDS[self.language]


def share_page(visit: Visit, shelf: Shelf, spot: Spot) -> Page:
    """The page of what lies at a spot."""
    share = visit.share
    main = [
        *([element("p", share.message, class_="note", dir="auto")] if share.message else []),
        *_trail(visit, shelf, spot),
        *_list_of(shelf, spot),
        *_turning(shelf, spot),
        *([] if _is_bare(shelf) else [_everything(spot)]),
        *_limits(visit, spot),
    ]
    return share_notice(visit, main, spot)


def share_notice(visit: Visit, main: Sequence[Markup], spot: Spot) -> Page:
    """A page of a share with something else on it."""
    share = visit.share
    title = share.name or spot.words.files_for_you
    sender = share.sender or visit.business.name
    return Page(title=title, language=spot.language, main=main, sender=sender, business=visit.business)


def _here(shelf: Shelf, spot: Spot) -> str:
    return url(spot.at, FOLDERS, shelf.trail[-1].uid) if shelf.trail else spot.at


def _trail(visit: Visit, shelf: Shelf, spot: Spot) -> list[Markup]:
    """Where one is: the top, then the folders down to this one. A folder shared alone is the top itself."""
    items = visit.share.items
    is_one_folder = len(items) == 1 and items[0].kind is Kind.FOLDER
    line = shelf.trail[1:] if is_one_folder else shelf.trail
    if not line:
        return []
    steps = [element("a", spot.words.top, href=spot.at)]
    steps += [element("a", named(folder.name), href=url(spot.at, FOLDERS, folder.uid)) for folder in line[:-1]]
    steps.append(element("span", named(line[-1].name), aria_current="page"))
    listed = element("ol", *(element("li", step) for step in steps), class_="trail")
    return [element("nav", listed, aria_label=spot.words.where)]


def _list_of(shelf: Shelf, spot: Spot) -> list[Markup]:
    rows = [_folder_row(folder, spot) for folder in shelf.folders]
    rows += [_file_row(file, spot) for file in shelf.files]
    if not rows:
        return [element("p", spot.words.nothing)]
    return [element("ul", *rows, class_="files", aria_label=spot.words.list_of_files)]


def _folder_row(folder: Folder, spot: Spot) -> Markup:
    link = element("a", named(folder.name), href=url(spot.at, FOLDERS, folder.uid))
    return element("li", _sign(spot.words.folder), element("span", link, class_="what"))


def _file_row(file: File, spot: Spot) -> Markup:
    words = spot.words
    if file.kind is FileKind.LINK:
        what = element("span", named(file.name), class_="what")
        leaves = element("a", words.open_link, href=file.url, class_="button", rel="noopener noreferrer external")
        return element("li", _sign(words.link), what, leaves)
    size = element("span", size_text(file.size_bytes, language=spot.language), class_="quiet")
    what = element("span", element("span", named(file.name)), size, class_="what")
    label = words.download_named.format(file.name)
    fetch = element("a", words.download, href=url(spot.at, FILES, file.uid), class_="button", aria_label=label)
    return element("li", _sign(_kind_of(file), *_picture(file, spot)), what, fetch)


def _picture(file: File, spot: Spot) -> list[Markup]:
    """Lies over the word for the file's kind, which is seen as long as there is no picture."""
    if file.number not in spot.pictured:
        return []
    return [element("img", src=url(spot.at, PICTURES, file.uid), alt="", loading="lazy")]


def _sign(text: str, *over: Markup) -> Markup:
    return element("span", text, *over, class_="sign", aria_hidden="true")


def _kind_of(file: File) -> str:
    extension = extension_of(file.name).upper()
    return extension if len(extension) <= _EXTENSION_LIMIT else ""


def _turning(shelf: Shelf, spot: Spot) -> list[Markup]:
    """Links to the other parts of a list that is too long for one page."""
    last = max(1, math.ceil(shelf.count / PAGE_SIZE))
    if last == 1:
        return []
    at, page, words = _here(shelf, spot), spot.page, spot.words
    parts = [element("span", words.pages.format(page, last), class_="quiet")]
    if page > 1:
        parts.insert(0, element("a", words.earlier, href=f"{at}?page={page - 1}", rel="prev"))
    if page < last:
        parts.append(element("a", words.further, href=f"{at}?page={page + 1}", rel="next"))
    return [element("nav", *parts, class_="actions")]


def _is_bare(shelf: Shelf) -> bool:
    """Whether there is nothing that an archive would save one from fetching singly."""
    return shelf.count <= 1 and not shelf.folders and not shelf.trail


def _everything(spot: Spot) -> Markup:
    fetch = element("a", spot.words.download_all, href=url(spot.at, ARCHIVE), class_="button")
    return element("p", fetch, class_="actions")


def _limits(visit: Visit, spot: Spot) -> list[Markup]:
    share, words, told = visit.share, spot.words, []
    if share.expires_at is not None:
        told.append(words.until.format(time_text(share.expires_at, zone=visit.business.zone, language=spot.language)))
    if share.download_count_limit is not None:
        left = share.download_count_limit - share.download_count
        told.append(words.left_one if left == 1 else words.left.format(left))
    return [element("p", text, class_="quiet") for text in told]
