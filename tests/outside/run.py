#!/usr/bin/env python3
"""Dossiers of every policy, made by the real binary, before programs that others made: sha256sum, ssh-keygen, bagit.py,
qpdf, poppler, pikepdf, pyHanko, pymerkle, mat2, age, openssl, unzip, LibreOffice, and the independent reader beside the repository.

  .venv/bin/python tests/outside/run.py --binary target/debug/handover --make-export target/debug/examples/make_export

Prints `ok …` or `FAILED …` for each check and exits 1 where one failed.
"""
import argparse, base64, hashlib, json, os, re, stat, sys, tempfile
from pathlib import Path
sys.path.insert(0, str(Path(__file__).parent))
from house import LANGUAGES, POLICIES, SHARED, Counted, Packed, check, need, run, write_hostile_export
import drawn, paper, sheets, standards


def bag_and_seal(dossier):
    label = f"{dossier.name} {dossier.policy}"
    bag = dossier.bag
    with check(f"{label}: sha256sum -c"):
        run("sha256sum", "--strict", "-c", "manifest-sha256.txt", cwd=bag)
        run("sha256sum", "--strict", "-c", "tagmanifest-sha256.txt", cwd=bag)
        need(hashlib.sha256((bag / "tagmanifest-sha256.txt").read_bytes()).hexdigest() == dossier.said["integrity_hash"].replace(" ", ""), "integrity hash")
        need(hashlib.sha256(dossier.zip.read_bytes()).hexdigest() == dossier.said["zip_sha256"].replace(" ", ""), "zip's SHA-256")
    with check(f"{label}: ssh-keygen -Y verify"):
        name = (bag / "allowed_signers").read_text().split()[0]
        said = run("ssh-keygen", "-Y", "verify", "-f", "allowed_signers", "-I", name, "-n", "handover-dossier", "-s", "tagmanifest-sha256.txt.sig",
                   stdin=(bag / "tagmanifest-sha256.txt").read_bytes(), cwd=bag).decode()
        need(dossier.said["seal"] in said and said.startswith('Good "handover-dossier" signature'), said)
        run("ssh-keygen", "-Y", "verify", "-f", "allowed_signers", "-I", name, "-n", "handover-notice", "-s", "tagmanifest-sha256.txt.sig",
            stdin=(bag / "tagmanifest-sha256.txt").read_bytes(), cwd=bag, ok=(1, 255))
    with check(f"{label}: bagit.py --validate"):
        run(Path(sys.executable).parent / "bagit.py", "--validate", bag)
    with check(f"{label}: unzip -t"):
        need(b"No errors detected" in run("unzip", "-t", dossier.zip), "unzip")


def how_to_verify(binary, dossier):
    """The commands of the instruction, typed as they stand, by someone who has unpacked the zip."""
    label = f"{dossier.name} {dossier.policy}"
    with check(f"{label}: the commands of HOW-TO-VERIFY.txt"):
        raw = (dossier.bag / "data" / "HOW-TO-VERIFY.txt").read_bytes()
        need(raw.startswith(b"\xef\xbb\xbf") and b"\n" not in raw.replace(b"\r\n", b""), "a BOM and CRLF, so that any editor shows it")
        lines = [line.strip() for line in raw.decode("utf-8-sig").split("\r\n")]
        ran = []
        for line in lines:
            program = line.split(" ", 1)[0].lstrip("$ ")
            if program not in ("sha256sum", "ssh-keygen", "bagit.py", "shasum", "handover") or " " not in line:
                continue
            above = f"dossier-{dossier.said['id']}" in line
            path = f"{Path(sys.executable).parent}:{binary.parent}:{os.environ['PATH']}"
            said = run("bash", "-c", line.lstrip("$ "), cwd=dossier.bag.parent if above else dossier.bag, env={**os.environ, "PATH": path}).decode()
            ran.append(program)
            if program == "ssh-keygen":
                need(dossier.said["seal"] in said, "the seal's fingerprint")
        need({"sha256sum", "ssh-keygen", "bagit.py", "handover"} <= set(ran), f"ran only {ran}")
        need(ran.count("ssh-keygen") >= 2 or dossier.name.endswith("-en"), "the dossier's language and English both have the commands")


