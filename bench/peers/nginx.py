"""nginx: files by sendfile, files by large buffers, and uploads by WebDAV PUT."""

import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.plan import Plan
from bench.processes import Server, free_port, launched, wait_for_answer
from bench.tools import program

_CONFIGURATION = """
user {user};
daemon off;
worker_processes 1;
pid {folder}/pid;
error_log stderr warn;
events {{ worker_connections 1024; }}
http {{
  access_log {access_log};
  client_max_body_size 0;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  keepalive_requests 1000000000;
  root {folder}/files;
  tcp_nopush on;
  server {{
    listen 127.0.0.1:{port};
    sendfile on;
    location /dav/ {{ dav_methods PUT DELETE; create_full_put_path on; }}
  }}
  server {{
    listen 127.0.0.1:{copying_port};
    sendfile off;
    output_buffers 2 512k;
  }}
}}
"""


@dataclass(frozen=True, slots=True)
class Nginx:
    """A running nginx. What lies in `files` is served under both addresses; uploads go below `server.url`/dav/."""

    server: Server
    files: Path
    copying_url: str


@contextmanager
def nginx(plan: Plan) -> Iterator[Nginx]:
    """Serve from a new folder. Raises: Missing."""
    binary = program("nginx")
    folder = plan.subfolder("nginx")
    files = folder / "files"
    (files / "dav").mkdir(parents=True)
    port, copying_port = free_port(), free_port()
    configuration = folder / "nginx.conf"
    configuration.write_text(
        _CONFIGURATION.format(
            user=pwd.getpwuid(os.getuid()).pw_name,
            folder=folder,
            port=port,
            copying_port=copying_port,
            access_log=folder / "access.log" if plan.access_logs else "off",
        )
    )
    url, log = f"http://127.0.0.1:{port}", folder / "error.log"
    with launched([binary, "-p", folder, "-c", configuration], log=log, environment=os.environ) as process:
        wait_for_answer(url, process, log)
        yield Nginx(Server("nginx", url, process), files, f"http://127.0.0.1:{copying_port}")
