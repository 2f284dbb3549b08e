#!/usr/bin/env python3
"""Responses that somebody else's custodian wrote (responder.py), whole and attacked: the page must find what each attack is.

  .venv/bin/python tests/verifier/responses.py --binary target/debug/handover
"""
import argparse, json, shutil, sys, tempfile
from pathlib import Path
sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "outside"), str(Path(__file__).parents[1] / "browser")]

from forger import MANIFEST, Dossier, Seal
from house import POLICIES, Counted, Packed, check, need, write_hostile_export
from parity import Page
from responder import ANSWER, SEAL, SHEET, Response, Vault, opening, proof

DICE, OTHER_DICE = "27182818284590452353", "31415926535897932384"
N, FIELDS = 40, ["given_name", "country", "signed_at"]


class Ground:
    def __init__(self, options, work):
        self.work, self.page = work, Page()
        export = work / "export.csv"
        write_hostile_export(export)
        self.made = {}
        for policy in POLICIES:
            packed = Packed(options.binary, work, policy, "answered", export)
            seal = Seal(work / "keys" / "seal.key")
            self.made[policy] = (packed.zip, Dossier.of(packed.zip, seal), Vault(packed.vault, work / "keys" / "custodian.key"))

    def ask(self, policy, raw, receipt=None, bad=0, pins=None):
        path = self.work / "response.zip"
        path.write_bytes(raw)
        return self.page.report(dossier=str(self.made[policy][0]), response=str(path), receipt=receipt, bad=bad, **(pins or {}))


def receipt(dice=DICE, size=N, fields=FIELDS):
    return {"dice": dice, "size": size, "fields": fields}


def whole(ground):
    for policy, (_, dossier, vault) in ground.made.items():
        response = Response.to(dossier, vault, DICE, N, FIELDS)
        answer = json.loads(response.files[ANSWER])
        with check(f"{policy}: a response opens, entry for entry"):
            report = ground.ask(policy, response.zip(), receipt())
            need(report["findings"] == [] and report["verdict"] == "holds", (report["findings"][:5], report["verdict"]))
            need([entry["entry"] for entry in report["entries"]] == answer["entries"] and report["bad"] == 0, "the drawn entries")
            for entry in report["entries"]:
                values = dict(zip(vault.fields, vault.records[entry["entry"] - 1][1]))
                need(entry["ok"] and entry["fields"] == {name: values[name] for name in FIELDS}, entry)
                shown = json.loads(values["shown"]) if "shown" in values else None
                need(entry.get("shown") == shown, (entry, shown))
        with check(f"{policy}: without a receipt, and with a pin, other verdicts"):
            need(ground.ask(policy, response.zip())["verdict"] == "dice-not-confirmed", "no receipt")
            pinned = ground.ask(policy, response.zip(), receipt(), pins={"hash": answer["integrity"]})
            need(pinned["verdict"] == "confirmed" and pinned["bound"] == ground.ask(policy, response.zip())["bound"], pinned["verdict"])
        with check(f"{policy}: what is withheld, and what the official found false, counts as bad"):
            withheld = sorted(answer["entries"][:3])
            report = ground.ask(policy, Response.to(dossier, vault, DICE, N, FIELDS, withheld).zip(), receipt(), bad=2)
            need(report["findings"] == [] and sorted(report["withheld"]) == withheld and report["bad"] == 5, report["findings"])
            need(report["bound"] > ground.ask(policy, response.zip(), receipt())["bound"], report["bound"])


