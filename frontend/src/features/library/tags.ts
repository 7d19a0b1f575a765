/** The tags that are in use, for suggestions. */
import { useQuery } from "@tanstack/react-query";
import { api, done } from "@/api/client";
import { useMay } from "@/app/session";
import { KEYS } from "@/live/keys";

export function useTags() {
  const enabled = useMay("viewer");
  return useQuery({
    enabled,
    queryKey: [KEYS.files, "tags"],
    queryFn: async () => {
      const found = await done(api.GET("/tags", { params: { query: { limit: 200 } } }));
      return found.items.flatMap((one) => (one.tag ? [one.tag] : []));
    },
  });
}
