/** What a record belongs together with: other records, each in its part. */
import { ActionIcon, Anchor, Button, Group, Text, Title } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { Link } from "wouter";
import { api, done } from "@/api/client";
import type { RecordObject } from "@/api/types";
import { useTranslation } from "@/app/translation";
import { Failed } from "@/ui/Failed";
import { tellUndo } from "@/ui/tellUndo";
import { Waiting } from "@/ui/Waiting";
import { type Relation, useRefresh, useRelations } from "./data";
import classes from "./Records.module.css";

const RelateDialog = lazy(() => import("./RelateDialog"));

interface Named {
  type: Relation["type"];
  parent: string;
  child: string;
}

export const relate = (named: Named) => done(api.POST("/relations", { body: named }));
const unrelate = (named: Named) => done(api.DELETE("/relations", { params: { query: named } }));

export function Relations({ record, edits }: { record: RecordObject; edits: boolean }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useRelations(record.id);
  const [adding, setAdding] = useState(false);
  const refresh = useRefresh();
  const remove = useMutation({
    mutationFn: ({ type, parent, child }: Relation) => unrelate({ type, parent: parent.id, child: child.id }),
    onSuccess: (_told, { type, parent, child }) =>
      tellUndo(t("records.unrelated", { label: parent.id === record.id ? child.label : parent.label }), async () => {
        await relate({ type, parent: parent.id, child: child.id });
        await refresh();
      }),
    onSettled: refresh,
  });
  return (
    <section className={classes.card} aria-label={t("records.relations")}>
      <Group justify="space-between" mb="xs">
        <Title order={3}>{t("records.relations")}</Title>
        {edits && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            {t("records.relate")}
          </Button>
        )}
      </Group>
      {error && !data && <Failed error={error} again={refetch} />}
      {!data && !error && <Waiting />}
      {data?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("records.noRelations")}
        </Text>
      )}
      <ul className={classes.lines}>
        {data?.map((relation) => (
          <Line
            key={`${relation.type} ${relation.parent.id} ${relation.child.id}`}
            relation={relation}
            of={record.id}
            onRemove={edits ? () => remove.mutate(relation) : undefined}
          />
        ))}
      </ul>
      {adding && (
        <Suspense>
          <RelateDialog record={record} onClose={() => setAdding(false)} />
        </Suspense>
      )}
    </section>
  );
}

function Line({ relation, of, onRemove }: { relation: Relation; of: string; onRemove: (() => void) | undefined }) {
  const { t } = useTranslation();
  const { type, parent, child } = relation;
  const isParent = parent.id === of;
  const other = isParent ? child : parent;
  return (
    <li>
      <div>
        <Text size="xs" c="dimmed">
          {t(isParent ? `records.asParent.${type}` : `records.asChild.${type}`)}
        </Text>
        <Anchor size="sm" component={Link} href={`/records/${other.kind}/${other.id}`}>
          {other.label || t("records.unnamed")}
        </Anchor>
      </div>
      {onRemove && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("records.unrelate", { label: other.label })}
          onClick={onRemove}
        >
          <IconX size={16} aria-hidden />
        </ActionIcon>
      )}
    </li>
  );
}
