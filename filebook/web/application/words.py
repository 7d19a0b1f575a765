"""What stands at `/` where the application was not built, in four languages."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NotBuiltWords:
    """A title, what is missing, and what works all the same."""

    title: str
    missing: str
    works: str


WORDS: Mapping[str, NotBuiltWords] = {
    "en": NotBuiltWords(
        title="The pages are not built",
        missing="This server was started from its source, and its pages for the browser have not been built yet. "
        "A package that was installed brings them along.",
        works="All programs that speak to this server work without them.",
    ),
    "de": NotBuiltWords(
        title="Die Seiten sind nicht gebaut",
        missing="Dieser Server läuft aus seinem Quelltext, und seine Seiten für den Browser sind noch nicht gebaut. "
        "Ein installiertes Paket bringt sie mit.",
        works="Alle Programme, die mit diesem Server sprechen, arbeiten auch ohne sie.",
    ),
    "nl": NotBuiltWords(
        title="De pagina's zijn niet gebouwd",
        missing="Deze server draait vanuit de broncode, en de pagina's voor de browser zijn nog niet gebouwd. "
        "In een geïnstalleerd pakket zitten ze al.",
        works="Alle programma's die met deze server praten, werken ook zonder.",
    ),
    "da": NotBuiltWords(
        title="Siderne er ikke bygget",
        missing="Denne server kører fra kildekoden, og dens sider til browseren er ikke bygget endnu. "
        "I en installeret pakke følger de med.",
        works="Alle programmer, der taler med serveren, virker også uden dem.",
    ),
}
