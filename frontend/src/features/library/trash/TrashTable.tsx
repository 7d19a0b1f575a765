/** What lies in the trash, line by line. */
import { Button, Checkbox, Group, Table, Text } from "@mantine/core";
import { useMay } from "@/app/session";
import { useTranslation } from "@/app/translation";
import { useFormat } from "@/ui/format";
import { Sign } from "../list/Sign";
import classes from "./Trash.module.css";
import type { Trashed } from "./trash";

interface Props {
  items: readonly Trashed[];
  ids: ReadonlySet<string>;
  setIds: (ids: ReadonlySet<string>) => void;
  restore: (item: Trashed) => void;
}

export function TrashTable({ items, ids, setIds, restore }: Props) {
  const { t } = useTranslation();
  const edits = useMay("editor");
  const chosen = items.filter((item) => ids.has(item.id)).length;
  const tick = (item: Trashed, on: boolean) => {
    const rest = [...ids].filter((id) => id !== item.id);
    setIds(new Set(on ? [...rest, item.id] : rest));
  };
  return (
    <Table verticalSpacing={6} className={classes.table} aria-label={t("library.trash")}>
      <Table.Thead>
        <Table.Tr>
          {edits && (
            <Table.Th w={36}>
              <Checkbox
                aria-label={t("library.selectAll")}
                checked={chosen === items.length}
                indeterminate={chosen > 0 && chosen < items.length}
                onChange={(event) => setIds(new Set(event.currentTarget.checked ? items.map((item) => item.id) : []))}
              />
            </Table.Th>
          )}
          <Table.Th w="100%">{t("library.name")}</Table.Th>
          <Table.Th visibleFrom="md">{t("library.size")}</Table.Th>
          <Table.Th visibleFrom="sm">{t("library.trashedAt")}</Table.Th>
          <Table.Th visibleFrom="sm">{t("library.expires")}</Table.Th>
          {edits && <Table.Td />}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {items.map((item) => (
          <Table.Tr key={item.id}>
            {edits && (
              <Table.Td>
                <Checkbox
                  aria-label={t("library.select", { name: item.name })}
                  checked={ids.has(item.id)}
                  onChange={(event) => tick(item, event.currentTarget.checked)}
                />
              </Table.Td>
            )}
            <Facts item={item} />
            {edits && (
              <Table.Td ta="end">
                <Button
                  variant="subtle"
                  size="compact-sm"
                  aria-label={t("library.restoreOne", { name: item.name })}
                  onClick={() => restore(item)}
                >
                  {t("library.restore")}
                </Button>
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Facts({ item }: { item: Trashed }) {
  const { t } = useTranslation();
  const format = useFormat();
  const ends = item.expires_at && format.day(item.expires_at);
  return (
    <>
      <Table.Td>
        <Group gap={10} wrap="nowrap">
          <Sign item={{ ...item, preview: null }} size={28} />
          <div className={classes.name}>
            <Text size="sm">{item.name}</Text>
            <Text size="xs" c="dimmed" hiddenFrom="sm">
              {ends ? t("library.expiresOn", { day: ends }) : t("library.stays")}
            </Text>
          </div>
        </Group>
      </Table.Td>
      <Table.Td visibleFrom="md">{item.kind === "file" && format.size(item.size_bytes)}</Table.Td>
      <Table.Td visibleFrom="sm">
        {format.day(item.trashed_at)} · {item.modified_by}
      </Table.Td>
      <Table.Td visibleFrom="sm">{ends ?? t("library.stays")}</Table.Td>
    </>
  );
}
