/** The tags that are in use, for suggestions. */
import { useQuery } from "@tanstack/react-query";
import { api, done } from "@/api/client";
import { KEYS } from "@/live/keys";

export function useTags() {
  return useQuery({
    queryKey: [KEYS.files, "tags"],
    queryFn: async () => {
      const found = await done(api.GET("/tags", { params: { query: { limit: 200 } } }));
      return found.items.flatMap((one) => (one.tag ? [one.tag] : []));
    },
  });
}
