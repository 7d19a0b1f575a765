/** Uploads that go on while pages change: `startUploads(files, target)` from anywhere, the tray shows them. */
import type { Found } from "./found";
import { add, type Upload } from "./state";

/** Where files go: into a folder (null: the top), onto an appointment or record, or in place of a file's bytes. */
export type UploadTarget =
  | { kind: "folder"; id: string | null; label: string }
  | { kind: "holder"; holder: { kind: string; id: string }; label: string; role?: string }
  /** `before`: the version that they take the place of. */
  | { kind: "version"; file: string; label: string; before: number };

/** What sends the bytes is loaded with the first file. */
const carrying = () => import("./carrier");

/** Takes the files; they are sent one after another, resumable. */
export function startUploads(files: readonly File[], target: UploadTarget): void {
  startFound(
    files.map((file) => ({ file, folders: file.webkitRelativePath.split("/").slice(0, -1) })),
    target,
  );
}

/** The same with files out of folders; folders are made anew below a folder, and left out elsewhere. */
export function startFound(found: readonly Found[], target: UploadTarget): void {
  if (found.length === 0) return;
  add(found, target);
  void carrying().then(({ goOn }) => goOn());
}

/** What a person can do with an upload in the tray. */
export const steer = {
  pause: (upload: Upload) => void carrying().then(({ pause }) => pause(upload.id)),
  resume: (upload: Upload) => void carrying().then(({ resume }) => resume(upload.id)),
  cancel: (upload: Upload) => void carrying().then(({ cancel }) => cancel(upload.id)),
  goOn: () => void carrying().then(({ goOn }) => goOn()),
};
