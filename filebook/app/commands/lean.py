"""What `filebook serve` and `filebook worker` go on as, without what its libraries load and it never uses."""

import sys

_UNUSED = ("rich", "greenlet")
"""structlog loads both wherever they are installed: five megabytes that lines of JSON from threads have no use for."""


def start() -> int:
    """Serve or work as told on the command line; the exit code."""
    for unused in _UNUSED:
        sys.modules[unused] = None  # type: ignore[assignment] # how Python is told that there is no such module
    from filebook.app.commands.serving import main

    for unused in _UNUSED:
        del sys.modules[unused]  # what fails is told in colours all the same
    return main(sys.argv[1])


if __name__ == "__main__":
    sys.exit(start())
