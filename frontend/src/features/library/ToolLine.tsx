/** How the folder is shown: filters, order, list or tiles. */
import { ActionIcon, Group, Menu, SegmentedControl, VisuallyHidden } from "@mantine/core";
import {
  IconArrowsSort,
  IconCheck,
  IconDots,
  IconLayoutGrid,
  IconLink,
  IconList,
  IconTrash,
} from "@tabler/icons-react";
import { Link } from "wouter";
import { useTranslation } from "@/app/translation";
import type { View } from "./choices";
import { FilterButton } from "./FilterButton";
import type { Filters, Order } from "./items";

const ORDERS: readonly Order[] = [
  "name",
  "-name",
  "-modified_at",
  "modified_at",
  "-created_at",
  "-size_bytes",
  "size_bytes",
];

interface Props {
  view: View;
  setView: (view: View) => void;
  order: Order;
  setOrder: (order: Order) => void;
  filters: Filters;
  setFilters: (filters: Filters) => void;
  /** Whether the trash and shared things are to be reached from here, for want of a side. */
  places: boolean;
}

export function ToolLine({ view, setView, order, setOrder, filters, setFilters, places }: Props) {
  const { t } = useTranslation();
  return (
    <Group gap={6} wrap="nowrap">
      <FilterButton filters={filters} onChange={setFilters} />
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t("library.order")}>
            <IconArrowsSort size={19} stroke={1.6} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {ORDERS.map((one) => (
            <Menu.Item
              key={one}
              aria-current={one === order}
              rightSection={one === order && <IconCheck size={16} aria-hidden />}
              onClick={() => setOrder(one)}
            >
              {t(`library.orders.${one}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <SegmentedControl
        size="xs"
        aria-label={t("library.view")}
        value={view}
        onChange={(value) => setView(value === "tiles" ? "tiles" : "list")}
        data={[
          { value: "list", label: <ViewSign icon={IconList} word={t("library.list")} /> },
          { value: "tiles", label: <ViewSign icon={IconLayoutGrid} word={t("library.tiles")} /> },
        ]}
      />
      {places && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t("shell.more")}>
              <IconDots size={19} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item component={Link} href="/library/links" leftSection={<IconLink size={16} aria-hidden />}>
              {t("library.shared")}
            </Menu.Item>
            <Menu.Item component={Link} href="/library/trash" leftSection={<IconTrash size={16} aria-hidden />}>
              {t("library.trash")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </Group>
  );
}

function ViewSign({ icon: Icon, word }: { icon: typeof IconList; word: string }) {
  return (
    <span title={word} style={{ display: "flex" }}>
      <Icon size={17} stroke={1.7} aria-hidden />
      <VisuallyHidden>{word}</VisuallyHidden>
    </span>
  );
}
