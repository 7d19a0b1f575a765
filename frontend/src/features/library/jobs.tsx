/** Does something with many files and folders: asks for a job, shows how far it is, offers to undo it. */
import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { api, done } from "@/api/client";
import type { Job } from "@/api/types";
import { translate } from "@/app/translation";
import { KEYS } from "@/live/keys";
import { tell } from "@/ui/tell";
import { tellUndo } from "@/ui/tellUndo";

/** A job takes no more things by name. */
const NAMED_AT_MOST = 1000;
/** What takes less is not worth a progress bar. */
const QUICK_MS = 700;
const FIRST_LOOK_MS = 80;
const SLOWEST_LOOK_MS = 1000;
const ENDED: readonly Job["state"][] = ["done", "failed", "cancelled"];

export interface Wish {
  operation: "copy" | "delete_forever" | "move" | "restore" | "tag" | "trash";
  ids: readonly string[];
  /** Names all that lies in a folder instead; "trash": all of the trash. */
  everythingIn?: string | "trash" | undefined;
  into?: string | null;
  addTags?: string[];
  removeTags?: string[];
}

function bodies(wish: Wish) {
  const same = {
    operation: wish.operation,
    into: wish.into ?? null,
    add_tags: wish.addTags ?? [],
    remove_tags: wish.removeTags ?? [],
  };
  const body = (items: readonly string[], everything: string | null) => ({
    ...same,
    items: [...items],
    everything_in: everything === "trash" ? null : everything,
    everything_in_trash: everything === "trash",
  });
  if (wish.everythingIn) return [body([], wish.everythingIn)];
  const parts: ReturnType<typeof body>[] = [];
  for (let first = 0; first < wish.ids.length; first += NAMED_AT_MOST) {
    parts.push(body(wish.ids.slice(first, first + NAMED_AT_MOST), null));
  }
  return parts;
}

function waited(milliseconds: number): Promise<void> {
  return new Promise((resolve) => window.setTimeout(resolve, milliseconds));
}

function How({ job }: { job: Job }) {
  const share = job.item_count ? (100 * job.done_count) / job.item_count : 0;
  const cancel = () =>
    void done(api.POST("/jobs/{job}/cancel", { params: { path: { job: job.id } } })).catch(tell.failure);
  return (
    <Stack gap={6}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">
          {job.item_count === null
            ? translate("library.working")
            : translate("library.workingOn", { done: job.done_count, total: job.item_count })}
        </Text>
        <Button size="compact-xs" variant="subtle" onClick={cancel}>
          {translate("shell.cancel")}
        </Button>
      </Group>
      <Progress value={share} aria-label={translate("library.working")} />
    </Stack>
  );
}

/** Looks at a job until it has ended, and shows how far it is where it takes a while. */
export async function followJob(id: string): Promise<Job> {
  const began = performance.now();
  let shown: string | undefined;
  let pause = FIRST_LOOK_MS;
  try {
    for (;;) {
      const job = (await done(api.GET("/jobs/{job}", { params: { path: { job: id } } }))) as Job;
      if (ENDED.includes(job.state)) return job;
      if (performance.now() - began > QUICK_MS) {
        const message = <How job={job} />;
        if (shown) notifications.update({ id: shown, message, autoClose: false });
        else shown = notifications.show({ message, autoClose: false, withCloseButton: false });
      }
      await waited(pause);
      pause = Math.min(pause * 1.5, SLOWEST_LOOK_MS);
    }
  } finally {
    if (shown) notifications.hide(shown);
  }
}

/** After a job everything that lists files is fetched anew; events of the server may come later. */
export async function refreshLibrary(queries: QueryClient): Promise<void> {
  const keys = [KEYS.folders, KEYS.files, KEYS.trash];
  await Promise.all(keys.map((key) => queries.invalidateQueries({ queryKey: [key] })));
}

function tellFailures(jobs: readonly Job[]): void {
  const failed = jobs.reduce((sum, job) => sum + job.failed_count, 0);
  const reason =
    jobs.flatMap((job) => [...job.failures.map((failure) => failure.reason), job.reason]).find(Boolean) ?? "";
  const why = translate(`library.failures.${reason as "not_found"}`, { defaultValue: "" });
  const message = failed > 0 ? translate("library.someFailed", { count: failed }) : translate("shell.unknownError");
  notifications.show({ message: `${message} ${why}`.trim(), color: "orange", autoClose: 10_000 });
}

async function undo(jobs: readonly Job[]): Promise<void> {
  const ended: Job[] = [];
  for (const job of [...jobs].reverse()) {
    const asked = (await done(api.POST("/jobs/{job}/undo", { params: { path: { job: job.id } } }))) as Job;
    ended.push(await followJob(asked.id));
  }
  if (ended.some((job) => job.state === "failed")) tellFailures(ended);
}

/** `told`: what the person reads once it is done; without it nothing is said. Gives whether all of it was done. */
export function useJobs(): (wish: Wish, told?: string) => Promise<boolean> {
  const queries = useQueryClient();
  return async (wish, told) => {
    const ended: Job[] = [];
    try {
      for (const body of bodies(wish)) {
        const asked = (await done(api.POST("/jobs", { body }))) as Job;
        ended.push(await followJob(asked.id));
      }
    } catch (problem) {
      tell.failure(problem);
    }
    await refreshLibrary(queries);
    const failed = ended.filter((job) => job.state === "failed");
    if (failed.length > 0) tellFailures(failed);
    const worked = ended.filter((job) => job.done_count > 0);
    if (told && worked.length > 0) {
      if (wish.operation === "delete_forever") tell.success(told);
      else
        tellUndo(told, async () => {
          await undo(worked);
          await refreshLibrary(queries);
        });
    }
    return failed.length === 0 && ended.length > 0;
  };
}
