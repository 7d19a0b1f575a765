/** Something is on its way. */
import { Center, Loader } from "@mantine/core";
import { useTranslation } from "@/app/translation";

export function Waiting() {
  const { t } = useTranslation();
  return (
    <Center mih={160} role="status" aria-label={t("shell.loading")}>
      <Loader size="sm" type="dots" />
    </Center>
  );
}
