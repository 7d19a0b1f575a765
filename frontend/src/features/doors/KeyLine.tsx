/** A key in the list of its door: whose it is, what for, when it was used; to be revoked. */
import { Button, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useTranslation } from "@/app/translation";
import { useChange } from "@/features/account/problems";
import { useScopeWords } from "@/features/account/useScopeWords";
import { KEYS } from "@/live/keys";
import { useFormat } from "@/ui/format";
import { type Credential, revoke } from "./data";

export function KeyLine({ credential }: { credential: Credential }) {
  const { t } = useTranslation();
  const { ago, day } = useFormat();
  const scope = useScopeWords();
  const { label, user, key, kind, created_at, last_used_at, expires_at } = credential;
  const name = label || t("doors.nameless");
  const remove = useChange(revoke, {
    keys: [[KEYS.credentials]],
    success: t("doors.revoked", { name }),
  });
  const ask = () =>
    modals.openConfirmModal({
      title: t("doors.revokeTitle", { name }),
      children: <Text size="sm">{t("doors.revokeHint")}</Text>,
      labels: { confirm: t("doors.revoke"), cancel: t("shell.cancel") },
      confirmProps: { color: "red" },
      onConfirm: () => remove.mutate(credential),
    });
  const facts = [
    user.label,
    kind === "token" && scope(credential),
    created_at && t("doors.made", { when: day(created_at) }),
    last_used_at ? t("doors.lastUsed", { when: ago(last_used_at) }) : t("doors.neverUsed"),
    expires_at && (isPast(expires_at) ? t("doors.expired") : t("doors.until", { day: day(expires_at) })),
    credential.version_2_only && t("doors.onlyVersion2"),
  ];
  return (
    <li>
      <div style={{ minWidth: 0 }}>
        <Text fw={550} size="sm">
          {name}
        </Text>
        <Text size="xs" c="dimmed">
          {facts.filter(Boolean).join(" · ")}
        </Text>
        {key && (
          <Text size="xs" ff="monospace" truncate>
            {key}
          </Text>
        )}
      </div>
      <Button
        variant="subtle"
        color="red"
        size="compact-sm"
        loading={remove.isPending}
        aria-label={t("doors.revokeTitle", { name })}
        onClick={ask}
      >
        {t("doors.revoke")}
      </Button>
    </li>
  );
}

const isPast = (instant: string): boolean => new Date(instant).getTime() < Date.now();
