/** Until when an address works: one of a few usual times, or a day. */
import { Group, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { useSession } from "@/app/session";
import { useTranslation } from "@/app/translation";
import { useFormat } from "@/ui/format";
import { dayIn } from "./days";

const PRESETS = [1, 7, 30, 90] as const;

/** `value`: the last day, null for no end. */
export function EndField({ value, onChange }: { value: string | null; onChange: (day: string | null) => void }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const { zone } = useSession().business;
  const usual = PRESETS.find((days) => dayIn(days, zone) === value);
  const [own, setOwn] = useState(value !== null && usual === undefined);
  const choice = value === null ? "never" : own || usual === undefined ? "own" : String(usual);
  const choose = (name: string | null) => {
    setOwn(name === "own");
    if (name === "never") onChange(null);
    else if (name === "own") onChange(value ?? dayIn(30, zone));
    else if (name) onChange(dayIn(Number(name), zone));
  };
  return (
    <Group gap="xs" align="end" grow>
      <Select
        label={t("links.works")}
        allowDeselect={false}
        value={choice}
        onChange={choose}
        data={[
          ...PRESETS.map((count) => ({ value: String(count), label: t("links.days", { count }) })),
          { value: "own", label: t("links.untilDay") },
          { value: "never", label: t("links.noEnd") },
        ]}
      />
      {value !== null && own && (
        <TextInput
          type="date"
          label={t("links.lastDay")}
          title={day(`${value}T12:00:00Z`)}
          min={dayIn(0, zone)}
          value={value}
          onChange={(event) => event.currentTarget.value && onChange(event.currentTarget.value)}
        />
      )}
    </Group>
  );
}
