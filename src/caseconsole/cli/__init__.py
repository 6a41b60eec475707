"""The verbs of the command line; each imports what it needs when it runs."""

import gc
import sys


def main(arguments: list[str] | None = None) -> int:
    """Run one command; exit code 0 done, 1 refused, 2 wrongly asked, 70 a fault of ours."""
    given = sys.argv[1:] if arguments is None else arguments
    if given == ["--version"]:
        from caseconsole import __version__

        sys.stdout.write(f"caseconsole {__version__}\n")
        return 0
    # Loading makes many objects and no garbage; looking for some costs a tenth of the start.
    gc.set_threshold(50_000)
    from caseconsole.cli.run import run

    return run(given)
