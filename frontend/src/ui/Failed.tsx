/** A part of a page that could not be shown, and why. */
import { Button, Center, Stack, Text } from "@mantine/core";
import { IconMoodSad } from "@tabler/icons-react";
import { useTranslation } from "@/app/translation";
import { sentence } from "./tell";

export function Failed({ error, again }: { error: unknown; again?: () => unknown }) {
  const { t } = useTranslation();
  return (
    <Center mih={160} p="md" role="alert">
      <Stack align="center" gap="xs">
        <IconMoodSad aria-hidden stroke={1.4} size={32} />
        <Text ta="center">{sentence(error)}</Text>
        {again && (
          <Button variant="default" size="xs" onClick={() => again()}>
            {t("shell.retry")}
          </Button>
        )}
      </Stack>
    </Center>
  );
}
