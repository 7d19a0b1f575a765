/** A file that is not shown: what it is, why it is not shown, and how to get it. */
import { Alert, Button, Center, Stack, Text } from "@mantine/core";
import { IconDownload, IconExternalLink, IconShieldCheck, IconShieldX } from "@tabler/icons-react";
import { Problem } from "@/api/problem";
import { useTranslation } from "@/app/translation";
import { FileSign } from "@/ui/FileSign";
import { useFormat } from "@/ui/format";
import { sentence } from "@/ui/tell";
import { contentAddress } from "./file";
import { isOffice, type Shown } from "./kinds";

const REASONS = ["not_playable", "encrypted", "damaged", "too_large", "timed_out", "not_installed"] as const;

/** `error`: what its preview failed with, if there should have been one. */
export function NoView({ file, error, again }: { file: Shown; error?: unknown; again?: () => unknown }) {
  const { t } = useTranslation();
  const { size } = useFormat();
  if (file.quarantine) return <Quarantined infected={file.quarantine === "infected"} />;
  // Where the program for them is there, each has a preview, or there is an error.
  const unasked = isOffice(file) ? "not_installed" : undefined;
  const told = error instanceof Problem ? error.body.reason : unasked;
  const reason = REASONS.find((one) => one === told);
  return (
    <Center h="100%" p="lg">
      <Stack align="center" gap="xs" maw={460}>
        <FileSign mediaType={file.type === "link" ? "text/uri-list" : file.media_type} size={72} />
        <Text fw={600} ta="center">
          {file.name}
        </Text>
        <Text c="dimmed" size="sm" ta="center" role={error ? "alert" : undefined}>
          {reason ? t(`preview.reasons.${reason}`) : error ? sentence(error) : t("preview.none")}
        </Text>
        {error !== undefined && !reason && again && (
          <Button variant="default" size="xs" onClick={() => again()}>
            {t("shell.retry")}
          </Button>
        )}
        {file.type === "link" ? (
          <Button
            component="a"
            href={file.url}
            target="_blank"
            rel="noopener noreferrer"
            mt="sm"
            leftSection={<IconExternalLink size={18} aria-hidden />}
          >
            {t("preview.openAddress")}
          </Button>
        ) : (
          <Button
            component="a"
            href={contentAddress(file.id)}
            download={file.name}
            mt="sm"
            leftSection={<IconDownload size={18} aria-hidden />}
          >
            {t("preview.downloadOf", { size: size(file.size_bytes) })}
          </Button>
        )}
      </Stack>
    </Center>
  );
}

function Quarantined({ infected }: { infected: boolean }) {
  const { t } = useTranslation();
  const Sign = infected ? IconShieldX : IconShieldCheck;
  return (
    <Center h="100%" p="lg">
      <Alert
        maw={480}
        color={infected ? "red" : "blue"}
        icon={<Sign aria-hidden />}
        title={t(infected ? "preview.infected" : "preview.scanned")}
      >
        {t(infected ? "preview.infectedText" : "preview.scannedText")}
      </Alert>
    </Center>
  );
}
