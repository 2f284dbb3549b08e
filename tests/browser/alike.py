"""The page that is one file, in Chromium, beside the program: responses that `handover respond` made, forged ones dropped on it,
and in its own worker the whole table of tamperings and random changes of dossiers."""
import json, shutil, subprocess
from answered import DICE, FIELDS, SIZE, drop_files, write_receipt
from browser import give
from forged import VERDICTS, by_program
from forger import Dossier, Seal
from house import POLICIES, check, need, run
from mutations import mutation
from offline import WHOLE
from parity import ALL, AT_ONCE, Both, Program
from table import table

CHANGES = 1000 if ALL else 150
DROPPED = CHANGES if ALL else 40
WORDS = {"confirmed": "Confirmed", "holds": "Holds, not compared with paper", "dice-not-confirmed": "Dice not confirmed", "not-confirmed": "Not confirmed"}
# Keeps what the page starts its worker with, so that the same worker can be started again; the file stays as it is.
KEEP = """const Own = Worker;
globalThis.Worker = class extends Own {
    constructor(...how) {
        super(...how);
        globalThis.started = how;
    }
};"""
BATCH = """async (tasks) => {
    const files = new Map([...document.getElementById('batch').files].map((file) => [file.name, file]));
    const reports = [];
    let next = 0;
    async function work() {
        const worker = new Worker(...globalThis.started);
        const ask = (task) => new Promise((resolve, reject) => {
            worker.onerror = reject;
            worker.onmessage = ({ data }) => data.done === undefined && resolve(data);
            worker.postMessage(task);
        });
        while (next < tasks.length) {
            const mine = next++;
            const { dossier, response, receipt } = tasks[mine];
            let said = await ask({ dossier: files.get(dossier) });
            if (response && said.report) said = await ask({ response: files.get(response), report: said.report, receipt: receipt ?? undefined });
            const { sealed, statement, entries, ...report } = said.report ?? { verdict: 'no answer', findings: [] };
            reports[mine] = report;
        }
        worker.terminate();
    }
    await Promise.all(Array.from({ length: navigator.hardwareConcurrency }, work));
    return reports;
}"""


class InChromium:
    """The worker of the page, in the page; files come as a person chooses them, by their paths."""

    def __init__(self, page, dossier):
        self.page = page
        need(give(page, dossier)[0] == WHOLE, "the page started its worker once")
        page.evaluate("document.body.append(Object.assign(document.createElement('input'), { type: 'file', id: 'batch', multiple: true }))")

    def ask(self, tasks, paths):
        self.page.set_input_files("#batch", [str(path) for path in paths])
        return self.page.evaluate(BATCH, tasks)

    def reports(self, paths):
        return self.ask([{"dossier": path.name} for path in paths], paths)


def responded(packed, work, binary, name, *more):
    """A response that `handover respond` wrote; the vault is a copy, as it is cut by that."""
    place = work / name
    place.mkdir()
    vault = place / "copy.vault"
    shutil.copy(packed.vault, vault)
    run(binary, "respond", vault, "--dossier", packed.zip, "--dice", DICE, "--size", SIZE, "--fields", ",".join(FIELDS), "--keys", work / "keys", "--out", place, "--yes", *more)
    (response,) = place.glob("response-*")
    return response


def opened(page):
    page.locator("#opened h2").wait_for()
    codes = page.locator("#opened .findings code").all_inner_texts()
    return page.locator("#opened h2 span:last-child").inner_text(), sorted(code.strip("()") for code in codes)


def real(alone):
    for policy, packed in alone.dossiers.items():
        folder, zipped = (responded(packed, alone.work, alone.binary, f"respond-{policy}-{kind}", *more) for kind, more in (("folder", ()), ("zip", ("--zip",))))
        hash_of = alone.hash_of(packed)
        for kind, path in (("a folder, chosen", folder), ("a zip, dropped", zipped)):
            with check(f"respond: {policy}, {kind}: confirmed, entry for entry, as `check` says"), alone.page() as page:
                said = json.loads(run(alone.binary, "check", packed.zip, path, "--dice", DICE, "--size", SIZE, "--fields", ",".join(FIELDS), "--hash", hash_of, "--json"))
                need(give(page, packed.zip)[0] == WHOLE, "whole")
                write_receipt(page)
                page.fill("#paper-hash", hash_of)
                if path.is_dir():
                    page.set_input_files("#response-folder", str(path))
                else:
                    drop_files(page, [(path.name, path.read_bytes())])
                need(opened(page) == (WORDS[VERDICTS[said["verdict"]]], []) == ("Confirmed", []), (opened(page), said["verdict"]))
                entries = json.loads((folder / "response.json").read_text())["entries"]
                rows = page.locator("#opened tbody th").all_inner_texts()
                need([row.split()[0] for row in rows] == [str(entry) for entry in entries] and all("opens" in row for row in rows), rows)
                need(f"at most {said['bound']} of all 590" in page.locator("blockquote").inner_text(), page.locator("blockquote").inner_text())
                if policy == "named":
                    alone.shot(page, "respond" if path.is_dir() else "respond-zip")


