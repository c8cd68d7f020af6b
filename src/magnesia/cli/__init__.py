"""The command line. Importing it is cheap: every command imports what it needs when it runs."""

from magnesia.cli.app import main

__all__ = ["main"]
