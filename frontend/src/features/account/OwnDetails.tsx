/** One's own names, and the language that one wants to be spoken to in. */
import { Button, Group, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { api, done } from "@/api/client";
import { keepLanguage, LANGUAGES, type Language } from "@/app/language";
import { SESSION_KEY, useSession } from "@/app/session";
import { useTranslation } from "@/app/translation";
import { KEYS } from "@/live/keys";
import { Card } from "./Card";
import { atField, FormProblem, useChange } from "./problems";

const AS_BUSINESS = "business";

export function OwnDetails() {
  const { t } = useTranslation();
  const { user, business } = useSession();
  const [first, setFirst] = useState(user.first_name);
  const [last, setLast] = useState(user.last_name);
  const [chosen, setChosen] = useState<Language | null>(user.language);
  const save = useChange(
    () => done(api.PATCH("/me", { body: { first_name: first, last_name: last, language: chosen } })),
    {
      keys: [SESSION_KEY, [KEYS.calendars], [KEYS.people]],
      success: t("account.saved"),
      tells: "form",
      after: () => void keepLanguage(chosen ?? (business.language as Language)),
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(undefined);
  };
  const businessLanguage = LANGUAGES[business.language as Language] ?? business.language;
  return (
    <Card title={t("account.you")}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <FormProblem problem={save.error} fields={["first_name", "last_name", "language"]} />
          <Text size="sm" c="dimmed">
            {[user.email, user.user_name].filter(Boolean).join(" · ")} · {t(`account.roles.${user.role}`)}
          </Text>
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <TextInput
              label={t("account.firstName")}
              autoComplete="given-name"
              maxLength={255}
              value={first}
              onChange={(event) => setFirst(event.currentTarget.value)}
              error={atField(save.error, "first_name")}
            />
            <TextInput
              label={t("account.lastName")}
              autoComplete="family-name"
              maxLength={255}
              value={last}
              onChange={(event) => setLast(event.currentTarget.value)}
              error={atField(save.error, "last_name")}
            />
          </SimpleGrid>
          <Select
            label={t("shell.language")}
            description={t("account.languageHint")}
            allowDeselect={false}
            data={[
              { value: AS_BUSINESS, label: t("account.asBusiness", { language: businessLanguage }) },
              ...Object.entries(LANGUAGES).map(([value, label]) => ({ value, label })),
            ]}
            value={chosen ?? AS_BUSINESS}
            onChange={(value) => setChosen(value === AS_BUSINESS ? null : (value as Language))}
            error={atField(save.error, "language")}
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
