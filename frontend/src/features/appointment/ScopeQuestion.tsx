/** Asks how much of a series is meant. */
import { Button, Modal, Stack, Text } from "@mantine/core";
import { useTranslation } from "@/app/translation";
import type { Scope } from "./acts";

interface Props {
  title: string;
  /** What is to be known of choosing a single one. */
  hint?: string;
  onChoose: (scope: Scope) => void;
  onClose: () => void;
}

export function ScopeQuestion({ title, hint, onChoose, onClose }: Props) {
  const { t } = useTranslation();
  const choice = (scope: Scope, words: string) => (
    <Button
      variant="default"
      data-autofocus={scope === "this" || undefined}
      onClick={() => {
        onClose();
        onChoose(scope);
      }}
    >
      {words}
    </Button>
  );
  return (
    <Modal opened onClose={onClose} title={title} size="sm" closeButtonProps={{ "aria-label": t("shell.close") }}>
      <Stack gap="xs">
        {choice("this", t("appointment.onlyThis"))}
        {choice("following", t("appointment.following"))}
        {choice("all", t("appointment.allOfIt"))}
        {hint && (
          <Text size="xs" c="dimmed">
            {hint}
          </Text>
        )}
      </Stack>
    </Modal>
  );
}
