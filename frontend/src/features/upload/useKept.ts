/** Lets uploads of earlier pages go on in this one, as far as the browser gives their files. */
import { useEffect } from "react";
import { keepFor, lostUploads } from "./kept";
import { all, leave, recall } from "./state";
import { steer } from "./uploads";

/** After a crash another page seems to be at an upload for some seconds. */
const LOOK_AGAIN_MS = 15_000;

export function useKeptUploads(user: string): void {
  useEffect(() => {
    if (keepFor(user)) leave();
    // The session had ended, and begins again.
    for (const upload of all()) if (upload.trouble === "ended") steer.resume(upload);
    const look = async () => {
      for (const { upload, file } of await lostUploads()) recall(upload, file);
      if (all().some((upload) => upload.state === "waiting")) steer.goOn();
    };
    void look();
    const timer = window.setTimeout(look, LOOK_AGAIN_MS);
    return () => window.clearTimeout(timer);
  }, [user]);
}
