/** Which documents appointments and records need, by their kind and type. */
import { Affix, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { IconChecklist, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, done, withTag } from "@/api/client";
import { useTranslation } from "@/app/translation";
import { FormProblem, useChange } from "@/features/account/problems";
import { KEYS } from "@/live/keys";
import { Empty } from "@/ui/Empty";
import { Failed } from "@/ui/Failed";
import { Waiting } from "@/ui/Waiting";
import type { Requirement } from "../data";
import { asRequirements, type DraftSet, emptySet, type Kept, keptSets } from "./draft";
import { SetCard } from "./SetCard";

const KEY = [KEYS.requirements, "all"] as const;

async function fetchAll(): Promise<Kept> {
  const { value, tag } = await withTag(api.GET("/document-requirements"));
  return { requirements: value.requirements as Requirement[], tag };
}

export default function DocumentsSection() {
  const kept = useQuery({ queryKey: KEY, queryFn: fetchAll });
  /** What is being changed stays as it was when that began, whatever others do meanwhile. */
  const [begun, setBegun] = useState<Kept | null>(null);
  const shown = begun ?? kept.data;
  if (kept.error && !shown) return <Failed error={kept.error} again={kept.refetch} />;
  if (!shown) return <Waiting />;
  return <Sets key={shown.tag} kept={shown} onChange={(isChanged) => setBegun(isChanged ? shown : null)} />;
}

function Sets({ kept, onChange }: { kept: Kept; onChange: (isChanged: boolean) => void }) {
  const { t } = useTranslation();
  const [sets, setSets] = useState<readonly DraftSet[]>(() => keptSets(kept));
  const [changed, setChanged] = useState(false);
  const mark = (isChanged: boolean) => {
    setChanged(isChanged);
    onChange(isChanged);
  };
  const save = useChange(
    () =>
      done(
        api.PUT("/document-requirements", {
          params: { header: { "If-Match": kept.tag } },
          body: { requirements: asRequirements(sets) },
        }),
      ),
    {
      keys: [[KEYS.requirements], [KEYS.missing], [KEYS.appointments]],
      success: t("account.saved"),
      tells: "form",
      after: () => mark(false),
    },
  );
  const change = (next: readonly DraftSet[]) => {
    setSets(next);
    mark(true);
  };
  const drop = () => {
    setSets(keptSets(kept));
    mark(false);
    save.reset();
  };
  return (
    <Stack>
      <Group justify="space-between" align="start">
        <Text c="dimmed" size="sm" flex="1 1 260px">
          {t("administration.documents.hint")}
        </Text>
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => change([...sets, emptySet()])}>
          {t("administration.documents.add")}
        </Button>
      </Group>
      {sets.length === 0 && (
        <Empty
          icon={<IconChecklist size={40} stroke={1.2} aria-hidden />}
          title={t("administration.documents.none")}
          hint={t("administration.documents.noneHint")}
        />
      )}
      {sets.map((set) => (
        <SetCard
          key={set.key}
          set={set}
          onChange={(next) => change(sets.map((one) => (one.key === set.key ? next : one)))}
          onRemove={() => change(sets.filter((one) => one.key !== set.key))}
        />
      ))}
      <FormProblem problem={save.error} />
      {changed && (
        <>
          {/* Room for the bar that stands over the foot of the page. */}
          <div style={{ height: 64 }} />
          <Affix position={{ bottom: "calc(var(--app-shell-footer-offset, 0px) + 16px)", right: 24 }}>
            <Paper withBorder shadow="md" p="sm">
              <Group gap="sm" wrap="nowrap">
                <Text size="sm" visibleFrom="xs">
                  {t("administration.unsaved")}
                </Text>
                <Button variant="default" onClick={drop}>
                  {t("administration.drop")}
                </Button>
                <Button loading={save.isPending} onClick={() => save.mutate(undefined)}>
                  {t("shell.save")}
                </Button>
              </Group>
            </Paper>
          </Affix>
        </>
      )}
    </Stack>
  );
}
