/** What can be done with items of the library. Each tells the person when it is done, with a way back where there is one. */
import { useQueryClient } from "@tanstack/react-query";
import { api, done } from "@/api/client";
import { useTranslation } from "@/app/translation";
import { tell } from "@/ui/tell";
import { tellUndo } from "@/ui/tellUndo";
import type { DropPlace } from "./dragging";
import { changeShown, type Item } from "./items";
import { refreshLibrary, useJobs, type Wish } from "./jobs";

export type Named = Pick<Item, "id" | "kind" | "name">;

/** Changes members that files and folders share. */
export async function patch(
  item: Pick<Item, "id" | "kind">,
  body: { name?: string; tags?: string[] },
): Promise<unknown> {
  const params = { path: { id: item.id } };
  if (item.kind === "folder") return done(api.PATCH("/folders/{id}", { params, body }));
  return done(api.PATCH("/files/{id}", { params, body }));
}

/** `everythingIn`: all that lies in this folder is meant, of which `items` are what was seen so far. */
export function useCommands() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const run = useJobs();
  const wishOf = (items: readonly Named[], operation: Wish["operation"], more: Partial<Wish> = {}): Wish => ({
    operation,
    ids: items.map((item) => item.id),
    ...more,
  });
  const counted = (
    word: "moved" | "copied" | "trashed" | "tagged" | "restored" | "removed",
    items: readonly Named[],
  ) =>
    items.length === 1
      ? t(`library.${word}One`, { name: items[0]?.name })
      : t(`library.${word}Many`, { count: items.length });
  return {
    async rename(item: Named, folder: string | null, name: string): Promise<void> {
      const back = changeShown(queries, folder, item.id, { name });
      try {
        await patch(item, { name });
        tellUndo(t("library.renamed", { name }), async () => {
          await patch(item, { name: item.name });
          await refreshLibrary(queries);
        });
      } catch (problem) {
        back();
        tell.failure(problem);
      }
      await refreshLibrary(queries);
    },
    carry(items: readonly Named[], place: DropPlace, operation: "move" | "copy", everythingIn?: string) {
      const told = `${counted(operation === "move" ? "moved" : "copied", items)} → ${place.name}`;
      return run(wishOf(items, operation, { into: place.id, everythingIn }), told);
    },
    trash(items: readonly Named[], everythingIn?: string) {
      return run(wishOf(items, "trash", { everythingIn }), counted("trashed", items));
    },
    tag(items: readonly Named[], addTags: string[], removeTags: string[], everythingIn?: string) {
      return run(wishOf(items, "tag", { addTags, removeTags, everythingIn }), counted("tagged", items));
    },
    restore(items: readonly Named[]) {
      return run(wishOf(items, "restore"), counted("restored", items));
    },
    removeForGood(items: readonly Named[]) {
      return run(wishOf(items, "delete_forever"), counted("removed", items));
    },
    async makeFolder(name: string, parent: string | null): Promise<string> {
      const made = await done(api.POST("/folders", { body: { name, parent, tags: [], fields: {} } }));
      await refreshLibrary(queries);
      return made.id as string;
    },
    async makeLink(url: string, name: string, folder: string | null): Promise<void> {
      const rest = { title: "", free_text: "", category: "", document_attribute: "", media_type: "", upload: "" };
      await done(api.POST("/files", { body: { ...rest, url, name, folder, tags: [], fields: {} } }));
      await refreshLibrary(queries);
    },
  };
}
export type Commands = ReturnType<typeof useCommands>;
