/** What the first run asks for: the business, its owner, and whether there is to be something to try things with. */
import { Alert, Button, Checkbox, Divider, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useLocation } from "wouter";
import { api, done, keepCsrfToken } from "@/api/client";
import { Problem } from "@/api/problem";
import { keepLanguage, LANGUAGES, type Language } from "@/app/language";
import { SESSION_KEY } from "@/app/session";
import { useTranslation } from "@/app/translation";
import { NewPassword } from "./NewPassword";
import { atField, FormProblem, useChange } from "./problems";
import { ownZone, ZoneSelect } from "./ZoneSelect";

const FIELDS = ["business.name", "business.zone", "business.language", "owner"];

export function WelcomeForm({ token }: { token: string }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const [, go] = useLocation();
  const [name, setName] = useState("");
  const [zone, setZone] = useState(ownZone);
  const [owner, setOwner] = useState({ email: "", first_name: "", last_name: "", password: "" });
  const [demo, setDemo] = useState(false);
  const language = i18n.language as Language;
  const begin = useChange(
    () => done(api.POST("/setup", { body: { token, business: { name, zone, language }, owner, demo } })),
    {
      keys: [],
      tells: "form",
      after: (session) => {
        keepCsrfToken(session.csrf_token);
        queries.clear();
        queries.setQueryData(SESSION_KEY, session);
        go("/calendar", { replace: true });
      },
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    begin.mutate(undefined);
  };
  const isTooLate = begin.error instanceof Problem && begin.error.status === 404;
  return (
    <form onSubmit={submit}>
      <Stack>
        {isTooLate ? (
          <Alert color="red" role="alert">
            {t("welcome.badToken")}
          </Alert>
        ) : (
          <FormProblem problem={begin.error} fields={FIELDS} />
        )}
        <Divider label={t("welcome.business")} labelPosition="left" />
        <TextInput
          label={t("welcome.name")}
          placeholder={t("welcome.nameExample")}
          autoComplete="organization"
          autoFocus
          required
          maxLength={255}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={atField(begin.error, "business.name")}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <ZoneSelect value={zone} onChange={setZone} error={atField(begin.error, "business.zone")} />
          <Select
            label={t("shell.language")}
            allowDeselect={false}
            data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
            value={language}
            onChange={(chosen) => chosen && void keepLanguage(chosen as Language)}
          />
        </SimpleGrid>
        <Divider label={t("welcome.owner")} labelPosition="left" />
        <OwnerFields owner={owner} onChange={setOwner} problem={begin.error} />
        <Checkbox
          label={t("welcome.demo")}
          description={t("welcome.demoHint")}
          checked={demo}
          onChange={(event) => setDemo(event.currentTarget.checked)}
        />
        <Button type="submit" loading={begin.isPending}>
          {t("welcome.begin")}
        </Button>
      </Stack>
    </form>
  );
}

interface Owner {
  email: string;
  first_name: string;
  last_name: string;
  password: string;
}

interface OwnerProps {
  owner: Owner;
  onChange: (owner: Owner) => void;
  problem: unknown;
}

function OwnerFields({ owner, onChange, problem }: OwnerProps) {
  const { t } = useTranslation();
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput
          label={t("account.firstName")}
          autoComplete="given-name"
          required
          maxLength={255}
          value={owner.first_name}
          onChange={(event) => onChange({ ...owner, first_name: event.currentTarget.value })}
          error={atField(problem, "owner.first_name")}
        />
        <TextInput
          label={t("account.lastName")}
          autoComplete="family-name"
          required
          maxLength={255}
          value={owner.last_name}
          onChange={(event) => onChange({ ...owner, last_name: event.currentTarget.value })}
          error={atField(problem, "owner.last_name")}
        />
      </SimpleGrid>
      <TextInput
        type="email"
        label={t("account.email")}
        description={t("welcome.emailHint")}
        autoComplete="username"
        required
        value={owner.email}
        onChange={(event) => onChange({ ...owner, email: event.currentTarget.value })}
        error={atField(problem, "owner.email")}
      />
      <NewPassword
        label={t("account.password")}
        value={owner.password}
        onChange={(password) => onChange({ ...owner, password })}
        error={atField(problem, "owner.password")}
      />
    </>
  );
}
