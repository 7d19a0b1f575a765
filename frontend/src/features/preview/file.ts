/** Fetches what is to be known of a file that is shown, and what is in it. */
import { useQuery } from "@tanstack/react-query";
import { api, BASE, done } from "@/api/client";
import { Problem } from "@/api/problem";
import { KEYS } from "@/live/keys";
import type { Shown } from "./kinds";

const MEMBERS = "id,name,type,url,media_type,detected_media_type,size_bytes,version,picture,preview,quarantine,folder";

export function useShown(id: string) {
  return useQuery({
    queryKey: [KEYS.files, "shown", id],
    queryFn: async (): Promise<Shown> => {
      const found = api.GET("/files/{id}", { params: { path: { id }, query: { fields: MEMBERS } } });
      return (await done(found)) as Shown;
    },
  });
}

export function contentAddress(id: string): string {
  return `${BASE}/files/${id}/content`;
}

/** A picture of a page, and how many pages there are. */
export interface Drawn {
  picture: Blob;
  pageCount: number;
}

/** The server is busy making other previews. */
class Busy extends Error {
  readonly waitMs: number;

  constructor(response: Response) {
    super("busy");
    const seconds = Number(response.headers.get("Retry-After"));
    this.waitMs = Math.min(Math.max(seconds || 1, 1), 30) * 1000;
  }
}

const TRIES_WHILE_BUSY = 20;

async function draw(address: string, signal: AbortSignal): Promise<Drawn> {
  const response = await fetch(address, { signal }).catch((reason: unknown) => {
    throw Problem.unreachable(reason);
  });
  if (response.status === 503) throw new Busy(response);
  if (!response.ok) throw Problem.of(response, await response.json().catch(() => ({})));
  return { picture: await response.blob(), pageCount: Number(response.headers.get("X-Page-Count")) || 1 };
}

/** A preview that fits into so many pixels; while the server is busy it is asked for again and again. */
export function useDrawn(path: string, size: { width: number; height: number }, page = 1) {
  return useQuery({
    queryKey: ["drawn", path, page, size],
    queryFn: ({ signal }) => draw(`${BASE}${path}&width=${size.width}&height=${size.height}&page=${page}`, signal),
    // A larger one takes the place of a smaller one once it is there.
    placeholderData: (before, query) =>
      query?.queryKey[1] === path && query.queryKey[2] === page ? before : undefined,
    retry: (failures, problem) => problem instanceof Busy && failures < TRIES_WHILE_BUSY,
    retryDelay: (_failures, problem) => (problem instanceof Busy ? problem.waitMs : 0),
    staleTime: Number.POSITIVE_INFINITY,
    // Pictures are large, and the browser keeps them, too.
    gcTime: 15_000,
    refetchOnWindowFocus: false,
  });
}

/** So much of a text is shown. */
export const TEXT_BYTES = 512 * 1024;

/** The beginning of a file as text, whatever it holds: it is never taken for a page. */
export function useText(file: Shown) {
  return useQuery({
    queryKey: ["text", file.id, file.version],
    queryFn: async ({ signal }): Promise<string> => {
      if (file.size_bytes === 0) return "";
      const headers = { Range: `bytes=0-${TEXT_BYTES - 1}` };
      const response = await fetch(contentAddress(file.id), { signal, headers }).catch((reason: unknown) => {
        throw Problem.unreachable(reason);
      });
      if (!response.ok) throw Problem.of(response, await response.json().catch(() => ({})));
      return textOf(new Uint8Array(await response.arrayBuffer()));
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
}

/** By its byte order mark, else UTF-8, else what Windows wrote in Western Europe. A last letter may be cut in two. */
function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
