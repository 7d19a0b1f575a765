/** One part of a settings page: a title, what it is about, its content. */
import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";

interface Props {
  title: string;
  hint?: ReactNode;
  /** Stands at the end of the title's line. */
  actions?: ReactNode;
  children: ReactNode;
}

export function Card({ title, hint, actions, children }: Props) {
  const id = useId();
  return (
    <Paper withBorder p="md" component="section" aria-labelledby={id}>
      <Stack gap="sm">
        <Group justify="space-between" align="start" gap="sm">
          <div style={{ flex: "1 1 240px", minWidth: 0 }}>
            <Title order={2} id={id}>
              {title}
            </Title>
            {hint && (
              <Text size="sm" c="dimmed" mt={2}>
                {hint}
              </Text>
            )}
          </div>
          {actions}
        </Group>
        {children}
      </Stack>
    </Paper>
  );
}
