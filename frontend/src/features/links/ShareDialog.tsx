/** Shares something: who has it already, a new address, and that address, once. */
import { Divider, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "@/app/translation";
import { AddressShown } from "./AddressShown";
import { useShares } from "./data";
import type { Shareable } from "./dialogs";
import { ShareForm } from "./ShareForm";
import { ShareRow } from "./ShareRow";

interface Made {
  url: string;
  password: string | null;
  message: string;
}

export default function ShareDialog({ items, onClose }: { items: readonly Shareable[]; onClose: () => void }) {
  const { t } = useTranslation();
  const [made, setMade] = useState<Made | null>(null);
  const [first] = items;
  const single = items.length === 1 ? first?.id : undefined;
  const { items: before } = useShares({ open: true, item: single }, single !== undefined);
  if (made) return <AddressShown {...made} subject={first?.label ?? ""} onClose={onClose} />;
  return (
    <Stack>
      {before.length > 0 && (
        <>
          <Text size="sm" fw={600}>
            {t("links.before", { count: before.length })}
          </Text>
          <div>
            {before.map((share) => (
              <ShareRow key={share.id} share={share} />
            ))}
          </div>
          <Divider label={t("links.another")} />
        </>
      )}
      <Text size="sm" c="dimmed">
        {t(`links.allows.${first?.kind ?? "file"}`)}
      </Text>
      <ShareForm
        items={items.map((item) => item.id)}
        onCancel={onClose}
        onSaved={(saved) => (saved.url ? setMade({ ...saved, url: saved.url }) : onClose())}
      />
    </Stack>
  );
}
