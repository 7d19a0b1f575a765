/** Asks how much of a series is meant. */
import { Button, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "@/app/translation";
import { Dialog } from "@/ui/Dialog";
import type { Scope } from "./acts";

const SCOPES: readonly Scope[] = ["this", "following", "all"];

interface Props {
  title: string;
  /** What it is about, before the choices. */
  children?: ReactNode;
  /** What is to be known of choosing a single one. */
  hint?: string;
  onChoose: (scope: Scope) => void;
  onClose: () => void;
}

export function ScopeQuestion({ title, children, hint, onChoose, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog onClose={onClose} title={title} size="sm">
      <Stack gap="xs">
        {children}
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
        {hint && (
          <Text size="xs" c="dimmed">
            {hint}
          </Text>
        )}
        <Button variant="subtle" color="gray" onClick={onClose}>
          {t("shell.cancel")}
        </Button>
      </Stack>
    </Dialog>
  );
}
