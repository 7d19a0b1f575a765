"""The main job, as five different programs would do it: one file, one appointment, five languages.

A file arrives through onOffice in two steps and hangs on an appointment; it is listed and downloaded there;
TelecomX reads it; Xelion reads the appointment; the native API finds both by one number and tells who did what; TimeTap
lists the file, puts it in a folder and deletes it.
"""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

Demo = dict[str, Any]
ACTION = "urn:onoffice-de-ns:smart:2.5:smartml:action:"
DOCUMENT = b"Bezichtiging Parkweg 9: sleutel opgehaald.\n" * 40


def play(demo: Demo, *, say: Callable[[str], None]) -> None:
    """Do it once; raises on the first answer that is not as it should be."""
    say("\nThe main job: one file, one appointment, five languages")
    file_id = upload_through_onoffice(demo, say)
    read_through_onoffice(demo, file_id, say)
    uuid = list_through_timetap(demo, say)
    read_through_telecomx(demo, uuid, say)
    read_appointment_through_xelion(demo, say)
    find_through_native(demo, file_id, say)
    folder_and_delete_through_timetap(demo, uuid, say)
    say("The same file all the way, one copy of its bytes, and gone everywhere at the end.\n")


def onoffice(demo: Demo, action: str, resource_type: str, *, parameters: dict[str, Any], resource_id: str = "") -> Any:
    """One signed action; its records."""
    key = demo["onoffice"]
    timestamp = int(time.time())
    message = f"{timestamp}{key['token']}{resource_type}{ACTION}{action}"
    signature = base64.b64encode(hmac.digest(key["secret"].encode(), message.encode(), "sha256")).decode()
    body = {
        "actionid": ACTION + action,
        "resourceid": resource_id,
        "resourcetype": resource_type,
        "identifier": "",
        "timestamp": timestamp,
        "hmac": signature,
        "hmac_version": 2,
        "parameters": parameters,
    }
    envelope = {"token": key["token"], "request": {"actions": [body]}}
    answer = call("POST", key["url"] + "/api/stable/api.php", json_body=envelope)
    result = answer["response"]["results"][0]
    expect(result["status"]["errorcode"] == 0, result)
    return result["data"]["records"]


def upload_through_onoffice(demo: Demo, say: Callable[[str], None]) -> str:
    """Both steps of an upload; the id of the file."""
    data = base64.b64encode(DOCUMENT).decode()
    first = onoffice(demo, "do", "uploadfile", parameters={"data": data})[0]["elements"]
    say(f"  onOffice  step 1: {first['filesize']} bytes wait as {first['tmpUploadId']}")
    second = onoffice(
        demo,
        "do",
        "uploadfile",
        parameters={
            "tmpUploadId": first["tmpUploadId"],
            "module": "appointment",
            "relatedRecordId": demo["onoffice"]["appointment_id"],
            "file": "sleutelbewijs.txt",
        },
    )[0]["elements"]
    say(f"  onOffice  step 2: filed as {second['fileId']} on appointment {demo['onoffice']['appointment_id']}")
    return str(second["fileId"])


def read_through_onoffice(demo: Demo, file_id: str, say: Callable[[str], None]) -> None:
    """The appointment's files, and the bytes by the link in the list."""
    parameters = {"appointmentid": str(demo["onoffice"]["appointment_id"]), "fileId": file_id}
    record = onoffice(demo, "get", "file", parameters=parameters, resource_id="appointment")[0]
    with urlopen(record["elements"]["url"]) as answer:
        expect(answer.read() == DOCUMENT, "the bytes differ")
    say(f"  onOffice  lists {record['elements']['filename']} and its one-hour link gives back every byte")


def list_through_timetap(demo: Demo, say: Callable[[str], None]) -> str:
    """The file's UUID, from the list of all files."""
    listed = call("GET", f"{demo['timetap']['url']}/live/files", bearer=timetap_token(demo))
    mine = [item for item in listed if item["fileName"] == "sleutelbewijs.txt"]
    expect(bool(mine) and mine[-1]["calendarId"] == demo["onoffice"]["appointment_id"], mine)
    say(f"  TimeTap   lists {len(listed)} files and folders; this one is {mine[-1]['fileLibraryUUID']}")
    return str(mine[-1]["fileLibraryUUID"])


