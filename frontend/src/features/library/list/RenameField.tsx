/** The name of an item, being changed in its place. */
import { TextInput } from "@mantine/core";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useTranslation } from "@/app/translation";
import type { Item } from "../items";

/** `onEnd` is given the new name, or undefined where the old one stays. */
export function RenameField({ item, onEnd }: { item: Item; onEnd: (name: string | undefined) => void }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const ended = useRef(false);
  useEffect(() => {
    const dot = item.kind === "file" ? item.name.lastIndexOf(".") : -1;
    input.current?.focus();
    input.current?.setSelectionRange(0, dot > 0 ? dot : item.name.length);
  }, [item.kind, item.name]);
  const end = (keeps: boolean) => {
    if (ended.current) return;
    ended.current = true;
    const name = input.current?.value.trim() ?? "";
    onEnd(keeps && name && name !== item.name ? name : undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Enter") end(true);
    if (event.key === "Escape") end(false);
  };
  return (
    <TextInput
      ref={input}
      size="xs"
      flex={1}
      aria-label={t("library.newName")}
      defaultValue={item.name}
      onKeyDown={onKeyDown}
      onBlur={() => end(true)}
    />
  );
}
