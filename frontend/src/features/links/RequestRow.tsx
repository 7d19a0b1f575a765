/** One request link in a list. */

import type { RequestLink } from "@/api/types";
import { useTranslation } from "@/app/translation";
import { useFormat } from "@/ui/format";
import { ArrivalsList } from "./ArrivalsList";
import { openDialog } from "./dialogs";
import { LinkRow } from "./LinkRow";
import { RequestForm } from "./RequestForm";
import { useEnd } from "./useEnd";

export function RequestRow({ link }: { link: RequestLink }) {
  const { t } = useTranslation();
  const end = useEnd();
  const { day, count, size } = useFormat();
  const title = link.name || link.into.label || t("links.nameless");
  const change = () =>
    openDialog(t("links.changeRequest"), (close) => <RequestForm link={link} onSaved={close} onCancel={close} />);
  const arrived = t("links.arrived", {
    count: link.file_count,
    figure: count(link.file_count),
    size: size(link.total_bytes),
  });
  return (
    <LinkRow
      kind="request"
      id={link.id}
      title={title}
      works={link.state === "open"}
      revoked={link.revoked_at !== null}
      state={t(`links.requestStates.${link.state}`)}
      told={[
        link.into.label !== "" && `→ ${link.into.label}`,
        link.file_count > 0 ? arrived : t("links.nothingArrived"),
        link.has_password && t("links.withPassword"),
        link.due_at && t("links.due", { moment: end(link.due_at) }),
        link.expires_at && t("links.until", { moment: end(link.expires_at) }),
        t("links.madeOn", { day: day(link.created_at), by: link.made_by?.label || "…" }),
      ]}
      logLabel={t("links.arrivals")}
      log={<ArrivalsList id={link.id} />}
      onChange={change}
    />
  );
}
