/** The files on an appointment or a record: read, hung there, put in order, taken off. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, done } from "@/api/client";
import type { AttachedFile, HolderName } from "@/api/types";
import { useTranslation } from "@/app/translation";
import { KEYS } from "@/live/keys";
import { tellUndo } from "@/ui/tellUndo";

export type Hung = AttachedFile;

const PAGE = 200;
const keyOf = (holder: HolderName) => [KEYS.attachments, holder.kind, holder.id] as const;

async function pageOf(holder: HolderName, cursor: string | undefined) {
  const query = { limit: PAGE, cursor };
  const { kind, id } = holder;
  const page =
    kind === "appointment"
      ? await done(api.GET("/appointments/{id}/files", { params: { path: { id }, query } }))
      : await done(api.GET("/records/{kind}/{id}/files", { params: { path: { kind, id }, query } }));
  return { items: page.items as AttachedFile[], next: page.next_cursor };
}

async function hung(holder: HolderName): Promise<Hung[]> {
  const files: AttachedFile[] = [];
  let cursor: string | undefined;
  do {
    const page = await pageOf(holder, cursor);
    files.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor);
  return files;
}

export function useAttached(holder: HolderName) {
  return useQuery({ queryKey: keyOf(holder), queryFn: () => hung(holder) });
}

interface Place {
  role: string;
  position?: number;
}

function hang({ kind, id }: HolderName, file: string, { role, position }: Place) {
  const body = { role, position: position ?? null };
  return kind === "appointment"
    ? done(api.PUT("/appointments/{id}/files/{file}", { params: { path: { id, file } }, body }))
    : done(api.PUT("/records/{kind}/{id}/files/{file}", { params: { path: { kind, id, file } }, body }));
}

function takeOff({ kind, id }: HolderName, file: string) {
  return kind === "appointment"
    ? done(api.DELETE("/appointments/{id}/files/{file}", { params: { path: { id, file } } }))
    : done(api.DELETE("/records/{kind}/{id}/files/{file}", { params: { path: { kind, id, file } } }));
}

/** What can be done with the files there. */
export function useHanging(holder: HolderName) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const refresh = () =>
    Promise.all(
      [KEYS.attachments, KEYS.missing, KEYS.files, KEYS.occurrences].map((key) =>
        queries.invalidateQueries({ queryKey: [key] }),
      ),
    );
  const show = (change: (files: Hung[]) => Hung[]) =>
    queries.setQueryData<Hung[]>(keyOf(holder), (files) => files && change(files));

  const attach = useMutation({
    mutationFn: async (files: readonly string[]) => {
      for (const file of files) await hang(holder, file, { role: "" });
    },
    onSettled: refresh,
  });
  const setRole = useMutation({
    mutationFn: ({ file, role }: { file: Hung; role: string }) => hang(holder, file.id, { role }),
    onSettled: refresh,
  });
  /** To the place of another, which moves one further. */
  const move = useMutation({
    mutationFn: ({ file, position }: { file: Hung; position: number; order: Hung[] }) =>
      hang(holder, file.id, { role: file.role, position }),
    onMutate: async ({ order }) => {
      await queries.cancelQueries({ queryKey: keyOf(holder) });
      show(() => order);
    },
    onSettled: refresh,
  });
  const remove = useMutation({
    mutationFn: (file: Hung) => takeOff(holder, file.id),
    onMutate: (file) => show((files) => files.filter((other) => other.id !== file.id)),
    onSuccess: (_told, file) =>
      tellUndo(t("appointment.tookOff", { name: file.name }), async () => {
        await hang(holder, file.id, file);
        await refresh();
      }),
    onSettled: refresh,
  });
  return { attach, setRole, move, remove };
}

/** `file` moved to the place `to` of the list, and the position that says so. */
export function moved(files: readonly Hung[], file: Hung, to: number): { order: Hung[]; position: number } | null {
  const from = files.findIndex((other) => other.id === file.id);
  const there = files[to];
  if (from < 0 || !there || from === to) return null;
  const order = files.filter((other) => other.id !== file.id);
  order.splice(to, 0, file);
  return { order, position: to > from ? there.position + 1 : there.position };
}