def attacks(ground, policy):
    """What is done, the response, the receipt, the codes that must be found: exactly those, or more where `...` stands among them
    (entries that both draws happen to share)."""
    _, dossier, vault = ground.made[policy]
    good = Response.to(dossier, vault, DICE, N, FIELDS)
    answer = json.loads(good.files[ANSWER])
    first, second = answer["entries"][:2]
    file = lambda entry: f"entries/{entry}.tlog-proof"
    forged = lambda entry, **how: good.put(file(entry), proof(dossier, vault, entry, **{"fields": FIELDS, **how})).again()
    undrawn = next(entry for entry in range(1, vault.size + 1) if entry not in answer["entries"])
    parts = vault.parts(first - 1)
    wanted = {*FIELDS, "shown"}
    at = vault.fields.index("given_name")
    swapped = lambda salt, value: [*parts[:at], (salt, value, parts[at][2]), *parts[at + 1 :]]
    text = good.files[file(first)].decode()
    edit = lambda before, after: good.put(file(first), text.replace(before, after, 1).encode()).again()
    index = f"\nindex {first - 1}\n"
    shown = "shown" in vault.fields
    yield "an entry in another's place", good.put(file(first), good.files[file(second)]).again(), receipt(), {"proof-index", "proof-root"} | ({"proof-shown"} if shown else set())
    yield "an entry in another's place, its index mended", forged(first, extra=opening(vault.parts(second - 1), vault.fields, wanted), path=vault.path(second - 1)), receipt(), {"proof-root"} | ({"proof-shown"} if shown else set())
    yield "a changed value", forged(first, extra=opening(swapped(parts[at][0], "Eva"), vault.fields, wanted)), receipt(), {"proof-root"}
    yield "a salt of another field", forged(first, extra=opening(swapped(parts[at + 1][0], parts[at][1]), vault.fields, wanted)), receipt(), {"proof-root"}
    yield "a digest changed", forged(first, extra=opening([*parts[:-1], (*parts[-1][:2], bytes(32))], vault.fields, wanted - {"shown", "signed_at"})), receipt(), {"proof-fields", "proof-root"}
    yield "a path with a node changed", forged(first, path=[bytes(32), *vault.path(first - 1)[1:]]), receipt(), {"proof-root"}
    yield "a path with a node fewer", forged(first, path=vault.path(first - 1)[:-1]), receipt(), {"proof-root"}
    yield "a path with a node more", forged(first, path=vault.path(first - 1) + [bytes(32)]), receipt(), {"proof-root"}
    yield "another index", forged(first, index=second - 1), receipt(), {"proof-index"}
    yield "a padded index", edit(index, f"\nindex 0{first - 1}\n"), receipt(), {"proof-form"}
    yield "another version", edit("@v1", "@v2"), receipt(), {"proof-form"}
    yield "no extra", edit(next(line for line in text.splitlines(True) if line.startswith("extra")), ""), receipt(), {"proof-form"}
    yield "CR LF", good.put(file(first), text.replace("\n", "\r\n").encode()).again(), receipt(), {"proof-form"}
    yield "no empty line", edit("=\n\n", "=\n"), receipt(), {"proof-form"}
    yield "a line more at the end", good.put(file(first), text.encode() + b"\n").again(), receipt(), {"proof-checkpoint"}
    yield "a checkpoint of another size", edit(f"\n{vault.size}\n", f"\n{vault.size - 1}\n"), receipt(), {"proof-checkpoint"}
    yield "an opening with a blank", forged(first, extra=opening(parts, vault.fields, wanted).replace(b",", b", ", 1)), receipt(), {"proof-extra"}
    yield "an opening of version 2", forged(first, extra=opening(parts, vault.fields, wanted).replace(b'"v":1', b'"v":2')), receipt(), {"proof-extra"}
    yield "an opening with a field fewer", forged(first, extra=opening(parts[1:], vault.fields[1:], wanted)), receipt(), {"proof-extra"}
    yield "a field both hidden and opened", forged(first, extra=opening(parts, vault.fields, wanted).replace(b'["', b'"' + parts[0][2].hex().encode() + b'",["', 1)), receipt(), {"proof-extra"}
    yield "an extra field opened", forged(first, fields=[*FIELDS, "email"]), receipt(), {"proof-fields"}
    yield "a field not opened", forged(first, fields=FIELDS[1:]), receipt(), {"proof-fields"}
    if shown:
        yield "`shown` not opened", forged(first, extra=opening(parts, vault.fields, set(FIELDS))), receipt(), {"proof-fields"}
    yield "a missing entry", good.without(file(first)).again(), receipt(), {"proof-missing"}
    yield "an extra entry", good.put(file(undrawn), proof(dossier, vault, undrawn, FIELDS)).again(), receipt(), {"proof-undrawn"}
    yield "an entry that is not drawn, said to be", good.answered(lambda it: it["entries"].__setitem__(0, undrawn)).again(), receipt(), {"response-entries"}
    yield "entries in another order", good.answered(lambda it: it["entries"].reverse()).again(), receipt(), {"response-entries"}
    yield "another dice number", Response.to(dossier, vault, OTHER_DICE, N, FIELDS), receipt(), {"receipt-dice", "response-entries", "proof-missing", "proof-undrawn"}
    yield "other dice said than drawn with", good.answered(lambda it: it.update(dice=OTHER_DICE)).again(), receipt(), {"receipt-dice", "response-seed"}
    yield "a smaller sample", Response.to(dossier, vault, DICE, N - 5, FIELDS), receipt(), {"receipt-size", "response-entries", "proof-missing"}
    yield "a larger sample", Response.to(dossier, vault, DICE, N + 1, FIELDS), receipt(), {"receipt-size", "response-entries", "proof-undrawn"}
    yield "fewer fields", Response.to(dossier, vault, DICE, N, FIELDS[:1]), receipt(), {"receipt-fields", "proof-fields"}
    yield "more fields than may be opened", Response.to(dossier, vault, DICE, N, ["given_name", "email"]), receipt(fields=["given_name", "email"]), {"response-fields"}
    yield "fields out of order", good.answered(lambda it: it["fields"].reverse()).again(), receipt(), {"response-fields", "receipt-fields"}
    yield "dice of letters", good.answered(lambda it: it.update(dice="x" * 20)).again(), receipt(), {"response-dice", "receipt-dice"}
    yield "few dice, no receipt", good.answered(lambda it: it.update(dice="123")).again(), None, {"response-dice"}
    yield "no size, no receipt", good.answered(lambda it: it.update(size=0)).again(), None, {"response-size"}
    yield "another seed", good.answered(lambda it: it.update(seed="1")).again(), receipt(), {"response-seed"}
    yield "another nonce", good.answered(lambda it: it.update(nonce="0" * 64)).again(), receipt(), {"response-nonce"}
    yield "another id", good.answered(lambda it: it.update(id="a" * 16)).again(), receipt(), {"response-dossier"}
    yield "another integrity hash", good.answered(lambda it: it.update(integrity="0" * 64)).again(), receipt(), {"response-dossier"}
    yield "withheld and proved", good.answered(lambda it: it.update(withheld=[first])).again(), receipt(), {"response-withheld"}
    yield "withheld and not drawn", good.answered(lambda it: it.update(withheld=[undrawn])).again(), receipt(), {"response-withheld"}
    yield "withheld out of order", Response.to(dossier, vault, DICE, N, FIELDS, [first, second]).answered(lambda it: it["withheld"].reverse()).again(), receipt(), {"response-withheld"}
    for name, change in {"a member gone": lambda it: it.pop("seed"), "a member more": lambda it: it.update(x=1), "a number as text": lambda it: it.update(size="40"), "another format": lambda it: it.update(format="handover-response/2")}.items():
        yield f"an answer with {name}", good.answered(change).again(), receipt(), {"response-json"}
    yield "an answer with a line end", good.put(ANSWER, good.files[ANSWER] + b"\n").again(), receipt(), {"response-json"}
    yield "another folder", Response("response-aaaaaaaaaaaaaaaa", good.files, good.seal), receipt(), {"response-folder"}
    for path in (SHEET, ANSWER, SEAL):
        yield f"no {path}", (good.without(path) if path == SEAL else good.without(path).again()), receipt(), {"response-file"}
    yield "no manifest", good.without(MANIFEST), receipt(), {"response-file"}
    yield "a file more", good.put("notes.txt", b"x").again(), receipt(), {"response-file"}
    yield "a proof with a padded name", good.put(f"entries/0{first}.tlog-proof", good.files[file(first)]).without(file(first)).again(), receipt(), {"response-file", "proof-missing"}
    yield "a file that the manifest does not list", good.put(file(first), good.files[file(first)]).put(MANIFEST, b"".join(line for line in good.files[MANIFEST].splitlines(True) if file(first).encode() not in line)).sealed(), receipt(), {"manifest-unlisted"}
    yield "a file that is not there", good.put(MANIFEST, good.files[MANIFEST] + b"0" * 64 + b"  zzz\n").sealed(), receipt(), {"manifest-absent"}
    yield "a manifest out of order", good.put(MANIFEST, b"".join(sorted(good.files[MANIFEST].splitlines(True), reverse=True, key=lambda line: line[66:]))).sealed(), receipt(), {"manifest-order"}
    yield "a sheet changed", good.put(SHEET, b"%PDF-1.7\nx\n%%EOF\n"), receipt(), {"digest"}
    yield "sealed for another purpose", good.sealed(namespace=b"handover-dossier"), receipt(), {"response-seal"}
    yield "a seal over something else", good.put(SEAL, good.seal.armour(b"else", b"handover-response")), receipt(), {"response-seal"}
    yield "sealed by another key", good.sealed(Seal()), receipt(), {"response-seal-key"}
    yield "another day in the zip", Response(good.folder, good.files, good.seal, (2017, 5, 12)), receipt(), {"zip-time"}
    other = next(made for name, made in ground.made.items() if name != policy)
    yield "a response to another dossier", Response.to(other[1], other[2], DICE, N, FIELDS), receipt(), {"response-folder", "response-dossier", "response-nonce"}
    theirs = other[2].parts(first - 1)
    yield "a proof of another dossier", good.put(file(first), proof(other[1], other[2], first, FIELDS)).again(), receipt(), {"proof-checkpoint", "proof-extra"} if len(theirs) != len(parts) else {"proof-checkpoint", "proof-root"} | ({"proof-shown"} if shown else set())


