/** All there is to say of a file or folder, at the side. */
import { Group, Tabs, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { api, withTag } from "@/api/client";
import type { FileObject, Folder } from "@/api/types";
import { useTranslation } from "@/app/translation";
import { KEYS } from "@/live/keys";
import { SidePanel } from "@/ui/Dialog";
import { Failed } from "@/ui/Failed";
import { Waiting } from "@/ui/Waiting";
import type { Item } from "../items";
import classes from "../Library.module.css";
import { Sign } from "../list/Sign";
import { Details } from "./Details";
import { History } from "./History";
import { Places } from "./Places";
import { Versions } from "./Versions";

const Technical = lazy(() => import("./Technical"));

/** What is shown, and the entity tag that it was shown under. */
export interface Shown {
  value: FileObject | Folder;
  tag: string;
}

async function fetchShown({ id, kind }: Pick<Item, "id" | "kind">): Promise<Shown> {
  const params = { path: { id } };
  const found =
    kind === "folder" ? withTag(api.GET("/folders/{id}", { params })) : withTag(api.GET("/files/{id}", { params }));
  return (await found) as Shown;
}

export function PropertiesDrawer({ item, onClose }: { item: Item; onClose: () => void }) {
  const { t } = useTranslation();
  const [tab, setTab] = useState<string | null>("details");
  const { data, error, refetch } = useQuery({
    queryKey: [item.kind === "folder" ? KEYS.folders : KEYS.files, "properties", item.id],
    queryFn: () => fetchShown(item),
  });
  const isFile = item.kind === "file";
  const uploaded = isFile && item.type !== "link";
  return (
    <SidePanel
      onClose={onClose}
      lockScroll={false}
      size={500}
      title={
        <Group gap="sm" wrap="nowrap">
          <Sign item={item} size={32} />
          <Text fw={600} style={{ overflowWrap: "anywhere" }}>
            {data?.value.name ?? item.name}
          </Text>
        </Group>
      }
    >
      {error && <Failed error={error} again={refetch} />}
      {!data && !error && <Waiting />}
      {data && (
        <Tabs value={tab} onChange={setTab} keepMounted={false}>
          <Tabs.List mb="md" className={classes.tabs}>
            <Tabs.Tab value="details">{t("library.details")}</Tabs.Tab>
            {uploaded && <Tabs.Tab value="versions">{t("library.versions")}</Tabs.Tab>}
            {isFile && <Tabs.Tab value="places">{t("library.places")}</Tabs.Tab>}
            <Tabs.Tab value="history">{t("library.history")}</Tabs.Tab>
            {isFile && <Tabs.Tab value="technical">{t("library.technical")}</Tabs.Tab>}
          </Tabs.List>
          <Tabs.Panel value="details">
            <Details key={data.tag} shown={data} />
          </Tabs.Panel>
          {isFile && data.value.kind === "file" && (
            <>
              <Tabs.Panel value="versions">
                <Versions file={data.value} />
              </Tabs.Panel>
              <Tabs.Panel value="places">
                <Places file={data.value} onClose={onClose} />
              </Tabs.Panel>
              <Tabs.Panel value="technical">
                <Suspense fallback={<Waiting />}>
                  <Technical file={data.value} />
                </Suspense>
              </Tabs.Panel>
            </>
          )}
          <Tabs.Panel value="history">
            <History id={item.id} />
          </Tabs.Panel>
        </Tabs>
      )}
    </SidePanel>
  );
}
