"""What the page of a share says, in four languages."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareWords:
    """The texts; those with braces have room for a number or a date."""

    files_for_you: str
    nothing: str
    download: str
    download_named: str
    """For those who hear the page: with room for the file's name."""
    download_all: str
    open_link: str
    folder: str
    link: str
    top: str
    where: str
    list_of_files: str
    until: str
    left: str
    left_one: str
    pages: str
    """With room for the page and how many there are."""
    earlier: str
    further: str
    too_many: str
    not_given: str
    left_out_name: str
    """What the text in an archive is called that tells what is not in it."""
    left_out: str


WORDS: Mapping[str, ShareWords] = {
    "en": ShareWords(
        files_for_you="Files for you",
        nothing="There are no files here yet.",
        download="Download",
        download_named="Download {}",
        download_all="Download everything (ZIP)",
        open_link="Open",
        folder="Folder",
        link="Link",
        top="All files",
        where="Where you are",
        list_of_files="Files",
        until="This link works until {}.",
        left="{} more downloads are possible.",
        left_one="One more download is possible.",
        pages="Page {} of {}",
        earlier="Previous page",
        further="Next page",
        too_many="There is too much for one archive. Please download the files one by one.",
        not_given="This picture is not given out, because it cannot be freed of hidden details such as where it was "
        "taken. Please ask the person who sent you the link.",
        left_out_name="Not included.txt",
        left_out="These pictures are not in the archive, because they cannot be freed of hidden details such as "
        "where they were taken:",
    ),
    "de": ShareWords(
        files_for_you="Dateien für Sie",
        nothing="Hier liegen noch keine Dateien.",
        download="Herunterladen",
        download_named="{} herunterladen",
        download_all="Alles herunterladen (ZIP)",
        open_link="Öffnen",
        folder="Ordner",
        link="Link",
        top="Alle Dateien",
        where="Wo Sie sind",
        list_of_files="Dateien",
        until="Dieser Link gilt bis {}.",
        left="Noch {} Downloads sind möglich.",
        left_one="Noch ein Download ist möglich.",
        pages="Seite {} von {}",
        earlier="Vorige Seite",
        further="Nächste Seite",
        too_many="Für ein Archiv ist es zu viel. Laden Sie die Dateien bitte einzeln herunter.",
        not_given="Dieses Bild wird nicht herausgegeben, weil es sich nicht von verborgenen Angaben befreien lässt, "
        "etwa von seinem Aufnahmeort. Fragen Sie die Person, die Ihnen den Link geschickt hat.",
        left_out_name="Nicht enthalten.txt",
        left_out="Diese Bilder sind nicht im Archiv, weil sie sich nicht von verborgenen Angaben befreien lassen, "
        "etwa von ihrem Aufnahmeort:",
    ),
    "nl": ShareWords(
        files_for_you="Bestanden voor u",
        nothing="Hier staan nog geen bestanden.",
        download="Downloaden",
        download_named="{} downloaden",
        download_all="Alles downloaden (ZIP)",
        open_link="Openen",
        folder="Map",
        link="Link",
        top="Alle bestanden",
        where="Waar u bent",
        list_of_files="Bestanden",
        until="Deze link werkt tot {}.",
        left="Er zijn nog {} downloads mogelijk.",
        left_one="Er is nog één download mogelijk.",
        pages="Pagina {} van {}",
        earlier="Vorige pagina",
        further="Volgende pagina",
        too_many="Het is te veel voor één archief. Download de bestanden een voor een.",
        not_given="Deze foto wordt niet gegeven, omdat hij niet van verborgen gegevens te ontdoen is, zoals de "
        "plaats waar hij gemaakt is. Vraag het degene die u de link heeft gestuurd.",
        left_out_name="Niet opgenomen.txt",
        left_out="Deze foto's staan niet in het archief, omdat ze niet van verborgen gegevens te ontdoen zijn, zoals "
        "de plaats waar ze gemaakt zijn:",
    ),
    "da": ShareWords(
        files_for_you="Filer til dig",
        nothing="Her er ingen filer endnu.",
        download="Hent",
        download_named="Hent {}",
        download_all="Hent alt (ZIP)",
        open_link="Åbn",
        folder="Mappe",
        link="Link",
        top="Alle filer",
        where="Hvor du er",
        list_of_files="Filer",
        until="Dette link virker til {}.",
        left="Der er {} downloads tilbage.",
        left_one="Der er ét download tilbage.",
        pages="Side {} af {}",
        earlier="Forrige side",
        further="Næste side",
        too_many="Det er for meget til ét arkiv. Hent filerne en for en.",
        not_given="Dette billede bliver ikke udleveret, fordi det ikke kan renses for skjulte oplysninger, f.eks. "
        "hvor det er taget. Spørg den, der har sendt dig linket.",
        left_out_name="Ikke medtaget.txt",
        left_out="Disse billeder er ikke i arkivet, fordi de ikke kan renses for skjulte oplysninger, f.eks. hvor de "
        "er taget:",
    ),
}
