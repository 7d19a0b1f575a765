/** Who did what with an appointment; asked for when somebody wants to know. */
import { Button, Text } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "@/app/translation";
import { Failed } from "@/ui/Failed";
import { useFormat } from "@/ui/format";
import { Waiting } from "@/ui/Waiting";
import classes from "./AppointmentPanel.module.css";
import { useHistory } from "./reading";

export function History({ id }: { id: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const { data, error, refetch } = useHistory(id, open);
  return (
    <section>
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        leftSection={<IconHistory size={16} aria-hidden />}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {t("appointment.history")}
      </Button>
      {open && error && !data && <Failed error={error} again={refetch} />}
      {open && !data && !error && <Waiting />}
      {open && data && (
        <ul className={classes.list}>
          {data.map((one) => (
            <li key={one.sequence} className={classes.did}>
              <Text size="sm">
                {t(`appointment.did.${one.verb}`, { who: one.actor?.label || t("appointment.systemDid") })}
              </Text>
              <Text size="xs" c="dimmed" title={format.moment(one.at)}>
                {format.ago(one.at)}
              </Text>
            </li>
          ))}
          {data.length === 0 && (
            <Text size="sm" c="dimmed">
              {t("appointment.noHistory")}
            </Text>
          )}
        </ul>
      )}
    </section>
  );
}
