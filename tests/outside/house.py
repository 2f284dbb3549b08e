"""What every outside check stands on: running programs, counting what passed, packing one dossier of each policy."""
import contextlib, csv, io, json, os, random, re, subprocess, sys, tempfile, traceback, zipfile
from pathlib import Path

POLICIES = ("count", "pseudonymous", "initials", "named")
ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = sorted(file.stem for file in (ROOT / "config" / "texts").glob("??.ftl"))
SHARED = Path(os.environ.get("HANDOVER_SHARED", ROOT.parent / "shared"))

COVER = (ROOT / "tests" / "cover.toml").read_text(encoding="utf-8")

# Cells as people send them who hope that a spreadsheet opens the file.
HOSTILE = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1:A9)", "=cmd|' /C calc'!A0", "'=1+1", "''=1", " =1+1", "\u00a0=1+1", "\u200b=1+1", "\ufeff=1+1",
    "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20A1", "x;=1+1", "x; =1+1", "x;  @A1", "x,=1+1", "a\t=1+1", "\t=1+1", "a\n=1+1", "a\r\n=1+1", "\r=1+1",
    'x"",=1+1', 'x";=1+1', '"=1+1"', 'x"\t=1+1', "=HYPERLINK(\"http://example.org\";\"x\")", "\u202e=1+1", "\u2066=1+1\u2069", "x\u2028=1+1", "=\u200b1+1",
    ";=1+1", "=1+1;x", 'x;"=1+1"', "x;'=1+1", "x;\u00a0=1+1", "x;\u200b=1+1", 'x;"";=1+1', "%3D1+1",
]


class Counted:
    passed, failed = 0, 0


@contextlib.contextmanager
def check(name):
    """One check: `ok name` where its block ends, `FAILED name` and why where it raises."""
    try:
        yield
    except Exception as error:
        Counted.failed += 1
        at = traceback.extract_tb(error.__traceback__)[-1]
        print(f"FAILED  {name}: {type(error).__name__}: {str(error)[:1500]} ({Path(at.filename).name}:{at.lineno})", flush=True)
    else:
        Counted.passed += 1
        print(f"ok      {name}", flush=True)


def need(true, why):
    if not true:
        raise AssertionError(why)


def run(*command, ok=(0,), stdin=None, timeout=300, **more):
    """Runs a program that must end as said; gives its output as bytes."""
    done = subprocess.run([str(part) for part in command], input=stdin, capture_output=True, timeout=timeout, **more)
    if done.returncode not in ok:
        said = (done.stdout[-600:] + done.stderr[-600:]).decode(errors="replace")
        raise AssertionError(f"{' '.join(map(str, command))[:200]} ended with {done.returncode}: {said}")
    return done.stdout


def write_hostile_export(path):
    """600 rows over three countries, four months of one year; every hostile cell in every column that a policy can show."""
    dice = random.Random(7)
    with open(path, "w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file)
        lines.writerow(["First Name", "Last Name", "Email", "City", "Region", "Postcode", "Country", "Date Signed", "Comment"])
        for row in range(600):
            bad = HOSTILE[row % len(HOSTILE)]
            given, family, city, region, postcode = ("Ana", "Núñez", "Málaga", "Andalucía", "29001")
            spot = row // len(HOSTILE) % 5
            if row % 2 == 0:
                given, family, city, region, postcode = [bad if n == spot else v for n, v in enumerate((given, family, city, region, postcode))]
            if row >= 590:
                given, family = given, f"{family}-{row}"
            lines.writerow([given, family, f"p{row % 590}@example.org", city, region, postcode, ("Spain", "FR", "Россия")[row % 3], f"2017-{4 + row % 4:02}-{1 + dice.randrange(28):02} 10:11:12", bad])
    return {"rows": 600, "accepted": 590, "duplicates": 10}


class Packed:
    """One dossier made by the real binary, its folder, and what `pack --json` said of it."""

    def __init__(self, binary, work, policy, name, export, language="fr", more=()):
        self.policy, self.name, self.out = policy, name, work / f"out-{name}-{policy}"
        self.keys = work / "keys"
        self.out.mkdir()
        cover = self.out.parent / f"cover-{language}.toml"
        french = 'language = "fr"'
        need(COVER.count(french) == 1, "the tests' cover is French")
        cover.write_text(COVER.replace(french, f'language = "{language}"'), encoding="utf-8")
        said = run(binary, "pack", export, "--cover", cover, "--policy", policy, "--keys", self.keys, "--out", self.out, "--json", *more, cwd=work)
        self.said = json.loads(said)
        if "--to" not in more:
            self.zip, self.slip, self.vault = (self.out / Path(self.said[m]).name for m in ("dossier", "slip", "vault"))
            with zipfile.ZipFile(self.zip) as bag:
                bag.extractall(self.out / "open")
            (self.bag,) = (self.out / "open").iterdir()

    def pdfs(self):
        return sorted((self.bag / "data").glob("*.pdf")) + [self.slip]

    def rows(self):
        with open(self.bag / "data" / "signatures.csv", newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))
