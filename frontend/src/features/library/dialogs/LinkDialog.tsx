/** Asks for an address that is kept like a file, such as of a video tour. */
import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "@/app/translation";
import { Dialog } from "@/ui/Dialog";
import { sentence } from "@/ui/tell";

interface Props {
  make: (url: string, name: string) => Promise<void>;
  onClose: () => void;
}

export function LinkDialog({ make, onClose }: Props) {
  const { t } = useTranslation();
  const [url, setUrl] = useState("");
  const [name, setName] = useState("");
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => make(url.trim(), name.trim() || url.trim()),
    meta: { quiet: true },
    onSuccess: onClose,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <Dialog onClose={onClose} lockScroll={false} title={t("library.newLink")} size="md">
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            data-autofocus
            type="url"
            label={t("library.address")}
            placeholder="https://"
            value={url}
            onChange={(event) => setUrl(event.currentTarget.value)}
            error={error && sentence(error)}
            required
          />
          <TextInput label={t("library.name")} value={name} onChange={(event) => setName(event.currentTarget.value)} />
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
