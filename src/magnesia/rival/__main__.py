"""``python -m magnesia.rival`` fits the rival to the calibration studies; ``--table`` holds it against the body."""

from __future__ import annotations

import argparse
import sys

from magnesia.body.calibrated import calibration
from magnesia.calibration.studies import studies_of
from magnesia.errors import MagnesiaError
from magnesia.rival.fitting import fit, is_current
from magnesia.rival.numbers import store, stored_fit
from magnesia.rival.table import errors, worded


def main() -> int:
    asked = argparse.ArgumentParser(
        prog="python -m magnesia.rival", description="Fits the rival to the calibration studies."
    )
    asked.add_argument("--table", action="store_true", help="print both models beside the studies; fit nothing")
    asked.add_argument("--seed", type=int, default=0, help="of the starts of the fit")
    options = asked.parse_args()
    try:
        if options.table:
            if not is_current(stored_fit()):
                print("The studies have changed since the rival was fitted; fit it again.", file=sys.stderr)
            print(f"Body: calibration on evidence {calibration().evidence or 'none'}.\n")
            for split in ("calibration", "validation"):
                print(f"## {split.capitalize()} studies\n\n{worded(list(errors(split)))}\n")
        else:
            found = fit(studies_of("calibration"), seed=options.seed, tell=lambda said: print(said, file=sys.stderr))
            print(f"Wrote {store(found)}.", file=sys.stderr)
    except MagnesiaError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
