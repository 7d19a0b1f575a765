/** What is known of a record: what has a name here first, anything else as it is. */
import { Anchor, Button, Collapse, Text, Title } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { Fragment, type ReactNode, useId, useState } from "react";
import type { RecordObject } from "@/api/types";
import { useTranslation } from "@/app/translation";
import { useFormat } from "@/ui/format";
import { asText, FACTS, isFields, type Known, valueAt } from "./kinds";
import classes from "./Records.module.css";
import { figure, money } from "./written";

type Line = readonly [name: string, said: ReactNode];

export function Facts({ record }: { record: RecordObject }) {
  const { t } = useTranslation();
  const known = FACTS[record.kind].filter((one) => isSaid(valueAt(record.fields, one.path)));
  const rest = others(record);
  return (
    <section className={classes.card} aria-label={t("records.facts")}>
      {known.length === 0 && rest.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("records.noFacts")}
        </Text>
      )}
      <Lines
        lines={known.map((one) => [
          t(`records.fields.${one.word}`),
          <Value key={one.path} known={one} record={record} />,
        ])}
      />
      {rest.length > 0 && <Rest lines={rest} />}
    </section>
  );
}

function Rest({ lines }: { lines: readonly Line[] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <Button
        mt="sm"
        size="compact-sm"
        variant="subtle"
        color="gray"
        rightSection={<IconChevronDown size={15} aria-hidden />}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {t("records.more")}
      </Button>
      <Collapse expanded={open} id={id} pt="xs">
        <Title order={3} className="mantine-visually-hidden">
          {t("records.more")}
        </Title>
        <Lines lines={lines} />
      </Collapse>
    </>
  );
}

function Lines({ lines }: { lines: readonly Line[] }) {
  return (
    <dl className={classes.facts}>
      {lines.map(([name, said]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{said}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

function Value({ known: { path, as }, record: { fields } }: { known: Known; record: RecordObject }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const value = valueAt(fields, path);
  const text = asText(value);
  if (as === "email")
    return (
      <Anchor inherit href={`mailto:${text}`}>
        {text}
      </Anchor>
    );
  if (as === "phone")
    return (
      <Anchor inherit href={`tel:${text.replace(/[^\d+]/g, "")}`}>
        {text}
      </Anchor>
    );
  if (as === "money") return money(value, fields, language);
  if (as === "count") return figure(value, language);
  if (as === "minutes" && typeof value === "number") return t("records.minutes", { count: value });
  return text;
}

const isSaid = (value: unknown): boolean => value !== undefined && value !== null && value !== "";

/** All that has no name here, under the names that it has where it comes from. */
function others({ kind, fields }: RecordObject): Line[] {
  const shown = new Set(FACTS[kind].map((one) => one.path));
  return Object.entries(fields).flatMap(([name, value]): Line[] => {
    if (shown.has(name) || !isSaid(value)) return [];
    if (!isFields(value)) return [[name, asText(value)]];
    return Object.entries(value)
      .filter(([inner, said]) => !shown.has(`${name}.${inner}`) && isSaid(said))
      .map(([inner, said]) => [`${name} · ${inner}`, asText(said)]);
  });
}
