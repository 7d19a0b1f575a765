/** Carries uploads: large files one after another, small ones side by side; what may pass by itself is tried again. */
import { Problem } from "@/api/problem";
import { queries } from "@/app/queries";
import { SESSION_KEY } from "@/app/session";
import { KEYS } from "@/live/keys";
import { keepAlive } from "./kept";
import { folderOf } from "./places";
import { tellReplaced } from "./replaced";
import { forgetBytes, hang, makeFile, sendWhole } from "./requests";
import {
  all,
  change,
  drop,
  files,
  isLarge,
  isOpen,
  isResumable,
  isRunning,
  one,
  subscribe,
  type Trouble,
  type Upload,
} from "./state";
import { giveUp, hold, nudge, transfer } from "./transfer";

const SMALL_AT_ONCE = 3;
/** Pauses (ms) before something is tried again; the last one holds from then on. */
const PAUSES_MS = [500, 2000, 5000, 10_000, 20_000];
/** A connection on which nothing moved for so long is let go of. */
const STALLED_MS = 45_000;
/** The tray is drawn anew so often at most. */
const DRAWN_MS = 150;
/** Answers after which the same may go through later. */
const PASSING = new Set([0, 408, 423, 425, 429]);
const TOUCHED = [KEYS.files, KEYS.folders, KEYS.attachments, KEYS.missing, KEYS.occurrences];

const busy = new Map<string, AbortController>();
const notBefore = new Map<string, number>();
const moved = new Map<string, number>();
let stopWatching: (() => void) | undefined;

/** Begins all that waits, as far as there is room. */
export function goOn(): void {
  watch();
  const room = { large: 1, small: SMALL_AT_ONCE };
  for (const id of busy.keys()) room[laneOf(one(id))] -= 1;
  for (const upload of all()) {
    if (upload.state !== "waiting" || busy.has(upload.id) || room[laneOf(upload)] <= 0) continue;
    const pause = (notBefore.get(upload.id) ?? 0) - Date.now();
    if (pause > 0) {
      window.setTimeout(goOn, pause + 10);
    } else {
      room[laneOf(upload)] -= 1;
      void carry(upload);
    }
  }
}

function refresh(): void {
  for (const key of TOUCHED) void queries.invalidateQueries({ queryKey: [key] });
}

const laneOf = (upload: Upload | undefined) => (upload && isLarge(upload) ? "large" : "small");

async function carry(upload: Upload): Promise<void> {
  const control = new AbortController();
  busy.set(upload.id, control);
  try {
    change(upload.id, { state: "sending", trouble: undefined, detail: undefined });
    const file = await brought(upload, control.signal);
    change(upload.id, { state: "done", sentBytes: upload.sizeBytes, file });
    files.delete(upload.id);
    refresh();
    if (upload.target.kind === "version") tellReplaced(upload.target, refresh);
  } catch (problem) {
    if (!control.signal.aborted) await settle(upload.id, problem);
  } finally {
    // A paused one gave its place away already.
    if (busy.get(upload.id) === control) busy.delete(upload.id);
    goOn();
  }
}

/** The library's file that an upload became. Every step may have been done before. Raises: Problem. */
async function brought(upload: Upload, signal: AbortSignal): Promise<string> {
  const folder = await folderOf(upload);
  if (!isResumable(upload)) return sendWhole(upload, taken(upload), folder, signal);
  if (!upload.whole) await Promise.race([sent(upload), aborted(signal)]);
  change(upload.id, { state: "filing", whole: true, sentBytes: upload.sizeBytes });
  const file = one(upload.id)?.file ?? (await makeFile(one(upload.id) ?? upload, folder));
  change(upload.id, { file });
  await hang(upload, file);
  return file;
}