def forged(alone):
    """The table of forged responses, each dropped on the page with the official's receipt typed into its form."""
    folder = alone.work / "forged"
    subprocess.run([alone.forge, folder, str(CHANGES)], check=True)
    tasks = json.loads((folder / "table.json").read_text())
    told = [task for task in tasks if task["codes"] is not None]
    changes = [task for task in tasks if task["codes"] is None]
    need(len(changes) == CHANGES and len(told) > 50, (len(told), len(changes)))
    with alone.page(before=KEEP) as page:
        before, heading, codes, receipt = None, None, None, None
        for task in [*told, *changes[:DROPPED]]:
            with check(f"forged: {task['name']}"):
                program = by_program(alone.binary, task, task["receipt"])
                if task["dossier"] != before:
                    page.reload()
                    heading, codes = give(page, (alone.work / task["dossier"]).read_bytes())
                    before, receipt = task["dossier"], None
                raw = (alone.work / task["response"]).read_bytes()
                if heading != WHOLE:
                    # The page opens nothing to a dossier that is not whole.
                    need(page.locator("#challenge").is_hidden() and codes and set(codes) <= set(program[1]) and program[0] == "not-confirmed", (heading, codes, program))
                    continue
                if page.locator("#dice").count() and task["receipt"] != receipt:
                    write_receipt(page, **task["receipt"])
                    receipt = task["receipt"]
                page.evaluate("document.getElementById('opened').replaceChildren()")
                if page.locator("#dice").count() == 0 or raw[30:39] == b"response-":
                    drop_files(page, [("response.zip", raw)])
                else:
                    page.set_input_files("#response", {"name": "response.zip", "mimeType": "application/zip", "buffer": raw})
                said, own = opened(page)
                if said == "This dossier has no challenge":
                    need(program[0] == "not-confirmed" and "response-none" in program[1], program)
                    continue
                need((said, own) == (WORDS[program[0]], program[1]), f"page {said}, {own}, program {program}")
                need(task["codes"] in (None, own), f"{own}, the table says {task['codes']}")
        with check(f"forged: the table and all {CHANGES} random changes in the page's worker, with a receipt and without"):
            in_worker(alone, InChromium(page, alone.named.zip), tasks)


def in_worker(alone, chromium, tasks):
    asked, differing = [(task, receipt) for task in tasks for receipt in (task["receipt"], None)], []
    place = alone.work / "batch"
    place.mkdir()
    for first in range(0, len(asked), AT_ONCE):
        some = asked[first : first + AT_ONCE]
        names = {}
        for path in sorted({task[kind] for task, _ in some for kind in ("dossier", "response")}):
            names[path] = f"{len(names)}.zip"
            shutil.copy(alone.work / path, place / names[path])
        links = [{"dossier": names[task["dossier"]], "response": names[task["response"]], "receipt": receipt} for task, receipt in some]
        for (task, receipt), own in zip(some, chromium.ask(links, [place / name for name in names.values()])):
            counted = own.get("bound") is not None
            said = (own["verdict"], sorted({finding["code"] for finding in own["findings"]}), own["bad"] if counted else None, own["bound"] if counted else None)
            program = by_program(alone.binary, task, receipt)
            if said != program:
                differing.append(f"{task['name']}, {'with' if receipt else 'without'} a receipt: page {said}, program {program}")
    need(not differing, f"{len(differing)} of {len(asked)} differ: {differing[:3]}")


def dossiers(alone):
    """The same table of tamperings as the program's, and random changes; verdict, codes and places of both."""
    seal = Seal(alone.work / "keys" / "seal.key")
    with alone.page(before=KEEP) as page:
        both = Both(InChromium(page, alone.named.zip), Program(alone.binary), alone.work)
        for policy in POLICIES if ALL else ("named",):
            with check(f"alike: the table of tamperings of {policy}, in Chromium as in the program"):
                total = both.same(policy, table(Dossier.of(alone.dossiers[policy].zip, seal)))
                print(f"        {total} tamperings of {policy}", flush=True)
        own = {policy: Dossier.of(packed.zip, seal) for policy, packed in alone.dossiers.items()}
        for n, policy in enumerate(POLICIES):
            seeds = range(n, CHANGES, len(POLICIES))
            with check(f"alike: {len(seeds)} random changes of {policy}, in Chromium as in the program"):
                both.same(policy, (mutation(seed, own[policy]) for seed in seeds))
