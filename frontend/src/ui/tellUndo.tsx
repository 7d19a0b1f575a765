/** A message with a way back. */
import { Button, Group } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { translate } from "@/app/translation";
import { tell } from "./tell";

/** `undo` is run at most once, while the message stands there. */
export function tellUndo(message: string, undo: () => Promise<unknown>): void {
  const id = notifications.show({
    autoClose: 10_000,
    message: (
      <Group justify="space-between" wrap="nowrap">
        {message}
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => {
            notifications.hide(id);
            undo().catch(tell.failure);
          }}
        >
          {translate("shell.undo")}
        </Button>
      </Group>
    ),
  });
}
