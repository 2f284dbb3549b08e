"""The real service's verify page, and before it a server that passes on what the service says, headers and all; it answers about seals as a
test wishes, and keeps what was sent."""
import http.server, json, os, re, subprocess, sys, threading, urllib.error, urllib.request
from pathlib import Path

TEXTS = Path(__file__).resolve().parents[2] / "config" / "texts"
PASSED = ("content-type", "content-security-policy", "cross-origin-opener-policy", "cross-origin-embedder-policy", "cross-origin-resource-policy",
          "x-content-type-options", "referrer-policy", "permissions-policy", "x-frame-options", "cache-control", "location")


def texts(language):
    """The messages of a language: one line each."""
    lines = (TEXTS / f"verify-{language}.ftl").read_text(encoding="utf-8").splitlines()
    return dict(re.fullmatch(r"([a-z0-9-]+) = (.*)", line).groups() for line in lines if line and not line.startswith("#"))


class Stay(urllib.request.HTTPRedirectHandler):
    """Where the service leads elsewhere, the browser goes there."""

    def redirect_request(self, *_):
        return None


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, binary, work):
        super().__init__(("127.0.0.1", 0), Door)
        self.base = f"http://127.0.0.1:{self.server_port}"
        room = work / "service"
        room.mkdir()
        settings = {"LISTEN": "127.0.0.1:0", "ADDRESS": self.base, "REQUESTS_PER_MINUTE": "1000000", "ATTEMPTS_PER_MINUTE": "1000000"}
        self.service = subprocess.Popen([binary, "serve"], cwd=room, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                                        env={"PATH": os.environ["PATH"], **{f"HANDOVER_SERVE_{name}": value for name, value in settings.items()}})
        self.service.stdout.readline()
        self.behind = f"http://127.0.0.1:{port_of(self.service.pid)}"
        self.opener = urllib.request.build_opener(Stay)
        # What the service says of any hash: status, content type, body; the test puts it there.
        self.answer = None
        self.asked, self.posted, self.bytes_in, self.missing = [], [], 0, []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def close(self):
        self.shutdown()
        self.service.terminate()
        self.service.wait()

    def handle_error(self, *about):
        # A page that is stopped or left hangs up in the middle of an answer.
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(*about)

    def knows(self, integrity, zip_sha256="0" * 64, signatures=9630, withdrawn=None):
        said = {"integrity_hash": integrity, "zip_sha256": zip_sha256, "released_at": "2017-05-12T08:30:00Z", "signatures": signatures, "withdrawn": withdrawn}
        self.answer = (200, "application/json", json.dumps(said).encode())

    def knows_nothing(self):
        said = {"type": "about:blank", "title": "Not known", "status": 404, "code": "seal-not-known", "detail": "No dossier was released with this hash. Check the hash."}
        self.answer = (404, "application/problem+json", json.dumps(said).encode())


def port_of(pid):
    """Where a process of ours listens: with an `address`, it says that alone."""
    sockets = {os.readlink(link)[8:-1] for link in Path(f"/proc/{pid}/fd").iterdir() if os.readlink(link).startswith("socket:")}
    rows = (line.split() for line in Path(f"/proc/{pid}/net/tcp").read_text().splitlines()[1:])
    return next(int(row[1].split(":")[1], 16) for row in rows if row[3] == "0A" and row[9] in sockets)


class Door(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def say(self, status, headers, body):
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def pass_on(self, body=None):
        """What the service answers, as it answers it."""
        carried = {name: self.headers[name] for name in ("Content-Type", "Accept", "Accept-Language", "Cookie", "Origin", "Sec-Fetch-Site") if self.headers[name]}
        request = urllib.request.Request(self.server.behind + self.path, data=body, headers=carried)
        try:
            said = self.server.opener.open(request, timeout=120)
        except urllib.error.HTTPError as refused:
            said = refused
        if said.status == 404:
            self.server.missing.append(self.path)
        self.say(said.status, {name: said.headers[name] for name in PASSED if said.headers[name]}, said.read())

    def do_GET(self):
        path = self.path.partition("?")[0]
        if path.startswith("/api/v1/seals/"):
            self.server.asked.append(path.rsplit("/", 1)[1])
            status, kind, body = self.server.answer
            return self.say(status, {"Content-Type": kind, "Cache-Control": "no-store"}, body)
        self.pass_on()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.bytes_in += len(body)
        self.server.posted.append((self.path, self.headers["Content-Type"], body))
        self.pass_on(body)
