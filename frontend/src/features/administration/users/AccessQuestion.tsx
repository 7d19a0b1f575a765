/** What may this person do with a thing, and why: every rule that decides it. */
import { Alert, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, done } from "@/api/client";
import type { components } from "@/api/schema";
import { useTranslation } from "@/app/translation";
import { told } from "@/features/account/problems";
import { nameOf, type UserAccount } from "../data";
import { ThingSelect } from "../ThingSelect";
import classes from "./Users.module.css";

const DEEDS = ["read", "write", "remove", "administer"] as const;
/** They are about tokens, and hold for whoever has none. */
const OF_TOKENS: readonly string[] = ["action", "folder", "kind"];
type Deed = (typeof DEEDS)[number];
type Explanation = components["schemas"]["Explanation"];

export function AccessQuestion({ user }: { user: UserAccount }) {
  const { t } = useTranslation();
  const [object, setObject] = useState("");
  const [action, setAction] = useState<Deed>("read");
  const { data, error } = useQuery({
    queryKey: ["access", user.id, object, action],
    queryFn: async () => {
      const query = { object, action, user: user.id };
      return (await done(api.GET("/access/explain", { params: { query } }))) as Explanation;
    },
    enabled: object !== "",
    staleTime: 0,
  });
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t("administration.users.accessHint", { name: nameOf(user) })}
      </Text>
      <ThingSelect label={t("administration.users.thing")} value={object} onChange={setObject} />
      <SegmentedControl
        aria-label={t("administration.users.deed")}
        value={action}
        onChange={(deed) => setAction(deed as Deed)}
        data={DEEDS.map((deed) => ({ value: deed, label: t(`administration.users.deeds.${deed}`) }))}
      />
      {error && <Alert color="red">{told(error)}</Alert>}
      {data && <Answer explanation={data} name={nameOf(user)} />}
    </Stack>
  );
}

function Answer({ explanation, name }: { explanation: Explanation; name: string }) {
  const { t } = useTranslation();
  const steps = explanation.steps.filter((step) => !step.passed || !OF_TOKENS.includes(step.rule));
  const who = explanation.who_can?.map((person) => person.label) ?? [];
  return (
    <Stack gap="sm" role="status">
      <Group gap={6}>
        <Sign passed={explanation.allowed} />
        <Text fw={600}>
          {t(explanation.allowed ? "administration.users.canDo" : "administration.users.mayNot", { name })}
        </Text>
      </Group>
      <ul className={classes.steps}>
        {steps.map((step) => (
          <li key={step.rule}>
            <Sign passed={step.passed} />
            <span>{t(`administration.users.rules.${step.rule}`)}</span>
          </li>
        ))}
      </ul>
      {who.length > 0 && (
        <Text size="sm" c="dimmed">
          {t("administration.users.whoCan", { names: who.join(", ") })}
          {explanation.more_can && " …"}
        </Text>
      )}
    </Stack>
  );
}

function Sign({ passed }: { passed: boolean }) {
  const { t } = useTranslation();
  return passed ? (
    <IconCheck size={16} color="var(--mantine-color-teal-6)" role="img" aria-label={t("shell.yes")} />
  ) : (
    <IconX size={16} color="var(--mantine-color-red-6)" role="img" aria-label={t("shell.no")} />
  );
}
