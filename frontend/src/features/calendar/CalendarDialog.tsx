/** Makes, names, colours or removes a calendar. A person's can be coloured only. */
import { Button, ColorInput, Group, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api, done } from "@/api/client";
import type { Calendar } from "@/api/types";
import { useTranslation } from "@/app/translation";
import { KEYS } from "@/live/keys";
import { Dialog } from "@/ui/Dialog";
import { tell } from "@/ui/tell";
import { SWATCHES } from "./colours";

interface Props {
  /** Null to make one. */
  calendar: Calendar | null;
  onClose: () => void;
}

export function CalendarDialog({ calendar, onClose }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState(calendar?.name ?? "");
  const [colour, setColour] = useState(calendar?.colour ?? SWATCHES[0] ?? "");
  const [description, setDescription] = useState(calendar?.description ?? "");
  const { save, remove } = useChanges(calendar, onClose);
  const isPersons = Boolean(calendar?.owner);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ ...(isPersons ? {} : { name }), colour, description });
  };
  const askRemove = () =>
    modals.openConfirmModal({
      title: t("calendar.removeCalendar", { name }),
      children: <Text size="sm">{t("calendar.removeCalendarHint")}</Text>,
      labels: { confirm: t("shell.remove"), cancel: t("shell.cancel") },
      confirmProps: { color: "red" },
      onConfirm: () => remove.mutate(),
    });
  return (
    <Dialog
      onClose={onClose}
      title={calendar ? t("calendar.editCalendar", { name: calendar.name }) : t("calendar.newCalendar")}
    >
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            data-autofocus={!isPersons || undefined}
            label={t("calendar.name")}
            description={isPersons ? t("calendar.personsName") : undefined}
            value={name}
            disabled={isPersons}
            required={!isPersons}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <ColorInput
            label={t("calendar.colour")}
            placeholder={t("calendar.noColour")}
            format="hex"
            swatches={[...SWATCHES]}
            value={colour}
            onChange={setColour}
            withEyeDropper={false}
          />
          <Textarea
            label={t("calendar.description")}
            value={description}
            autosize
            minRows={2}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
          <Group justify="space-between">
            {calendar && !isPersons ? (
              <Button variant="subtle" color="red" onClick={askRemove} loading={remove.isPending}>
                {t("shell.remove")}
              </Button>
            ) : (
              <span />
            )}
            <Group gap="xs">
              <Button variant="default" onClick={onClose}>
                {t("shell.cancel")}
              </Button>
              <Button type="submit" loading={save.isPending}>
                {t("shell.save")}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

interface Change {
  name?: string;
  colour: string;
  description: string;
}

function useChanges(calendar: Calendar | null, onClose: () => void) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const told = (message: string) => () => {
    void queries.invalidateQueries({ queryKey: [KEYS.calendars] });
    tell.success(message);
    onClose();
  };
  const save = useMutation({
    mutationFn: ({ name = "", ...rest }: Change) =>
      calendar
        ? done(
            api.PATCH("/calendars/{id}", {
              params: { path: { id: calendar.id } },
              body: { ...rest, ...(name && { name }) },
            }),
          )
        : done(api.POST("/calendars", { body: { name, ...rest } })),
    onSuccess: told(t("calendar.calendarKept")),
  });
  const remove = useMutation({
    mutationFn: () => done(api.DELETE("/calendars/{id}", { params: { path: { id: calendar?.id ?? "" } } })),
    onSuccess: told(t("calendar.calendarRemoved")),
  });
  return { save, remove };
}
