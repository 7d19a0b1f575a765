/** What was fetched, and how its failures are told. */
import { MutationCache, QueryClient } from "@tanstack/react-query";
import { Problem } from "@/api/problem";
import { tell } from "@/ui/tell";

declare module "@tanstack/react-query" {
  interface Register {
    /** `quiet`: the page tells of the failure itself. */
    mutationMeta: { quiet?: boolean };
  }
}

/** Only what may pass by itself is tried again. */
function again(failures: number, problem: unknown): boolean {
  return failures < 2 && problem instanceof Problem && (problem.status === 0 || problem.status >= 502);
}

export const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 30_000, retry: again, refetchOnWindowFocus: true },
    mutations: { retry: false, networkMode: "always" },
  },
  mutationCache: new MutationCache({
    onError: (problem, _variables, _context, mutation) => {
      if (!mutation.meta?.quiet) tell.failure(problem);
    },
  }),
});
