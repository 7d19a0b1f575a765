/** Makes a key for a door and shows it once. */
import { Alert, Button, Checkbox, Group, Select, Stack, TextInput } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "@/app/translation";
import { FormProblem, useChange } from "@/features/account/problems";
import { KEYS } from "@/live/keys";
import { Dialog } from "@/ui/Dialog";
import { Copied } from "./Copied";
import { type DoorName, type Issued, issue, type KeyKind, type NewCredential, useKeyHolders } from "./data";

interface Props {
  door: DoorName;
  kind: KeyKind;
  onClose: () => void;
}

const DAYS = [30, 90, 365] as const;
const DAY_MS = 86_400_000;
const NEVER = "never";

export default function KeyDialog({ door, kind, onClose }: Props) {
  const { t } = useTranslation();
  const [issued, setIssued] = useState<Issued | null>(null);
  return (
    <Dialog
      onClose={onClose}
      closeOnClickOutside={issued === null}
      closeOnEscape={issued === null}
      title={t("doors.newKeyFor", { door: t(`doors.names.${door}`) })}
    >
      {issued ? (
        <Shown issued={issued} kind={kind} onClose={onClose} />
      ) : (
        <KeyForm door={door} kind={kind} onMade={setIssued} onClose={onClose} />
      )}
    </Dialog>
  );
}

function Shown({ issued, kind, onClose }: { issued: Issued; kind: KeyKind; onClose: () => void }) {
  const { t } = useTranslation();
  const name = { key: t(`doors.secrets.${kind}.key`), secret: t(`doors.secrets.${kind}.secret`) };
  return (
    <Stack>
      <Alert color="orange" variant="light" role="alert" icon={<IconAlertTriangle aria-hidden />}>
        {t("doors.once")}
      </Alert>
      {issued.key !== null && (
        <Copied label={name.key} value={issued.key} copies={t("doors.copySecret", { name: name.key })} />
      )}
      <Copied label={name.secret} value={issued.secret} copies={t("doors.copySecret", { name: name.secret })} />
      <Group justify="end">
        <Button onClick={onClose}>{t("doors.kept")}</Button>
      </Group>
    </Stack>
  );
}

interface FormProps extends Props {
  onMade: (issued: Issued) => void;
}

function KeyForm({ door, kind, onMade, onClose }: FormProps) {
  const { t } = useTranslation();
  const [label, setLabel] = useState("");
  const [user, setUser] = useState<string | null>(null);
  const [days, setDays] = useState(NEVER);
  const [ticked, setTicked] = useState<string[]>([]);
  const make = useChange((body: NewCredential) => issue(body), {
    keys: [[KEYS.credentials]],
    tells: "form",
    after: onMade,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (user !== null) make.mutate(wanted({ door, kind, label: label.trim(), user, days, ticked }));
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <FormProblem problem={make.error} />
        <TextInput
          data-autofocus
          required
          maxLength={255}
          label={t("doors.label")}
          placeholder={t("doors.labelExample")}
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
        <HolderSelect value={user} onChange={setUser} />
        <Select
          label={t("doors.works")}
          allowDeselect={false}
          data={[
            ...DAYS.map((count) => ({ value: String(count), label: t("doors.days", { count }) })),
            { value: NEVER, label: t("doors.noEnd") },
          ]}
          value={days}
          onChange={(value) => value && setDays(value)}
        />
        <Narrower kind={kind} ticked={ticked} onTick={setTicked} />
        <Group justify="end">
          <Button variant="default" onClick={onClose}>
            {t("shell.cancel")}
          </Button>
          <Button type="submit" loading={make.isPending} disabled={user === null}>
            {t("doors.makeKey")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function HolderSelect({ value, onChange }: { value: string | null; onChange: (user: string | null) => void }) {
  const { t } = useTranslation();
  const { items } = useKeyHolders();
  return (
    <Select
      required
      searchable
      label={t("doors.actsAs")}
      description={t("doors.actsAsHint")}
      value={value}
      onChange={onChange}
      data={items.map((user) => {
        const name = [user.first_name, user.last_name].filter(Boolean).join(" ");
        const role = t(`account.roles.${user.role}`);
        return { value: user.id, label: `${name || user.user_name} – ${role}` };
      })}
    />
  );
}

/** What makes a key good for less. */
function Narrower({ kind, ticked, onTick }: { kind: KeyKind; ticked: string[]; onTick: (ticked: string[]) => void }) {
  const { t } = useTranslation();
  if (kind === "timetap") return null;
  return (
    <Checkbox.Group value={ticked} onChange={onTick}>
      <Stack gap="xs">
        {kind === "onoffice" && <Checkbox value="version2" label={t("doors.version2Only")} />}
        {kind === "token" && <Checkbox value="read" label={t("doors.readOnly")} />}
        {kind === "token" && <Checkbox value="door" label={t("doors.onlyThisDoor")} />}
      </Stack>
    </Checkbox.Group>
  );
}

interface Said {
  door: DoorName;
  kind: KeyKind;
  label: string;
  user: string;
  days: string;
  ticked: readonly string[];
}

function wanted({ door, kind, label, user, days, ticked }: Said): NewCredential {
  const takesTokens = door === "native" || door === "tus" || door === "dav";
  return {
    kind,
    label,
    user,
    door: takesTokens && ticked.includes("door") ? door : null,
    scope: ticked.includes("read") ? { actions: ["read"], kinds: null, folder: null } : null,
    version_2_only: ticked.includes("version2"),
    expires_at: days === NEVER ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString(),
  };
}
