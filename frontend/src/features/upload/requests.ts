/** The plain requests of an upload: small files whole, and what makes a file of an upload that has arrived. */
import { BASE, writeHeaders } from "@/api/client";
import { Problem, type ProblemBody } from "@/api/problem";
import type { Upload } from "./state";

interface Asked {
  method?: "POST" | "PUT" | "DELETE";
  json?: object;
  body?: Blob;
  /** Under one key a request is carried out once, however often it is sent. */
  key?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

interface Made {
  id: string;
}

/** Raises: Problem. */
export async function ask(address: string, { method = "POST", json, body, key, headers, signal }: Asked) {
  const response = await fetch(address, {
    method,
    headers: {
      ...writeHeaders(),
      ...(json ? { "Content-Type": "application/json" } : {}),
      ...(key ? { "Idempotency-Key": key } : {}),
      ...headers,
    },
    body: json ? JSON.stringify(json) : body,
    signal,
  }).catch((reason: unknown) => {
    throw Problem.unreachable(reason);
  });
  const told: unknown = await response.json().catch(() => ({}));
  if (!response.ok) throw Problem.of(response, told as ProblemBody);
  return told;
}

/** Raises: Problem. */
export async function make(path: string, asked: Asked): Promise<Made> {
  return (await ask(BASE + path, asked)) as Made;
}

/** Where the files of a thing are. */
function filesOf({ target }: Upload): string | null {
  if (target.kind !== "holder") return null;
  const { kind, id } = target.holder;
  return kind === "appointment" ? `/appointments/${id}/files` : `/records/${kind}/${id}/files`;
}

const roleOf = ({ target }: Upload): string => (target.kind === "holder" ? (target.role ?? "") : "");

/** Sends a small file whole. Raises: Problem. */
export async function sendWhole(upload: Upload, file: File, folder: string | null, signal: AbortSignal) {
  const said = new URLSearchParams({ name: upload.name });
  const holder = filesOf(upload);
  if (holder && roleOf(upload)) said.set("role", roleOf(upload));
  if (folder) said.set("folder", folder);
  const headers = { "Content-Type": upload.mediaType || "application/octet-stream" };
  return (await make(`${holder ?? "/files"}?${said}`, { body: file, headers, key: upload.id, signal })).id;
}

/** Makes a file, or a version of one, of an upload whose bytes have all arrived. Raises: Problem. */
export async function makeFile(upload: Upload, folder: string | null): Promise<string> {
  const { target, address, name, id } = upload;
  const sent = { upload: address?.split("/").at(-1) };
  if (target.kind === "version") return (await make(`/files/${target.file}/versions`, { json: sent, key: id })).id;
  return (await make("/files", { json: { ...sent, name, ...(folder ? { folder } : {}) }, key: id })).id;
}

/** Hangs a file where it belongs, which may be done twice. Raises: Problem. */
export async function hang(upload: Upload, file: string): Promise<void> {
  const holder = filesOf(upload);
  if (holder) await make(`${holder}/${file}`, { method: "PUT", json: { role: roleOf(upload) } });
}

/** Lets the server forget the bytes of an upload that is given up. */
export async function forgetBytes({ address }: Upload): Promise<void> {
  // Where that cannot be said, the server forgets them by itself after a day.
  if (address) await ask(address, { method: "DELETE", headers: { "Tus-Resumable": "1.0.0" } }).catch(() => undefined);
}
