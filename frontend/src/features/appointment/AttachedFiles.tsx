/** The files on an appointment or a record, as pictures in an order of their own. */
import { Button, Group, Skeleton, Text, Title } from "@mantine/core";
import { IconBooks } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import type { HolderName } from "@/api/types";
import { useTranslation } from "@/app/translation";
import { UploadButton } from "@/features/upload/UploadButton";
import { Failed } from "@/ui/Failed";
import { useFormat } from "@/ui/format";
import classes from "./AttachedFiles.module.css";
import { type Hung, moved, useAttached, useHanging } from "./attached";
import { FileTile } from "./FileTile";

const LibraryPicker = lazy(() => import("./LibraryPicker"));
const RoleDialog = lazy(() => import("./RoleDialog"));

interface Props {
  holder: HolderName;
  /** What the holder is called. */
  label: string;
  /** Roles that are expected there, to choose from. */
  roles?: readonly string[];
  readOnly?: boolean;
}

/** Stands in the place that takes drops, if it is to take any: `DropArea` around it. */
export function AttachedFiles({ holder, label, roles = [], readOnly = false }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data, error, refetch } = useAttached(holder);
  const { attach, setRole, move, remove } = useHanging(holder);
  const [picking, setPicking] = useState(false);
  const [naming, setNaming] = useState<Hung | null>(null);
  const [dragged, setDragged] = useState<Hung | null>(null);
  const files = data ?? [];
  const known = [...new Set([...roles, ...files.map((file) => file.role)])].filter(Boolean);

  const place = (file: Hung, to: number) => {
    const change = moved(files, file, to);
    if (change) move.mutate({ file, ...change });
  };
  return (
    <section aria-label={t("appointment.filesOf", { label })}>
      <Group justify="space-between" mb="xs" gap="xs">
        <Title order={3}>
          {t("appointment.files")}
          {files.length > 0 && (
            <Text span c="dimmed" ml={6} fw={400}>
              {format.count(files.length)}
            </Text>
          )}
        </Title>
        {!readOnly && (
          <Group gap={6}>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconBooks size={14} aria-hidden />}
              onClick={() => setPicking(true)}
            >
              {t("appointment.attach")}
            </Button>
            <UploadButton target={{ kind: "holder", holder, label }} size="xs" />
          </Group>
        )}
      </Group>
      {error && !data && <Failed error={error} again={refetch} />}
      {!data && !error && <Waiting />}
      {data && files.length === 0 && (
        <div className={classes.empty}>
          <Text fw={600} size="sm">
            {t("appointment.noFiles")}
          </Text>
          {!readOnly && (
            <Text c="dimmed" size="sm">
              {t("appointment.noFilesHint")}
            </Text>
          )}
        </div>
      )}
      <ul className={classes.grid}>
        {files.map((file, index) => (
          <FileTile
            key={file.id}
            file={file}
            siblings={files}
            readOnly={readOnly}
            dragged={dragged}
            onDrag={setDragged}
            onPlace={(one) => place(one, index)}
            onForward={index > 0 ? () => place(file, index - 1) : undefined}
            onBackward={index < files.length - 1 ? () => place(file, index + 1) : undefined}
            onRole={() => setNaming(file)}
            onTakeOff={() => remove.mutate(file)}
          />
        ))}
      </ul>
      <Suspense>
        {picking && (
          <LibraryPicker
            there={new Set(files.map((file) => file.id))}
            onPick={(picked) => attach.mutate(picked)}
            onClose={() => setPicking(false)}
          />
        )}
        {naming && (
          <RoleDialog
            file={naming}
            known={known}
            onSave={(role) => setRole.mutate({ file: naming, role })}
            onClose={() => setNaming(null)}
          />
        )}
      </Suspense>
    </section>
  );
}

function Waiting() {
  return (
    <div className={classes.grid} aria-hidden>
      {[0, 1, 2].map((place) => (
        <Skeleton key={place} h={152} radius="md" />
      ))}
    </div>
  );
}