async function sent(upload: Upload): Promise<void> {
  let drawn = 0;
  moved.set(upload.id, Date.now());
  await transfer(upload, taken(upload), {
    onAddress: (address) => change(upload.id, { address }),
    onProgress: (sentBytes) => {
      const now = Date.now();
      moved.set(upload.id, now);
      if (now - drawn < DRAWN_MS) return;
      drawn = now;
      change(upload.id, { sentBytes, failures: 0 });
    },
  });
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

function taken(upload: Upload): File {
  const file = files.get(upload.id);
  if (!file) throw new Problem(-1, "unreadable", {});
  return file;
}

/** After a failure: again later, anew, or told to the person. */
async function settle(id: string, problem: unknown): Promise<void> {
  const upload = one(id);
  if (!upload) return;
  const told = problem instanceof Problem ? problem : new Problem(-1, "other", { detail: String(problem) });
  const failures = upload.failures + 1;
  if (isForgotten(told) && failures < 4) {
    // The server knows these bytes no more.
    change(id, { state: "waiting", failures, address: undefined, whole: false, sentBytes: 0 });
  } else if (!(await readable(upload))) {
    change(id, { state: "failed", trouble: "unreadable" });
  } else if (mayPass(told)) {
    notBefore.set(id, Date.now() + (PAUSES_MS[Math.min(failures, PAUSES_MS.length) - 1] ?? 0));
    change(id, { state: "waiting", failures });
  } else {
    if (told.status === 401) void queries.invalidateQueries({ queryKey: SESSION_KEY });
    change(id, { state: "failed", trouble: troubleOf(told), detail: told.message });
  }
}

function isForgotten({ status, kind, body }: Problem): boolean {
  if (kind === "upload") return status === 404 || status === 410;
  return body.field === "upload" || kind === "upload-unfinished";
}

function mayPass({ status, kind }: Problem): boolean {
  // Another connection had the upload, or the first request under this key is not through yet.
  if (status === 409) return kind === "upload" || kind === "request-repeated";
  return PASSING.has(status) || (status >= 500 && status !== 507);
}

/** A file that was changed or removed on the disk cannot be sent, though the browser calls it a broken line. */
async function readable(upload: Upload): Promise<boolean> {
  const file = files.get(upload.id);
  if (!file) return Boolean(upload.whole);
  return file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );
}

function troubleOf({ status, kind }: Problem): Trouble {
  if (kind === "unreadable") return "unreadable";
  if (kind === "name-taken") return "nameTaken";
  if (status === 413) return "tooLarge";
  if (status === 507) return "noSpace";
  if (status === 401) return "ended";
  if (status === 403) return "forbidden";
  if (status === 404 || status === 410) return "placeGone";
  return "other";
}

export function pause(id: string): void {
  hold(id);
  change(id, { state: "paused" });
  busy.get(id)?.abort();
  busy.delete(id);
  goOn();
}

/** Goes on with what was paused, or failed. */
export function resume(id: string): void {
  notBefore.delete(id);
  change(id, { state: "waiting", failures: 0, trouble: undefined });
  goOn();
}

export async function cancel(id: string): Promise<void> {
  const upload = one(id);
  if (!upload) return;
  busy.get(id)?.abort();
  busy.delete(id);
  const told = giveUp(id);
  drop([id]);
  goOn();
  if (!told && !upload.file) await forgetBytes(upload);
}

/** While anything runs: wakes up after sleep and breaks, keeps what is known, and asks before the page is closed. */
function watch(): void {
  if (stopWatching || !all().some(isOpen)) return;
  const wake = () => {
    if (document.visibilityState !== "visible") return;
    notBefore.clear();
    goOn();
  };
  const stay = (event: BeforeUnloadEvent) => {
    if (all().some(isRunning)) event.preventDefault();
  };
  const stalled = window.setInterval(() => {
    for (const id of busy.keys()) {
      if (one(id)?.state !== "sending" || Date.now() - (moved.get(id) ?? Date.now()) < STALLED_MS) continue;
      moved.set(id, Date.now());
      nudge(id);
    }
  }, STALLED_MS / 3);
  const rest = keepAlive(all);
  const leave = subscribe(() => {
    if (!all().some(isOpen)) stopWatching?.();
  });
  window.addEventListener("online", wake);
  window.addEventListener("beforeunload", stay);
  document.addEventListener("visibilitychange", wake);
  stopWatching = () => {
    stopWatching = undefined;
    window.clearInterval(stalled);
    rest();
    leave();
    window.removeEventListener("online", wake);
    window.removeEventListener("beforeunload", stay);
    document.removeEventListener("visibilitychange", wake);
  };
}
