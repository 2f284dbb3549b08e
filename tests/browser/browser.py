"""A browser before the verify page: opens it, gives it files, reads what it says, and keeps every complaint of the console."""
import contextlib, shutil
from pathlib import Path
from playwright.sync_api import sync_playwright

WATCH = "addEventListener('securitypolicyviolation', (event) => console.error('CSP: ' + event.violatedDirective + ' ' + event.blockedURI));"


class Browser:
    """Debian's Chromium, without a window."""

    def __init__(self, server):
        self.server, self.complaints = server, []
        program = shutil.which("chromium")
        if not program:
            raise SystemExit("There is no chromium. Install Debian's package `chromium`.")
        self.driver = sync_playwright().start()
        self.chromium = self.driver.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"])

    def close(self):
        self.chromium.close()
        self.driver.stop()

    @contextlib.contextmanager
    def page(self, path="/verify", width=900, height=800, script=True, **more):
        context = self.chromium.new_context(viewport={"width": width, "height": height}, java_script_enabled=script, **more)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("console", lambda said: self.hear(said))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        if script:
            page.add_init_script(WATCH)
        try:
            page.goto(self.server.base + path)
            yield page
        finally:
            context.close()

    def hear(self, said):
        # The browser itself notes that a question was answered by 404, 429 or not at all: that is the answer, no fault.
        if said.type in ("error", "warning") and not (said.text.startswith("Failed to load resource") and "/api/v1/seals/" in said.location.get("url", "")):
            self.complaints.append(f"{said.text} ({said.location.get('url', '')})")


def settle(page):
    """Waits for the answer; gives its heading."""
    page.locator("#answer h2").wait_for(timeout=300_000)
    return page.locator("#answer h2 span:last-child").inner_text()


def give(page, file, name="dossier.zip"):
    """Chooses a file, a path or bytes, and waits; gives the heading and the codes of findings."""
    page.evaluate("document.getElementById('answer').replaceChildren()")
    if isinstance(file, bytes):
        file = {"name": name, "mimeType": "application/zip", "buffer": file}
    page.set_input_files("#file", str(file) if isinstance(file, Path) else file)
    heading = settle(page)
    return heading, [code.strip("()") for code in page.locator(".findings code").all_inner_texts()]


def drop(page, files):
    """Drops files on the page, as a mouse does."""
    page.evaluate("""(files) => {
        const carried = new DataTransfer();
        for (const [name, text] of files) carried.items.add(new File([text], name));
        for (const kind of ['dragover', 'drop']) document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
    }""", files)


def overflows(page):
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def memory_of_renderers():
    """Resident bytes of the processes that this browser's pages run in, largest first."""
    sizes = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if b"--type=renderer" in (folder / "cmdline").read_bytes():
                sizes.append(int(next(line for line in (folder / "smaps_rollup").read_text().splitlines() if line.startswith("Rss:")).split()[1]) * 1024)
    return sorted(sizes, reverse=True)
