"""The verifier as one file in a Chromium without a network: opens it from `file://`, and keeps every request and complaint."""
import contextlib, json, shutil
from browser import WATCH
from eyes import AXE, TAGS
from house import POLICIES, Packed, need, run, write_hostile_export
from pathlib import Path
from playwright.sync_api import sync_playwright

FILE = Path(__file__).resolve().parents[2] / "config" / "web" / "verify-alone.html"
WHOLE, VERIFIED, CHANGED, OTHER = "Whole, not compared with paper", "Verified", "Not as it was sealed", "Not the dossier on paper"


class Alone:
    """Debian's Chromium without a network, and every request that a page of it makes."""

    def __init__(self, options, work):
        self.binary, self.make_export, self.forge, self.look, self.work = options.binary, options.make_export, options.forge, options.look, work
        self.rows = options.rows
        # Its published name.
        self.file = work / "verify.html"
        shutil.copy(FILE, self.file)
        self.requests, self.complaints, self.workers = [], [], 0
        self.driver = sync_playwright().start()
        rules = ["--no-sandbox", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND", "--disable-background-networking"]
        self.chromium = self.driver.chromium.launch(executable_path=shutil.which("chromium"), args=rules)
        export = work / "export.csv"
        write_hostile_export(export)
        self.dossiers = {policy: Packed(self.binary, work, policy, "fr", export) for policy in POLICIES}
        self.named = self.dossiers["named"]

    def close(self):
        self.chromium.close()
        self.driver.stop()

    @contextlib.contextmanager
    def page(self, width=900, height=800, file=None, before="", script=True, **more):
        context = self.chromium.new_context(**{"viewport": {"width": width, "height": height}, "locale": "en-GB", "offline": True, "java_script_enabled": script, **more})
        page = context.new_page()
        page.set_default_timeout(60_000)
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        network.on("Network.requestWillBeSent", lambda sent: self.requests.append(sent["request"]["url"]))
        context.on("request", lambda request: self.requests.append(request.url))
        page.on("worker", lambda _: setattr(self, "workers", self.workers + 1))
        page.on("console", lambda said: said.type in ("error", "warning") and self.complaints.append(said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        if script:
            page.add_init_script(WATCH + before)
        try:
            page.goto((file or self.file).as_uri())
            yield page
        finally:
            context.close()

    def hash_of(self, dossier):
        return dossier.said["integrity_hash"].replace(" ", "")

    def rust(self, raw, *more):
        path = self.work / "tampered.zip"
        path.write_bytes(raw)
        said = run(self.binary, "verify", path, "--json", *more, ok=(0, 1, 2))
        return {finding["code"] for finding in json.loads(said)["findings"]} if said else set()

    def shot(self, page, name):
        if self.look:
            page.screenshot(path=self.look / f"alone-{name}.png", full_page=True)

    def axe(self, page):
        """WCAG 2.2 AA and good practice, as axe-core has them; the page's policy lets it in for the check alone."""
        page.evaluate(AXE.read_text(encoding="utf-8") + ";0")
        found = page.evaluate("(tags) => axe.run(document, { runOnly: tags, resultTypes: ['violations'] })", TAGS)["violations"]
        need(not found, [f"{one['id']}: {one['nodes'][0]['html'][:160]} {one['nodes'][0]['failureSummary'][:200]}" for one in found])


def grouped(text, length=4):
    return " ".join(text[n : n + length] for n in range(0, len(text), length))
