/** What is being uploaded, as the tray shows it; light, for it is there from the start. */
import { useSyncExternalStore } from "react";
import type { Found } from "./found";
import { forget, keep } from "./kept";
import type { UploadTarget } from "./uploads";

/** Smaller files go in one plain request. */
export const LARGE_BYTES = 1024 * 1024;

/** Why an upload has failed. `other` is told in the server's words. */
export type Trouble =
  | "tooLarge"
  | "noSpace"
  | "ended"
  | "forbidden"
  | "placeGone"
  | "unreadable"
  | "nameTaken"
  | "other";

export interface Upload {
  /** Also the key under which its requests are carried out once. */
  id: string;
  name: string;
  mediaType: string;
  sizeBytes: number;
  lastModified: number;
  target: UploadTarget;
  folders: readonly string[];
  /**
   * `waiting`: its turn comes, or the connection; `filing`: all bytes are there, it becomes a file;
   * `lost`: the page was loaded anew, and the browser does not give the file again by itself.
   */
  state: "waiting" | "sending" | "paused" | "filing" | "done" | "failed" | "lost";
  sentBytes: number;
  /** Where its bytes go, once the server has told. */
  address?: string;
  /** All of its bytes have arrived. */
  whole?: boolean;
  /** The library's file that it became. */
  file?: string;
  /** How often it was tried in vain since bytes went through. */
  failures: number;
  trouble?: Trouble;
  detail?: string;
}

let uploads: readonly Upload[] = [];
/** The bytes, as the browser holds them: on the disk, not in memory. */
export const files = new Map<string, File>();
const listeners = new Set<() => void>();

function set(next: readonly Upload[]): void {
  uploads = next;
  for (const listener of listeners) listener();
}

export const all = (): readonly Upload[] => uploads;
export const one = (id: string): Upload | undefined => uploads.find((upload) => upload.id === id);
export const isLarge = (upload: Upload): boolean => upload.sizeBytes >= LARGE_BYTES;
/** Goes in pieces that a new connection goes on with. A new version does, so that it comes about only once. */
export const isResumable = (upload: Upload): boolean => isLarge(upload) || upload.target.kind === "version";
export const isSettled = (upload: Upload): boolean => upload.state === "done" || upload.state === "failed";
/** This page is at it, or may go on with it. */
export const isOpen = (upload: Upload): boolean => isRunning(upload) || upload.state === "paused";
/** Would end with the page. */
export const isRunning = (upload: Upload): boolean =>
  upload.state === "waiting" || upload.state === "sending" || upload.state === "filing";

export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useUploads(): readonly Upload[] {
  return useSyncExternalStore(subscribe, all);
}

/** Not `crypto.randomUUID`, which plain HTTP in an office's own network does not have. */
function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Takes files. One that was lost with an earlier page goes on instead of beginning again. */
export function add(found: readonly Found[], target: UploadTarget): void {
  let next = uploads;
  for (const { file, folders, handle } of found) {
    const lost = next.find((upload) => isSame(upload, file) && sameTarget(upload.target, target));
    const upload: Upload = lost
      ? { ...lost, state: "waiting" }
      : {
          id: newId(),
          name: file.name,
          mediaType: file.type,
          sizeBytes: file.size,
          lastModified: file.lastModified,
          target,
          folders: target.kind === "folder" ? folders : [],
          state: "waiting",
          sentBytes: 0,
          failures: 0,
        };
    files.set(upload.id, file);
    if (isLarge(upload)) keep(upload, handle);
    next = lost ? next.map((other) => (other.id === lost.id ? upload : other)) : [...next, upload];
  }
  set(next);
}

/** Gives lost uploads their files again; tells how many were among them. */
export function giveBack(given: readonly File[]): number {
  let count = 0;
  for (const file of given) {
    const lost = uploads.find((upload) => isSame(upload, file));
    if (!lost) continue;
    files.set(lost.id, file);
    change(lost.id, { state: "waiting" });
    count += 1;
  }
  return count;
}

function isSame(upload: Upload, file: File): boolean {
  const { state, name, sizeBytes, lastModified } = upload;
  return state === "lost" && name === file.name && sizeBytes === file.size && lastModified === file.lastModified;
}

function sameTarget(one: UploadTarget, other: UploadTarget): boolean {
  if (one.kind === "folder") return other.kind === "folder" && one.id === other.id;
  if (one.kind === "version") return other.kind === "version" && one.file === other.file;
  return other.kind === "holder" && one.holder.id === other.holder.id && one.role === other.role;
}

/** Puts an upload of an earlier page into the tray. */
export function recall(upload: Upload, file: File | undefined): void {
  if (one(upload.id)) return;
  if (file) files.set(upload.id, file);
  // What has arrived whole needs its file no more.
  const state = upload.whole || (file && upload.state !== "paused") ? "waiting" : file ? "paused" : "lost";
  set([...uploads, { ...upload, state, failures: 0, trouble: undefined }]);
}

export function change(id: string, changes: Partial<Upload>): void {
  set(uploads.map((upload) => (upload.id === id ? { ...upload, ...changes } : upload)));
  const upload = one(id);
  if (!upload || !isLarge(upload)) return;
  if (upload.state === "done") forget(id);
  else if ("address" in changes || "whole" in changes) keep(upload);
}

/** Forgets what was seen here, not what is kept: somebody else has logged in. */
export function leave(): void {
  files.clear();
  set([]);
}

export function drop(ids: readonly string[]): void {
  for (const id of ids) {
    files.delete(id);
    forget(id);
  }
  set(uploads.filter((upload) => !ids.includes(upload.id)));
}
