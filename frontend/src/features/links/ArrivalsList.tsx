/** What arrived by a request link; a click shows it. */
import { Anchor, Text } from "@mantine/core";
import { useTranslation } from "@/app/translation";
import { openPreview } from "@/features/preview/preview";
import { useFormat } from "@/ui/format";
import { useArrivals } from "./data";
import { LogList } from "./LogList";

export function ArrivalsList({ id }: { id: string }) {
  const { t } = useTranslation();
  const { moment, size } = useFormat();
  const pages = useArrivals(id);
  const files = pages.items.map((arrival) => arrival.file.id);
  const lines = pages.items.map(({ at, file, size_bytes, role, network }) => (
    <li key={`${at}-${file.id}`}>
      <Anchor component="button" type="button" size="sm" onClick={() => openPreview(file.id, files)}>
        {file.label || t("links.aFile")}
      </Anchor>
      <Text size="xs" c="dimmed">
        {[role, moment(at), size(size_bytes), network].filter(Boolean).join(" · ")}
      </Text>
    </li>
  ));
  return <LogList {...{ pages, lines }} label={t("links.arrivals")} none={t("links.nothingArrived")} />;
}
