/** Asks how much of a series a move is for, and tells what would happen at the same time. */
import { Alert, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "@/app/translation";
import { ScopeQuestion } from "../appointment/ScopeQuestion";
import { useConflicts, useConflictWords } from "./conflicts";
import { type AskedMove, wantedAt } from "./moves";

export function ScopeDialog({ move, onChoose, onCancel }: AskedMove) {
  const { t } = useTranslation();
  const conflicts = useConflicts(wantedAt(move));
  const words = useConflictWords()(conflicts);
  return (
    <ScopeQuestion title={t("calendar.scopeTitle")} onChoose={onChoose} onClose={onCancel}>
      <Text size="sm" mb={4}>
        {t("calendar.scopeText", { subject: move.occurrence.subject || t("calendar.noSubject") })}
      </Text>
      {words && (
        <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={18} aria-hidden />} role="status">
          {words}
        </Alert>
      )}
    </ScopeQuestion>
  );
}
