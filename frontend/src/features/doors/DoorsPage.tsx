/** Doors: where programs of other vendors come in, who has a key for them, and what they ask. */
import { Stack, Tabs, Text } from "@mantine/core";
import { IconActivityHeartbeat, IconDoorEnter } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useLocation } from "wouter";
import { useTranslation } from "@/app/translation";
import { Failed } from "@/ui/Failed";
import { Page } from "@/ui/Page";
import { Waiting } from "@/ui/Waiting";
import { DoorCard } from "./DoorCard";
import classes from "./Doors.module.css";
import { doorName, useCredentials, useDoors } from "./data";

const RequestLog = lazy(() => import("./RequestLog"));

export default function DoorsPage() {
  const { t } = useTranslation();
  const [path, go] = useLocation();
  const tab = path.startsWith("/doors/requests") ? "requests" : "doors";
  return (
    <Page title={t("shell.doors")} layout={tab === "requests" ? "full" : "flow"}>
      <Tabs
        value={tab}
        onChange={(value) => go(value === "requests" ? "/doors/requests" : "/doors")}
        keepMounted={false}
        className={classes.tabs}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="doors" leftSection={<IconDoorEnter size={17} aria-hidden />}>
            {t("doors.tabs.doors")}
          </Tabs.Tab>
          <Tabs.Tab value="requests" leftSection={<IconActivityHeartbeat size={17} aria-hidden />}>
            {t("doors.tabs.log")}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="doors">
          <All />
        </Tabs.Panel>
        <Tabs.Panel value="requests" className={classes.logPanel}>
          <Suspense fallback={<Waiting />}>
            <RequestLog />
          </Suspense>
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function All() {
  const { t } = useTranslation();
  const doors = useDoors();
  const credentials = useCredentials();
  const error = doors.error ?? credentials.error;
  if (doors.data && credentials.data) {
    return (
      <Stack>
        <Text size="sm" c="dimmed" maw={720}>
          {t("doors.intro")}
        </Text>
        <div className={classes.cards}>
          {doors.data.map((door) => {
            const name = doorName(door.door);
            return name && <DoorCard key={name} name={name} door={door} credentials={credentials.data} />;
          })}
        </div>
      </Stack>
    );
  }
  if (error) return <Failed error={error} again={() => Promise.all([doors.refetch(), credentials.refetch()])} />;
  return <Waiting />;
}
