"""tuspy in a process of its own: uploads the file that the argument names, and goes on where it was before.

Tells a line of JSON for where it begins and for every chunk. At `stop_at` bytes it stands still, to be killed.
"""

import json
import sys
import time
from typing import Any

from tusclient.client import TusClient
from tusclient.storage.filestorage import FileStorage


def tell(what: dict[str, Any]) -> None:
    """A line for whoever runs this."""
    print(json.dumps(what), flush=True)  # noqa: T201 - as said above


def main(said: dict[str, Any]) -> None:
    """Upload."""
    uploader: Any = TusClient(said["url"], headers={"Authorization": f"Bearer {said['token']}"}).uploader(
        said["file"],
        chunk_size=said.get("chunk_bytes") or sys.maxsize,
        metadata={"filename": said["name"], "filetype": "application/x-proof"},
        store_url=True,
        url_storage=FileStorage(said["storage"]),  # type: ignore[no-untyped-call] # half typed
        upload_checksum=said.get("checksum", False),
    )
    tell({"from": uploader.offset})
    while uploader.offset < uploader.get_file_size():
        uploader.upload_chunk()
        tell({"offset": uploader.offset})
        if said.get("stop_at") and uploader.offset >= said["stop_at"]:
            tell({"stopped_at": uploader.offset, "url": uploader.url})
            time.sleep(3600)
    tell({"done": uploader.url})


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
