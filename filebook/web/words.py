"""What every plain page says, in four languages, and how each of them writes sizes and dates.

A page's own words stand beside it as a dataclass like `Words` here, one value per language in a mapping by `LANGUAGES`;
`language_of` chooses.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

LANGUAGES = ("en", "de", "nl", "da")
DEFAULT_LANGUAGE = "en"
_UNITS = ("B", "kB", "MB", "GB", "TB")
_STEP = 1000
_PARTS_READ = 20
"""No browser names more languages; what is behind them is passed over."""
_DATES: Mapping[str, tuple[str, str]] = {
    "en": ("%Y-%m-%d", "%Y-%m-%d, %H:%M"),
    "de": ("%d.%m.%Y", "%d.%m.%Y, %H:%M Uhr"),
    "nl": ("%d-%m-%Y", "%d-%m-%Y, %H.%M uur"),
    "da": ("%d.%m.%Y", "%d.%m.%Y kl. %H.%M"),
}
"""How a date is written, and a date with its time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is said wherever an address is a secret that may have a password, an end and a limit."""

    password: str
    password_needed: str
    open: str
    wrong_password: str
    wait: str
    """With room for a number of seconds."""
    not_here: str
    not_here_why: str
    expired: str
    expired_why: str
    used_up: str
    used_up_why: str
    failed: str
    failed_why: str
    busy_why: str
    imprint: str
    privacy: str


WORDS: Mapping[str, Words] = {
    "en": Words(
        password="Password",
        password_needed="This page asks for a password. You have it from the person who sent you the link.",
        open="Open",
        wrong_password="That is not the password. Please try again.",
        wait="There were too many attempts. Please wait {} seconds and try again.",
        not_here="There is nothing here",
        not_here_why="The link is not complete, or it has been withdrawn. Please ask the person who sent it to you.",
        expired="This link has expired",
        expired_why="It worked for a limited time. Please ask the person who sent it to you for a new one.",
        used_up="This link has been used up",
        used_up_why="It worked for a limited number of times. Please ask the person who sent it to you for a new one.",
        failed="That did not work",
        failed_why="The request could not be understood. Please go back and try again.",
        busy_why="The server cannot answer just now. Please try again in a few seconds.",
        imprint="Imprint",
        privacy="Privacy",
    ),
    "de": Words(
        password="Passwort",
        password_needed="Diese Seite verlangt ein Passwort. Sie haben es von der Person, die Ihnen den Link geschickt "
        "hat.",
        open="Öffnen",
        wrong_password="Das ist nicht das Passwort. Bitte versuchen Sie es noch einmal.",
        wait="Es gab zu viele Versuche. Bitte warten Sie {} Sekunden und versuchen Sie es noch einmal.",
        not_here="Hier ist nichts",
        not_here_why="Der Link ist nicht vollständig oder wurde zurückgezogen. Fragen Sie die Person, die ihn Ihnen "
        "geschickt hat.",
        expired="Dieser Link ist abgelaufen",
        expired_why="Er galt für begrenzte Zeit. Bitten Sie die Person, die ihn Ihnen geschickt hat, um einen neuen.",
        used_up="Dieser Link ist aufgebraucht",
        used_up_why="Er ließ sich nur begrenzt oft verwenden. Bitten Sie die Person, die ihn Ihnen geschickt hat, um "
        "einen neuen.",
        failed="Das hat nicht geklappt",
        failed_why="Die Anfrage war nicht zu verstehen. Bitte gehen Sie zurück und versuchen Sie es noch einmal.",
        busy_why="Der Server kann gerade nicht antworten. Bitte versuchen Sie es in einigen Sekunden noch einmal.",
        imprint="Impressum",
        privacy="Datenschutz",
    ),
    "nl": Words(
        password="Wachtwoord",
        password_needed="Deze pagina vraagt om een wachtwoord. U hebt het van degene die u de link heeft gestuurd.",
        open="Openen",
        wrong_password="Dat is niet het wachtwoord. Probeer het nog eens.",
        wait="Er waren te veel pogingen. Wacht {} seconden en probeer het nog eens.",
        not_here="Hier is niets",
        not_here_why="De link is niet volledig of is ingetrokken. Vraag het degene die hem u heeft gestuurd.",
        expired="Deze link is verlopen",
        expired_why="Hij werkte een beperkte tijd. Vraag degene die hem u heeft gestuurd om een nieuwe.",
        used_up="Deze link is opgebruikt",
        used_up_why="Hij werkte een beperkt aantal keren. Vraag degene die hem u heeft gestuurd om een nieuwe.",
        failed="Dat is niet gelukt",
        failed_why="Het verzoek was niet te begrijpen. Ga terug en probeer het nog eens.",
        busy_why="De server kan nu niet antwoorden. Probeer het over enkele seconden nog eens.",
        imprint="Colofon",
        privacy="Privacy",
    ),
    "da": Words(
        password="Adgangskode",
        password_needed="Denne side kræver en adgangskode. Du har fået den af den, der har sendt dig linket.",
        open="Åbn",
        wrong_password="Det er ikke adgangskoden. Prøv igen.",
        wait="Der har været for mange forsøg. Vent {} sekunder, og prøv igen.",
        not_here="Her er ikke noget",
        not_here_why="Linket er ikke fuldstændigt, eller det er trukket tilbage. Spørg den, der har sendt dig det.",
        expired="Dette link er udløbet",
        expired_why="Det virkede i en begrænset periode. Bed den, der har sendt dig det, om et nyt.",
        used_up="Dette link er brugt op",
        used_up_why="Det virkede et begrænset antal gange. Bed den, der har sendt dig det, om et nyt.",
        failed="Det lykkedes ikke",
        failed_why="Forespørgslen kunne ikke forstås. Gå tilbage, og prøv igen.",
        busy_why="Serveren kan ikke svare lige nu. Prøv igen om nogle sekunder.",
        imprint="Om os",
        privacy="Privatliv",
    ),
}


def language_of(accepted: str, *, fallback: str = DEFAULT_LANGUAGE) -> str:
    """The language of ours that an `Accept-Language` header weighs most; the fallback, such as the business's, where it
    names none of them; English where that is none of ours either.
    """
    weighed = (_weighed(part) for part in accepted.split(",")[:_PARTS_READ])
    wanted = sorted((one for one in weighed if one[1] in LANGUAGES and one[0] > 0), key=lambda one: -one[0])
    if wanted:
        return wanted[0][1]
    return fallback if fallback in LANGUAGES else DEFAULT_LANGUAGE


def size_text(size_bytes: int, *, language: str) -> str:
    """Such as `168 kB` or `2.5 GB`."""
    size, unit = float(size_bytes), 0
    while size >= _STEP - 0.5 and unit < len(_UNITS) - 1:
        size, unit = size / _STEP, unit + 1
    digits = 1 if unit > 1 else 0
    decimal = "." if language == DEFAULT_LANGUAGE else ","
    return f"{size:.{digits}f}".replace(".", decimal) + f" {_UNITS[unit]}"


def date_text(moment: datetime, *, zone: str, language: str) -> str:
    """An instant's date in a zone."""
    return moment.astimezone(ZoneInfo(zone)).strftime(_DATES[language][0])


def time_text(moment: datetime, *, zone: str, language: str) -> str:
    """An instant's date and time in a zone."""
    return moment.astimezone(ZoneInfo(zone)).strftime(_DATES[language][1])


def _weighed(part: str) -> tuple[float, str]:
    """How much a part of the header is wanted, 0 … 1, and its language without a region."""
    name, _, rest = part.strip().lower().partition(";")
    weight = rest.strip().removeprefix("q=")
    return (_number(weight) if rest else 1.0), name.strip().partition("-")[0]


def _number(text: str) -> float:
    plain = text.replace(".", "", 1)
    return min(float(text), 1.0) if plain.isascii() and plain.isdigit() else 0.0
