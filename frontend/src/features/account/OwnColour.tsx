/** The colour of one's own calendar. */
import { CheckIcon, ColorSwatch, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { api, done } from "@/api/client";
import type { Calendar } from "@/api/types";
import { useMay, useSession } from "@/app/session";
import { useTranslation } from "@/app/translation";
import { SWATCHES } from "@/features/calendar/colours";
import { KEYS } from "@/live/keys";
import { textOn } from "@/ui/colour";
import { Card } from "./Card";
import { useChange } from "./problems";

async function calendarOf(user: string): Promise<Calendar | null> {
  let cursor: string | undefined;
  do {
    const page = await done(api.GET("/calendars", { params: { query: { limit: 200, cursor } } }));
    const own = (page.items as Calendar[]).find((calendar) => calendar.user?.id === user);
    if (own) return own;
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  return null;
}

export function OwnColour() {
  const { t } = useTranslation();
  const { user } = useSession();
  const writes = useMay("editor");
  const { data: calendar } = useQuery({
    queryKey: [KEYS.calendars, "own", user.id],
    queryFn: () => calendarOf(user.id),
    enabled: writes,
  });
  const change = useChange(
    (colour: string) =>
      done(api.PATCH("/calendars/{id}", { params: { path: { id: calendar?.id ?? "" } }, body: { colour } })),
    { keys: [[KEYS.calendars]], success: t("account.saved") },
  );
  if (!calendar) return null;
  return (
    <Card title={t("account.colour")} hint={t("account.colourHint")}>
      <Group gap="xs" role="group" aria-label={t("account.colour")}>
        {SWATCHES.map((colour, place) => {
          const isChosen = colour === calendar.colour.toLowerCase();
          return (
            <ColorSwatch
              key={colour}
              component="button"
              type="button"
              color={colour}
              size={34}
              aria-label={t("account.colourNumber", { number: place + 1 })}
              aria-pressed={isChosen}
              onClick={() => change.mutate(colour)}
              style={{ cursor: "pointer" }}
            >
              {isChosen && <CheckIcon size={14} color={textOn(colour)} />}
            </ColorSwatch>
          );
        })}
      </Group>
    </Card>
  );
}
