"""What every command says in the same way: complaints on standard error, progress."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

PATIENCE = 1.0  # s; what takes less is not worth a progress bar

Progress = Callable[[float], None]


def complain(sentence: str) -> None:
    """A sentence for the user on standard error."""
    print(sentence, file=sys.stderr)


def output() -> Console:
    """Standard output for tables; as wide as the terminal, or wide enough for a table where there is none."""
    from rich.console import Console

    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=120)


@contextmanager
def progress_bar(label: str) -> Iterator[Progress | None]:
    """A bar on standard error for what takes longer than a second; ``None`` where no one watches a terminal.

    The value yielded takes the share done, from 0 to 1.
    """
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    bar = Bar(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(label, total=1.0)
    start = threading.Timer(PATIENCE, bar.start)
    start.daemon = True
    start.start()
    try:
        yield lambda share: bar.update(task, completed=share)
    finally:
        start.cancel()
        start.join()
        bar.stop()
