/** A request link as its form holds it. */
import type { RequestLink } from "@/api/types";
import type { Expected, NewRequestLink } from "./data";
import { dayIn, endOf, lastDayBefore } from "./days";
import { emptyLine, type Line } from "./ExpectedList";
import type { Password } from "./PasswordField";

const USUAL_DAYS = 30;
const ROLE_LETTERS = 60;
const MEGABYTE = 1_000_000;

export interface RequestDraft {
  name: string;
  message: string;
  lines: Line[];
  /** Ask for what the appointment needs and has not got, instead of the lines. */
  missing: boolean;
  /** Days, both the last that count. */
  dueDay: string | null;
  closesWhenDue: boolean;
  lastDay: string | null;
  password: Password;
  mediaTypes: string[];
  megabytes: number | null;
  files: number | null;
}

export function draftOf(link: RequestLink | undefined, zone: string): RequestDraft {
  if (!link) {
    return {
      name: "",
      message: "",
      lines: [],
      missing: false,
      dueDay: null,
      closesWhenDue: false,
      lastDay: dayIn(USUAL_DAYS, zone),
      password: null,
      mediaTypes: [],
      megabytes: null,
      files: null,
    };
  }
  return {
    name: link.name,
    message: link.message,
    lines: link.expected.map(lineOf),
    missing: false,
    dueDay: link.due_at && lastDayBefore(link.due_at, zone),
    closesWhenDue: link.closes_when_due,
    lastDay: link.expires_at && lastDayBefore(link.expires_at, zone),
    password: link.has_password ? undefined : null,
    mediaTypes: link.media_types,
    megabytes: link.size_limit_bytes && link.size_limit_bytes / MEGABYTE,
    files: link.file_count_limit,
  };
}

function lineOf(expected: Expected, index: number): Line {
  return {
    ...emptyLine(index + 1),
    role: expected.role,
    title: expected.title || expected.role,
    description: expected.description,
    mandatory: expected.mandatory,
    mediaTypes: expected.media_types,
    sizeLimit: expected.size_limit_bytes,
  };
}

function expectedOf(line: Line): Expected {
  const title = line.title.trim();
  return {
    role: line.role || title.slice(0, ROLE_LETTERS),
    title,
    description: line.description,
    mandatory: line.mandatory,
    media_types: line.mediaTypes,
    size_limit_bytes: line.sizeLimit,
  };
}

/** What is sent; a password that stays as it is is left out. */
export function bodyOf(draft: RequestDraft, sender: string, zone: string): Omit<NewRequestLink, "into"> {
  const body = {
    name: draft.name.trim(),
    message: draft.message.trim(),
    sender,
    expected: draft.missing ? null : draft.lines.filter((line) => line.title.trim()).map(expectedOf),
    media_types: draft.mediaTypes,
    size_limit_bytes: draft.megabytes && Math.round(draft.megabytes * MEGABYTE),
    file_count_limit: draft.files,
    due_at: draft.dueDay && endOf(draft.dueDay, zone),
    closes_when_due: draft.closesWhenDue && draft.dueDay !== null,
    expires_at: draft.lastDay && endOf(draft.lastDay, zone),
    ...(draft.password !== undefined && { password: draft.password }),
  };
  return body as Omit<NewRequestLink, "into">;
}
