"""`./putright COMMAND …`: finds the command in a table and runs its module, reading no other.

A new command is a module here with `run(argv) -> int` and a line in the table.
"""

import importlib
import io
import sys

# Command -> (module in this package, what it does, in one line).
COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("demo", "set everything up and run the service with made-up data"),
    "test": ("test", "set everything up and run every check and test"),
    "due": ("due", "when a complaint must be answered, from facts given here"),
    "code": ("code", "what the Complaint Handling Code asks, and what Putright does about it"),
    "check-policy": ("check_policy", "a landlord's complaint procedure against an edition of the Code"),
    "check-letter": ("check_letter", "what a letter lacks of what an edition of the Code asks"),
    "clocks": ("clocks", "the clocks of complaints that are recorded"),
    "verify": ("verify", "check that no event of the record was altered, removed or reordered"),
    "checkpoint": ("checkpoint", "record the head of every chain in one hash, and export it"),
    "import": ("imports", "take histories of complaints from a file"),
    "homes": ("homes", "take in a landlord's list of homes from a CSV file"),
    "landlord": ("landlord", "add a landlord or change its settings"),
    "person": ("person", "add a person who works for a landlord, or change what they may do"),
    "body": ("body", "add an advice agency or another body that is no landlord, and its people"),
    "holiday": ("holiday", "add a one-off bank holiday, which moves the clocks that are open"),
    "work": ("work", "send the messages that wait and do the other work of the background"),
    "migrate": ("migrate", "bring the database up to this version"),
    "backup": ("backup", "write the whole database to a file"),
    "restore": ("restore", "read a backup into an empty database and verify it"),
    "messages": ("messages", "update, check and compile the translations"),
    "review": ("review", "have translations checked by native reviewers"),
}


def main(argv: list[str]) -> int:
    """Runs the command that `argv` begins with; gives its exit code, 2 for a command that there is not."""
    name, rest = (argv[0], argv[1:]) if argv else ("help", [])
    if name in {"help", "--help", "-h"}:
        width = max(map(len, COMMANDS))
        print("./putright COMMAND …\n")
        for command, (_, does) in COMMANDS.items():
            print(f"  {command:{width}}  {does}")
        print("\n`./putright COMMAND --help` says more about one.")
        return 0
    if name not in COMMANDS:
        print(f"There is no command {name!r}: `./putright help` lists them.", file=sys.stderr)
        return 2
    module = importlib.import_module(f"putright.cli.{COMMANDS[name][0]}")
    code: int = module.run(rest)
    return code


if __name__ == "__main__":
    # A terminal that cannot show a character gets its number, not a traceback.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read our output has had enough, as `head` has.
        sys.stderr.close()
        sys.exit(141)
