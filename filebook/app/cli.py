"""The command line: serve, worker, demo, the people, keys and webhooks of an installation, checks.

Exit codes: 0 done; 1 a check found something wrong; 2 the command cannot be understood or a setting does not
fit; 3 refused (unknown name, name taken); 4 a store cannot be reached or written.
"""

import sys
from importlib.metadata import version

from cyclopts import App, CycloptsError
from rich.console import Console

from filebook.app.commands.client.failures import ClientFailed, NotUnderstood, Refused
from filebook.backends.sql.connection import Unfit
from filebook.core.errors import Conflict, FilebookError, Invalid, Missing, NoSpace, NotFound, Unavailable
from filebook.dialects.native.reasons import sentence_of

COMMANDS = {
    "serve": ("server:serve", "Serve until stopped."),
    "worker": ("server:worker", "Do jobs, housekeeping and webhooks without serving."),
    "demo": ("demo:demo", "Make a demo business once, serve it, print how to log in."),
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
    "webhook set": ("webhooks:webhook_set", "Set where changes are told of; its secret is shown once."),
    "webhook list": ("webhooks:webhook_list", "List the webhooks of a business and how they do."),
    "webhook show": ("webhooks:webhook_show", "Show a webhook and how it does."),
    "webhook remove": ("webhooks:webhook_remove", "Remove a webhook."),
    "webhook test": ("webhooks:webhook_test", "Send one message now."),
    "webhook deliveries": ("webhooks:webhook_deliveries", "List what a webhook was not told."),
    "config show": ("config:config_show", "Print the settings in force, secrets masked."),
    "config check": ("config:config_check", "Say whether the settings fit."),
    "key rotate": ("config:key_rotate", "Sign download links with a new key."),
    "fsck": ("checks:fsck", "Compare rows with bytes and with each other."),
    "scan": ("checks:scan", "Have every file looked through for malware."),
    "gc": ("retention:gc", "Remove for good what the retention rules let go."),
    "reindex": ("checks:reindex", "Make anew what things are found by."),
    "book rewrite": ("checks:book_rewrite", "Write anew when appointments happen."),
    "doctor": ("checks:doctor", "Check that everything is set up well."),
    "login": ("client.login:login", "Remember a server, and one's token there."),
    "put": ("client.put:put", "Put files into a server's library."),
    "get": ("client.get:get", "Get a file from a server's library."),
    "ls": ("client.listing:ls", "List what lies in a folder of a server."),
    "cal": ("client.calendar:cal", "List a server's appointments."),
    "changes": ("client.changes:changes", "Tell what changed on a server."),
}
GROUPS = {
    "business": "Tenants: create, change, list, revoke.",
    "user": "People and programs that log in: create, list, revoke.",
    "credential": "Keys and passwords: create, list, revoke.",
    "webhook": "Where changes are told of: set, list, show, remove, test, deliveries.",
    "config": "Settings: show, check.",
    "key": "The installation's own keys: rotate.",
    "book": "Appointments: rewrite.",
}
DONE, FOUND_SOMETHING, NOT_UNDERSTOOD, REFUSED, STORE_UNREACHABLE = range(5)


def main() -> None:
    """Run one command and exit with its code."""
    sys.exit(run(sys.argv[1:]))


def run(tokens: list[str]) -> int:
    """Run one command; its exit code."""
    try:
        return int(command_line()(tokens, exit_on_error=False, print_error=True, result_action="return_value") or DONE)
    except CycloptsError:
        return NOT_UNDERSTOOD
    except (FilebookError, ClientFailed) as error:
        return failed(error)
    except KeyboardInterrupt:
        return DONE


def failed(error: FilebookError | ClientFailed) -> int:
    """Say why a command failed; its exit code."""
    if isinstance(error, Invalid | Missing):
        reason = getattr(error, "reason", "missing")
        words, code = f"{error.field}: {sentence_of(reason) or reason}", NOT_UNDERSTOOD
    elif isinstance(error, NotUnderstood):
        words, code = str(error), NOT_UNDERSTOOD
    elif isinstance(error, Refused):
        words, code = str(error), REFUSED
    elif isinstance(error, Unfit | ClientFailed):
        words, code = str(error), STORE_UNREACHABLE
    elif isinstance(error, Unavailable | NoSpace):
        words, code = f"the store cannot be used just now ({type(error).__name__})", STORE_UNREACHABLE
    elif isinstance(error, NotFound):
        words, code = f"there is no {error.what} {error.key or ''}".rstrip(), REFUSED
    elif isinstance(error, Conflict):
        words, code = f"taken, or in the way: {error.what}", REFUSED
    else:
        words, code = f"refused ({type(error).__name__})", REFUSED
    Console(stderr=True, soft_wrap=True, highlight=False).print(f"filebook: {words}", markup=False)
    return code


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
