/** A part of a page that could not be shown, and why. */
import { Button, Center, Stack, Text } from "@mantine/core";
import { IconMoodSad } from "@tabler/icons-react";
import { Problem } from "@/api/problem";
import { useTranslation } from "@/app/translation";
import { sentence } from "./tell";

export function Failed({ error, again }: { error: unknown; again?: () => unknown }) {
  const { t } = useTranslation();
  const isRefused = error instanceof Problem && error.status === 403;
  return (
    <Center mih={160} p="md" role="alert">
      <Stack align="center" gap="xs">
        <IconMoodSad aria-hidden stroke={1.4} size={32} />
        <Text ta="center">{sentence(error)}</Text>
        {again && !isRefused && (
          <Button variant="default" size="xs" onClick={() => again()}>
            {t("shell.retry")}
          </Button>
        )}
      </Stack>
    </Center>
  );
}
