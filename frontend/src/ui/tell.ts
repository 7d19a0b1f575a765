/** Short messages at the edge of the screen. */
import { notifications } from "@mantine/notifications";
import { Problem } from "@/api/problem";
import { translate } from "@/app/translation";

/** One sentence for a person: ours where the kind of problem is known, else the server's. */
export function sentence(problem: unknown): string {
  const t = translate;
  if (!(problem instanceof Problem)) return t("shell.unknownError");
  if (problem.status === 0) return t("shell.unreachable");
  if (problem.status === 404) return t("shell.notFound");
  if (problem.status === 412) return t("shell.conflict");
  if (problem.status === 429) return t("shell.tooMany");
  if (problem.status === 403 && problem.kind === "access-denied") return t("shell.forbidden");
  return problem.message || t("shell.unknownError");
}

export const tell = {
  failure(problem: unknown): void {
    notifications.show({ message: sentence(problem), color: "red", autoClose: 8000 });
  },
  success(message: string): void {
    notifications.show({ message, autoClose: 4000 });
  },
};
