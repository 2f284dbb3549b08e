#!/usr/bin/env python3
"""The interface for programs before programs that others made: schemathesis asks whatever the description allows, and what it
does not, as each role; every check is on. And tus-js-client uploads over a line that breaks, and
slowhttptest holds connections as long as it is let.

  .venv/bin/python tests/programs/run.py --binary target/debug/handover

Prints `ok …` or `FAILED …` for each check and exits 1 where one failed.
"""
import argparse, contextlib, json, os, re, signal, subprocess, sys, tempfile, urllib.request
from pathlib import Path
HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "outside"))
from house import Counted, check, need, run

COVER = {
    "petition": {"title": "A petition of tests", "text": "Nothing is asked of anyone.", "language": "en"},
    "organiser": {"name": "Tests"}, "recipient": {"name": "A recipient"}, "policy": "count",
}
EXPORT = "given_name,family_name,email,country,signed_at\n" + "".join(f"Ana{n},Nunez{n},p{n}@example.org,FR,2017-04-{1 + n % 28:02}\n" for n in range(60))


class Service:
    """The real service in a folder of its own, with a token for each role."""

    def __init__(self, binary, work):
        self.binary, self.work = binary, work
        run(binary, "keygen", "--out", "keys", cwd=work)
        custodian = (work / "keys" / "custodian.pub").read_text().strip()
        self.env = {
            "PATH": os.environ["PATH"], "HANDOVER_LOG": "info", "HANDOVER_SERVE_LISTEN": "127.0.0.1:0", "HANDOVER_SERVE_BODY_IDLE_SECONDS": "3",
            "HANDOVER_SERVE_REQUESTS_PER_MINUTE": "1000000", "HANDOVER_SERVE_CUSTODIANS": json.dumps([custodian]),
        }
        self.log = work / "log"
        self.child = subprocess.Popen([binary, "serve"], cwd=work, env=self.env, stdout=subprocess.PIPE, stderr=open(self.log, "w"), text=True)
        self.address = self.child.stdout.readline().strip().removeprefix("Handover serves at ")

    def token(self, role):
        name = f"tests-{role}"
        self.command("user", "add", name, "--role", role)
        return re.search("handover_[0-9a-f]{64}", self.command("token", "create", name, "--write", "--label", "tests"))[0]

    def command(self, *words):
        return run(self.binary, *words, cwd=self.work, env=self.env).decode()

    def ask(self, token, path, body, kind):
        head = {"Authorization": f"Bearer {token}", "Content-Type": kind}
        with urllib.request.urlopen(urllib.request.Request(self.address + path, data=body, headers=head, method="POST")) as said:
            return json.load(said)

    def end(self):
        self.child.send_signal(signal.SIGTERM)
        return self.child.wait(timeout=60)


