/** How to begin, for the owner of a business in which nothing is yet; nothing at all for everybody else. */
import { Alert, Button, Group, Text } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { modals } from "@mantine/modals";
import { IconSparkles } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocation } from "wouter";
import { api, done } from "@/api/client";
import { useMay } from "@/app/session";
import { useTranslation } from "@/app/translation";
import { KEYS } from "@/live/keys";
import classes from "./Account.module.css";
import { useChange } from "./problems";

/** Where the first things are made. */
const BEGUN_AT = /^\/(?:calendar|library|records)(?:\/|$)/;
const ONE = { params: { query: { limit: 1, fields: "id" } } };

async function isEmpty(): Promise<boolean> {
  const usage = await done(api.GET("/usage"));
  if (usage.file_count + usage.trashed_file_count > 0) return false;
  const [folders, appointments, contacts, estates] = await Promise.all([
    done(api.GET("/folders", ONE)),
    done(api.GET("/appointments", ONE)),
    done(api.GET("/records/{kind}", { params: { ...ONE.params, path: { kind: "contact" } } })),
    done(api.GET("/records/{kind}", { params: { ...ONE.params, path: { kind: "estate" } } })),
  ]);
  return [folders, appointments, contacts, estates].every((page) => page.items.length === 0);
}

export default function EmptyBusiness() {
  const owns = useMay("owner");
  const [path] = useLocation();
  const [hidden, hide] = useLocalStorage({ key: "filebook.beginning.hidden", defaultValue: false });
  const { data } = useQuery({
    queryKey: [KEYS.business, "empty"],
    queryFn: isEmpty,
    enabled: owns && !hidden,
    staleTime: Number.POSITIVE_INFINITY,
    meta: { quiet: true },
  });
  return data && BEGUN_AT.test(path) ? <Beginning onHide={() => hide(true)} /> : null;
}

function Beginning({ onHide }: { onHide: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const fill = useChange(() => done(api.POST("/demo-data")), {
    keys: [],
    success: t("welcome.filled"),
    after: () => void queries.invalidateQueries(),
  });
  const ask = () =>
    modals.openConfirmModal({
      title: t("welcome.fill"),
      children: <Text size="sm">{t("welcome.demoHint")}</Text>,
      labels: { confirm: t("welcome.fill"), cancel: t("shell.cancel") },
      onConfirm: () => fill.mutate(undefined),
    });
  return (
    <Alert
      icon={<IconSparkles aria-hidden />}
      title={t("welcome.emptyTitle")}
      withCloseButton
      onClose={onHide}
      closeButtonLabel={t("shell.close")}
      className={classes.beginning}
    >
      <Group gap="sm" justify="space-between">
        <Text size="sm" flex="1 1 260px">
          {t("welcome.emptyHint")}
        </Text>
        <Button size="xs" loading={fill.isPending} onClick={ask}>
          {t("welcome.fill")}
        </Button>
      </Group>
    </Alert>
  );
}