def vault_opens(dossier, work):
    label = f"{dossier.name} {dossier.policy}"
    with check(f"{label}: age -d opens the vault, another key does not"):
        plain = run("age", "-d", "-i", dossier.keys / "custodian.key", dossier.vault)
        need(dossier.said["id"].encode() in plain and b"example" in plain, "the vault's plaintext")
        need(b"example.org" not in dossier.vault.read_bytes(), "the vault is not encrypted")
        stranger = work / "stranger.key"
        if not stranger.exists():
            run("age-keygen", "-o", stranger)
        run("age", "-d", "-i", stranger, dossier.vault, ok=(1,))


def independent_reader(dossier, truth, work):
    label = f"{dossier.name} {dossier.policy}"
    reader = SHARED / "tools" / "check_dossier.py"
    if not reader.exists():
        print(f"not run: {label}: check_dossier.py (no {reader})")
        return
    with check(f"{label}: check_dossier.py"):
        path = work / f"truth-{dossier.name}.json"
        path.write_text(json.dumps(truth))
        forbidden = work / f"forbid-{dossier.policy}.txt"
        # Never shown: addresses and comments, in no policy.
        forbidden.write_text("p17@example.org\np333@example.org\n")
        said = run(sys.executable, reader, dossier.zip, "--truth", path, "--policy", dossier.policy, "--forbid", forbidden)
        need(said.startswith(b"ok "), said)


def keys(work, binary):
    folder = work / "keys"
    with check("keys: openssl pkey and ssh-keygen -l read them, and agree"):
        der = run("openssl", "pkey", "-in", folder / "seal.key", "-pubout", "-outform", "DER")
        kind, blob = (folder / "seal.pub").read_text().split()[:2]
        need(kind == "ssh-ed25519" and base64.b64decode(blob)[-32:] == der[-32:], "seal.pub is seal.key's")
        line = run("ssh-keygen", "-l", "-f", folder / "seal.pub").decode()
        said = "SHA256:" + base64.b64encode(hashlib.sha256(base64.b64decode(blob)).digest()).decode().rstrip("=")
        need(said in line and "ED25519" in line, line)
        need(b"ED25519" in run("openssl", "pkey", "-in", folder / "seal.key", "-noout", "-text"), "seal.key is Ed25519")
    with check("keys: the certificate for PDFs is the key's, P-256"):
        need(run("openssl", "x509", "-in", folder / "pdf.crt", "-noout", "-pubkey") == run("openssl", "pkey", "-in", folder / "pdf.key", "-pubout"), "pdf.crt is pdf.key's")
        need(b"prime256v1" in run("openssl", "pkey", "-in", folder / "pdf.key", "-noout", "-text"), "P-256")
    with check("keys: age-keygen -y gives custodian.pub; modes are 0700 and 0600"):
        need(run("age-keygen", "-y", folder / "custodian.key").split() == (folder / "custodian.pub").read_bytes().split()[:1], "custodian.pub is custodian.key's")
        need(stat.S_IMODE(folder.stat().st_mode) == 0o700, "folder's mode")
        for key in folder.glob("*.key"):
            need(stat.S_IMODE(key.stat().st_mode) == 0o600, f"{key.name}'s mode")


