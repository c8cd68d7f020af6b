"""``python -m magnesia.calibration``: the program behind ``make calibrate``."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from magnesia.errors import MagnesiaError


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m magnesia.calibration", description=__doc__)
    parser.add_argument("--starts", type=int, default=4, help="how many starts, the first at the records")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kept", type=Path, default=Path(".calibration"), help="where finished starts wait")
    parser.add_argument("--out", type=Path, help="the file of estimates; left out, that of the package")
    parser.add_argument("--report", type=Path, default=Path("docs/calibration.md"))
    asked = parser.parse_args()
    try:
        run(asked)
    except MagnesiaError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print(
            f"Interrupted; finished starts are kept in {asked.kept} and the next run goes on from them.",
            file=sys.stderr,
        )
        return 130
    return 0


def run(asked: argparse.Namespace) -> None:
    import magnesia.body.records
    from magnesia.body.calibrated import FILE
    from magnesia.calibration.hidden import hidden_from_laboratories
    from magnesia.calibration.program import Settings, calibrate, calibration_file
    from magnesia.calibration.report import report
    from magnesia.calibration.sensitivity import sensitivity

    began = time.monotonic()

    def tell(said: str) -> None:
        print(f"{(time.monotonic() - began) / 60:5.1f} min  {said}", file=sys.stderr, flush=True)

    done = calibrate(Settings(asked.kept, asked.seed, asked.starts), tell)
    problem = done.studies.problem
    tell("sensitivity")
    sensitive = sensitivity(problem.names, problem.sizes, asked.seed)
    told = hidden_from_laboratories(asked.seed)
    page = report(done, sensitive, told)
    target = asked.out or Path(magnesia.body.records.__file__).parent / FILE
    target.write_text(calibration_file(done, asked.seed), encoding="utf-8")
    asked.report.write_text(page, encoding="utf-8")
    tell(f"written: {target}, {asked.report}")


if __name__ == "__main__":
    sys.exit(main())
