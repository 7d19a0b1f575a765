/** One's own account: names, language, password, colour, tokens, sessions. */
import { Stack } from "@mantine/core";
import { useTranslation } from "@/app/translation";
import { Page } from "@/ui/Page";
import { OwnColour } from "./OwnColour";
import { OwnDetails } from "./OwnDetails";
import { OwnPassword } from "./OwnPassword";
import { OwnTokens } from "./OwnTokens";
import { Sessions } from "./Sessions";

export default function AccountPage() {
  const { t } = useTranslation();
  return (
    <Page title={t("shell.account")}>
      <Stack maw={820} gap="md">
        <OwnDetails />
        <OwnPassword />
        <OwnColour />
        <Sessions />
        <OwnTokens />
      </Stack>
    </Page>
  );
}
