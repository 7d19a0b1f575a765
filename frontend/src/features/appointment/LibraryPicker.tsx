/** Finds files of the library to hang them on something: the newest first, or by name. */
import { Button, Checkbox, Group, ScrollArea, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, done } from "@/api/client";
import type { FileObject } from "@/api/types";
import { useTranslation } from "@/app/translation";
import { Thumbnail } from "@/features/preview/Thumbnail";
import { KEYS } from "@/live/keys";
import { Dialog } from "@/ui/Dialog";
import { Failed } from "@/ui/Failed";
import { useFormat } from "@/ui/format";
import { Waiting } from "@/ui/Waiting";
import classes from "./LibraryPicker.module.css";

const SHOWN = 50;

interface Props {
  /** Files that hang there already. */
  there: ReadonlySet<string>;
  onPick: (files: string[]) => void;
  onClose: () => void;
}

export default function LibraryPicker({ there, onPick, onClose }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [wanted] = useDebouncedValue(text.trim(), 250);
  const [picked, setPicked] = useState<readonly string[]>([]);
  const { data, error, refetch } = useQuery({
    queryKey: [KEYS.files, "picker", wanted],
    queryFn: async () => {
      const query = { q: wanted || undefined, order: "-modified_at" as const, limit: SHOWN };
      return (await done(api.GET("/files", { params: { query } }))).items as FileObject[];
    },
    placeholderData: keepPreviousData,
  });
  const attach = () => {
    onPick([...picked]);
    onClose();
  };
  return (
    <Dialog onClose={onClose} title={t("appointment.pickTitle")} size="lg">
      <Stack gap="sm">
        <TextInput
          data-autofocus
          aria-label={t("appointment.pickSearch")}
          placeholder={t("appointment.pickSearch")}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <ScrollArea.Autosize mah="50vh" type="auto">
          {error && !data ? (
            <Failed error={error} again={refetch} />
          ) : !data ? (
            <Waiting />
          ) : (
            <Checkbox.Group value={[...picked]} onChange={setPicked} aria-label={t("appointment.files")}>
              {data.map((file) => (
                <Row key={file.id} file={file} there={there.has(file.id)} />
              ))}
              {data.length === 0 && (
                <Text c="dimmed" size="sm" ta="center" py="lg">
                  {t("appointment.pickNothing")}
                </Text>
              )}
            </Checkbox.Group>
          )}
        </ScrollArea.Autosize>
        <Group justify="end">
          <Button variant="default" onClick={onClose}>
            {t("shell.cancel")}
          </Button>
          <Button disabled={picked.length === 0} onClick={attach}>
            {t("appointment.pickAttach", { count: picked.length })}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

function Row({ file, there }: { file: FileObject; there: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const facts = [
    there && t("appointment.pickThere"),
    file.type === "upload" && format.size(file.size_bytes),
    format.day(file.modified_at),
  ];
  return (
    <Checkbox.Card value={file.id} disabled={there} className={classes.row} aria-label={file.name}>
      <Checkbox.Indicator disabled={there} />
      <Thumbnail file={file} size={40} />
      <span className={classes.words}>
        <Text span size="sm" truncate display="block">
          {file.name}
        </Text>
        <Text span size="xs" c="dimmed" display="block">
          {facts.filter(Boolean).join(" · ")}
        </Text>
      </span>
    </Checkbox.Card>
  );
}
