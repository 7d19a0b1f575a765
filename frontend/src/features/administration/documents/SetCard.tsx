/** What things of one kind and type need, in the order in which it is asked for. */
import { Button, Group, Paper, Select, Stack, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "@/app/translation";
import classes from "../Administration.module.css";
import { DocumentRow } from "./DocumentRow";
import { type DraftSet, emptyDocument, moved, THING_KINDS, type ThingKind } from "./draft";

interface Props {
  set: DraftSet;
  onChange: (set: DraftSet) => void;
  onRemove: () => void;
}

export function SetCard({ set, onChange, onRemove }: Props) {
  const { t } = useTranslation();
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const documents = set.documents;
  const place = (key: string, to: number) => onChange({ ...set, documents: moved(documents, key, to) });
  const drop = (to: number) => {
    if (dragged !== null) place(dragged, to);
    setDragged(null);
    setOver(null);
  };
  const kind = t(`search.kinds.${set.kind}`);
  return (
    <Paper withBorder p="md" component="section" aria-label={[kind, set.type].filter(Boolean).join(", ")}>
      <Stack gap="sm">
        <Group align="end" gap="sm">
          <Select
            label={t("administration.documents.kind")}
            allowDeselect={false}
            flex="1 1 160px"
            data={THING_KINDS.map((one) => ({ value: one, label: t(`search.kinds.${one}`) }))}
            value={set.kind}
            onChange={(chosen) => chosen && onChange({ ...set, kind: chosen as ThingKind })}
          />
          <TextInput
            label={t("administration.documents.type")}
            placeholder={t("administration.documents.everyType")}
            flex="1 1 160px"
            maxLength={100}
            value={set.type}
            onChange={(event) => onChange({ ...set, type: event.currentTarget.value })}
          />
          <Button variant="subtle" color="red" onClick={onRemove}>
            {t("shell.remove")}
          </Button>
        </Group>
        <ol className={classes.rows}>
          {documents.map((document, at) => (
            <li
              key={document.key}
              className={over === document.key ? `${classes.row} ${classes.dropped}` : classes.row}
              onDragOver={(event) => {
                if (dragged === null) return;
                event.preventDefault();
                setOver(document.key);
              }}
              onDrop={(event) => {
                event.preventDefault();
                drop(at);
              }}
            >
              <DocumentRow
                document={document}
                isFirst={at === 0}
                isLast={at === documents.length - 1}
                onChange={(next) =>
                  onChange({ ...set, documents: documents.map((one) => (one.key === next.key ? next : one)) })
                }
                onRemove={() => onChange({ ...set, documents: documents.filter((one) => one.key !== document.key) })}
                onMove={(by) => place(document.key, at + by)}
                onDrag={(on) => setDragged(on ? document.key : null)}
              />
            </li>
          ))}
        </ol>
        <div>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={15} aria-hidden />}
            onClick={() => onChange({ ...set, documents: [...documents, emptyDocument()] })}
          >
            {t("administration.documents.addDocument")}
          </Button>
        </div>
      </Stack>
    </Paper>
  );
}
