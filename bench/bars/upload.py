"""One large upload, hashed and durable before the answer: against WebDAV PUT, which is neither."""

from contextlib import ExitStack

from bench.bars.download import GIB
from bench.load import curl
from bench.ours.server import NAME, demo
from bench.ours.timetap import TimeTap, curl_headers
from bench.peers.nginx import nginx
from bench.peers.rclone import rclone
from bench.plan import Plan
from bench.processes import Command, Server
from bench.report import Report, ratio_verdict, ratios, spread
from bench.rounds import Contestant, Field, Figure


def measure(plan: Plan, stack: ExitStack) -> Report:
    """Run the bar."""
    big, form = plan.random_file("big.bin", plan.big_bytes), plan.folder / "form"

    def figure(seconds: float) -> Figure:
        return Figure(plan.big_bytes / 1e6 / seconds, plan.big_bytes / GIB)

    def ours() -> Contestant:
        started = stack.enter_context(demo(plan))
        client = TimeTap.of_demo(started.contract)
        client.write_form(form, big)
        arguments: Command = [*curl_headers(client.upload_headers), "--request", "POST", "--upload-file", form]
        return Contestant(
            NAME,
            started.server,
            lambda: figure(curl(client.upload_url, *arguments)),
            tidy=lambda: client.delete_named(big.name),
        )

    def puts(server: Server, url: str) -> Contestant:
        return Contestant(
            server.name,
            server,
            lambda: figure(curl(url, "--upload-file", big)),
            tidy=lambda: _delete(url),
        )

    def by_nginx() -> Contestant:
        server = stack.enter_context(nginx(plan)).server
        return puts(server, f"{server.url}/dav/{big.name}")

    def by_rclone() -> Contestant:
        server = stack.enter_context(rclone(plan))
        return puts(server, f"{server.url}/{big.name}")

    field = Field()
    field.enter(NAME, ours)
    field.enter("nginx PUT", by_nginx)
    field.enter("rclone PUT", by_rclone)
    field.take_turns(plan.rounds)
    report = ratios(f"Upload of {plan.big_bytes >> 20} MiB", field, unit="MB/s", cpu="s a GiB")
    report.verdicts = ratio_verdict(field, "nginx PUT", bound=0.7, promise="1 GiB upload ÷ nginx PUT")
    report.remarks += [
        "Filebook answers after SHA-256, fdatasync, rename and commit; nginx and rclone after the last write.",
        spread(field.contestants),
    ]
    return report


def _delete(url: str) -> None:
    curl(url, "--request", "DELETE")
