/** What happened, as a sentence: who did it, to what, through which door. */
import { Anchor } from "@mantine/core";
import { Fragment, type ReactNode } from "react";
import { Link } from "wouter";
import type { Activity } from "@/api/types";
import type { Translate } from "@/app/translation";
import { useTranslation } from "@/app/translation";
import type { Words } from "@/words/en";

/** Signs that stand in a sentence for what is put in as an element: nobody is called like that. */
const WHO = "\u0001";
const NAME = "\u0002";

/** Doors that are worth a word: the others are this very application. */
const TOLD = ["command_line", "dav", "onoffice", "telecomx", "timetap", "xelion"] as const;

type Kind = keyof Words["activity"]["the"];

export function Sentence({ activity, linked }: { activity: Activity; linked: boolean }): ReactNode {
  const { t } = useTranslation();
  const { object, actor } = activity;
  const href = linked && activity.verb !== "deleted" ? hrefOf(activity) : null;
  const name = href ? (
    <Anchor component={Link} href={href} inherit underline="always">
      {object.label}
    </Anchor>
  ) : (
    <b>{object.label}</b>
  );
  const parts = told(activity, t).split(new RegExp(`([${WHO}${NAME}])`));
  return parts.map((part, place) => {
    const key = `${place} ${part}`;
    if (part === WHO) return <b key={key}>{actor?.label || t("activity.system")}</b>;
    return <Fragment key={key}>{part === NAME ? name : part}</Fragment>;
  });
}

function told({ verb, door, object, detail }: Activity, t: Translate): string {
  const kind = object.kind as Kind;
  const what = t(`activity.${object.label ? "the" : "some"}.${kind}`, { name: NAME, defaultValue: NAME });
  const through = TOLD.find((one) => one === door);
  const said = { who: WHO, what, through: through ? t(`activity.through.${through}`) : "" };
  if (kind === "file") {
    if (verb === "created") return t("activity.special.uploaded", said);
    if (verb === "attached") return t("activity.special.attachedFile", said);
    if (verb === "detached") return t("activity.special.detachedFile", said);
  }
  if (kind === "appointment" && verb === "created") return t("activity.special.booked", said);
  if (kind === "request_link" && "arrived" in detail) return t("activity.special.filesArrived", said);
  return t(`activity.did.${verb}`, said);
}

/** Where a thing is shown; null for what has no page. */
function hrefOf({ object: { kind, id } }: Activity): string | null {
  switch (kind) {
    case "file":
      return `/library/file/${id}`;
    case "folder":
      return `/library/folder/${id}`;
    case "appointment":
      return `/calendar?appointment=${id}`;
    case "share":
      return "/library/links";
    case "request_link":
      return "/library/links?tab=requests";
    case "user":
      return "/administration/users";
    case "webhook":
      return "/administration/webhooks";
    case "calendar":
    case "document_requirements":
      return null;
    default:
      return `/records/${kind}/${id}`;
  }
}
