/** Whether a password is asked for, and which. */
import { ActionIcon, Stack, Switch, TextInput, Tooltip } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "@/app/translation";
import { makePassword } from "./password";

/** Null: none. Undefined: the one that was set before. */
export type Password = string | null | undefined;

export function isGoodPassword(password: Password): boolean {
  return typeof password !== "string" || password.length >= LEAST_LETTERS;
}

const LEAST_LETTERS = 4;

export function PasswordField({ value, onChange }: { value: Password; onChange: (password: Password) => void }) {
  const { t } = useTranslation();
  const text = value ?? "";
  return (
    <Stack gap={6}>
      <Switch
        label={t("links.asksPassword")}
        checked={value !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? makePassword() : null)}
      />
      {value !== null && (
        <TextInput
          aria-label={t("shell.password")}
          description={t("links.passwordHint")}
          placeholder={value === undefined ? t("links.passwordKept") : undefined}
          error={!isGoodPassword(value) && t("links.passwordShort")}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
          rightSection={
            <Tooltip label={t("links.makePassword")} zIndex={400}>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t("links.makePassword")}
                onClick={() => onChange(makePassword())}
              >
                <IconRefresh size={17} aria-hidden />
              </ActionIcon>
            </Tooltip>
          }
        />
      )}
    </Stack>
  );
}
