"""Start the demo server, play the main job against it once, show what happened, and keep serving."""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from scripts.play_main_job import play

STARTUP_SECONDS = 60
LOG = Path("demo-data.log")


def main() -> int:
    """Run until the server ends or Ctrl-C."""
    arguments = sys.argv[1:] or ["--data", "demo-data", "--port", "8080"]
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "demo.json"
        filebook = Path(sys.executable).with_name("filebook")
        log = LOG.open("w")
        server = subprocess.Popen([filebook, "demo", *arguments, "--json", told], stderr=log)
        try:
            deadline = time.monotonic() + STARTUP_SECONDS
            while not told.exists():
                if server.poll() is not None or time.monotonic() > deadline:
                    sys.stderr.write(f"the demo server did not start; see {LOG}\n")
                    return server.poll() or 1
                time.sleep(0.05)
            play(json.loads(told.read_text()), say=lambda line: print(line, flush=True))
            print(f"The server goes on; its log is {LOG}.", flush=True)
            return server.wait()
        except KeyboardInterrupt:
            return 0
        finally:
            server.terminate()
            server.wait()
            log.close()


if __name__ == "__main__":
    sys.exit(main())
