/** A secret that is told this once, to be copied. */
import { Alert, Button, CopyButton, Group, Stack, TextInput } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTranslation } from "@/app/translation";

interface Props {
  label: string;
  secret: string;
  onClose: () => void;
}

export function SecretShown({ label, secret, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Stack>
      <Alert variant="light">{t("account.once")}</Alert>
      <Group align="end" gap="xs" wrap="nowrap">
        <TextInput
          label={label}
          value={secret}
          readOnly
          flex={1}
          data-autofocus
          onFocus={(event) => event.currentTarget.select()}
          styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
        />
        <CopyButton value={secret} timeout={3000}>
          {({ copied, copy }) => (
            <Button
              leftSection={copied ? <IconCheck size={17} aria-hidden /> : <IconCopy size={17} aria-hidden />}
              onClick={copy}
              aria-live="polite"
            >
              {copied ? t("shell.copied") : t("shell.copy")}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Group justify="end">
        <Button variant="default" onClick={onClose}>
          {t("account.kept")}
        </Button>
      </Group>
    </Stack>
  );
}
