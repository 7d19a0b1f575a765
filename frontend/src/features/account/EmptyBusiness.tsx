/** How to begin, for the owner of a business in which nothing is yet; nothing at all for everybody else. */
import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { IconSparkles } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api, done } from "@/api/client";
import { useMay } from "@/app/session";
import { useTranslation } from "@/app/translation";
import { KEYS } from "@/live/keys";
import { useChange } from "./problems";

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
  const [hidden, hide] = useLocalStorage({ key: "filebook.beginning.hidden", defaultValue: false });
  const { data } = useQuery({
    queryKey: [KEYS.business, "empty"],
    queryFn: isEmpty,
    enabled: owns && !hidden,
    staleTime: Number.POSITIVE_INFINITY,
    meta: { quiet: true },
  });
  return data ? <Beginning onHide={() => hide(true)} /> : null;
}

function Beginning({ onHide }: { onHide: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const fill = useChange(() => done(api.POST("/demo-data")), {
    keys: [],
    success: t("welcome.filled"),
    after: () => void queries.invalidateQueries(),
  });
  return (
    <Alert
      icon={<IconSparkles aria-hidden />}
      title={t("welcome.emptyTitle")}
      withCloseButton
      onClose={onHide}
      closeButtonLabel={t("shell.close")}
    >
      <Stack gap="sm">
        <Text size="sm">{t("welcome.emptyHint")}</Text>
        <Group gap="sm">
          <Button size="xs" loading={fill.isPending} onClick={() => fill.mutate(undefined)}>
            {t("welcome.fill")}
          </Button>
          <Text size="xs" c="dimmed">
            {t("welcome.demoHint")}
          </Text>
        </Group>
      </Stack>
    </Alert>
  );
}
