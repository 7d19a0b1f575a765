/** What the business looks like: its name, colour, logo, imprint and privacy statement. Known without a login. */
import { useQuery } from "@tanstack/react-query";
import { api, done } from "@/api/client";
import { KEYS } from "@/live/keys";

export function useAppearance() {
  const tenant = new URLSearchParams(window.location.search).get("tenant") ?? undefined;
  const { data } = useQuery({
    queryKey: [KEYS.business, "appearance", tenant],
    queryFn: () => done(api.GET("/appearance", { params: { query: { tenant } } })),
    staleTime: 300_000,
  });
  return data;
}
