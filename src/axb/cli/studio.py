"""`axb studio`: the live page."""

from typing import Annotated

import typer

from axb.cli.commands import command


@command(
    "studio", "cli.studio", "axb studio", "axb studio --port 9000 --no-browser", "axb studio --host 0.0.0.0"
)
def studio(
    port: Annotated[int | None, typer.Option("--port", metavar="N", help="cli.opt_port")] = None,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="cli.opt_host")] = "127.0.0.1",
    no_browser: Annotated[bool, typer.Option("--no-browser", help="cli.opt_no_browser")] = False,
) -> None:
    from axb.studio import serve

    serve(host, port, open_browser=not no_browser)
