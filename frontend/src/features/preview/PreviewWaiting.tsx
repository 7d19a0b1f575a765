/** A preview is being made; from a while on, it says so. */
import { Center, Loader, Stack, Text } from "@mantine/core";
import { useTimeout } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "@/app/translation";

const QUIET_MS = 1500;

export function PreviewWaiting() {
  const { t } = useTranslation();
  const [long, setLong] = useState(false);
  useTimeout(() => setLong(true), QUIET_MS, { autoInvoke: true });
  return (
    <Center h="100%" mih={160} w="100%" role="status" aria-label={t("shell.loading")}>
      <Stack align="center" gap="xs">
        <Loader size="sm" type="dots" />
        {long && (
          <Text size="sm" c="dimmed">
            {t("preview.making")}
          </Text>
        )}
      </Stack>
    </Center>
  );
}
