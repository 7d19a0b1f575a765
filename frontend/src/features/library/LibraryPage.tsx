/** The library: a folder, a file within its folder, the trash, or what is shared, as the path says. */
import { useQuery } from "@tanstack/react-query";
import { lazy } from "react";
import { useLocation } from "wouter";
import { useHistoryState } from "wouter/use-browser-location";
import { api, done } from "@/api/client";
import { useTranslation } from "@/app/translation";
import { KEYS } from "@/live/keys";
import { Failed } from "@/ui/Failed";
import { Page } from "@/ui/Page";
import { Waiting } from "@/ui/Waiting";
import { FolderView } from "./FolderView";
import { placeOf } from "./place";
import { TrashView } from "./trash/TrashView";

const LinksPage = lazy(() => import("@/features/links/LinksPage").then(({ LinksPage }) => ({ default: LinksPage })));

export default function LibraryPage() {
  const [path] = useLocation();
  const place = placeOf(path);
  const entered = useHistoryState<{ entered?: boolean } | null>()?.entered === true;
  if (place.kind === "trash") return <TrashView />;
  if (place.kind === "links") return <LinksPage />;
  if (place.kind === "file") return <FileInFolder key={place.id} id={place.id} />;
  return <FolderView key={place.id} id={place.id} takesFocus={entered} />;
}

/** The folder that a file lies in, with the file selected and shown. */
function FileInFolder({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({
    queryKey: [KEYS.files, "place", id],
    queryFn: async () => done(api.GET("/files/{id}", { params: { path: { id }, query: { fields: "id,folder" } } })),
  });
  if (data) return <FolderView id={data.folder ?? null} file={id} takesFocus />;
  return <Page title={t("shell.library")}>{error ? <Failed error={error} again={refetch} /> : <Waiting />}</Page>;
}
