"""The commands and how they end: with a sentence and an exit code, never with a traceback for a user's mistake."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import typer

from magnesia.cli import catalogue, claims, compare, demo, explain, export, gallery, simulate
from magnesia.cli.console import complain
from magnesia.errors import MagnesiaError
from magnesia.tables.wording import NOTICE

INTERRUPTED, READER_GONE = 130, 141  # what shells report for these two ends

app = typer.Typer(
    name="magnesia",
    help=f"The human magnesium system as an executable model. {NOTICE}",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(simulate.simulate)
app.command()(compare.compare)
app.command()(demo.demo)
app.command()(gallery.gallery)
app.command()(explain.explain)
app.command("list")(catalogue.list_names)
app.command()(export.export)
app.command()(claims.claims)
app.command()(catalogue.schema)
app.command()(catalogue.version)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command and leave the process with its exit code."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit code."""
    try:
        code = app(args=arguments, standalone_mode=False) or 0
        sys.stdout.flush()
        if code == INTERRUPTED:  # typer hides the interruption behind the code
            raise KeyboardInterrupt
        return code
    except MagnesiaError as error:
        complain(str(error))
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        complain("Interrupted; nothing more was written.")
        return INTERRUPTED
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_GONE
    except Exception as error:
        # typer has its own exceptions for misuse, told by the sentence they carry; all else is a bug with its traceback
        if not hasattr(error, "format_message"):
            raise
        complain(f"{error.format_message()} (see magnesia --help)")
        return 2
