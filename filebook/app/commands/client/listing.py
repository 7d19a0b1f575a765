"""`filebook ls`: what lies in a folder of the library."""

from filebook.app.commands.client import servers
from filebook.app.commands.client.remote import folder_at
from filebook.app.commands.client.talking import Talk
from filebook.app.commands.output import tell


def ls(folder: str = "/", *, server: str = "", json: bool = False) -> None:
    """List what lies in a folder: folders, then files, each by name.

    Parameters
    ----------
    folder: Its path, such as /Contracts/2026, or its id.
    server: Name of the server; the one logged in to last if not told.
    json: Print JSON.
    """
    with Talk(servers.chosen(server)) as talk:
        path = f"/folders/{folder_at(talk, folder)}/children"
        tell(
            (
                {
                    "kind": one["kind"],
                    "name": one["name"] + ("/" if one["kind"] == "folder" else ""),
                    "size_bytes": one.get("size_bytes", ""),
                    "modified_at": one["modified_at"],
                    "id": one["id"],
                }
                for one in talk.pages(path, {})
            ),
            as_json=json,
        )
