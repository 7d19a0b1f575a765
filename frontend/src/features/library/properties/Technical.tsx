/** For whoever connects programs: checksum, what was done with the bytes, and the file as other doors show it. */
import { Badge, Code, CopyButton, Group, SegmentedControl, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, done } from "@/api/client";
import type { FileObject } from "@/api/types";
import { useTranslation } from "@/app/translation";
import { KEYS } from "@/live/keys";
import { Failed } from "@/ui/Failed";
import { useFormat } from "@/ui/format";
import { Waiting } from "@/ui/Waiting";
import classes from "../Library.module.css";

const DOORS = ["onoffice", "timetap", "telecomx", "xelion"] as const;
type Door = (typeof DOORS)[number];
const COLOURS = { done: "green", failed: "red", queued: "gray" } as const;

export default function Technical({ file }: { file: FileObject }) {
  const { t } = useTranslation();
  return (
    <Stack gap="md">
      <dl className={classes.facts}>
        <dt>id</dt>
        <dd>{file.id}</dd>
        {file.type === "upload" && (
          <>
            <dt>{t("library.saidKind")}</dt>
            <dd>{file.media_type}</dd>
            <dt>{t("library.seenKind")}</dt>
            <dd>{file.detected_media_type}</dd>
            <dt>SHA-256</dt>
            <dd>
              <Checksum text={file.sha256} />
            </dd>
          </>
        )}
      </dl>
      {file.type === "upload" && <Processing id={file.id} />}
      <OtherDoors id={file.id} />
    </Stack>
  );
}

function Checksum({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <UnstyledButton onClick={copy} style={{ overflowWrap: "anywhere" }}>
          <Code>{text}</Code>{" "}
          <Text span size="xs" c="dimmed" role="status">
            {t(copied ? "shell.copied" : "shell.copy")}
          </Text>
        </UnstyledButton>
      )}
    </CopyButton>
  );
}

function Processing({ id }: { id: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = useQuery({
    queryKey: [KEYS.files, "processing", id],
    queryFn: async () => done(api.GET("/files/{id}/processing", { params: { path: { id } } })),
  });
  if (!data || data.items.length === 0) return null;
  return (
    <div>
      <Title order={3}>{t("library.processing")}</Title>
      <ul className={classes.lines}>
        {data.items.map(
          ({ task, state, reason, next_at }) =>
            task &&
            state && (
              <li key={task}>
                <Text size="sm">
                  {t(`library.tasks.${task}`)}
                  <Text span size="xs" c="dimmed" display="block">
                    {[reason, next_at && t("library.nextTry", { when: format.moment(next_at) })]
                      .filter(Boolean)
                      .join(" · ")}
                  </Text>
                </Text>
                <Badge variant="outline" color={COLOURS[state]} c="var(--mantine-color-text)">
                  {t(`library.taskStates.${state}`)}
                </Badge>
              </li>
            ),
        )}
      </ul>
    </div>
  );
}

function OtherDoors({ id }: { id: string }) {
  const { t } = useTranslation();
  const [door, setDoor] = useState<Door>("onoffice");
  const { data, error, refetch } = useQuery({
    queryKey: [KEYS.files, "as", id, door],
    queryFn: async () => done(api.GET("/files/{id}/as/{door}", { params: { path: { id, door } } })),
  });
  return (
    <Stack gap="xs">
      <Title order={3}>{t("library.asOthers")}</Title>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t("library.asOthers")}
        value={door}
        onChange={(value) => setDoor(DOORS.find((one) => one === value) ?? door)}
        data={DOORS.map((value) => ({ value, label: t(`library.doors.${value}`) }))}
      />
      {error ? <Failed error={error} again={refetch} /> : !data && <Waiting />}
      {data && (
        <>
          {data.object === null ? (
            <Text size="sm">{t("library.notShown")}</Text>
          ) : (
            <Code block tabIndex={0} className={classes.code}>
              {JSON.stringify(data.object, null, 2)}
            </Code>
          )}
          {data.lost && data.lost.length > 0 && (
            <Group gap={4}>
              <Text size="xs" c="dimmed">
                {t("library.lost")}
              </Text>
              {data.lost.map((member) => (
                <Code key={member}>{member}</Code>
              ))}
            </Group>
          )}
        </>
      )}
    </Stack>
  );
}
