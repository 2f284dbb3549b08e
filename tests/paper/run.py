#!/usr/bin/env python3
"""The list on paper before programs that others made: 20 000 names of thirty locales, and the naughty strings, packed as
`named` and read again by poppler and PDFium; the hardest names of every script beside what Chromium makes of them.

  .venv/bin/python tests/paper/run.py --binary target/debug/handover [--rows N] [--pictures DIR]

Prints `ok …` or `FAILED …` for each check and exits 1 where one failed. Pictures are left in target/paper.
"""
import argparse, sys, tempfile
from pathlib import Path
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "outside"))
from house import Counted, Packed, check, run
import hardest, limits, names, round_trip


def main():
    wants = argparse.ArgumentParser()
    wants.add_argument("--binary", type=Path, required=True)
    wants.add_argument("--rows", type=int, default=20_000)
    wants.add_argument("--pictures", type=Path, default=names.ROOT / "target" / "paper")
    wants.add_argument("--only", choices=["names", "hardest"])
    wanted = wants.parse_args()
    binary = wanted.binary.resolve()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        run(binary, "keygen", "--out", work / "keys", "--name", "paper.example")
        if wanted.only != "hardest":
            limits.checks(work)
            export = work / "names.csv"
            names.write_names(export, wanted.rows)
            round_trip.checks(Packed(binary, work, "named", "locales", export, language="en"), "thirty locales")
            naughty = work / "naughty.csv"
            names.write_naughty(naughty)
            round_trip.checks(Packed(binary, work, "named", "naughty", naughty, language="en"), "naughty strings")
        if wanted.only != "names":
            hard = work / "hardest.csv"
            hardest.write_export(hard)
            with check("hardest names: all of them on a page"):
                hardest.checks(Packed(binary, work, "named", "hardest", hard, language="en"), work, wanted.pictures)
    print(f"{Counted.passed} passed, {Counted.failed} failed")
    sys.exit(1 if Counted.failed else 0)


if __name__ == "__main__":
    main()
