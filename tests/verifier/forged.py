"""Forged responses before both verifiers: the program's `check` and the page's modules must say the same of each.

In: the binary, the maker of forgeries. Out: `ok` and `FAILED` lines. Never: a forgery that only one of the two was asked about.

    tests/verifier/forged.py --binary target/debug/handover --forge target/debug/examples/forge_responses
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
VERDICTS = {"confirmed": "confirmed", "holds": "holds", "dice not confirmed": "dice-not-confirmed", "not confirmed": "not-confirmed"}


def by_program(binary, task, receipt):
    line = [binary, "check", task["dossier"], task["response"], "--json"]
    if receipt:
        line += ["--dice", receipt["dice"], "--size", str(receipt["size"]), "--fields", ",".join(receipt["fields"])]
    said = subprocess.run(line, capture_output=True, text=True, env={"PATH": os.environ["PATH"]})
    if said.returncode not in (0, 1):
        return ("no answer", said.stderr, None, None)
    report = json.loads(said.stdout)
    codes = sorted({finding["code"] for finding in report["findings"]})
    return (VERDICTS[report["verdict"]], codes, report["bad"], report["bound"])


def by_page(tasks):
    lines = "".join(json.dumps(task) + "\n" for task in tasks)
    said = subprocess.run(["node", HERE / "batch.mjs"], input=lines, capture_output=True, text=True, check=True)
    for line in said.stdout.splitlines():
        report = json.loads(line)
        if "error" in report:
            yield ("no answer", report["error"], None, None)
        else:
            codes = sorted({finding["code"] for finding in report["findings"]})
            counted = "bound" in report and report["bound"] is not None
            yield (report["verdict"], codes, report["bad"] if counted else None, report["bound"] if counted else None)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--binary", required=True)
    arguments.add_argument("--forge", required=True)
    arguments = arguments.parse_args()
    changes = 1000 if os.environ.get("HANDOVER_CAMPAIGN") == "all" else 150
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([arguments.forge, folder, str(changes)], check=True)
        table = json.loads(pathlib.Path(folder, "table.json").read_text())
        # Each with the official's receipt, and without.
        tasks = [(task, receipt) for task in table for receipt in (task["receipt"], None)]
        page = by_page([{"dossier": task["dossier"], "response": task["response"], "receipt": receipt} for task, receipt in tasks])
        for task, receipt in tasks:
            name = f"{task['name']}, {'with' if receipt else 'without'} a receipt"
            program, other = by_program(arguments.binary, task, receipt), next(page)
            good = program == other and (receipt is None or task["codes"] is None or program[1] == task["codes"])
            failed += not good
            print(f"{'ok     ' if good else 'FAILED '} {name}" + ("" if good else f": program {program}, page {other}, expected {task['codes']}"), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
