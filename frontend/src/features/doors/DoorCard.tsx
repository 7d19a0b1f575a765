/** One door: its address, what to change in the program, the keys for it. */
import { Anchor, Badge, Button, Group, Text, Title } from "@mantine/core";
import { IconExternalLink, IconListDetails, IconPlus } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "@/app/translation";
import { Copied } from "./Copied";
import classes from "./Doors.module.css";
import { COMPARED, type Credential, type Door, type DoorName, keyKindOf, opens } from "./data";
import { KeyLine } from "./KeyLine";

const KeyDialog = lazy(() => import("./KeyDialog"));
const CallsDialog = lazy(() => import("./CallsDialog"));

interface Props {
  name: DoorName;
  door: Door;
  credentials: readonly Credential[];
}

export function DoorCard({ name, door, credentials }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<"key" | "calls" | null>(null);
  const title = t(`doors.names.${name}`);
  const kind = keyKindOf(door);
  const compared = COMPARED.find((one) => one === name);
  const close = () => setOpen(null);
  return (
    <section className={classes.card} aria-label={title}>
      <Group justify="space-between">
        <Title order={2}>{title}</Title>
        <Group gap={6}>
          {door.profile === "strict" && (
            <Badge variant="default" title={t("doors.strict")}>
              {t("doors.strict")}
            </Badge>
          )}
          <Badge variant="default">{t(door.has_credentials ? "doors.used" : "doors.unused")}</Badge>
        </Group>
      </Group>
      <Copied label={t("doors.address")} value={door.client_url} copies={t("doors.copyAddress", { door: title })} />
      <Text size="sm" c="dimmed">
        {t(`doors.change.${name}`)}
      </Text>
      <Group gap="xs">
        {name === "native" && (
          <Anchor href="/api/docs" target="_blank" rel="noreferrer" size="sm">
            {t("doors.reference")} <IconExternalLink size={14} aria-hidden />
          </Anchor>
        )}
        {compared && (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconListDetails size={15} aria-hidden />}
            aria-label={`${t("doors.calls")}: ${title}`}
            onClick={() => setOpen("calls")}
          >
            {t("doors.calls")}
          </Button>
        )}
      </Group>
      {kind ? (
        <Keys title={title} credentials={credentials.filter((one) => opens(one, door))} onNew={() => setOpen("key")} />
      ) : (
        <Text size="sm">{t("doors.passwords")}</Text>
      )}
      <Suspense>
        {open === "key" && kind && <KeyDialog door={name} kind={kind} onClose={close} />}
        {open === "calls" && compared && <CallsDialog door={compared} onClose={close} />}
      </Suspense>
    </section>
  );
}

interface KeysProps {
  title: string;
  credentials: readonly Credential[];
  onNew: () => void;
}

function Keys({ title, credentials, onNew }: KeysProps) {
  const { t } = useTranslation();
  return (
    <div>
      <Group justify="space-between" mb={6}>
        <Title order={3}>{t("doors.keys")}</Title>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          aria-label={t("doors.newKeyFor", { door: title })}
          onClick={onNew}
        >
          {t("doors.newKey")}
        </Button>
      </Group>
      {credentials.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("doors.noKeys")}
        </Text>
      )}
      <ul className={classes.keys} aria-label={t("doors.keysOf", { door: title })}>
        {credentials.map((credential) => (
          <KeyLine key={credential.id} credential={credential} />
        ))}
      </ul>
    </div>
  );
}
