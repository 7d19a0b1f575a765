"""One large download, a session's token checked: against nginx with sendfile."""

from collections.abc import Callable
from contextlib import ExitStack
from os import link

from bench.load import curl
from bench.ours.server import NAME, demo
from bench.ours.timetap import TimeTap, curl_headers
from bench.peers.nginx import Nginx, nginx
from bench.plan import Plan
from bench.processes import Server
from bench.report import Report, ratio_verdict, ratios, spread
from bench.rounds import Contestant, Field, Figure

GIB = 1 << 30


def measure(plan: Plan, stack: ExitStack) -> Report:
    """Run the bar."""
    big = plan.random_file("big.bin", plan.big_bytes)

    def downloads(server: Server, url: str, *arguments: str) -> Contestant:
        def run() -> Figure:
            return Figure(plan.big_bytes / 1e6 / curl(url, *arguments), plan.big_bytes / GIB)

        run()  # once before it counts, so that every file lies in memory
        return Contestant(server.name, server, run)

    def ours() -> Contestant:
        started = stack.enter_context(demo(plan))
        client = TimeTap.of_demo(started.contract)
        form = plan.folder / "form"
        client.write_form(form, big)
        curl(client.upload_url, *curl_headers(client.upload_headers), "--request", "POST", "--upload-file", form)
        form.unlink()
        file = next(file for file in client.files() if file["fileName"] == big.name)
        return downloads(started.server, client.content_url(file["fileLibraryUUID"]), *curl_headers(client.headers))

    def by_nginx(choose: Callable[[Nginx], str]) -> Contestant:
        served = stack.enter_context(nginx(plan))
        link(big, served.files / big.name)
        return downloads(served.server, f"{choose(served)}/{big.name}")

    field = Field()
    field.enter(NAME, ours)
    field.enter("nginx, sendfile", lambda: by_nginx(lambda served: served.server.url))
    field.enter("nginx, large buffers", lambda: by_nginx(lambda served: served.copying_url))
    field.take_turns(plan.rounds)
    report = ratios(f"Download of {plan.big_bytes >> 20} MiB", field, unit="MB/s", cpu="s a GiB")
    report.verdicts = ratio_verdict(field, "nginx, sendfile", bound=0.9, promise="1 GiB download ÷ nginx sendfile")
    report.remarks.append(spread(field.contestants))
    return report
