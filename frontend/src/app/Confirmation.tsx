/** Asks for the password once more when a change needs it, whichever part of the application made it. */
import { Button, Group, Modal, PasswordInput, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { api, done, whenAsked } from "@/api/client";
import { useTranslation } from "@/app/translation";
import { SESSION_KEY } from "./session";

export function Confirmation() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [opened, setOpened] = useState(false);
  const [password, setPassword] = useState("");
  const [wrong, setWrong] = useState(false);
  const answer = useRef<(given: boolean) => void>(() => undefined);

  useEffect(() => {
    const ask = () =>
      new Promise<boolean>((resolve) => {
        answer.current = resolve;
        setPassword("");
        setWrong(false);
        setOpened(true);
      });
    whenAsked(ask, () => void queries.invalidateQueries({ queryKey: SESSION_KEY }));
  }, [queries]);

  const end = (given: boolean) => {
    setOpened(false);
    answer.current(given);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await done(api.POST("/session/confirmation", { body: { password } }));
      end(true);
    } catch {
      setWrong(true);
    }
  };
  return (
    <Modal opened={opened} onClose={() => end(false)} title={t("shell.confirmTitle")} zIndex={400}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{t("shell.confirmText")}</Text>
          <PasswordInput
            data-autofocus
            autoComplete="current-password"
            label={t("shell.password")}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={wrong && t("shell.wrongPassword")}
            required
          />
          <Group justify="end">
            <Button variant="default" onClick={() => end(false)}>
              {t("shell.cancel")}
            </Button>
            <Button type="submit">{t("shell.goOn")}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
