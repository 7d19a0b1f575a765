import type { Words } from "../en";
import { business } from "./administration/business";
import { documents, jobs, processing, retention, storage } from "./administration/content";
import { users } from "./administration/users";
import { health, webhooks } from "./administration/webhooks";

export const administration: Words["administration"] = {
  sections: {
    business: "Betrieb",
    users: "Benutzer und Rollen",
    keys: "Tokens und Schlüssel",
    calendars: "Kalender",
    documents: "Nötige Dokumente",
    storage: "Speicher",
    retention: "Aufbewahrung",
    processing: "Verarbeitung",
    jobs: "Aufträge",
    webhooks: "Webhooks",
    health: "Zustand",
  },
  allSections: "Verwaltung",
  unsaved: "Noch nicht gespeichert",
  drop: "Änderungen verwerfen",
  findThing: "Namen eingeben",
  nothingFound: "Nichts mit diesem Namen.",
  tries_one: "{{count}} Versuch",
  tries_other: "{{count}} Versuche",
  keys: {
    all: "Alle Tokens und Schlüssel",
    hint: "Womit sich Programme und Menschen ausweisen. Wird einer zurückgenommen, endet, was er geöffnet hat.",
    toDoors: "Neue entstehen bei den Zugängen.",
    user: "Wessen",
    everybody: "Alle",
    none: "Es gibt keine.",
    version2: "nur neuere Signaturen",
    kinds: {
      token: "Token",
      password: "Passwort",
      onoffice: "onOffice-Schlüssel",
      timetap: "TimeTap-Schlüssel",
      app_password: "App-Passwort",
    },
  },
  calendars: {
    resources: "Räume, Autos und Ähnliches",
    resourcesHint: "Jedes hat einen eigenen Kalender und lässt sich buchen.",
    noResources: "Noch gibt es keine.",
    people: "Personen",
    peopleHint: "Wer hier arbeitet, hat einen. Er heißt wie die Person; die Farbe ist frei.",
  },
  business,
  documents,
  health,
  jobs,
  processing,
  retention,
  storage,
  users,
  webhooks,
};
