/** The actions at the place of a click. */
import { Kbd, Menu } from "@mantine/core";
import { useTranslation } from "@/app/translation";
import { useActions } from "./actions";
import classes from "./Library.module.css";
import type { FolderActs } from "./useFolderActs";

export function ContextMenu({ acts }: { acts: FolderActs }) {
  const { t } = useTranslation();
  const { menu, setMenu, perform } = acts;
  const actions = useActions(menu?.items ?? []);
  if (!menu) return null;
  return (
    <Menu opened onClose={() => setMenu(null)} position="bottom-start" offset={0} width={230} withinPortal returnFocus>
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          aria-label={t("library.actions")}
          className={classes.point}
          style={{ left: menu.x, top: menu.y }}
        />
      </Menu.Target>
      <Menu.Dropdown onContextMenu={(event) => event.preventDefault()}>
        {actions.map(({ name, icon: Icon, shortcut }) => (
          <Menu.Item
            key={name}
            className={name === "trash" ? classes.danger : undefined}
            leftSection={<Icon size={16} stroke={1.7} aria-hidden />}
            rightSection={shortcut && <Kbd size="xs">{shortcut}</Kbd>}
            onClick={() => perform(name, menu.items)}
          >
            {t(`library.act.${name}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
