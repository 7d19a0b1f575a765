/** The frame of a page: its title, what can be done, its content. */
import { Box, Group, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import classes from "./Page.module.css";

interface Props {
  title: string;
  /** Stands at the end of the title's line. */
  actions?: ReactNode;
  /** Between the title and the content, such as filters. */
  toolbar?: ReactNode;
  /** `full`: the content fills the height and scrolls by itself, such as a calendar. */
  layout?: "flow" | "full";
  children: ReactNode;
}

export function Page({ title, actions, toolbar, layout = "flow", children }: Props) {
  useEffect(() => {
    document.title = `${title} – Filebook`;
  }, [title]);
  return (
    <Box className={layout === "full" ? `${classes.page} ${classes.full}` : classes.page}>
      <Group justify="space-between" className={classes.head} gap="sm">
        <Title order={1}>{title}</Title>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {toolbar}
      <Box className={classes.content}>{children}</Box>
    </Box>
  );
}
