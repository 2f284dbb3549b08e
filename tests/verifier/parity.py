#!/usr/bin/env python3
"""The verifier of the page and the program's, which share no code, before the same dossiers: each must give the same verdict,
the same codes, at the same places.

  .venv/bin/python tests/verifier/parity.py --binary target/debug/handover

Dossiers of every policy, a table of tamperings, time stamps by openssl, and random changes (a share; all with
HANDOVER_CAMPAIGN=all). Prints `ok …` or `FAILED …` for each and exits 1 where one failed. `--keep DIR` keeps each dossier on which they differ.
"""
import argparse, json, os, re, subprocess, sys, tempfile
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "outside"), str(Path(__file__).parents[1] / "browser")]
from forger import Dossier, Seal
from house import POLICIES, Counted, Packed, check, need, write_hostile_export
from mutations import mutation
from stamps import ISSUES, P256, RSA, STAMPS, Office, flipped, kinds, one_other, rebuilt, wrong
from table import table

ROOT = Path(__file__).resolve().parents[2]
ALL = os.environ.get("HANDOVER_CAMPAIGN") == "all"
AT_ONCE = 64
MOST_OF_ONE_CODE = 100
# The page's verdicts in the program's words.
WORDS = {"verified": "verified", "whole": "whole", "unsealed-here": "whole", "newer": "newer"}


def place(where):
    """A place of the program's as the page writes it."""
    where = re.sub(r"(?:, )?a file with another name", "", where)
    where = re.sub(r"^member (\d+) of the zip$", r"#\1", where)
    return re.sub(r", line (\d+)$", r":\1", where)


def found(findings, place=lambda where: where):
    """Places by code; of a code that was found too often, only that it was."""
    places = defaultdict(list)
    for finding in findings:
        places[finding["code"]].append(place(finding["where"]))
    return {code: {"many"} if len(all) >= MOST_OF_ONE_CODE else set(all) for code, all in places.items()}


