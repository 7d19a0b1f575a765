/** Confirms a change where one signs on: in a window of its own, so that what was being written here stays. */
import { Button, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "@/app/translation";
import { below } from "@/ui/colour";
import { CONFIRMED_PATH, hearConfirmed } from "./confirmed";
import { currentSession, SESSION_KEY } from "./session";

interface Props {
  /** What people call the provider. */
  label: string;
  path: string;
  /** Whether there is no other way to confirm. */
  alone: boolean;
  user: string | undefined;
  onEnd: (given: boolean) => void;
}

export function SignOnAgain({ label, path, alone, user, onEnd }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const goOn = useEffectEvent(async () => {
    // The sign-on began another session, with another token for writes.
    const session = await currentSession().catch(() => null);
    onEnd(session?.user.id === user);
    queries.setQueryData(SESSION_KEY, session);
  });
  useEffect(() => hearConfirmed(() => void goOn()), []);
  return (
    <>
      <Text size="sm" c={alone ? undefined : "dimmed"}>
        {t(alone ? "shell.confirmElsewhere" : "shell.confirmWindow", { provider: label })}
      </Text>
      <Button
        component="a"
        variant={alone ? "filled" : "default"}
        href={`${below(path)}?again=true&back_to=${CONFIRMED_PATH}`}
        target="_blank"
        data-autofocus={alone || undefined}
      >
        {t("shell.confirmWith", { provider: label })}
      </Button>
    </>
  );
}
