/** Has the person confirm a change that needs it, by password or where one signs on, whichever part of the application made it. */
import { Button, Divider, Group, Modal, PasswordInput, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { api, done, whenAsked } from "@/api/client";
import type { BrowserSession } from "@/api/types";
import { useTranslation } from "@/app/translation";
import { useAppearance } from "./appearance";
import { SignOnAgain } from "./SignOnAgain";
import { SESSION_KEY } from "./session";

export function Confirmation() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [opened, setOpened] = useState(false);
  const answer = useRef<(given: boolean) => void>(() => undefined);
  const signOn = useAppearance()?.sign_on;
  const session = queries.getQueryData<BrowserSession | null>(SESSION_KEY);
  const byPassword = !signOn || session?.has_password !== false;

  useEffect(() => {
    const ask = () =>
      new Promise<boolean>((resolve) => {
        answer.current = resolve;
        setOpened(true);
      });
    whenAsked(ask, () => void queries.invalidateQueries({ queryKey: SESSION_KEY }));
  }, [queries]);

  const end = (given: boolean) => {
    setOpened(false);
    answer.current(given);
  };
  return (
    <Modal
      opened={opened}
      onClose={() => end(false)}
      title={t(byPassword ? "shell.confirmTitle" : "shell.confirmWho")}
      zIndex={400}
    >
      <Stack>
        {byPassword && <Password onEnd={end} />}
        {signOn && byPassword && <Divider label={t("shell.or")} />}
        {signOn && <SignOnAgain {...signOn} alone={!byPassword} user={session?.user.id} onEnd={end} />}
      </Stack>
    </Modal>
  );
}

function Password({ onEnd }: { onEnd: (given: boolean) => void }) {
  const { t } = useTranslation();
  const [password, setPassword] = useState("");
  const [wrong, setWrong] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await done(api.POST("/session/confirmation", { body: { password } }));
      onEnd(true);
    } catch {
      setWrong(true);
    }
  };
  return (
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
          <Button variant="default" onClick={() => onEnd(false)}>
            {t("shell.cancel")}
          </Button>
          <Button type="submit">{t("shell.goOn")}</Button>
        </Group>
      </Stack>
    </form>
  );
}
