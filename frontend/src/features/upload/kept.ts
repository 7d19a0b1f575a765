/** What is kept in the browser of unfinished uploads, so that they go on after a reload, a crash or a day. */
import { dropHandle, fileOf, keepHandle } from "./handles";
import type { Upload } from "./state";

interface Kept {
  upload: Upload;
  user: string;
  /** Until then (ms) another page of this browser is at it. */
  aliveUntil: number;
  keptAt: number;
}

const PREFIX = "filebook.upload.";
/** Pages say so often that they are still there … */
const BEAT_MS = 4000;
const ALIVE_MS = 3 * BEAT_MS;
/** … and the server forgets uploads to which nothing was added for so long. */
const FORGOTTEN_MS = 24 * 3600 * 1000;

let user = "";
const mine = new Set<string>();

function read(id: string): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + id) ?? "null") as Kept | null;
  } catch {
    return null;
  }
}

function write(kept: Kept): void {
  try {
    localStorage.setItem(PREFIX + kept.upload.id, JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing uploads all the same; it only cannot go on after a reload.
  }
}

export function keep(upload: Upload, handle?: FileSystemFileHandle): void {
  mine.add(upload.id);
  write({ upload, user, aliveUntil: Date.now() + ALIVE_MS, keptAt: Date.now() });
  if (handle) void keepHandle(upload.id, handle);
}

export function forget(id: string): void {
  if (!mine.delete(id)) return;
  localStorage.removeItem(PREFIX + id);
  void dropHandle(id);
}

/** Says whose uploads are kept from now on. Tells whether they were somebody else's before. */
export function keepFor(id: string): boolean {
  const another = user !== "" && user !== id;
  user = id;
  return another;
}

/** Tells other pages of this browser that this one is at its uploads, and how far they are. */
export function keepAlive(uploads: () => readonly Upload[]): () => void {
  const beat = (aliveUntil: number) => {
    for (const upload of uploads()) {
      if (mine.has(upload.id)) write({ upload, user, aliveUntil, keptAt: Date.now() });
    }
  };
  const timer = window.setInterval(() => beat(Date.now() + ALIVE_MS), BEAT_MS);
  const leave = () => beat(0);
  window.addEventListener("pagehide", leave);
  return () => {
    window.clearInterval(timer);
    window.removeEventListener("pagehide", leave);
  };
}

/** This person's unfinished uploads that no page is at; with their files where the browser gives those by itself. */
export async function lostUploads(): Promise<{ upload: Upload; file?: File }[]> {
  const found: { upload: Upload; file?: File }[] = [];
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  for (const kept of keys.map((key) => read(key.slice(PREFIX.length)))) {
    if (kept?.user !== user || kept.aliveUntil > Date.now()) continue;
    const { upload } = kept;
    mine.add(upload.id);
    if (Date.now() - kept.keptAt > FORGOTTEN_MS) {
      forget(upload.id);
      continue;
    }
    const file = await fileOf(upload.id);
    const unchanged = file?.size === upload.sizeBytes && file.lastModified === upload.lastModified;
    found.push({ upload, file: unchanged ? file : undefined });
  }
  return found;
}
