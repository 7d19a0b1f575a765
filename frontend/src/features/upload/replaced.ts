/** What a person reads once a file has new bytes, with the way back to the old ones. */
import { translate } from "@/app/translation";
import { tellUndo } from "@/ui/tellUndo";
import { make } from "./requests";
import type { UploadTarget } from "./uploads";

type Version = Extract<UploadTarget, { kind: "version" }>;

export function tellReplaced({ file, label, before }: Version, refresh: () => void): void {
  tellUndo(translate("upload.replaced", { name: label }), async () => {
    await make(`/files/${file}/versions/${before}/restore`, {});
    refresh();
  });
}
