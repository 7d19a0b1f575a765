/** One share in a list. */

import type { Share } from "@/api/types";
import { useTranslation } from "@/app/translation";
import { useFormat } from "@/ui/format";
import { openDialog } from "./dialogs";
import { LinkRow } from "./LinkRow";
import { ShareForm } from "./ShareForm";
import { UsesList } from "./UsesList";
import { useEnd } from "./useEnd";

export function ShareRow({ share }: { share: Share }) {
  const { t } = useTranslation();
  const end = useEnd();
  const { day, count, ago } = useFormat();
  const labels = share.items.map((item) => item.label).filter(Boolean);
  const title = share.name || labels.join(", ") || t("links.nameless");
  const limit = share.download_count_limit;
  const downloads = t(limit === null ? "links.downloads" : "links.downloadsOf", {
    count: share.download_count,
    figure: count(share.download_count),
    limit: limit === null ? "" : count(limit),
  });
  const change = () =>
    openDialog(t("links.changeShare"), (close) => (
      <ShareForm share={share} items={[]} onSaved={close} onCancel={close} />
    ));
  return (
    <LinkRow
      kind="share"
      id={share.id}
      title={title}
      works={share.state === "works"}
      revoked={share.revoked_at !== null}
      state={t(`links.shareStates.${share.state}`)}
      told={[
        share.name !== "" && labels.join(", "),
        share.has_password && t("links.withPassword"),
        share.expires_at && t("links.until", { moment: end(share.expires_at) }),
        downloads,
        share.last_used_at && t("links.lastUsed", { ago: ago(share.last_used_at) }),
        t("links.madeOn", { day: day(share.created_at), by: share.made_by?.label || "…" }),
      ]}
      logLabel={t("links.uses")}
      log={<UsesList id={share.id} />}
      onChange={change}
    />
  );
}
