"""The page of a dossier: an appointment, its people and its files, in plain HTML that needs nothing but a browser."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from filebook.core.appointments import Appointment, Span
from filebook.services.bundles import Dossier, DossierFile

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1c2733;background:#fff}
dt{color:#55616d}dd{margin:0 0 .75rem;white-space:pre-line;overflow-wrap:anywhere}
ol{padding-left:1.5rem}li{margin:.25rem 0;overflow-wrap:anywhere}small{color:#55616d}
""".strip()
_DEFAULT = "en"


@dataclass(frozen=True, slots=True)
class _Words:
    appointment: str
    when: str
    where: str
    people: str
    remarks: str
    files: str
    nothing: str
    all_day: str
    series: str
    date: str
    """A `strftime` format."""


_WORDS: Mapping[str, _Words] = {
    "en": _Words(
        appointment="Appointment",
        when="When",
        where="Where",
        people="People",
        remarks="Remarks",
        files="Files",
        nothing="There are no files.",
        all_day="all day",
        series="first of a series",
        date="%Y-%m-%d",
    ),
    "de": _Words(
        appointment="Termin",
        when="Wann",
        where="Wo",
        people="Personen",
        remarks="Bemerkungen",
        files="Dateien",
        nothing="Es gibt keine Dateien.",
        all_day="ganztägig",
        series="erster einer Serie",
        date="%d.%m.%Y",
    ),
    "nl": _Words(
        appointment="Afspraak",
        when="Wanneer",
        where="Waar",
        people="Personen",
        remarks="Opmerkingen",
        files="Bestanden",
        nothing="Er zijn geen bestanden.",
        all_day="hele dag",
        series="eerste van een reeks",
        date="%d-%m-%Y",
    ),
    "da": _Words(
        appointment="Aftale",
        when="Hvornår",
        where="Hvor",
        people="Personer",
        remarks="Bemærkninger",
        files="Filer",
        nothing="Der er ingen filer.",
        all_day="hele dagen",
        series="den første i en serie",
        date="%d.%m.%Y",
    ),
}


def dossier_page(dossier: Dossier) -> str:
    """The page, in the business's language; whatever somebody wrote is escaped."""
    language = dossier.business.language if dossier.business.language in _WORDS else _DEFAULT
    words, appointment = _WORDS[language], dossier.appointment
    title = appointment.subject.strip() or words.appointment
    people = "\n".join(person.label for person in appointment.participants if person.label)
    told = (
        (words.when, _when(appointment, words)),
        (words.where, appointment.place),
        (words.people, people),
        (words.remarks, appointment.comment),
    )
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{language}"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)} – {escape(dossier.business.name)}</title><style>{_STYLE}</style></head>",
            f"<body><h1>{escape(title)}</h1><p>{escape(dossier.business.name)}</p><dl>",
            *(f"<dt>{escape(word)}</dt><dd>{escape(text.strip())}</dd>" for word, text in told if text.strip()),
            f"</dl><h2>{escape(words.files)}</h2>",
            *_list_of(dossier, words),
            "</body></html>",
        ]
    )


def _when(appointment: Appointment, words: _Words) -> str:
    told = _span(appointment.span, words)
    return f"{told}\n{words.series}" if appointment.rule is not None else told


def _span(span: Span, words: _Words) -> str:
    first, last = (moment.strftime(words.date) for moment in (span.starts, span.ends))
    if span.start_all_day and span.end_all_day:
        return f"{first if first == last else f'{first} – {last}'}, {words.all_day}"
    from_time, to_time = f"{span.starts:%H:%M}", f"{span.ends:%H:%M}"
    until = to_time if first == last else f"{last} {to_time}"
    return f"{first} {from_time} – {until} ({span.zone})"


def _list_of(dossier: Dossier, words: _Words) -> list[str]:
    if not dossier.files:
        return [f"<p>{escape(words.nothing)}</p>"]
    return ["<ol>", *(f"<li>{_line(listed)}</li>" for listed in dossier.files), "</ol>"]


def _line(listed: DossierFile) -> str:
    name = listed.entry.path[-1]
    title = listed.file.title.strip()
    further = " · ".join(word for word in (listed.role.strip(), "" if title == name else title) if word)
    small = f" <small>{escape(further)}</small>" if further else ""
    # The dot keeps a name from being read as the scheme of an address.
    return f'<a href="./{escape(quote(name))}" rel="noopener noreferrer">{escape(name)}</a>{small}'
