/** What is said of a share, and how far it goes: for a new one, or to change one. */
import { Button, Group, NumberInput, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Share } from "@/api/types";
import { useSession } from "@/app/session";
import { useTranslation } from "@/app/translation";
import { takeFocus } from "@/features/preview/takeFocus";
import { sentence } from "@/ui/tell";
import { useSaveShare } from "./data";
import { dayIn, endOf, lastDayBefore } from "./days";
import { EndField } from "./EndField";
import { isGoodPassword, type Password, PasswordField } from "./PasswordField";

const USUAL_DAYS = 30;

interface Saved {
  url?: string;
  password: string | null;
  message: string;
}

interface Props {
  /** The one to change; none to make one of `items`. */
  share?: Share;
  items: string[];
  onSaved: (saved: Saved) => void;
  onCancel: () => void;
}

interface Draft {
  name: string;
  message: string;
  password: Password;
  lastDay: string | null;
  limit: number | null;
}

function draftOf(share: Share | undefined, zone: string): Draft {
  if (!share) return { name: "", message: "", password: null, lastDay: dayIn(USUAL_DAYS, zone), limit: null };
  return {
    name: share.name,
    message: share.message,
    password: share.has_password ? undefined : null,
    lastDay: share.expires_at && lastDayBefore(share.expires_at, zone),
    limit: share.download_count_limit,
  };
}

export function ShareForm({ share, items, onSaved, onCancel }: Props) {
  const { t } = useTranslation();
  const { zone } = useSession().business;
  const [draft, setDraft] = useState(() => draftOf(share, zone));
  const { mutate, isPending, error } = useSaveShare(share);
  const change = (some: Partial<Draft>) => setDraft((now) => ({ ...now, ...some }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isGoodPassword(draft.password)) return;
    const { name, message, password, lastDay, limit } = draft;
    const body = {
      items,
      name: name.trim(),
      message: message.trim(),
      sender: share?.sender ?? "",
      expires_at: lastDay && endOf(lastDay, zone),
      download_count_limit: limit,
      // Left out, it stays as it is.
      ...(password !== undefined && { password }),
    };
    mutate(body as Parameters<typeof mutate>[0], {
      onSuccess: ({ url }) => onSaved({ url, password: password ?? null, message: body.message }),
    });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          ref={takeFocus}
          label={t("links.name")}
          description={t("links.nameHint")}
          maxLength={255}
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
          data-autofocus
        />
        <Textarea
          label={t("links.message")}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={2000}
          value={draft.message}
          onChange={(event) => change({ message: event.currentTarget.value })}
        />
        <EndField value={draft.lastDay} onChange={(lastDay) => change({ lastDay })} />
        <NumberInput
          label={t("links.limit")}
          placeholder={t("links.noLimit")}
          min={1}
          max={1_000_000}
          allowDecimal={false}
          allowNegative={false}
          value={draft.limit ?? ""}
          onChange={(value) => change({ limit: typeof value === "number" && value > 0 ? value : null })}
        />
        <PasswordField value={draft.password} onChange={(password) => change({ password })} />
        {error && (
          <Text c="red" size="sm" role="alert">
            {sentence(error)}
          </Text>
        )}
        <Group justify="end">
          <Button variant="default" onClick={onCancel}>
            {t("shell.cancel")}
          </Button>
          <Button type="submit" loading={isPending}>
            {share ? t("shell.save") : t("links.makeShare")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
