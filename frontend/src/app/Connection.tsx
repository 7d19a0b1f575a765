/** Says so when there is no connection, and once it is there again. */
import { Alert } from "@mantine/core";
import { useNetwork } from "@mantine/hooks";
import { IconPlugConnectedX } from "@tabler/icons-react";
import { useTranslation } from "@/app/translation";

export function Connection() {
  const { t } = useTranslation();
  const { online } = useNetwork();
  return (
    <div role="status">
      {!online && (
        <Alert radius={0} color="orange" icon={<IconPlugConnectedX aria-hidden />} p="xs">
          {t("shell.offline")}
        </Alert>
      )}
    </div>
  );
}
