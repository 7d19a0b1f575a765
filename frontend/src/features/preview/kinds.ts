/** How a file can be shown. What its bytes look like decides, not what its sender said. */
import type { FileObject } from "@/api/types";

export type Shown = Pick<
  FileObject,
  | "id"
  | "name"
  | "type"
  | "url"
  | "media_type"
  | "detected_media_type"
  | "size_bytes"
  | "version"
  | "picture"
  | "preview"
  | "quarantine"
  | "folder"
>;
export type Way = "picture" | "pages" | "text" | "table" | "video" | "audio" | "none";

const TEXT =
  /^text\/|^application\/(?:[\w.-]+\+)?(?:json|xml|javascript|ecmascript|sql|toml|yaml|x-yaml|x-sh|x-httpd-php)$|\+xml$/;
const OFFICE =
  /^application\/(?:rtf|msword|vnd\.ms-(?:excel|powerpoint)|vnd\.openxmlformats-officedocument\.\w+\.(?:document|sheet|presentation)|vnd\.oasis\.opendocument\.(?:text|spreadsheet|presentation))$/;
const TABLE_NAME = /\.(?:csv|tsv)$/i;

/** Pages, drawings and XML, which could run something, are text like any other. */
export function wayOf(file: Shown): Way {
  const type = file.detected_media_type || file.media_type;
  if (file.type === "link" || file.quarantine) return "none";
  if (file.preview) return type.startsWith("image/") ? "picture" : "pages";
  if (type.startsWith("video/")) return "video";
  if (type.startsWith("audio/")) return "audio";
  if (!TEXT.test(type)) return "none";
  const told = type === "text/csv" || file.media_type === "text/csv" || TABLE_NAME.test(file.name);
  return told ? "table" : "text";
}

/** A document that becomes pages where the server has a program for that. */
export function isOffice(file: Shown): boolean {
  return file.type !== "link" && OFFICE.test(file.detected_media_type || file.media_type);
}
