/** The sign of a kind of file. */
import {
  IconFile,
  IconFileMusic,
  IconFileSpreadsheet,
  IconFileText,
  IconFileTypePdf,
  IconFileZip,
  IconLink,
  IconMail,
  IconMovie,
  IconPhoto,
  IconPresentation,
} from "@tabler/icons-react";

const SIGNS: readonly [RegExp, typeof IconFile, string][] = [
  [/^image\//, IconPhoto, "grape"],
  [/^video\//, IconMovie, "pink"],
  [/^audio\//, IconFileMusic, "violet"],
  [/pdf$/, IconFileTypePdf, "red"],
  [/spreadsheet|excel|csv/, IconFileSpreadsheet, "green"],
  [/presentation|powerpoint/, IconPresentation, "orange"],
  [/zip|compressed|tar|7z|rar/, IconFileZip, "yellow"],
  [/rfc822|outlook/, IconMail, "cyan"],
  [/uri-list/, IconLink, "blue"],
  [/^text\/|word|opendocument.text|rtf/, IconFileText, "blue"],
];

export function FileSign({ mediaType, size = 24 }: { mediaType: string; size?: number }) {
  const [, Sign, colour] = SIGNS.find(([pattern]) => pattern.test(mediaType)) ?? [null, IconFile, "gray"];
  return <Sign aria-hidden size={size} stroke={1.5} color={`var(--mantine-color-${colour}-6)`} />;
}