class Page:
    """The page's modules in one process of node."""

    def __init__(self, *options):
        self.node = subprocess.Popen(["node", ROOT / "tests/verifier/batch.mjs", *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def report(self, **task):
        self.node.stdin.write(json.dumps(task) + "\n")
        self.node.stdin.flush()
        report = json.loads(self.node.stdout.readline())
        need("error" not in report, report.get("error"))
        return report

    def reports(self, paths):
        return [self.report(dossier=str(path)) for path in paths]

    def close(self):
        self.node.stdin.close()
        self.node.wait()


class Program:
    def __init__(self, binary):
        self.binary = binary

    def report(self, path, *pins):
        done = subprocess.run([self.binary, "verify", path, "--json", *pins], capture_output=True, text=True, timeout=120)
        need(done.returncode in (0, 1, 2) and "panicked" not in done.stderr, done.stderr[-500:])
        if done.returncode == 2:
            need("newer format" in done.stderr, done.stderr[-500:])
            return {"verdict": "newer", "findings": []}
        return json.loads(done.stdout)


def compare(program, page):
    """Why the two reports differ, or nothing."""
    verdict = WORDS.get(page["verdict"], "not verified")
    said = found(program["findings"], place)
    own = found(page["findings"])
    wrong = []
    if program["verdict"] != verdict:
        wrong.append(f"verdict: program {program['verdict']}, page {page['verdict']}")
    if said.keys() != own.keys():
        wrong.append(f"program alone {sorted(said.keys() - own.keys())}, page alone {sorted(own.keys() - said.keys())}")
    differ = {code: (said[code] ^ own[code]) for code in said.keys() & own.keys() if said[code] != own[code]}
    if differ:
        wrong.append(f"places: {[(code, sorted(said[code] - own[code])[:3], sorted(own[code] - said[code])[:3]) for code in differ]}")
    for member, name in (("integrity_hash", "integrity"), ("zip_sha256", "zip")):
        if program.get(member) != page.get(name):
            wrong.append(f"{member}: {program.get(member)}, {page.get(name)}")
    stamp, stamped = program.get("timestamp") or {"time": None, "tsa": None}, page.get("stamped") or {"time": None}
    # Names are not compared where a certificate has none: each has its own words for that.
    if stamp["time"] != stamped["time"] or ("authority" in stamped and stamp["tsa"] != stamped["authority"]):
        wrong.append(f"time stamp: {stamp}, {stamped}")
    return "; ".join(wrong)


class Both:
    """Page and program beside each other; a page is what gives `reports` of paths."""

    def __init__(self, page, program, work, keep=None):
        self.page, self.program, self.work, self.keep = page, program, work, keep
        self.pool = ThreadPoolExecutor(os.cpu_count() or 1)
        self.differing, self.seen = 0, set()

    def all(self, policy, cases):
        """Asks both about each case, some at once."""
        cases, total = iter(cases), 0
        while some := list(islice(cases, AT_ONCE)):
            paths = [self.work / f"case-{n}.zip" for n in range(len(some))]
            for path, (_, raw) in zip(paths, some):
                path.write_bytes(raw)
            program = self.pool.map(self.program.report, paths)
            for (what, raw), own, said in zip(some, self.page.reports(paths), program):
                self.seen |= {finding["code"] for finding in own["findings"]}
                total += 1
                if wrong := compare(said, own):
                    self.differing += 1
                    print(f"FAILED  {policy}, {what}: {wrong[:600]}", flush=True)
                    if self.keep:
                        (self.keep / f"{policy}-{self.differing}.zip").write_bytes(raw)
        return total

    def same(self, policy, cases):
        """Both must say the same of each case; gives how many there were."""
        before, total = self.differing, self.all(policy, cases)
        need(self.differing == before, f"{self.differing - before} of {total} differ")
        return total


class Ground:
    def __init__(self, options, work):
        self.work = work
        self.page, self.program = Page(), Program(options.binary)
        self.both = Both(self.page, self.program, work, options.keep)
        export = work / "export.csv"
        write_hostile_export(export)
        packed = {policy: Packed(options.binary, work, policy, "parity", export) for policy in POLICIES}
        seal = Seal(work / "keys" / "seal.key")
        self.dossiers = {policy: Dossier.of(made.zip, seal) for policy, made in packed.items()}


def tampered(ground, policy, _):
    with check(f"{policy}: the table of tamperings, the same verdict, codes and places"):
        total = ground.both.same(policy, table(ground.dossiers[policy], ALL or policy in ("count", "initials")))
        print(f"        {total} tamperings of {policy}", flush=True)


def mutated(ground, policy, runs):
    with check(f"{policy}: {runs} random changes, the same verdict, codes and places"):
        first = POLICIES.index(policy) * 1_000_000
        ground.both.same(policy, (mutation(seed, ground.dossiers[policy]) for seed in range(first, first + runs)))


def stamped(ground, runs):
    """Time stamps of every kind, those that must not hold, and random changes: the same verdict, and the same time."""
    whole = ground.dossiers["count"]
    covered = whole.files["tagmanifest-sha256.txt"]

    def beside(cases):
        return ((f"a token {what}", whole.put("tagmanifest-sha256.txt.tsr", token).zip()) for what, token in cases)

    with check("time stamps of every kind of key and digest, and those that must not hold"):
        tokens = list(kinds(ground.work, covered)) + list(wrong(ground.work, covered))
        total = ground.both.same("count", beside(tokens))
        held = sum(bool(ground.page.report(dossier=str(path)).get("stamped")) for path in written(ground, beside(tokens)))
        need(total > 130 and 50 < held < total - 60, (held, total))
        print(f"        {total} tokens, of which {held} hold", flush=True)
    token = None
    for n, kind in enumerate((RSA, P256)):
        step, whole_bytes = (1 if ALL else 8), ALL and kind == P256
        with check(f"a time stamp of {kind.split(' ')[0]}: one bit changed in {'every byte' if ALL else 'every eighth byte'}"):
            office = Office(ground.work / f"chain-{n}", covered).certificate("root", kind, "root", ISSUES)
            office.certificate("middle", kind, "root", ISSUES).certificate("tsa", kind, "middle", f"subjectKeyIdentifier=hash\n{STAMPS}")
            token = office.token("certs = middle.crt\ness_cert_id_chain = yes\n", nonce="")
            total = ground.both.same("count", beside(flipped(token, step, whole_bytes, n)))
            need(total >= len(token) // step * (8 if whole_bytes else 1), total)
            print(f"        {total} changes", flush=True)
    with check("a time stamp of which one part is left out, doubled, or followed by another"):
        total = ground.both.same("count", beside(case for at, case in enumerate(one_other(token)) if ALL or at % 8 == 0))
        need(total > 150, total)
        print(f"        {total} changes", flush=True)
    with check(f"a time stamp of which parts are others: {runs} of them"):
        need(ground.both.same("count", beside(rebuilt(token, seed) for seed in range(runs))) == runs, "all of them")


def written(ground, cases):
    path = ground.work / "one.zip"
    for _, raw in cases:
        path.write_bytes(raw)
        yield path


def pinned(ground):
    dossier = ground.dossiers["initials"]
    path = ground.work / "pinned.zip"
    path.write_bytes(dossier.zip())
    whole = ground.program.report(path)
    for name, hash_of, seal in (
        ("the integrity hash", whole["integrity_hash"], None),
        ("the zip's SHA-256", whole["zip_sha256"], None),
        ("the seal", None, whole["seal"]),
        ("hash and seal", whole["integrity_hash"], whole["seal"]),
        ("another hash", "0" * 64, None),
        ("another seal", None, "SHA256:" + "A" * 43),
        ("the hash and another seal", whole["integrity_hash"], "SHA256:" + "A" * 43),
    ):
        with check(f"pinned by {name}"):
            pins = (["--hash", hash_of] if hash_of else []) + (["--seal", seal] if seal else [])
            said, own = ground.program.report(path, *pins), ground.page.report(dossier=str(path), hash=hash_of, seal=seal)
            need(not compare(said, own) and said["pinned_by"] == own["pinned"], (compare(said, own), said["pinned_by"], own["pinned"]))


def without(ground):
    """Browsers that cannot check a seal say so, and find all else."""
    dossier = ground.dossiers["named"]
    path = ground.work / "without.zip"
    for option in ("--without-ed25519", "--without-webcrypto"):
        with check(f"a browser {option.replace('--', '').replace('-', ' ')}"):
            page = Page(option)
            path.write_bytes(dossier.zip())
            whole = ground.program.report(path)
            own = page.report(dossier=str(path))
            need((own["verdict"], own["noEd25519"], own["findings"]) == ("unsealed-here", True, []) and "fits" not in own["seal"], own)
            own = page.report(dossier=str(path), hash=whole["integrity_hash"], seal=whole["seal"])
            need((own["verdict"], own["pinned"]) == ("unsealed-here", ["integrity_hash"]), own)
            own = page.report(dossier=str(path), seal="SHA256:" + "A" * 43)
            need([finding["code"] for finding in own["findings"]] == ["pin-seal"], own)
            changed = dossier.put("data/cover.pdf", b"%PDF-1.7\nx\n%%EOF\n")
            path.write_bytes(changed.zip())
            need(not compare(ground.program.report(path), page.report(dossier=str(path))), "a changed cover is found as ever")
            path.write_bytes(changed.again().put("tagmanifest-sha256.txt.sig", b"x").zip())
            need(not compare(ground.program.report(path), page.report(dossier=str(path))), "a seal without its form is found")
            stamp = "tagmanifest-sha256.txt.tsr"
            office = Office(ground.work / option, dossier.files["tagmanifest-sha256.txt"]).certificate("tsa", P256, "tsa", STAMPS)
            # Without WebCrypto there is no SHA-1: nobody is named who may be another.
            for digest, is_named in (("sha256", True), ("sha1", option == "--without-ed25519")):
                token = office.token(f"ess_cert_id_alg = {digest}\n")
                path.write_bytes(dossier.put(stamp, token).zip())
                own = page.report(dossier=str(path))
                need(own["verdict"] == "unsealed-here" and (own["stamped"].get("authority") == "Office of tsa") == is_named and "holds" not in own["stamped"], own)
            path.write_bytes(dossier.put(stamp, token[:-1]).zip())
            need([finding["code"] for finding in page.report(dossier=str(path))["findings"]] == ["timestamp"], "a token cut")
            page.close()


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--binary", type=lambda path: Path(path).resolve(), required=True)
    options.add_argument("--make-export", type=lambda path: Path(path).resolve())
    options.add_argument("--keep", type=lambda path: Path(path).resolve())
    options.add_argument("--only", help="one part, by name")
    options.add_argument("--policy", choices=POLICIES)
    options.add_argument("--runs", type=int, default=1000 if ALL else 100)
    options = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="handover-parity-") as work:
        ground = Ground(options, Path(work))
        for policy in [options.policy] if options.policy else POLICIES:
            for part in (tampered, mutated):
                if options.only in (None, part.__name__):
                    part(ground, policy, options.runs)
        if options.only in (None, "stamped") and options.policy is None:
            stamped(ground, options.runs)
        for part in (pinned, without):
            if options.only in (None, part.__name__):
                part(ground)
        ground.page.close()
        if not options.only and not options.policy:
            with check("every code that a zip can have was found"):
                codes = set(re.findall(r"^\| `([a-z0-9-]+)` \|", (ROOT / "docs/findings.md").read_text(), re.M))
                # Of a response, which `forged.py` looks at.
                codes = {code for code in codes if not code.startswith(("response-", "receipt-", "proof-"))}
                # A folder's, a limit's, a reader's own; and what only a pin, an authority's root or a dossier of gigabytes shows.
                others = {"folder-link", "folder-entry", "file-changed", "too-large", "pin-hash", "pin-seal", "timestamp-untrusted"}
                need(not (codes - ground.both.seen - others), sorted(codes - ground.both.seen - others))
    print(f"{Counted.passed} passed, {Counted.failed} failed")
    sys.exit(Counted.failed > 0)


if __name__ == "__main__":
    main()
