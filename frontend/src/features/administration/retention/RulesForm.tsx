/** The rules of this business. What is left empty is as the installation has it. */
import { Button, Group, NumberInput, Stack, Text } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { api, done } from "@/api/client";
import { useTranslation } from "@/app/translation";
import { Card } from "@/features/account/Card";
import { atField, FormProblem, useChange } from "@/features/account/problems";
import { DUE_KEY, RULES, RULES_KEY, type RuleName, type Rules } from "./rules";

const MOST = 36_500;
type Draft = Record<RuleName, number | string>;

interface Props {
  rules: Rules;
  onAsk: (rules: Record<string, number>) => void;
}

export function RulesForm({ rules, onAsk }: Props) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Draft>({
    trash_days: rules.trash_days ?? "",
    versions_kept: rules.versions_kept ?? "",
    version_days: rules.version_days ?? "",
  });
  const wanted = (name: RuleName) => (draft[name] === "" ? null : Number(draft[name]));
  const save = useChange(
    () =>
      done(
        api.PATCH("/retention", {
          body: {
            trash_days: wanted("trash_days"),
            versions_kept: wanted("versions_kept"),
            version_days: wanted("version_days"),
          },
        }),
      ),
    { keys: [RULES_KEY, DUE_KEY], success: t("account.saved"), tells: "form", after: () => onAsk({}) },
  );
  const unset = (name: RuleName) => {
    if (rules[name] !== null) return t("administration.retention.asInstallation");
    const count = rules.in_force[name];
    return count > 0
      ? t("administration.retention.installation", { count })
      : t("administration.retention.installationNone");
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(undefined);
  };
  const ask = () => {
    const told = RULES.flatMap((name) => {
      const value = wanted(name);
      return value === null ? [] : [[name, value] as const];
    });
    onAsk(Object.fromEntries(told));
  };
  return (
    <Card title={t("administration.retention.rules")} hint={t("administration.retention.rulesHint")}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <FormProblem problem={save.error} fields={RULES} />
          {RULES.map((name) => (
            <NumberInput
              key={name}
              label={t(`administration.retention.names.${name}`)}
              description={t(`administration.retention.hints.${name}`)}
              placeholder={unset(name)}
              min={0}
              max={MOST}
              allowDecimal={false}
              value={draft[name]}
              onChange={(value) => setDraft({ ...draft, [name]: value })}
              error={atField(save.error, name)}
            />
          ))}
          <Text size="sm" c="dimmed">
            {t("administration.retention.both")}
          </Text>
          <Group justify="end">
            <Button variant="default" onClick={ask}>
              {t("administration.retention.try")}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t("shell.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
