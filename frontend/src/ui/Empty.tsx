/** A place where nothing is yet: what belongs here, and how to begin. */
import { Center, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

export function Empty({
  icon,
  title,
  hint,
  action,
}: {
  icon?: ReactNode;
  title: string;
  hint?: string;
  action?: ReactNode;
}) {
  return (
    <Center mih={200} p="lg">
      <Stack align="center" gap={6} maw={420}>
        {icon}
        <Text fw={600} ta="center" style={{ textWrap: "balance" }}>
          {title}
        </Text>
        {hint && (
          <Text c="dimmed" size="sm" ta="center" style={{ textWrap: "balance" }}>
            {hint}
          </Text>
        )}
        {action && <div style={{ marginTop: 8 }}>{action}</div>}
      </Stack>
    </Center>
  );
}
