/** What is set for the business. What is not set is as the installation or the program has it. */
import { Button, Group, Select, Stack, TagsInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "@/app/translation";
import { Card } from "@/features/account/Card";
import { atField, FormProblem } from "@/features/account/problems";
import type { Business } from "../data";
import { useBusinessChange } from "./useBusinessChange";

/** Switches, and what counts where they are not set. */
const SWITCHES = [
  { name: "share_links", unset: "yes" },
  { name: "publish_new_pictures", unset: "no" },
  { name: "viewers_may_edit", unset: "asProfile" },
  { name: "delete_full_folders", unset: "no" },
] as const;
const LIST = "document_attributes";

function asWord(value: unknown): string {
  return typeof value === "boolean" ? String(value) : "";
}

export function SettingsForm({ business }: { business: Business }) {
  const { t } = useTranslation();
  const [words, setWords] = useState(() =>
    Object.fromEntries(SWITCHES.map(({ name }) => [name, asWord(business.settings[name])])),
  );
  const kept = business.settings[LIST];
  const [attributes, setAttributes] = useState(Array.isArray(kept) ? kept.map(String) : []);
  const save = useBusinessChange();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const switches = SWITCHES.map(({ name }) => [name, words[name] ? words[name] === "true" : null] as const);
    save.mutate({ settings: { ...Object.fromEntries(switches), [LIST]: attributes.length > 0 ? attributes : null } });
  };
  return (
    <Card title={t("administration.business.settings")}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <FormProblem problem={save.error} />
          {SWITCHES.map(({ name, unset }) => (
            <Select
              key={name}
              label={t(`administration.business.set.${name}`)}
              description={t(`administration.business.hints.${name}`)}
              allowDeselect={false}
              data={[
                {
                  value: "",
                  label: t("administration.business.unset", { value: t(`administration.business.values.${unset}`) }),
                },
                { value: "true", label: t("shell.yes") },
                { value: "false", label: t("shell.no") },
              ]}
              value={words[name] ?? ""}
              onChange={(word) => setWords({ ...words, [name]: word ?? "" })}
              error={atField(save.error, `settings.${name}`)}
            />
          ))}
          <TagsInput
            label={t(`administration.business.set.${LIST}`)}
            description={t(`administration.business.hints.${LIST}`)}
            placeholder={attributes.length === 0 ? t("administration.business.anyWord") : undefined}
            value={attributes}
            onChange={setAttributes}
            error={atField(save.error, `settings.${LIST}`)}
          />
          <Group justify="end">
            <Button type="submit" loading={save.isPending}>
              {t("shell.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
