/** The name of an item with its title, tags and what is to be known at first sight. */
import { IconAlertTriangle, IconExternalLink, IconHourglass } from "@tabler/icons-react";
import type { Item } from "../items";
import classes from "./List.module.css";
import type { RowTools } from "./tools";

/** How many tags stand beside a name. */
const TAGS_SHOWN = 2;

export function ItemName({ item, tools }: { item: Item; tools: RowTools }) {
  return (
    <span className={classes.name} title={item.name}>
      <span className={classes.own}>{item.name}</span>
      <Signs item={item} tools={tools} />
      {item.title && <span className={classes.title}>{item.title}</span>}
      {item.tags.slice(0, TAGS_SHOWN).map((tag) => (
        <span key={tag} className={classes.tag}>
          {tag}
        </span>
      ))}
      {item.tags.length > TAGS_SHOWN && <span className={classes.tag}>+{item.tags.length - TAGS_SHOWN}</span>}
    </span>
  );
}

export function Signs({ item, tools: { t } }: { item: Item; tools: RowTools }) {
  if (item.quarantine === "infected") {
    return (
      <span className={classes.infected}>
        <IconAlertTriangle size={14} aria-hidden /> {t("library.infected")}
      </span>
    );
  }
  if (item.quarantine === "waiting") {
    return (
      <span className={classes.waiting}>
        <IconHourglass size={14} aria-hidden /> {t("library.waiting")}
      </span>
    );
  }
  if (item.type === "link") return <IconExternalLink size={14} aria-label={t("library.link")} />;
  return null;
}
