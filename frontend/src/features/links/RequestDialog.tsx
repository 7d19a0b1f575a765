/** Asks people without a login for files: what is wanted, and then the address, once. */
import { Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "@/app/translation";
import { AddressShown } from "./AddressShown";
import type { Into } from "./dialogs";
import { RequestForm } from "./RequestForm";

interface Made {
  url: string;
  password: string | null;
  name: string;
  message: string;
}

export default function RequestDialog({ into, onClose }: { into: Into; onClose: () => void }) {
  const { t } = useTranslation();
  const [made, setMade] = useState<Made | null>(null);
  if (made) {
    const { name, ...rest } = made;
    return <AddressShown {...rest} subject={name} onClose={onClose} />;
  }
  return (
    <Stack>
      {into.id !== null && (
        <Text size="sm" c="dimmed">
          {t(`links.requestAllows.${into.kind}`)}
        </Text>
      )}
      <RequestForm
        into={into}
        onCancel={onClose}
        onSaved={(saved) => (saved.url ? setMade({ ...saved, url: saved.url }) : onClose())}
      />
    </Stack>
  );
}
