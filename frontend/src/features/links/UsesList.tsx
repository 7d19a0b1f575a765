/** Who looked at a share, and what was downloaded when. */
import { Text } from "@mantine/core";
import { useTranslation } from "@/app/translation";
import { useFormat } from "@/ui/format";
import { useUses } from "./data";
import { LogList } from "./LogList";

export function UsesList({ id }: { id: string }) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const pages = useUses(id);
  const lines = pages.items.map((use) => (
    <li key={`${use.at}-${use.visitor}-${use.what}-${use.file?.id ?? ""}`}>
      <Text size="sm">{t(`links.used.${use.what}`, { name: use.file?.label || t("links.aFile") })}</Text>
      <Text size="xs" c="dimmed">
        {[moment(use.at), use.network, use.program].filter(Boolean).join(" · ")}
      </Text>
    </li>
  ));
  return <LogList {...{ pages, lines }} label={t("links.uses")} none={t("links.noUses")} />;
}
