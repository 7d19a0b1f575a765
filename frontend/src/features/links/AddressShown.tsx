/** The address of a new link, which is shown this once: to be copied or sent. */
import { Alert, Button, CopyButton, Group, Stack, Text, TextInput } from "@mantine/core";
import { IconCheck, IconCopy, IconMail } from "@tabler/icons-react";
import { useTranslation } from "@/app/translation";
import { takeFocus } from "@/features/preview/takeFocus";

interface Props {
  url: string;
  password: string | null;
  /** What a letter with the address says. */
  subject: string;
  message: string;
  onClose: () => void;
}

export function AddressShown({ url, password, subject, message, onClose }: Props) {
  const { t } = useTranslation();
  const body = [message, url].filter(Boolean).join("\n\n");
  return (
    <Stack>
      <Text size="sm">{t("links.once")}</Text>
      <Copied label={t("links.address")} value={url} first />
      {password !== null && (
        <Alert variant="light" title={t("links.passwordApart")}>
          <Copied label={t("shell.password")} value={password} />
        </Alert>
      )}
      <Group justify="space-between">
        <Button
          component="a"
          href={`mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`}
          variant="default"
          leftSection={<IconMail size={17} aria-hidden />}
        >
          {t("links.mail")}
        </Button>
        <Button onClick={onClose}>{t("links.finish")}</Button>
      </Group>
    </Stack>
  );
}

function Copied({ label, value, first = false }: { label: string; value: string; first?: boolean }) {
  const { t } = useTranslation();
  return (
    <Group align="end" gap="xs" wrap="nowrap">
      <TextInput
        label={label}
        value={value}
        readOnly
        flex={1}
        onFocus={(event) => event.currentTarget.select()}
        ref={first ? takeFocus : undefined}
      />
      <CopyButton value={value} timeout={3000}>
        {({ copied, copy }) => (
          <Button
            variant={first ? "filled" : "default"}
            leftSection={copied ? <IconCheck size={17} aria-hidden /> : <IconCopy size={17} aria-hidden />}
            onClick={copy}
            aria-live="polite"
          >
            {copied ? t("shell.copied") : t("shell.copy")}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
