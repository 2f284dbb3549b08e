"""Looks at pages: a picture of each, axe-core (WCAG 2.2 AA, light and dark), its markup kept for html-validate."""
import subprocess
from pathlib import Path
from house import need
from office import overflows

HERE = Path(__file__).resolve().parent
AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
VALIDATE = HERE / "node_modules" / ".bin" / "html-validate"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Eyes:
    """Looks at each page once in each dress: picture, axe, markup."""

    def __init__(self, options, work):
        self.look, self.work, self.seen = options.look, work, set()
        (work / "markup").mkdir()
        need(AXE.exists() and VALIDATE.exists(), "axe-core and html-validate are missing: run npm ci in tests/browser")

    def see(self, page, name, script=True):
        need(not overflows(page), f"{name} is wider than its window")
        need(page.locator("h1").count() == 1, f"{name} has one heading of the first level")
        wide = page.viewport_size["width"]
        language = page.get_attribute("html", "lang")
        dress = f"{name}-{language}{'' if wide > 400 else '-320'}{'' if script else '-no-script'}"
        self.keep(page, dress)
        # As the service wrote it: a browser's own tree is mended already.
        written = page.context.request.get(page.url).text()
        (self.work / "markup" / f"{dress}.html").write_text(written, encoding="utf-8")
        if script:
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                self.axe(page, f"{dress} {scheme}")
            page.emulate_media(color_scheme="light")

    def keep(self, page, dress):
        """The picture alone, of a page that moves on by itself."""
        if self.look:
            page.screenshot(path=self.look / f"{dress}.png", full_page=True)

    def axe(self, page, name):
        # The page's policy takes no script from elsewhere: the driver's own door does.
        page.evaluate(AXE.read_text(encoding="utf-8") + ";0")
        found = page.evaluate("(tags) => axe.run(document, { runOnly: tags, resultTypes: ['violations'] })", TAGS)["violations"]
        said = [f"{one['id']}: {one['nodes'][0]['html'][:160]} {one['nodes'][0]['failureSummary'][:200]}" for one in found]
        need(not said, f"{name}: {said}")

    def markup(self):
        done = subprocess.run([str(VALIDATE), "--config", str(HERE / "html-validate.json"), str(self.work / "markup")], capture_output=True, text=True)
        need(done.returncode == 0, done.stdout[-3000:])
