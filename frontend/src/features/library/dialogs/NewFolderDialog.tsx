/** Asks for the name of a new folder. */
import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "@/app/translation";
import { Dialog } from "@/ui/Dialog";
import { sentence } from "@/ui/tell";

/** `make` gives what is to be done once the dialog is gone. */
export function NewFolderDialog({
  make,
  onClose,
}: {
  make: (name: string) => Promise<() => void>;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const { mutate, isPending, error } = useMutation({
    mutationFn: make,
    meta: { quiet: true },
    onSuccess: (then) => {
      onClose();
      then();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (name.trim()) mutate(name.trim());
  };
  return (
    <Dialog onClose={onClose} lockScroll={false} title={t("library.newFolder")} size="sm">
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            data-autofocus
            label={t("library.name")}
            value={name}
            maxLength={255}
            onChange={(event) => setName(event.currentTarget.value)}
            error={error && sentence(error)}
            required
          />
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              {t("shell.cancel")}
            </Button>
            <Button type="submit" loading={isPending}>
              {t("library.make")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