def sealed_to_recipients(binary, work, export):
    with check("--to: age opens the courier's file for both recipients, and no plain zip is left"):
        recipients = []
        for n in (1, 2):
            run("age-keygen", "-o", work / f"recipient{n}.key")
            recipients += ["--to", run("age-keygen", "-y", work / f"recipient{n}.key").decode().strip()]
        dossier = Packed(binary, work, "named", "sealed", export, more=recipients)
        left = sorted(p.name for p in dossier.out.iterdir())
        need(not [n for n in left if n.endswith(".zip") or n.startswith(".")] and len(left) == 3, left)
        (sealed,) = [p for p in dossier.out.glob("*.age") if not p.name.endswith(".vault.age")]
        need(dossier.said["id"] not in sealed.name and Path(dossier.said["dossier"]).name == sealed.name, sealed.name)
        opened = [run("age", "-d", "-i", work / f"recipient{n}.key", sealed) for n in (1, 2)]
        need(opened[0] == opened[1] and opened[0][:4] == b"PK\3\4", "both open the same zip")
        need(hashlib.sha256(opened[0]).hexdigest() == dossier.said["zip_sha256"].replace(" ", ""), "zip's SHA-256")
        plain = work / f"dossier-{dossier.said['id']}.zip"
        plain.write_bytes(opened[0])
        run(binary, "verify", plain, "--hash", dossier.said["integrity_hash"])


def verifies(binary, dossier):
    label = f"{dossier.name} {dossier.policy}"
    with check(f"{label}: verify, zip and folder, pinned and not"):
        for given in (dossier.zip, dossier.bag):
            found = json.loads(run(binary, "verify", given, "--hash", dossier.said["integrity_hash"], "--seal", dossier.said["seal"], "--json"))
            need(found["verified"] is True and not found["findings"] and found["integrity_hash"] == dossier.said["integrity_hash"], found)
            run(binary, "verify", given, "--hash", "0" * 64, ok=(1,))
        run(binary, "verify", dossier.zip, "--hash", dossier.said["zip_sha256"])
        run(binary, "verify", dossier.zip, "--seal", dossier.keys / "seal.pub")
        need(b"not compared" in run(binary, "verify", dossier.zip), "unpinned and whole says so")


def main():
    wants = argparse.ArgumentParser()
    wants.add_argument("--binary", type=lambda p: Path(p).resolve(), required=True)
    wants.add_argument("--make-export", type=lambda p: Path(p).resolve(), required=True)
    wants = wants.parse_args()
    os.environ.update(HOME=tempfile.mkdtemp(prefix="handover-home-"))
    with tempfile.TemporaryDirectory(prefix="handover-outside-") as work:
        work = Path(work)
        run(wants.binary, "keygen", "--name", "example.org", "--out", work / "keys")
        hostile, mixed = work / "hostile.csv", work / "mixed.csv"
        truths = {"hostile-fr": write_hostile_export(hostile)}
        run(wants.make_export, "--rows", 3000, "--out", mixed, "--truth", work / "mixed.json")
        truths["mixed-en"] = json.loads((work / "mixed.json").read_text())
        for name, export in (("hostile-fr", hostile), ("mixed-en", mixed)):
            for policy in POLICIES:
                dossier = None
                with check(f"{name} {policy}: packs"):
                    dossier = Packed(wants.binary, work, policy, name, export, language=name[-2:])
                if dossier is None:
                    continue
                bag_and_seal(dossier)
                how_to_verify(wants.binary, dossier)
                vault_opens(dossier, work)
                independent_reader(dossier, truths[name], work)
                verifies(wants.binary, dossier)
                paper.checks(dossier)
                standards.checks(dossier)
                drawn.checks(wants.binary, dossier, work)
                if (name, policy) == ("hostile-fr", "named"):
                    standards.a_changed_byte(dossier, work)
                if policy != "count":
                    sheets.checks(dossier, work)
        for language in LANGUAGES:
            dossier = None
            with check(f"words-{language} count: packs"):
                dossier = Packed(wants.binary, work, "count", f"words-{language}", mixed, language=language)
            if dossier is not None:
                how_to_verify(wants.binary, dossier)
        sheets.control(work)
        keys(work, wants.binary)
        sealed_to_recipients(wants.binary, work, mixed)
        standards.own_certificate(wants.binary, work, mixed)
        standards.on_letter(wants.binary, work, mixed)
    print(f"outside: {Counted.passed} passed, {Counted.failed} failed")
    sys.exit(1 if Counted.failed else 0)


if __name__ == "__main__":
    main()
