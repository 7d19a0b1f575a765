/** What is being uploaded, at the corner of every page. */
import { lazy, Suspense } from "react";
import { useSession } from "@/app/session";
import { useUploads } from "./state";
import { useKeptUploads } from "./useKept";

const Tray = lazy(() => import("./Tray"));

export function UploadTray() {
  useKeptUploads(useSession().user.id);
  const uploads = useUploads();
  if (uploads.length === 0) return null;
  return (
    <Suspense>
      <Tray uploads={uploads} />
    </Suspense>
  );
}
