"""What `filebook serve` and `filebook worker` go on as, without what its libraries load and it never uses."""

import sys


def start() -> int:
    """Serve or work as told on the command line; the exit code."""
    # structlog loads rich wherever it is installed, for colours: four megabytes that lines of JSON have no use for.
    sys.modules["rich"] = None  # type: ignore[assignment] # how Python is told that there is no such module
    from filebook.app.commands.serving import main

    del sys.modules["rich"]  # what fails is told in colours all the same
    return main(sys.argv[1])


if __name__ == "__main__":
    sys.exit(start())
