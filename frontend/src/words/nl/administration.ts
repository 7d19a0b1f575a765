import type { Words } from "../en";
import { business } from "./administration/business";
import { documents, jobs, processing, retention, storage } from "./administration/content";
import { users } from "./administration/users";
import { health, webhooks } from "./administration/webhooks";

export const administration: Words["administration"] = {
  sections: {
    business: "Bedrijf",
    users: "Gebruikers en rollen",
    keys: "Tokens en sleutels",
    calendars: "Agenda's",
    documents: "Vereiste documenten",
    storage: "Opslag",
    retention: "Bewaring",
    processing: "Verwerking",
    jobs: "Taken",
    webhooks: "Webhooks",
    health: "Toestand",
  },
  allSections: "Beheer",
  unsaved: "Nog niet opgeslagen",
  drop: "Wijzigingen weggooien",
  findThing: "Typ een naam",
  nothingFound: "Niets met die naam.",
  tries_one: "{{count}} poging",
  tries_other: "{{count}} pogingen",
  keys: {
    all: "Alle tokens en sleutels",
    hint: "Wat programma's en mensen tonen om binnengelaten te worden. Intrekken beëindigt wat ermee is geopend.",
    toDoors: "Nieuwe maakt u bij de toegangen.",
    user: "Van wie",
    everybody: "Van iedereen",
    none: "Er zijn er geen.",
    version2: "alleen nieuwere handtekeningen",
    kinds: {
      token: "Token",
      password: "Wachtwoord",
      onoffice: "onOffice-sleutel",
      timetap: "TimeTap-sleutel",
      app_password: "App-wachtwoord",
    },
  },
  calendars: {
    resources: "Ruimtes, auto's en dergelijke",
    resourcesHint: "Elk heeft een eigen agenda en kan worden geboekt.",
    noResources: "Er zijn er nog geen.",
    people: "Mensen",
    peopleHint: "Iedereen die hier werkt, heeft er een. Die heet zoals de persoon; de kleur is vrij.",
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
