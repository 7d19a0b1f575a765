/** What a refused change is told as, in the person's language: at the field that the problem names, else above the form. */
import { Alert } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { Problem } from "@/api/problem";
import { translate } from "@/app/translation";
import { sentence, tell } from "@/ui/tell";

/** The fields that are meant where the problem itself does not name one. */
const MEANT: Record<string, readonly string[]> = { "email-taken": ["email"], "name-taken": ["user_name", "name"] };

/** One sentence for a person. */
export function told(problem: unknown): string {
  if (!(problem instanceof Problem)) return sentence(problem);
  const ofKind = translate(`account.problems.${problem.kind as "unknown"}`, { defaultValue: "" });
  if (ofKind) return ofKind;
  const { reason } = problem.body;
  const why = reason ? translate(`account.reasons.${reason as "length"}`, { defaultValue: "" }) : "";
  return why || sentence(problem);
}

function isAt(problem: unknown, field: string): boolean {
  if (!(problem instanceof Problem)) return false;
  const named = problem.body.field ?? "";
  return named === field || named.startsWith(`${field}.`) || (MEANT[problem.kind]?.includes(field) ?? false);
}

/** What an input of this field shows as its error. */
export function atField(problem: unknown, field: string): string | undefined {
  return isAt(problem, field) ? told(problem) : undefined;
}

/** What stands above a form, unless one of its fields tells of it. */
export function FormProblem({ problem, fields = [] }: { problem: unknown; fields?: readonly string[] }) {
  if (!problem || fields.some((field) => isAt(problem, field))) return null;
  return (
    <Alert color="red" role="alert">
      {told(problem)}
    </Alert>
  );
}

interface Options<R> {
  /** Keys of queries that are fetched anew afterwards. */
  keys: readonly QueryKey[];
  /** What the person reads once it is done. */
  success?: string;
  /** `form`: the form shows what went wrong. */
  tells?: "form" | "message";
  after?: (result: R) => void;
}

/** A change whose failure is told in the person's language. */
export function useChange<V, R>(change: (value: V) => Promise<R>, options: Options<R>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    meta: { quiet: true },
    onSuccess: (result) => {
      for (const queryKey of options.keys) void queries.invalidateQueries({ queryKey });
      if (options.success) tell.success(options.success);
      options.after?.(result);
    },
    onError: (problem) => {
      if (options.tells !== "form") notifications.show({ message: told(problem), color: "red", autoClose: 8000 });
    },
  });
}
