/** Short names for what the API tells. */
import type { components } from "./schema";

type Schemas = components["schemas"];
export type Activity = Schemas["Activity"];
export type Appointment = Schemas["Appointment"];
export type AttachedFile = Schemas["AttachedFile"];
export type BrowserSession = Schemas["BrowserSession"];
export type Calendar = Schemas["Calendar"];
export type Child = Schemas["Child"];
export type FileObject = Schemas["File"];
export type Folder = Schemas["Folder"];
export type Job = Schemas["Job"];
export type Occurrence = Schemas["Occurrence"];
export type Person = Schemas["Person"];
export type RecordObject = Schemas["Record"];
export type Reference = Schemas["Reference"];
export type RequestLink = Schemas["RequestLink"];
export type Share = Schemas["Share"];

/** What files can hang on. */
export interface HolderName {
  kind: "appointment" | RecordKind;
  id: string;
}

export const RECORD_KINDS = [
  "estate",
  "contact",
  "staff",
  "task",
  "agents_log",
  "project",
  "location",
  "service",
  "email",
] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];
