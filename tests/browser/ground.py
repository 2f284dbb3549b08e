"""What every check of the page uses: dossiers of each policy, the server, the browser, and what the program says."""
import json
from browser import Browser, give
from house import POLICIES, Packed, need, run, write_hostile_export
from server import Server

SAME, UNKNOWN, WITHDRAWN, CHANGED = "The same as sealed", "Not known here", "Withdrawn", "Not as it was sealed"


class Ground:
    """What every check uses."""

    def __init__(self, options, work):
        self.binary, self.make_export, self.look, self.work = options.binary, options.make_export, options.look, work
        self.server = Server(options.binary, work)
        self.browser = Browser(self.server)
        export = work / "export.csv"
        write_hostile_export(export)
        self.dossiers = {policy: Packed(self.binary, work, policy, "fr", export) for policy in POLICIES}
        self.named = self.dossiers["named"]

    def hash_of(self, dossier):
        return dossier.said["integrity_hash"].replace(" ", "")

    def rust(self, raw):
        """Codes that `handover verify` finds in it."""
        path = self.work / "tampered.zip"
        path.write_bytes(raw)
        said = run(self.binary, "verify", path, "--json", ok=(0, 1, 2))
        return {finding["code"] for finding in json.loads(said)["findings"]} if said else set()

    def shot(self, page, name):
        if self.look:
            page.screenshot(path=self.look / f"verify-{name}.png", full_page=True)


def refused(ground, page, raw, code, where="", heading=CHANGED):
    """The page refuses it with this code and place, asks nobody, and finds nothing that the program does not."""
    before = len(ground.server.asked)
    said, codes = give(page, raw)
    need(said in (heading if isinstance(heading, tuple) else (heading,)), f"says {said!r}, {codes}")
    need(code in codes, f"{code} is not among {codes}")
    need(where in page.locator(".findings").inner_text(), f"{where} is not named")
    need(len(ground.server.asked) == before, "a question was asked")
    beyond = set(codes) - ground.rust(raw)
    need(not beyond, f"`handover verify` does not find {beyond}")
