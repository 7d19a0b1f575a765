/** The name, time zone and language of the business. */
import { Button, Group, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { LANGUAGES, type Language } from "@/app/language";
import { useTranslation } from "@/app/translation";
import { Card } from "@/features/account/Card";
import { atField, FormProblem } from "@/features/account/problems";
import { ZoneSelect } from "@/features/account/ZoneSelect";
import type { Business } from "../data";
import { useBusinessChange } from "./useBusinessChange";

export function NameForm({ business }: { business: Business }) {
  const { t } = useTranslation();
  const [name, setName] = useState(business.name);
  const [zone, setZone] = useState(business.zone);
  const [language, setLanguage] = useState(business.language as Language);
  const save = useBusinessChange();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ name: name.trim(), zone, language });
  };
  return (
    <Card
      title={t("administration.business.name")}
      hint={t("administration.business.nameHint", { tenant: business.tenant })}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          <FormProblem problem={save.error} fields={["name", "zone", "language"]} />
          <TextInput
            label={t("welcome.name")}
            required
            maxLength={255}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={atField(save.error, "name")}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <ZoneSelect value={zone} onChange={setZone} error={atField(save.error, "zone")} />
            <Select
              label={t("shell.language")}
              allowDeselect={false}
              data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
              value={language}
              onChange={(chosen) => chosen && setLanguage(chosen as Language)}
              error={atField(save.error, "language")}
            />
          </SimpleGrid>
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