def schemathesis(service, role, token, things):
    """`things`: ids that are there, for the operations whose paths begin so."""
    settings = (HERE / "schemathesis.toml").read_text()
    for path, parameters in things.items():
        settings += f'\n[[operations]]\ninclude-path-regex = "^{path}"\nparameters = {{ {", ".join(f"{json.dumps(name)} = {json.dumps(value)}" for name, value in parameters.items())} }}\n'
    file = service.work / f"{role}.toml"
    file.write_text(settings)
    done = subprocess.run(
        [Path(sys.executable).parent / "schemathesis", "--config-file", file, "run", f"{service.address}/api/v1/openapi.json",
         "-H", f"Authorization: Bearer {token}", "--checks", "all", "--max-examples", "20", "--seed", "7", "--request-timeout", "60",
         "--suppress-health-check", "all", "--no-color"],
        cwd=service.work, capture_output=True, text=True, timeout=1200, env={**os.environ, "SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(HERE)},
    )
    if done.returncode != 0:
        print(done.stdout[done.stdout.find("FAILURES ="):][:20000] + done.stderr[-2000:], flush=True)
    need(done.returncode == 0, "its report stands above")


def tus(service, token):
    """tus-js-client over a line that breaks; what arrived is what was sent."""
    made = service.ask(token, "/api/v1/handovers", json.dumps(COVER).encode(), "application/json")
    file = service.work / "long.csv"
    rows = "".join(f"Ana{n},Nunez{n},long{n}@example.org,FR,2017-04-{1 + n % 28:02}\n" for n in range(160_000))
    file.write_text("given_name,family_name,email,country,signed_at\n" + rows)
    told = json.loads(run("node", HERE / "tus.mjs", service.address, token, made["id"], file))
    need(told["cuts"] == 3, f"the line broke three times: {told}")
    need(told["length"] / 2 < told["resumed_from"] < told["length"], f"it went on where it was: {told}")
    head = {"Authorization": f"Bearer {token}"}
    with urllib.request.urlopen(urllib.request.Request(f"{service.address}/api/v1/handovers/{made['id']}", headers=head)) as said:
        exports = json.load(said)["exports"]
    sizes = sorted(export["bytes"] for export in exports)
    need(sizes == [file.stat().st_size, told["length"]], f"each arrived once and whole: {exports}")
    while True:
        with urllib.request.urlopen(urllib.request.Request(f"{service.address}/api/v1/handovers/{made['id']}/preview", headers=head)) as said:
            if said.status == 200:
                ledger = json.load(said)["ledger"]
                break
    # Both exports hold the same people, the second one more.
    need((ledger["rows_read"], ledger["accepted"]) == (320_001, 160_001), f"no byte is another: {ledger}")


def slow(service, *how):
    """slowhttptest: 200 connections that send a little every two seconds; all are let go, and others are served meanwhile."""
    run("slowhttptest", "-c", 200, "-r", 100, "-i", 2, "-x", 20, "-l", 60, "-p", 3, "-g", "-o", service.work / "slow", "-u", f"{service.address}/api/v1/verifications", *how, ok=(0, 1))
    lines = (service.work / "slow.csv").read_text().split()
    seconds = [dict(zip(["at", "closed", "pending", "connected", "available"], map(int, line.split(",")))) for line in lines if line[0].isdigit()]
    need(max(second["connected"] for second in seconds) >= 100, f"it was tried: {seconds}")
    last = seconds[-1]
    need(last["at"] < 45 and last["connected"] < 100, f"a connection is held past its limit: {seconds}")
    need(all(second["available"] for second in seconds), f"others wait: {seconds}")


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument("--binary", type=Path, required=True)
    binary = asked.parse_args().binary.resolve()
    with tempfile.TemporaryDirectory() as work:
        service = Service(binary, Path(work))
        try:
            tokens = {role: service.token(role) for role in ("uploader", "approver", "auditor", "administrator")}
            made = service.ask(tokens["uploader"], "/api/v1/handovers", json.dumps(COVER).encode(), "application/json")
            service.ask(tokens["uploader"], f"/api/v1/handovers/{made['id']}/exports?filename=a.csv", EXPORT.encode(), "text/csv")
            for role, token in tokens.items():
                with check(f"schemathesis, as {role}, with ids that are there"):
                    schemathesis(service, role, token, {"/api/v1/handovers/": {"path.id": made["id"]}})
                with check(f"schemathesis, as {role}, with ids that are not"):
                    schemathesis(service, role, token, {})
            with check("tus-js-client, over a line that breaks"):
                tus(service, tokens["uploader"])
            with check("slowhttptest, heads that come slowly"):
                slow(service, "-H")
            with check("slowhttptest, bodies that come slowly"):
                slow(service, "-B", "-t", "POST", "-f", "application/zip")
            with check("the service is whole after it, and its log quotes nobody"):
                need(service.command("audit", "verify"), "the log's head")
                need(service.end() == 0, "it ends when told")
                need("panicked" not in service.log.read_text() and "Ana1" not in service.log.read_text(), service.log.read_text()[-600:])
        finally:
            with contextlib.suppress(Exception):
                service.child.kill()
    print(f"{Counted.passed} passed, {Counted.failed} failed")
    return 1 if Counted.failed else 0


if __name__ == "__main__":
    sys.exit(main())
