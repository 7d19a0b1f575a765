"""The command line: serve, demo, the people and keys of an installation, checks.

Exit codes: 0 done; 1 a check found something wrong; 2 the command cannot be understood or a setting does not
fit; 3 refused (unknown name, name taken); 4 a store cannot be reached or written.
"""

import sys
from importlib.metadata import version

from cyclopts import App, CycloptsError
from rich.console import Console

from filebook.backends.sql.connection import Unfit
from filebook.core.errors import FilebookError, Invalid, Missing, NoSpace, Unavailable

COMMANDS = {
    "serve": ("server:serve", "Serve until stopped."),
    "demo": ("server:demo", "Make a demo business once, serve it, print how to log in."),
    "business create": ("people:business_create", "Create a business."),
    "business change": ("people:business_change", "Change profiles and settings of a business."),
    "business list": ("people:business_list", "List the businesses."),
    "business revoke": ("people:business_revoke", "Shut every user of a business out."),
    "user create": ("people:user_create", "Create a user."),
    "user list": ("people:user_list", "List the users of a business."),
    "user revoke": ("people:user_revoke", "Shut a user out."),
    "credential create": ("people:credential_create", "Issue a credential; its secret is shown once."),
    "credential list": ("people:credential_list", "List the credentials of a business."),
    "credential revoke": ("people:credential_revoke", "Revoke a credential."),
    "config show": ("config:config_show", "Print the settings in force, secrets masked."),
    "config check": ("config:config_check", "Say whether the settings fit."),
    "key rotate": ("config:key_rotate", "Sign download links with a new key."),
    "fsck": ("checks:fsck", "Compare every row with its bytes."),
    "doctor": ("checks:doctor", "Check that everything is set up well."),
}
GROUPS = {
    "business": "Tenants: create, change, list, revoke.",
    "user": "People and programs that log in: create, list, revoke.",
    "credential": "Keys and passwords: create, list, revoke.",
    "config": "Settings: show, check.",
    "key": "The installation's own keys: rotate.",
}
DONE, FOUND_SOMETHING, NOT_UNDERSTOOD, REFUSED, STORE_UNREACHABLE = range(5)


def main() -> None:
    """Run one command and exit with its code."""
    sys.exit(run(sys.argv[1:]))


def run(tokens: list[str]) -> int:
    """Run one command; its exit code."""
    errors = Console(stderr=True, soft_wrap=True, highlight=False)
    try:
        return int(command_line()(tokens, exit_on_error=False, print_error=True, result_action="return_value") or DONE)
    except CycloptsError:
        return NOT_UNDERSTOOD
    except (Invalid, Missing) as error:
        reason = getattr(error, "reason", "missing")
        errors.print(f"filebook: {error.field}: {reason}", markup=False)
        return NOT_UNDERSTOOD
    except Unfit as error:
        errors.print(f"filebook: {error}", markup=False)
        return STORE_UNREACHABLE
    except (Unavailable, NoSpace) as error:
        errors.print(f"filebook: the store cannot be used just now ({type(error).__name__})", markup=False)
        return STORE_UNREACHABLE
    except FilebookError as error:
        errors.print(f"filebook: refused: {error!r}", markup=False)
        return REFUSED
    except KeyboardInterrupt:
        return DONE


def command_line() -> App:
    """The commands and their groups; each module is loaded when one of its commands is called."""
    app = App(
        name="filebook",
        help="One file library and one appointment book for a business.",
        version=lambda: version("filebook"),
    )
    for words, (place, about) in COMMANDS.items():
        group, _, name = words.rpartition(" ")
        if group and group not in app:
            app.command(App(name=group, help=GROUPS[group]))
        (app[group] if group else app).command(f"filebook.app.commands.{place}", name=name, help=about)
    return app
