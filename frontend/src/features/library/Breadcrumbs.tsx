/** The way to the folder that is shown; things can be dropped onto each part of it. */
import { IconChevronRight } from "@tabler/icons-react";
import { Link } from "wouter";
import { useTranslation } from "@/app/translation";
import type { DropPlace } from "./dragging";
import type { FolderName } from "./folders";
import type { Item } from "./items";
import classes from "./Library.module.css";
import { useDropPlace } from "./list/drops";
import { folderHref } from "./place";

type Carry = (items: readonly Item[], place: DropPlace, operation: "move" | "copy") => void;

export function Breadcrumbs({ path, carry }: { path: readonly FolderName[]; carry: Carry }) {
  const { t } = useTranslation();
  const all: DropPlace[] = [{ id: null, name: t("library.allFiles") }, ...path];
  return (
    <nav className={classes.crumbs} aria-label={t("library.path")}>
      <ol>
        {all.map((place, index) => (
          <li key={place.id}>
            {index > 0 && <IconChevronRight size={14} aria-hidden />}
            {index === all.length - 1 ? (
              <span aria-current="page">{place.name}</span>
            ) : (
              <Crumb place={place} carry={carry} />
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Crumb({ place, carry }: { place: DropPlace; carry: Carry }) {
  const drop = useDropPlace(place, carry);
  return (
    <Link href={folderHref(place.id)} title={place.name} {...drop}>
      {place.name}
    </Link>
  );
}
