import { business } from "./administration/business";
import { documents, jobs, processing, retention, storage } from "./administration/content";
import { users } from "./administration/users";
import { health, webhooks } from "./administration/webhooks";

export const administration = {
  sections: {
    business: "Business",
    users: "Users and roles",
    keys: "Tokens and keys",
    calendars: "Calendars",
    documents: "Required documents",
    storage: "Storage",
    retention: "Retention",
    processing: "Processing",
    jobs: "Jobs",
    webhooks: "Webhooks",
    health: "Health",
  },
  allSections: "Administration",
  unsaved: "Not saved yet",
  drop: "Drop the changes",
  findThing: "Type a name",
  nothingFound: "Nothing of that name.",
  tries_one: "{{count}} try",
  tries_other: "{{count}} tries",
  keys: {
    all: "All tokens and keys",
    hint: "What programs, and people, show to be let in. Taking one back ends what it opened.",
    toDoors: "New ones are made at the doors.",
    user: "Whose",
    everybody: "Everybody's",
    none: "There are none.",
    version2: "newer signatures only",
    kinds: {
      token: "Token",
      password: "Password",
      onoffice: "onOffice key",
      timetap: "TimeTap key",
      app_password: "App password",
    },
  },
  calendars: {
    resources: "Rooms, cars and the like",
    resourcesHint: "Each has a calendar of its own and can be booked.",
    noResources: "There are none yet.",
    people: "People",
    peopleHint: "Everybody who works here has one. It is called as the person is; its colour is free.",
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
