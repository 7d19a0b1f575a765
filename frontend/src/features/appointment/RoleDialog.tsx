/** Says what a file is there for. */
import { Autocomplete, Button, Group, Stack } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "@/app/translation";
import { Dialog } from "@/ui/Dialog";
import type { Hung } from "./attached";

interface Props {
  file: Hung;
  /** Roles to choose from; any other word will do, too. */
  known: readonly string[];
  onSave: (role: string) => void;
  onClose: () => void;
}

export default function RoleDialog({ file, known, onSave, onClose }: Props) {
  const { t } = useTranslation();
  const [role, setRole] = useState(file.role);
  const save = (event: FormEvent) => {
    event.preventDefault();
    onSave(role.trim());
    onClose();
  };
  return (
    <Dialog onClose={onClose} title={file.name} size="sm">
      <form onSubmit={save}>
        <Stack>
          <Autocomplete
            data-autofocus
            label={t("appointment.role")}
            description={t("appointment.roleHint")}
            data={[...known]}
            value={role}
            onChange={setRole}
            maxLength={100}
          />
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              {t("shell.cancel")}
            </Button>
            <Button type="submit">{t("shell.save")}</Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
