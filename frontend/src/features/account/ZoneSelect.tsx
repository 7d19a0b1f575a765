/** Chooses a time zone, by its name or the difference that it has just now. */
import { Select } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "@/app/translation";

export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function difference(zone: string, language: string): string {
  const parts = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: "shortOffset" }).formatToParts();
  return parts.find((part) => part.type === "timeZoneName")?.value ?? "";
}

interface Props {
  value: string;
  onChange: (zone: string) => void;
  error?: string;
}

export function ZoneSelect({ value, onChange, error }: Props) {
  const { t, i18n } = useTranslation();
  const zones = useMemo(() => {
    const names = new Set([...Intl.supportedValuesOf("timeZone"), "UTC", value].filter(Boolean));
    return [...names].sort().map((zone) => ({
      value: zone,
      label: `${zone.replaceAll("_", " ")} (${difference(zone, i18n.language)})`,
    }));
  }, [value, i18n.language]);
  return (
    <Select
      label={t("account.zone")}
      searchable
      required
      allowDeselect={false}
      limit={60}
      nothingFoundMessage={t("account.noZone")}
      data={zones}
      value={value}
      onChange={(zone) => zone && onChange(zone)}
      error={error}
    />
  );
}
