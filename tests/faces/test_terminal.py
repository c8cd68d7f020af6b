"""What only shows in a process of its own: progress in a terminal, interruption, a reader that goes away, speed."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

IMPATIENT = "import magnesia.cli.console as c; c.PATIENCE = 0.01; from magnesia.cli import main; main()"
SLOW = ("simulate", "fatemi1991_depletion", "--people", "4000", "--json")


def test_progress_is_shown_in_a_terminal_and_json_stays_pure() -> None:
    reader, writer = pty.openpty()
    command = [sys.executable, "-c", IMPATIENT, "simulate", "dicarlo1986_bolus", "--people", "600", "--json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=writer, env=os.environ | {"TERM": "xterm"}
    ) as process:
        os.close(writer)
        assert process.stdout is not None
        printed = process.stdout.read()
        shown = read_all(reader)
        assert process.wait(60) == 0
    assert json.loads(printed)
    assert b"dicarlo1986_bolus" in shown
    assert b"%" in shown


def read_all(reader: int) -> bytes:
    """Everything written to a terminal until it is closed."""
    shown = b""
    while True:
        try:
            piece = os.read(reader, 65536)
        except OSError:  # how a pseudo-terminal says that its other end is closed
            piece = b""
        if not piece:
            os.close(reader)
            return shown
        shown += piece


def test_no_progress_where_no_one_watches(spawn: Callable) -> None:
    assert spawn("simulate", "dicarlo1986_bolus", "--people", "600", "--json").stderr == ""


def test_interruption_is_a_sentence() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "magnesia", *SLOW], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert not out
    assert err == "Interrupted; nothing more was written.\n"


def test_a_reader_that_goes_away_is_no_error(short_case: Path) -> None:
    command = f"{sys.executable} -m magnesia simulate {short_case} --json | head -c 10"
    ended = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, timeout=60)
    assert ended.stderr == ""


def test_a_cached_start_is_quick(short_case: Path) -> None:
    """One and a half seconds is what a user may have to wait; processor time tells it on a busy machine too."""
    command = [sys.executable, "-m", "magnesia", "simulate", str(short_case), "--json"]
    subprocess.run(command, check=True, capture_output=True)
    spent = []
    for _ in range(3):
        begun = os.times()
        subprocess.run(command, check=True, capture_output=True)
        ended = os.times()
        spent.append(ended.children_user - begun.children_user + ended.children_system - begun.children_system)
    assert min(spent) < 1.5
