"""What is told of the program itself."""

from functools import cache


@cache
def program_version() -> str:
    """The version that is installed."""
    from importlib.metadata import version  # noqa: PLC0415 - it loads what reads archives, to be used by few requests

    return version("filebook")
