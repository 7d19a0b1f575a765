/** How each vendor's door treats what its vendor documents. */
import { Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { useTranslation } from "@/app/translation";
import { Card } from "@/features/account/Card";
import { FormProblem } from "@/features/account/problems";
import classes from "../Administration.module.css";
import type { Business } from "../data";
import { useBusinessChange } from "./useBusinessChange";

const DOORS = ["onoffice", "timetap", "telecomx", "xelion"] as const;
type Profile = "lenient" | "strict";

export function DoorProfiles({ business }: { business: Business }) {
  const { t } = useTranslation();
  const save = useBusinessChange();
  return (
    <Card title={t("administration.business.profiles")} hint={t("administration.business.profilesHint")}>
      <FormProblem problem={save.error} />
      <Stack gap={0}>
        {DOORS.map((door) => (
          <Group key={door} justify="space-between" className={classes.row}>
            <Text fw={550}>{t(`account.doors.${door}`)}</Text>
            <SegmentedControl
              aria-label={t(`account.doors.${door}`)}
              disabled={save.isPending}
              value={business.profiles[door] ?? "lenient"}
              onChange={(profile) => save.mutate({ profiles: { [door]: profile as Profile } })}
              data={[
                { value: "lenient", label: t("administration.business.lenient") },
                { value: "strict", label: t("administration.business.strict") },
              ]}
            />
          </Group>
        ))}
      </Stack>
    </Card>
  );
}
