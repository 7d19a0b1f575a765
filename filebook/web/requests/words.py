"""What the page of a request link says, in four languages."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestWords:
    """The texts; those with braces have room for a name, a size or a date. The last ones are said by the script."""

    send_us_files: str
    due: str
    needed: str
    mandatory: str
    welcome: str
    received: str
    choose_for: str
    """For those who hear the page: with room for the document's title."""
    other_files: str
    files: str
    send: str
    sent_by_you: str
    arrived: str
    most: str
    types: str
    full: str
    full_why: str
    nothing_chosen: str
    too_large: str
    too_many: str
    more_than_taken: str
    other_type: str
    bad_name: str
    no_space: str
    sending: str
    waiting: str
    failed: str


WORDS: Mapping[str, RequestWords] = {
    "en": RequestWords(
        send_us_files="Send us files",
        due="Please send everything by {}.",
        needed="What we need",
        mandatory="required",
        welcome="if you have it",
        received="received",
        choose_for="Choose a file: {}",
        other_files="Other files",
        files="Files",
        send="Send",
        sent_by_you="What you have sent",
        arrived="Thank you, your files have arrived.",
        most="Up to {} per file.",
        types="Only: {}.",
        full="Nothing more is needed",
        full_why="Everything that was asked for has arrived. Thank you.",
        nothing_chosen="Please choose at least one file.",
        too_large="A file is too large. Nothing was taken.",
        too_many="The files could not be taken. Please send fewer at once.",
        more_than_taken="Fewer files are asked for than you sent. Nothing was taken.",
        other_type="A file is of another kind than was asked for. Nothing was taken.",
        bad_name="A file's name cannot be taken. Please rename it.",
        no_space="There is no room for your files at the moment. Please tell the person who sent you the link.",
        sending="Sending {}",
        waiting="The connection was lost. Trying again.",
        failed="{} could not be sent.",
    ),
    "de": RequestWords(
        send_us_files="Dateien an uns senden",
        due="Bitte senden Sie alles bis {}.",
        needed="Was wir brauchen",
        mandatory="erforderlich",
        welcome="falls vorhanden",
        received="angekommen",
        choose_for="Datei wählen: {}",
        other_files="Weitere Dateien",
        files="Dateien",
        send="Senden",
        sent_by_you="Was Sie gesendet haben",
        arrived="Vielen Dank, Ihre Dateien sind angekommen.",
        most="Bis zu {} je Datei.",
        types="Nur: {}.",
        full="Es wird nichts mehr gebraucht",
        full_why="Alles, worum gebeten wurde, ist angekommen. Vielen Dank.",
        nothing_chosen="Bitte wählen Sie mindestens eine Datei.",
        too_large="Eine Datei ist zu groß. Es wurde nichts angenommen.",
        too_many="Die Dateien konnten nicht angenommen werden. Bitte senden Sie weniger auf einmal.",
        more_than_taken="Es sind weniger Dateien erbeten, als Sie gesendet haben. Es wurde nichts angenommen.",
        other_type="Eine Datei ist von anderer Art als erbeten. Es wurde nichts angenommen.",
        bad_name="Der Name einer Datei kann nicht angenommen werden. Bitte benennen Sie sie um.",
        no_space="Für Ihre Dateien ist gerade kein Platz. Bitte sagen Sie es der Person, von der Sie den Link haben.",
        sending="{} wird gesendet",
        waiting="Die Verbindung ist abgerissen. Es wird neu versucht.",
        failed="{} konnte nicht gesendet werden.",
    ),
    "nl": RequestWords(
        send_us_files="Stuur ons bestanden",
        due="Stuur alles alstublieft uiterlijk {}.",
        needed="Wat we nodig hebben",
        mandatory="verplicht",
        welcome="als u het heeft",
        received="ontvangen",
        choose_for="Kies een bestand: {}",
        other_files="Andere bestanden",
        files="Bestanden",
        send="Versturen",
        sent_by_you="Wat u heeft gestuurd",
        arrived="Bedankt, uw bestanden zijn aangekomen.",
        most="Tot {} per bestand.",
        types="Alleen: {}.",
        full="Er is niets meer nodig",
        full_why="Alles waarom gevraagd is, is aangekomen. Bedankt.",
        nothing_chosen="Kies minstens één bestand.",
        too_large="Een bestand is te groot. Er is niets aangenomen.",
        too_many="De bestanden konden niet worden aangenomen. Stuur er minder tegelijk.",
        more_than_taken="Er is om minder bestanden gevraagd dan u heeft gestuurd. Er is niets aangenomen.",
        other_type="Een bestand is van een andere soort dan gevraagd. Er is niets aangenomen.",
        bad_name="De naam van een bestand kan niet worden aangenomen. Geef het een andere naam.",
        no_space="Er is nu geen plaats voor uw bestanden. Zeg het degene van wie u de link heeft.",
        sending="{} wordt verstuurd",
        waiting="De verbinding is verbroken. Er wordt opnieuw geprobeerd.",
        failed="{} kon niet worden verstuurd.",
    ),
    "da": RequestWords(
        send_us_files="Send os filer",
        due="Send venligst alt senest {}.",
        needed="Det har vi brug for",
        mandatory="skal med",
        welcome="hvis du har det",
        received="modtaget",
        choose_for="Vælg en fil: {}",
        other_files="Andre filer",
        files="Filer",
        send="Send",
        sent_by_you="Det har du sendt",
        arrived="Tak, dine filer er kommet frem.",
        most="Op til {} pr. fil.",
        types="Kun: {}.",
        full="Der mangler ikke mere",
        full_why="Alt, hvad der blev bedt om, er kommet frem. Tak.",
        nothing_chosen="Vælg mindst én fil.",
        too_large="En fil er for stor. Intet blev modtaget.",
        too_many="Filerne kunne ikke modtages. Send færre ad gangen.",
        more_than_taken="Der er bedt om færre filer, end du har sendt. Intet blev modtaget.",
        other_type="En fil er af en anden slags, end der blev bedt om. Intet blev modtaget.",
        bad_name="En fils navn kan ikke bruges. Giv den et andet navn.",
        no_space="Der er ikke plads til dine filer lige nu. Sig det til den, du har linket fra.",
        sending="Sender {}",
        waiting="Forbindelsen blev afbrudt. Prøver igen.",
        failed="{} kunne ikke sendes.",
    ),
}