def attacked(ground):
    for policy in ("count", "initials"):
        for what, response, own, expected in attacks(ground, policy):
            with check(f"{policy}: {what}"):
                report = ground.ask(policy, response.zip(), own)
                codes = {finding["code"] for finding in report["findings"]}
                holds = expected - {...} <= codes if ... in expected else codes == expected
                need(holds and report["verdict"] == "not-confirmed", f"found {sorted(codes)}, expected {expected}")
                failing = [entry for entry in report["entries"] if not entry["ok"]]
                need(report["bad"] == len(failing), "what does not open counts as bad")
    with check("a folder is as good as its zip, but for what a zip alone can have"):
        for what, response, own, expected in attacks(ground, "count"):
            report = ground.ask("count", response.zip(), own)
            folder = ground.work / "folder" / response.folder
            shutil.rmtree(folder.parent, ignore_errors=True)
            for path, content in response.files.items():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(content)
            opened = ground.page.report(dossier=str(ground.made["count"][0]), response=str(folder), receipt=own)
            codes = lambda report: {finding["code"] for finding in report["findings"]} - {"zip-time"}
            need(codes(opened) == codes(report) and opened["entries"] == report["entries"], f"{what}: {codes(opened) ^ codes(report)}")
    with check("a response by no zip at all"):
        report = ground.ask("count", b"%PDF-1.7", receipt())
        need([finding["code"] for finding in report["findings"]] == ["zip-end"], report["findings"])


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--binary", type=lambda path: Path(path).resolve(), required=True)
    options.add_argument("--make-export", type=lambda path: Path(path).resolve())
    options = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="handover-responses-") as work:
        ground = Ground(options, Path(work))
        whole(ground)
        attacked(ground)
        ground.page.close()
    print(f"{Counted.passed} passed, {Counted.failed} failed")
    sys.exit(Counted.failed > 0)


if __name__ == "__main__":
    main()
