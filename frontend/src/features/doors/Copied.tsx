/** A text to be copied into a program. */
import { ActionIcon, CopyButton, Group, TextInput, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTranslation } from "@/app/translation";
import classes from "./Doors.module.css";

interface Props {
  label: string;
  value: string;
  /** What the button is called. */
  copies: string;
}

export function Copied({ label, value, copies }: Props) {
  const { t } = useTranslation();
  return (
    <Group align="end" gap={6} wrap="nowrap">
      <TextInput
        flex={1}
        label={label}
        value={value}
        readOnly
        className={classes.mono}
        onFocus={(event) => event.currentTarget.select()}
      />
      <CopyButton value={value} timeout={3000}>
        {({ copied, copy }) => (
          <Tooltip label={t(copied ? "shell.copied" : "shell.copy")}>
            <ActionIcon size={36} variant="default" aria-label={copied ? t("shell.copied") : copies} onClick={copy}>
              {copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  );
}
