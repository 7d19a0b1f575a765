/** What lies in the trash, and emptying it. */
import { api, done } from "@/api/client";
import { usePages } from "@/api/pages";
import { queries } from "@/app/queries";
import { KEYS } from "@/live/keys";
import { followJob, refreshLibrary } from "../jobs";

export interface Trashed {
  id: string;
  kind: "file" | "folder";
  name: string;
  size_bytes: number;
  media_type: string;
  modified_by: string;
  trashed_at: string;
  /** Null: it stays. */
  expires_at: string | null;
}

export function useTrash() {
  return usePages([KEYS.trash], async (cursor) => {
    const query = { limit: 100, count: true, ...(cursor && { cursor }) };
    const found = await done(api.GET("/trash", { params: { query } }));
    return found as { items: Trashed[]; next_cursor: string | null; total?: number };
  });
}

export async function emptyTrash(): Promise<void> {
  const asked = await done(api.DELETE("/trash"));
  const job = asked && "job" in asked ? asked.job : undefined;
  if (job) await followJob(job);
  await refreshLibrary(queries);
}
