"""What `filebook serve` and `filebook worker` go on as, without what its libraries load and it never uses."""

import sys
from importlib import import_module
from importlib.util import find_spec, module_from_spec

_UNUSED = ("rich", "greenlet")
"""structlog loads both wherever they are installed: five megabytes that lines of JSON from threads have no use for."""


def start() -> int:
    """Serve or work as told on the command line; the exit code."""
    for unused in _UNUSED:
        sys.modules[unused] = None  # type: ignore[assignment] # how Python is told that there is no such module
    _leave_out_the_command_line_of_uvicorn()
    from filebook.app.commands.serving import main

    for unused in _UNUSED:
        del sys.modules[unused]  # what fails is told in colours all the same
    return main(sys.argv[1])


def _leave_out_the_command_line_of_uvicorn() -> None:
    """The package itself loads that, and what watches over several processes: a megabyte and a half. So it is made
    and not run, and told the one name that its modules ask it for.
    """
    spec = find_spec("uvicorn")
    if spec is not None:
        sys.modules["uvicorn"] = package = module_from_spec(spec)
        package.Config = import_module("uvicorn.config").Config  # type: ignore[attr-defined] # as its own first line does


if __name__ == "__main__":
    sys.exit(start())
