/** Folders by themselves: one, the way to it, and what lies in it for trees and pickers. */
import { useQuery } from "@tanstack/react-query";
import { api, done } from "@/api/client";
import { KEYS } from "@/live/keys";

export interface FolderName {
  id: string;
  name: string;
}

/** The folder itself last, the outermost first; nothing at the top level. */
export function useFolderPath(id: string | null) {
  return useQuery({
    queryKey: [KEYS.folders, "path", id],
    queryFn: async (): Promise<FolderName[]> => {
      if (id === null) return [];
      const found = api.GET("/folders/{id}/path", { params: { path: { id }, query: { fields: "id,name" } } });
      return (await done(found)).items as FolderName[];
    },
  });
}

/** The most subfolders that a tree or picker shows of one folder. */
export const SUBFOLDERS_SHOWN = 200;

export function useSubfolders(id: string | null, q = "", enabled = true) {
  return useQuery({
    queryKey: [KEYS.folders, "subfolders", id, q],
    queryFn: async (): Promise<FolderName[]> => {
      // Words are looked for in the whole library: who types a name wants to go there.
      const where = q ? { q } : { parent: id ?? "root" };
      const query = { ...where, fields: "id,name", limit: SUBFOLDERS_SHOWN };
      return (await done(api.GET("/folders", { params: { query } }))).items as FolderName[];
    },
    enabled,
  });
}
