/** Files out of what was dropped, chosen or pasted: folders are gone through where the browser lets us. */

export interface Found {
  file: File;
  /** The folders that it lies in, outermost first. */
  folders: readonly string[];
  /** Lets a later page read the file again without asking for it. */
  handle?: FileSystemFileHandle;
}

/** What systems leave in folders for themselves. */
const LITTER = new Set([".DS_Store", "Thumbs.db", "desktop.ini"]);

/** All files of a drop. Has to be called while the drop is handled: the list is empty afterwards. */
export async function dropped(data: DataTransfer): Promise<Found[]> {
  const items = [...data.items].filter((item) => item.kind === "file");
  const entries = items.map((item) => ({
    entry: item.webkitGetAsEntry(),
    file: item.getAsFile(),
    handle: handleOf(item),
  }));
  const found: Found[] = [];
  for (const { entry, file, handle } of entries) {
    if (entry?.isDirectory) await gather(entry, [], found);
    else if (file) found.push({ file, folders: [], handle: await handle });
  }
  return found.filter((one) => !LITTER.has(one.file.name));
}

async function handleOf(item: DataTransferItem): Promise<FileSystemFileHandle | undefined> {
  if (!("getAsFileSystemHandle" in item)) return undefined;
  const get = item.getAsFileSystemHandle as () => Promise<FileSystemHandle | null>;
  const handle = await get.call(item).catch(() => null);
  return handle instanceof FileSystemFileHandle ? handle : undefined;
}

async function gather(entry: FileSystemEntry, folders: readonly string[], found: Found[]): Promise<void> {
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject)).catch(() => null);
    if (file) found.push({ file, folders });
  } else if (isFolder(entry)) {
    const inner = [...folders, entry.name];
    const reader = entry.createReader();
    // A reader tells up to a hundred at once, and nothing at the end.
    for (let batch = await read(reader); batch.length > 0; batch = await read(reader)) {
      for (const one of batch) await gather(one, inner, found);
    }
  }
}

function read(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/** Pasted files; a picture out of the clipboard is called by `named`, for all of them are called the same. */
export function pasted(data: DataTransfer, named: (moment: Date) => string): Found[] {
  return [...data.files].map((file) => {
    if (file.name !== "image.png") return { file, folders: [] };
    const called = new File([file], `${named(new Date())}.png`, { type: file.type });
    return { file: called, folders: [] };
  });
}
