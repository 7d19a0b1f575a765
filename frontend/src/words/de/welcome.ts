import type { Words } from "../en";

export const welcome: Words["welcome"] = {
  title: "Willkommen bei Filebook",
  about: "Zwei Namen und ein Passwort, dann geht es los.",
  noToken:
    "Diese Adresse ist nicht vollständig. Öffnen Sie den Link, den der Server beim Start ausgegeben hat, mit allem, was hinter dem # steht.",
  badToken:
    "Dieser Link gilt nicht mehr: Er gilt einen Tag, und ein neuer Start des Servers macht einen neuen. Sehen Sie nach, was der Server zuletzt ausgegeben hat.",
  done: "Dieser Server hat schon einen Inhaber; der Link hat seinen Dienst getan.",
  toLogin: "Anmelden",
  business: "Ihr Betrieb",
  name: "Name des Betriebs",
  nameExample: "Hafen Immobilien",
  owner: "Sie",
  emailHint: "Damit melden Sie sich an.",
  demo: "Mit Beispieldaten füllen, damit ich mich umsehen kann",
  demoHint: "Erfundene Personen, Immobilien, Termine und Dateien. Es gibt keinen Knopf, der sie wieder entfernt.",
  begin: "Los geht’s",
  emptyTitle: "Hier ist noch nichts",
  emptyHint: "Beginnen Sie mit einem Termin oder einer Datei, oder sehen Sie sich zuerst mit Beispieldaten um.",
  fill: "Mit Beispieldaten füllen",
  filled: "Die Beispieldaten sind da.",
};
