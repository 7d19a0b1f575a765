/** Asks how much of a series a change is for, and tells what would happen at the same time. */
import { Alert, Button, Modal, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "@/app/translation";
import { useConflicts, useConflictWords } from "./conflicts";
import type { Scope } from "./draft";
import { type AskedMove, wantedAt } from "./moves";

const SCOPES: readonly Scope[] = ["this", "following", "all"];

export function ScopeDialog({ move, onChoose, onCancel }: AskedMove) {
  const { t } = useTranslation();
  const conflicts = useConflicts(wantedAt(move), move.occurrence.appointment);
  const words = useConflictWords()(conflicts);
  return (
    <Modal
      opened
      onClose={onCancel}
      title={t("calendar.scopeTitle")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
      size="sm"
    >
      <Stack gap="xs">
        <Text size="sm" mb={4}>
          {t("calendar.scopeText", { subject: move.occurrence.subject || t("calendar.noSubject") })}
        </Text>
        {words && (
          <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={18} aria-hidden />} role="status">
            {words}
          </Alert>
        )}
        {SCOPES.map((scope) => (
          <Button
            key={scope}
            variant="default"
            data-autofocus={scope === "this" || undefined}
            onClick={() => onChoose(scope)}
          >
            {t(`calendar.scope.${scope}`)}
          </Button>
        ))}
        <Button variant="subtle" color="gray" onClick={onCancel}>
          {t("shell.cancel")}
        </Button>
      </Stack>
    </Modal>
  );
}
