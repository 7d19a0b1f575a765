/** Handles of files on the disk, which some browsers give with a drop and let a later page read again. */

interface Readable extends FileSystemFileHandle {
  queryPermission?: (wanted: { mode: "read" }) => Promise<PermissionState>;
}

const STORE = "handles";

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("filebook-uploads", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function inStore<T>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T | undefined> {
  try {
    const database = await opened();
    return await new Promise<T>((resolve, reject) => {
      const request = act(database.transaction(STORE, mode).objectStore(STORE));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    }).finally(() => database.close());
  } catch {
    // Private windows may have no store; then the person is asked for the file.
    return undefined;
  }
}

export const keepHandle = (id: string, handle: FileSystemFileHandle) =>
  inStore("readwrite", (store) => store.put(handle, id));

export const dropHandle = (id: string) => inStore("readwrite", (store) => store.delete(id));

/** The file, if its handle was kept and may be read without asking. */
export async function fileOf(id: string): Promise<File | undefined> {
  const handle = await inStore<Readable | undefined>("readonly", (store) => store.get(id));
  if (!handle?.queryPermission) return undefined;
  try {
    if ((await handle.queryPermission({ mode: "read" })) === "granted") return await handle.getFile();
  } catch {
    // Moved or removed since: the person is asked for it.
  }
  return undefined;
}
