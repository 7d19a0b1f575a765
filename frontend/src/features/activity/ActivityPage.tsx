/** Who did what in the business, to be narrowed down by person, door, kind, deed and time. */
import { Button, Group, Select, TextInput } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useSearchParams } from "wouter";
import { RECORD_KINDS } from "@/api/types";
import { useMay } from "@/app/session";
import { useTranslation } from "@/app/translation";
import { Empty } from "@/ui/Empty";
import { Page } from "@/ui/Page";
import { Days } from "./ActivityList";
import { type Filters, nameOf, useActivity, useUsers } from "./data";

const DOORS = ["native", "onoffice", "timetap", "telecomx", "xelion", "tus", "dav", "web", "command_line"] as const;
const OTHER_KINDS = ["calendar", "share", "request_link", "user", "webhook", "document_requirements"] as const;
const FOUND_KINDS = ["file", "folder", "appointment", ...RECORD_KINDS] as const;
const VERBS = [
  "created",
  "changed",
  "attached",
  "detached",
  "trashed",
  "restored",
  "deleted",
  "issued",
  "revoked",
  "configured",
  "held",
  "released",
] as const;
const NAMES = ["actor", "door", "kind", "verb", "since", "until"] as const;

const known = <T extends string>(words: readonly T[], word: string | null): T | undefined =>
  words.find((one) => one === word);

export default function ActivityPage() {
  const { t } = useTranslation();
  const sees = useMay("owner");
  return (
    <Page title={t("shell.activity")}>
      {sees ? (
        <Trail />
      ) : (
        <Empty
          icon={<IconHistory size={44} stroke={1.1} aria-hidden />}
          title={t("activity.ownersOnly")}
          hint={t("activity.ownersOnlyHint")}
        />
      )}
    </Page>
  );
}

function Trail() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const filters: Filters = {
    actor: params.get("actor") ?? undefined,
    door: known(DOORS, params.get("door")),
    kind: known([...FOUND_KINDS, ...OTHER_KINDS], params.get("kind")),
    verb: known(VERBS, params.get("verb")),
    since: params.get("since") ?? undefined,
    until: params.get("until") ?? undefined,
  };
  const narrowed = NAMES.some((name) => params.has(name));
  const set = (name: (typeof NAMES)[number], value: string | null) =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  return (
    <>
      <Group gap="xs" mb="md" align="end">
        <Choices filters={filters} set={set} />
        {(["since", "until"] as const).map((name) => (
          <TextInput
            key={name}
            type="date"
            size="sm"
            w={{ base: "47%", xs: 150 }}
            label={t(`activity.${name}`)}
            value={params.get(name) ?? ""}
            onChange={(event) => set(name, event.currentTarget.value)}
          />
        ))}
        {narrowed && (
          <Button variant="subtle" onClick={() => setParams({}, { replace: true })}>
            {t("activity.noFilters")}
          </Button>
        )}
      </Group>
      <Days pages={useActivity(filters)} of="business" empty={narrowed ? t("activity.nothingFits") : undefined} />
    </>
  );
}

interface ChoicesProps {
  filters: Filters;
  set: (name: "actor" | "door" | "kind" | "verb", value: string | null) => void;
}

function Choices({ filters, set }: ChoicesProps) {
  const { t } = useTranslation();
  const users = useUsers().data ?? [];
  const shared = { size: "sm", clearable: true, w: { base: "47%", xs: 170 } } as const;
  const kinds = [
    ...FOUND_KINDS.map((value) => ({ value, label: t(`search.kinds.${value}`) })),
    ...OTHER_KINDS.map((value) => ({ value, label: t(`activity.kinds.${value}`) })),
  ];
  return (
    <>
      <Select
        {...shared}
        searchable
        label={t("activity.person")}
        placeholder={t("activity.anybody")}
        value={filters.actor === undefined ? null : String(filters.actor)}
        onChange={(value) => set("actor", value)}
        data={users.map((user) => ({ value: user.id, label: nameOf(user) }))}
      />
      <Select
        {...shared}
        label={t("activity.verb")}
        placeholder={t("activity.anyVerb")}
        value={filters.verb ?? null}
        onChange={(value) => set("verb", value)}
        data={VERBS.map((value) => ({ value, label: t(`activity.verbs.${value}`) }))}
      />
      <Select
        {...shared}
        searchable
        label={t("activity.kind")}
        placeholder={t("activity.anyKind")}
        value={filters.kind ?? null}
        onChange={(value) => set("kind", value)}
        data={kinds}
      />
      <Select
        {...shared}
        label={t("activity.door")}
        placeholder={t("activity.anyDoor")}
        value={filters.door ?? null}
        onChange={(value) => set("door", value)}
        data={DOORS.map((value) => ({ value, label: t(`activity.doors.${value}`) }))}
      />
    </>
  );
}
