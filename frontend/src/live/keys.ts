/** The first words of every query's key. What is fetched under one of them is fetched anew when things of its kind change. */
export const KEYS = {
  appointments: "appointments",
  attachments: "attachments",
  business: "business",
  calendars: "calendars",
  credentials: "credentials",
  files: "files",
  folders: "folders",
  jobs: "jobs",
  missing: "missing-documents",
  occurrences: "occurrences",
  people: "people",
  records: "records",
  requestLinks: "request-links",
  requirements: "document-requirements",
  search: "search",
  shares: "shares",
  trash: "trash",
  users: "users",
  webhooks: "webhooks",
  activity: "activity",
} as const;

const ABOUT_PEOPLE = [KEYS.records, KEYS.people, KEYS.search];
/** Which of them a change to an object of a kind touches. */
export const TOUCHED: Record<string, readonly string[]> = {
  appointment: [KEYS.appointments, KEYS.occurrences, KEYS.attachments, KEYS.missing, KEYS.search, KEYS.trash],
  calendar: [KEYS.calendars, KEYS.occurrences],
  document_requirements: [KEYS.requirements, KEYS.missing],
  file: [KEYS.files, KEYS.folders, KEYS.attachments, KEYS.missing, KEYS.search, KEYS.trash],
  folder: [KEYS.folders, KEYS.files, KEYS.search, KEYS.trash],
  request_link: [KEYS.requestLinks],
  share: [KEYS.shares],
  user: [KEYS.users, KEYS.credentials, KEYS.business],
  webhook: [KEYS.webhooks],
  contact: ABOUT_PEOPLE,
  staff: ABOUT_PEOPLE,
};
export const TOUCHED_BY_ANY_RECORD: readonly string[] = [KEYS.records, KEYS.search];
