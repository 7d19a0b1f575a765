/** The logo: what there is, another one, none. */

import { Button, FileButton, Group, Text } from "@mantine/core";
import { api, done } from "@/api/client";
import { useTranslation } from "@/app/translation";
import { Card } from "@/features/account/Card";
import { FormProblem, useChange } from "@/features/account/problems";
import { KEYS } from "@/live/keys";
import { below } from "@/ui/colour";
import classes from "../Administration.module.css";
import { BUSINESS_KEY, type Business } from "../data";

const TYPES = "image/png,image/jpeg,image/webp";
const KEYS_TOUCHED = [BUSINESS_KEY, [KEYS.business, "appearance"]] as const;

export function Logo({ business }: { business: Business }) {
  const { t } = useTranslation();
  const put = useChange(
    // The description calls the body a text; it is the picture's bytes as they are.
    (picture: File) =>
      done(
        api.PUT("/business/logo", {
          body: "",
          bodySerializer: () => picture,
          headers: { "Content-Type": picture.type },
        }),
      ),
    { keys: KEYS_TOUCHED, success: t("account.saved"), tells: "form" },
  );
  const remove = useChange(() => done(api.DELETE("/business/logo")), {
    keys: KEYS_TOUCHED,
    success: t("administration.business.logoGone"),
    tells: "form",
  });
  return (
    <Card title={t("administration.business.logo")} hint={t("administration.business.logoHint")}>
      <FormProblem problem={put.error ?? remove.error} />
      <Group justify="space-between">
        {business.logo_path ? (
          <img
            src={below(business.logo_path)}
            alt={t("administration.business.logoOf", { name: business.name })}
            className={classes.logo}
          />
        ) : (
          <Text c="dimmed" size="sm">
            {t("administration.business.noLogo")}
          </Text>
        )}
        <Group gap="xs">
          {business.logo_path && (
            <Button variant="subtle" color="red" loading={remove.isPending} onClick={() => remove.mutate(undefined)}>
              {t("shell.remove")}
            </Button>
          )}
          <FileButton
            accept={TYPES}
            onChange={(file) => file && put.mutate(file)}
            inputProps={{ "aria-label": t("administration.business.chooseLogo") }}
          >
            {(props) => (
              <Button {...props} variant="default" loading={put.isPending}>
                {t("administration.business.chooseLogo")}
              </Button>
            )}
          </FileButton>
        </Group>
      </Group>
    </Card>
  );
}
