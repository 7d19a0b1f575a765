/** Makes a token of one's own: what it is for, what it may do, until when. Shows it once. */
import { Button, Checkbox, Group, MultiSelect, Select, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, lazy, Suspense, useState } from "react";
import { api, done } from "@/api/client";
import type { components } from "@/api/schema";
import { useTranslation } from "@/app/translation";
import { KEYS } from "@/live/keys";
import { Dialog } from "@/ui/Dialog";
import { FormProblem, useChange } from "./problems";
import { SecretShown } from "./SecretShown";

const FolderPicker = lazy(() =>
  import("@/features/library/dialogs/FolderPicker").then((found) => ({ default: found.FolderPicker })),
);
const ACTIONS = ["read", "write", "administer"] as const;
type Action = (typeof ACTIONS)[number];
const KINDS = ["file", "folder", "appointment", "contact", "staff", "estate", "project", "location"] as const;
const DAYS = [7, 30, 90, 365] as const;
const DAY_MS = 86_400_000;
const NEVER = "never";

type NewToken = components["schemas"]["NewToken"];

export function TokenDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <Dialog onClose={onClose} closeOnClickOutside={secret === null} title={t("account.newToken")}>
      {secret === null ? (
        <TokenForm onMade={setSecret} onClose={onClose} />
      ) : (
        <SecretShown label={t("account.token")} secret={secret} onClose={onClose} />
      )}
    </Dialog>
  );
}

function TokenForm({ onMade, onClose }: { onMade: (secret: string) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const [label, setLabel] = useState("");
  const [actions, setActions] = useState<readonly Action[]>(["read"]);
  const [kinds, setKinds] = useState<string[]>([]);
  const [folder, setFolder] = useState<{ id: string; name: string } | null>(null);
  const [door, setDoor] = useState<NewToken["door"]>(null);
  const [days, setDays] = useState("90");
  const [picking, setPicking] = useState(false);
  const make = useChange((body: NewToken) => done(api.POST("/me/tokens", { body })), {
    keys: [[KEYS.credentials]],
    tells: "form",
    after: (token) => onMade((token as { secret: string }).secret),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate({
      label: label.trim(),
      scope: { actions: [...actions], kinds: kinds.length > 0 ? kinds : null, folder: folder?.id ?? null },
      door,
      expires_at: days === NEVER ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString(),
    });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <FormProblem problem={make.error} />
        <TextInput
          label={t("account.tokenLabel")}
          placeholder={t("account.tokenExample")}
          data-autofocus
          required
          maxLength={255}
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
        <Checkbox.Group
          label={t("account.mayDo")}
          value={[...actions]}
          onChange={(chosen) => setActions(ACTIONS.filter((action) => chosen.includes(action)))}
        >
          <Group mt={6}>
            {ACTIONS.map((action) => (
              <Checkbox key={action} value={action} label={t(`account.actions.${action}`)} />
            ))}
          </Group>
        </Checkbox.Group>
        <MultiSelect
          label={t("account.onlyKinds")}
          placeholder={kinds.length === 0 ? t("account.everyKind") : undefined}
          clearable
          data={KINDS.map((kind) => ({ value: kind, label: t(`search.kinds.${kind}`) }))}
          value={kinds}
          onChange={setKinds}
        />
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">{folder ? t("account.onlyIn", { name: folder.name }) : t("account.inEveryFolder")}</Text>
          {folder ? (
            <Button variant="default" size="xs" onClick={() => setFolder(null)}>
              {t("account.allFolders")}
            </Button>
          ) : (
            <Button variant="default" size="xs" onClick={() => setPicking(true)}>
              {t("account.chooseFolder")}
            </Button>
          )}
        </Group>
        <Ends days={days} onDays={setDays} door={door} onDoor={setDoor} />
        <Group justify="end">
          <Button variant="default" onClick={onClose}>
            {t("shell.cancel")}
          </Button>
          <Button type="submit" loading={make.isPending} disabled={actions.length === 0}>
            {t("account.makeToken")}
          </Button>
        </Group>
      </Stack>
      {picking && (
        <Suspense>
          <FolderPicker
            title={t("account.chooseFolder")}
            confirm={t("account.thisFolder")}
            onPick={(place) => setFolder(place.id === null ? null : { id: place.id, name: place.name })}
            onClose={() => setPicking(false)}
          />
        </Suspense>
      )}
    </form>
  );
}

interface EndsProps {
  days: string;
  onDays: (days: string) => void;
  door: NewToken["door"];
  onDoor: (door: NewToken["door"]) => void;
}

function Ends({ days, onDays, door, onDoor }: EndsProps) {
  const { t } = useTranslation();
  return (
    <Group grow align="start">
      <Select
        label={t("account.works")}
        allowDeselect={false}
        data={[
          ...DAYS.map((count) => ({ value: String(count), label: t("account.days", { count }) })),
          { value: NEVER, label: t("account.noEnd") },
        ]}
        value={days}
        onChange={(value) => value && onDays(value)}
      />
      <Select
        label={t("account.door")}
        allowDeselect={false}
        data={[
          { value: "", label: t("account.everyDoor") },
          { value: "native", label: t("account.doors.native") },
          { value: "tus", label: t("account.doors.tus") },
        ]}
        value={door ?? ""}
        onChange={(value) => onDoor(value === "native" || value === "tus" ? value : null)}
      />
    </Group>
  );
}
