import type { Words } from "../../en";

export const business: Words["administration"]["business"] = {
  name: "Name, Zeit, Sprache",
  nameHint: "Programme kennen den Betrieb als „{{tenant}}“.",
  logo: "Logo",
  logoHint:
    "PNG, JPEG oder WebP, bis 512 KiB. Alle sehen es: auf der Anmeldeseite und auf den Seiten von Freigaben und Anfragen.",
  logoOf: "Logo von {{name}}",
  noLogo: "Es gibt kein Logo.",
  chooseLogo: "Bild auswählen",
  logoGone: "Das Logo ist entfernt.",
  look: "Farbe und Links",
  lookHint: "Auch das ist öffentlich: Es steht auf der Anmeldeseite.",
  colour: "Farbe",
  noColour: "Die übliche",
  contrast: "Kontrast {{figure}}:1 – Text darauf ist gut lesbar.",
  pale: "Auf Weiß ist sie blass ({{figure}}:1): Eine dunklere fällt besser auf.",
  settings: "Was erlaubt ist",
  unset: "Nicht gesetzt: {{value}}",
  values: { yes: "ja", no: "nein", asProfile: "nur wo der Zugang streng ist" },
  anyWord: "Beliebige",
  set: {
    share_links: "Dateien mit Menschen ohne Anmeldung teilen",
    publish_new_pictures: "Neue Bilder von Immobilien öffentlich zeigen",
    viewers_may_edit: "Wer nur liest, darf schreiben, wie TelecomX es dokumentiert",
    delete_full_folders: "TimeTap darf volle Ordner löschen",
    document_attributes: "Dokumentattribute von Immobilien",
  },
  hints: {
    share_links: "Wenn nicht, gilt keine Freigabe, auch keine bestehende.",
    publish_new_pictures: "Wenn ein Programm dem Server die Wahl lässt.",
    viewers_may_edit: "Gilt für das, was Programme für TelecomX tun.",
    delete_full_folders: "Alles darin geht dann endgültig. Wenn nicht, gehen nur leere Ordner.",
    document_attributes:
      "Wörter, die Dateien von Immobilien am Zugang von onOffice tragen dürfen. Ohne Liste: beliebige.",
  },
  profiles: "Zugänge für andere Programme",
  profilesHint:
    "Nachsichtig bedient jedes Programm, das im Einsatz ist. Streng hält sich an das, was der Hersteller dokumentiert, mit Grenzen und Fehlern aufs Wort.",
  lenient: "Nachsichtig",
  strict: "Streng",
};
