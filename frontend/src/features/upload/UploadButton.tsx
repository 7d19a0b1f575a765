/** A button that takes files from the device, whole folders, or a picture from its camera. */
import { Button, Menu } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconCamera, IconFiles, IconFolderPlus, IconUpload } from "@tabler/icons-react";
import { useRef } from "react";
import { useTranslation } from "@/app/translation";
import { startUploads, type UploadTarget } from "./uploads";

interface Props {
  target: UploadTarget;
  /** What stands on it, where "Upload" does not say enough. */
  label?: string;
  /** What it is read aloud as, where several stand side by side. */
  name?: string;
  variant?: "filled" | "light" | "default" | "subtle";
  size?: "xs" | "sm" | "compact-xs" | "compact-sm";
}

export function UploadButton({ target, label, name, variant = "filled", size = "sm" }: Props) {
  const { t } = useTranslation();
  const picker = useRef<HTMLInputElement>(null);
  const hasCamera = useMediaQuery("(pointer: coarse)");
  const intoFolder = target.kind === "folder";
  const words = label ?? t("upload.upload");

  /** Each way of choosing is an attribute of the one field. */
  const choose = (attributes: Record<string, string>) => {
    const field = picker.current;
    if (!field) return;
    for (const attribute of ["webkitdirectory", "capture", "accept", "multiple"]) field.removeAttribute(attribute);
    for (const [attribute, value] of Object.entries(attributes)) field.setAttribute(attribute, value);
    field.click();
  };
  const chooseFiles = () => choose({ multiple: "" });
  const icon = <IconUpload size={size.endsWith("xs") ? 14 : 16} aria-hidden />;
  return (
    <>
      <input
        ref={picker}
        type="file"
        hidden
        aria-label={name ?? words}
        onChange={(event) => {
          startUploads([...(event.currentTarget.files ?? [])], target);
          // The same file may be chosen once more.
          event.currentTarget.value = "";
        }}
      />
      {intoFolder || hasCamera ? (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant={variant} size={size} leftSection={icon} aria-label={name}>
              {words}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconFiles size={16} aria-hidden />} onClick={chooseFiles}>
              {t("upload.files")}
            </Menu.Item>
            {intoFolder && !hasCamera && (
              <Menu.Item
                leftSection={<IconFolderPlus size={16} aria-hidden />}
                onClick={() => choose({ webkitdirectory: "" })}
              >
                {t("upload.folder")}
              </Menu.Item>
            )}
            {hasCamera && (
              <Menu.Item
                leftSection={<IconCamera size={16} aria-hidden />}
                onClick={() => choose({ accept: "image/*", capture: "environment" })}
              >
                {t("upload.camera")}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      ) : (
        <Button variant={variant} size={size} leftSection={icon} aria-label={name} onClick={chooseFiles}>
          {words}
        </Button>
      )}
    </>
  );
}
