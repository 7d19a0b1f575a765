/** Which documents an appointment needs, and which of them are missing. */
import { Anchor, Badge, Group, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed } from "@tabler/icons-react";
import type { components } from "@/api/schema";
import { useTranslation } from "@/app/translation";
import { openPreview } from "@/features/preview/preview";
import { UploadButton } from "@/features/upload/UploadButton";
import type { UploadTarget } from "@/features/upload/uploads";
import classes from "./AppointmentPanel.module.css";
import type { RequiredDocument } from "./reading";

interface Props {
  required: components["schemas"]["RequiredDocuments"];
  target: UploadTarget;
  readOnly: boolean;
}

export function RequiredDocuments({ required: { items, complete }, target, readOnly }: Props) {
  const { t } = useTranslation();
  if (items.length === 0) return null;
  const missing = items.filter((document) => document.missing).length;
  return (
    <section>
      <Group justify="space-between" mb={6}>
        <Title order={3}>{t("appointment.required")}</Title>
        <Badge variant="dot" tt="none" color={complete ? "green" : "orange"}>
          {complete ? t("appointment.requiredAll") : t("appointment.requiredMissing", { count: missing })}
        </Badge>
      </Group>
      <ul className={classes.list}>
        {items.map((document) => (
          <li key={document.role} className={classes.document}>
            <State document={document} />
            <div className={classes.grow}>
              <Text size="sm">{document.title || document.role}</Text>
              <Below document={document} />
            </div>
            {!document.file && !readOnly && target.kind === "holder" && (
              <UploadButton
                target={{ ...target, role: document.role }}
                size="compact-xs"
                variant={document.missing ? "light" : "default"}
                name={t("appointment.uploadFor", { document: document.title || document.role })}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function State({ document: { file, missing } }: { document: RequiredDocument }) {
  if (file) return <IconCircleCheck size={20} color="var(--mantine-color-green-6)" aria-hidden />;
  if (missing) return <IconAlertTriangle size={20} color="var(--mantine-color-orange-6)" aria-hidden />;
  return <IconCircleDashed size={20} color="var(--mantine-color-dimmed)" aria-hidden />;
}

function Below({ document: { file, missing, description } }: { document: RequiredDocument }) {
  const { t } = useTranslation();
  if (file) {
    return (
      <Anchor component="button" size="xs" truncate maw="100%" ta="left" onClick={() => openPreview(file.id)}>
        {file.label}
      </Anchor>
    );
  }
  return (
    <Text size="xs" c="dimmed">
      {[missing ? t("appointment.missing") : t("appointment.wished"), description].filter(Boolean).join(" · ")}
    </Text>
  );
}