def read_through_telecomx(demo: Demo, uuid: str, say: Callable[[str], None]) -> None:
    """The file object and its protected bytes."""
    url = demo["telecomx"]["url"]
    token = call("POST", f"{url}/auth/login", json_body=demo["telecomx"]["users"]["owner"])["token"]
    file = call("GET", f"{url}/file/{uuid[:24]}", bearer=token)
    with urlopen(f"{file['url']}?{urlencode({'token': token})}") as answer:
        expect(hashlib.sha256(answer.read()).digest() == hashlib.sha256(DOCUMENT).digest(), "the bytes differ")
    say(f"  TelecomX  reads {file['filename']}.{file['filetype']}, {file['size']} bytes, and its content")


def read_appointment_through_xelion(demo: Demo, say: Callable[[str], None]) -> None:
    """The appointment that the file hangs on."""
    xelion = demo["xelion"]
    base = f"{xelion['url']}/api/v1/{xelion['tenant']}"
    login = {"userName": xelion["user"], "password": xelion["password"], "userSpace": "main-job"}
    token = call("POST", f"{base}/me/login", json_body=login)["authentication"]
    oid = demo["onoffice"]["appointment_id"]
    appointment = call("GET", f"{base}/appointments/{oid}", authorization=f"xelion {token}")["object"]
    say(f"  Xelion    reads the appointment: {appointment['subject']}, {appointment['starttime']} UTC")


def folder_and_delete_through_timetap(demo: Demo, uuid: str, say: Callable[[str], None]) -> None:
    """Into a new folder, then away for good; onOffice sees it gone. The folder goes too."""
    url, token = demo["timetap"]["url"] + "/live/files", timetap_token(demo)
    base = {"businessId": int(demo["timetap"]["api_key"])}
    folder = call("POST", url, bearer=token, json_body={**base, "fileLibraryType": "FOLDER", "fileName": "Sleutels"})
    moved = call(
        "POST",
        url,
        bearer=token,
        json_body={
            **base,
            "fileLibraryType": "FILE",
            "fileName": "sleutelbewijs.txt",
            "fileLibraryUUID": uuid,
            "parentFileLibraryUUID": folder["fileLibraryUUID"],
        },
    )
    expect(moved["parentFileLibraryUUID"] == folder["fileLibraryUUID"], moved)
    say("  TimeTap   puts it into the new folder Sleutels")
    for gone in (uuid, folder["fileLibraryUUID"]):
        expect(call("DELETE", f"{url}/{gone}", bearer=token)["deleted"] is True, gone)
    listed = onoffice(
        demo,
        "get",
        "file",
        parameters={"appointmentid": demo["onoffice"]["appointment_id"], "listlimit": 100},
        resource_id="appointment",
    )
    expect(all(record["elements"]["filename"] != "sleutelbewijs.txt" for record in listed), listed)
    say("  TimeTap   deletes file and folder; onOffice lists the file no more")


def find_through_native(demo: Demo, file_id: str, say: Callable[[str], None]) -> None:
    """The file under onOffice's number, what it hangs on, and who put it there through which door."""
    url, token = f"{demo['native']['url']}/api/v1", demo["native"]["token"]
    shown = call("GET", f"{url}/files/{file_id}", bearer=token)
    on = [thing["number"] for thing in shown["attachments"]]
    expect(on == [int(demo["onoffice"]["appointment_id"])], shown)
    done = call("GET", f"{url}/activity?object={file_id}", bearer=token)["items"]
    expect({entry["door"] for entry in done} == {"onoffice"}, done)
    say(f"  native    finds it as {shown['id']} on appointment {on[0]}, put there through onOffice")


def timetap_token(demo: Demo) -> str:
    """A session token from the constant signature."""
    key = demo["timetap"]
    signature = hashlib.md5((key["api_key"] + key["private_key"]).encode(), usedforsecurity=False).hexdigest()
    query = urlencode({"apiKey": key["api_key"], "timestamp": int(time.time()), "signature": signature})
    return str(call("GET", f"{key['url']}/live/sessionToken?{query}")["sessionToken"])


def call(method: str, url: str, *, json_body: object = None, bearer: str = "", authorization: str = "") -> Any:
    """One JSON request; the decoded answer."""
    headers = {"Content-Type": "application/json"}
    if bearer or authorization:
        headers["Authorization"] = authorization or f"Bearer {bearer}"
    data = None if json_body is None else json.dumps(json_body).encode()
    with urlopen(Request(url, data=data, headers=headers, method=method)) as answer:
        return json.load(answer)


def expect(condition: bool, seen: object) -> None:  # noqa: FBT001 - reads as an assertion
    """Stop the play with what was seen instead."""
    if not condition:
        raise SystemExit(f"the main job failed: {seen}")
