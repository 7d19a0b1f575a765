import type { Words } from "../en";
import { business } from "./administration/business";
import { documents, jobs, processing, retention, storage } from "./administration/content";
import { users } from "./administration/users";
import { health, webhooks } from "./administration/webhooks";

export const administration: Words["administration"] = {
  sections: {
    business: "Virksomhed",
    users: "Brugere og roller",
    keys: "Tokens og nøgler",
    calendars: "Kalendere",
    documents: "Krævede dokumenter",
    storage: "Lager",
    retention: "Opbevaring",
    processing: "Behandling",
    jobs: "Opgaver",
    webhooks: "Webhooks",
    health: "Tilstand",
  },
  allSections: "Administration",
  unsaved: "Ikke gemt endnu",
  drop: "Drop ændringerne",
  findThing: "Skriv et navn",
  nothingFound: "Intet med det navn.",
  tries_one: "{{count}} forsøg",
  tries_other: "{{count}} forsøg",
  keys: {
    all: "Alle tokens og nøgler",
    hint: "Det, programmer og mennesker viser for at blive lukket ind. Trækkes en tilbage, slutter det, den åbnede.",
    toDoors: "Nye laves ved adgangene.",
    user: "Hvis",
    everybody: "Alles",
    none: "Der er ingen.",
    version2: "kun nyere signaturer",
    kinds: {
      token: "Token",
      password: "Adgangskode",
      onoffice: "onOffice-nøgle",
      timetap: "TimeTap-nøgle",
      app_password: "App-adgangskode",
    },
  },
  calendars: {
    resources: "Rum, biler og lignende",
    resourcesHint: "Hver har sin egen kalender og kan bookes.",
    noResources: "Der er ingen endnu.",
    people: "Personer",
    peopleHint: "Alle, der arbejder her, har en. Den hedder som personen; farven er fri.",
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
