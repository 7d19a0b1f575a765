/** The colour, with how well it can be read, and the addresses of imprint and privacy statement. */
import { Button, ColorInput, Group, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "@/app/translation";
import { Card } from "@/features/account/Card";
import { atField, FormProblem } from "@/features/account/problems";
import { SWATCHES } from "@/features/calendar/colours";
import { contrast, isColour, textOn } from "@/ui/colour";
import { useFormat } from "@/ui/format";
import classes from "../Administration.module.css";
import type { Business } from "../data";
import { useBusinessChange } from "./useBusinessChange";

/** What surfaces that are not text need. Source: WCAG 2.2, 1.4.11. */
const LEAST_ON_WHITE = 3;

export function LookForm({ business }: { business: Business }) {
  const { t } = useTranslation();
  const [colour, setColour] = useState(business.colour ?? "");
  const [imprint, setImprint] = useState(business.imprint_url ?? "");
  const [privacy, setPrivacy] = useState(business.privacy_url ?? "");
  const save = useBusinessChange();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ colour: colour || null, imprint_url: imprint || null, privacy_url: privacy || null });
  };
  return (
    <Card title={t("administration.business.look")} hint={t("administration.business.lookHint")}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <FormProblem problem={save.error} fields={["colour", "imprint_url", "privacy_url"]} />
          <ColorInput
            label={t("administration.business.colour")}
            placeholder={t("administration.business.noColour")}
            format="hex"
            swatches={[...SWATCHES]}
            // Its sliders have no names; whoever has a colour of their own knows its digits.
            withPicker={false}
            withEyeDropper={false}
            value={colour}
            onChange={setColour}
            error={atField(save.error, "colour")}
          />
          {isColour(colour) && <Sample colour={colour} name={business.name} />}
          <TextInput
            type="url"
            label={t("account.imprint")}
            placeholder="https://"
            value={imprint}
            onChange={(event) => setImprint(event.currentTarget.value.trim())}
            error={atField(save.error, "imprint_url") && t("account.reasons.scheme")}
          />
          <TextInput
            type="url"
            label={t("account.privacy")}
            placeholder="https://"
            value={privacy}
            onChange={(event) => setPrivacy(event.currentTarget.value.trim())}
            error={atField(save.error, "privacy_url") && t("account.reasons.scheme")}
          />
          <Group justify="end">
            <Button type="submit" loading={save.isPending}>
              {t("shell.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}

/** A button in the colour, and how well it stands out. */
function Sample({ colour, name }: { colour: string; name: string }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const text = textOn(colour);
  const onText = contrast(colour, text);
  const onWhite = contrast(colour, "#ffffff");
  const figure = (value: number) => count(Math.round(value * 10) / 10);
  return (
    <Group gap="md">
      <div className={classes.sample} style={{ background: colour, color: text }}>
        {name}
      </div>
      <Text size="sm" c="dimmed" flex="1 1 220px" role="status">
        {t("administration.business.contrast", { figure: figure(onText) })}{" "}
        {onWhite < LEAST_ON_WHITE && t("administration.business.pale", { figure: figure(onWhite) })}
      </Text>
    </Group>
  );
}
