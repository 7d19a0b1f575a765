/** Makes a folder at the top of the library, and goes there. */
import { useLocation } from "wouter";
import { useCommands } from "@/features/library/commands";
import { NewFolderDialog } from "@/features/library/dialogs/NewFolderDialog";

export default function NewFolder({ onClose }: { onClose: () => void }) {
  const [, go] = useLocation();
  const { makeFolder } = useCommands();
  const make = async (name: string) => {
    const id = await makeFolder(name, null);
    return () => go(`/library/folder/${id}`);
  };
  return <NewFolderDialog make={make} onClose={onClose} />;
}
