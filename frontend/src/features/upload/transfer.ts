/** Large files on their way, by the tus protocol: Uppy carries the bytes, what is tried again when is not its business. */
import { Uppy } from "@uppy/core";
import Tus from "@uppy/tus";
import { writeHeaders } from "@/api/client";
import { Problem } from "@/api/problem";
import type { Upload } from "./state";

/** Some proxies in front of a server take no more in one request. */
const PIECE_BYTES = 64 * 1024 * 1024;

type Body = { xhr: XMLHttpRequest };
type Meta = { relativePath: string };

interface Hearing {
  onAddress: (address: string) => void;
  onProgress: (sentBytes: number) => void;
}

interface Running {
  uppyId: string;
  whole: Promise<void>;
}

const ignored = () => undefined;
const uppy = new Uppy<Meta, Body>({ logger: { debug: ignored, warn: ignored, error: ignored } }).use(Tus, {
  endpoint: "/uploads/",
  chunkSize: PIECE_BYTES,
  allowedMetaFields: ["name", "type"],
  storeFingerprintForResuming: false,
  // Told at once: here it is known whether it may pass, and what is to be done.
  retryDelays: [],
  onBeforeRequest: (request) => {
    for (const [name, value] of Object.entries(writeHeaders())) request.setHeader(name, value);
  },
});
const running = new Map<string, Running>();

/** Sends what the server does not have yet. Resolves when it has all of it. Raises: Problem. */
export function transfer(upload: Upload, file: File, hearing: Hearing): Promise<void> {
  const before = running.get(upload.id);
  if (before) {
    if (uppy.getFile(before.uppyId).isPaused) uppy.pauseResume(before.uppyId);
    return before.whole;
  }
  // The id stands in the path, for the same file may go to two places at once.
  const uppyId = uppy.addFile({
    name: upload.name,
    type: upload.mediaType,
    data: file,
    meta: { relativePath: upload.id },
  });
  uppy.setFileState(uppyId, {
    tus: {
      // With an address it goes on there or tells why not, instead of beginning anew by itself.
      ...(upload.address ? { uploadUrl: upload.address, endpoint: "" } : {}),
      onAfterResponse: (request, response) => {
        const told = response.getHeader("Location");
        if (request.getMethod() === "POST" && told) hearing.onAddress(new URL(told, location.href).pathname);
      },
      onProgress: (sentBytes) => hearing.onProgress(sentBytes),
    },
  });
  const whole = ended(uppyId).finally(() => {
    running.delete(upload.id);
    uppy.removeFile(uppyId);
  });
  running.set(upload.id, { uppyId, whole });
  void uppy.upload().catch(ignored);
  return whole;
}

function ended(uppyId: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (result: () => void) => {
      uppy.off("upload-success", succeeded);
      uppy.off("upload-error", failed);
      uppy.off("file-removed", removed);
      result();
    };
    const succeeded = (file?: { id: string }) => {
      if (file?.id === uppyId) end(resolve);
    };
    const failed = (file: { id: string } | undefined, error: Error, response?: { status: number; body?: Body }) => {
      if (file?.id !== uppyId) return;
      const detail = response?.body?.xhr.responseText.trim() || error.message;
      end(() => reject(new Problem(response?.status ?? 0, "upload", { detail })));
    };
    const removed = (file: { id: string }) => {
      if (file.id === uppyId) end(() => reject(new DOMException("", "AbortError")));
    };
    uppy.on("upload-success", succeeded);
    uppy.on("upload-error", failed);
    uppy.on("file-removed", removed);
  });
}

/** Holds it; what has arrived stays. `transfer` goes on. */
export function hold(id: string): void {
  const one = running.get(id);
  if (one && !uppy.getFile(one.uppyId).isPaused) uppy.pauseResume(one.uppyId);
}

/** Lets go of a connection on which nothing moves, and goes on over another. */
export function nudge(id: string): void {
  const one = running.get(id);
  if (!one || uppy.getFile(one.uppyId).isPaused) return;
  uppy.pauseResume(one.uppyId);
  uppy.pauseResume(one.uppyId);
}

/** Gives it up; the server forgets its bytes. Tells whether there was anything to be given up. */
export function giveUp(id: string): boolean {
  const one = running.get(id);
  if (one) uppy.removeFile(one.uppyId);
  return one !== undefined;
}
