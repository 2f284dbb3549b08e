"""A forger who has the keys: takes a dossier apart, changes it, lists and seals it again, so that only what was changed betrays it."""
import base64, copy, hashlib, json, struct, sys
from pathlib import Path
sys.path[:0] = [str(Path(__file__).parents[1] / "browser")]
import forge
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

MANIFEST, TAGMANIFEST, STATEMENT, LIST, INFO = "manifest-sha256.txt", "tagmanifest-sha256.txt", "data/dossier.json", "data/signatures.csv", "bag-info.txt"
CHECKPOINT, SIGNERS, PACKAGE = "proof/register.checkpoint", "allowed_signers", "data/datapackage.json"
TAGGED = (SIGNERS, INFO, "bagit.txt", MANIFEST, CHECKPOINT)

lp = lambda raw: struct.pack(">I", len(raw)) + raw
jcs = lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
raw_public = lambda key: key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


class Seal:
    """The seal key of a set, and what is made with it."""

    def __init__(self, pem=None):
        self.key = load_pem_private_key(Path(pem).read_bytes(), None) if pem else Ed25519PrivateKey.generate()
        self.public = raw_public(self.key)
        self.blob = lp(b"ssh-ed25519") + lp(self.public)
        self.fingerprint = "SHA256:" + base64.b64encode(hashlib.sha256(self.blob).digest()).decode().rstrip("=")
        seed = HKDF(SHA256(), 32, b"", b"handover-note/v1").derive(self.key.private_bytes_raw())
        self.note = Ed25519PrivateKey.from_private_bytes(seed)

    def armour(self, covered, namespace=b"handover-dossier"):
        inside = lp(namespace) + lp(b"") + lp(b"sha512")
        signed = self.key.sign(b"SSHSIG" + inside + lp(hashlib.sha512(covered).digest()))
        body = base64.b64encode(b"SSHSIG" + struct.pack(">I", 1) + lp(self.blob) + inside + lp(lp(b"ssh-ed25519") + lp(signed)))
        lines = [body[n : n + 70] + b"\n" for n in range(0, len(body), 70)]
        return b"-----BEGIN SSH SIGNATURE-----\n" + b"".join(lines) + b"-----END SSH SIGNATURE-----\n"

    def signers(self, name):
        return f'{name} namespaces="handover-dossier,handover-response,handover-notice" ssh-ed25519 {base64.b64encode(self.blob).decode()}\n'.encode()

    def checkpoint(self, origin, size, root, key=None):
        """Note and verifier key."""
        key = key or self.note
        public = b"\1" + raw_public(key)
        key_id = hashlib.sha256(origin.encode() + b"\n" + public).digest()[:4]
        text = f"{origin}\n{size}\n{root}\n".encode()
        signed = base64.b64encode(key_id + key.sign(text)).decode()
        return text + f"\n\u2014 {origin} {signed}\n".encode(), f"{origin}+{key_id.hex()}+{base64.b64encode(public).decode()}"


def listing(files, paths):
    return b"".join(hashlib.sha256(files[path]).hexdigest().encode() + b"  " + path.encode() + b"\n" for path in sorted(paths))


class Dossier:
    """Bytes by path in a folder, and the seal that made them. Every change gives a new one."""

    def __init__(self, folder, files, seal, day=(2017, 5, 11)):
        self.folder, self.files, self.seal, self.day = folder, dict(files), seal, day

    @classmethod
    def of(cls, path, seal):
        return cls(*forge.parts(path), seal)

    def copy(self):
        return copy.copy(self).with_files(self.files)

    def with_files(self, files):
        return Dossier(self.folder, files, self.seal, self.day)

    def put(self, path, content):
        return self.with_files({**self.files, path: content if isinstance(content, bytes) else content.encode()})

    def without(self, path):
        return self.with_files({own: raw for own, raw in self.files.items() if own != path})

    def edit(self, path, before, after, count=1):
        before, after = (text if isinstance(text, bytes) else text.encode() for text in (before, after))
        assert before in self.files[path], f"{path} has no {before!r}"
        return self.put(path, self.files[path].replace(before, after, count))

    def listed(self):
        """Payload-Oxum and the payload's manifest, as they must be."""
        payload = [path for path in self.files if path.startswith("data/")]
        oxum = f"Payload-Oxum: {sum(len(self.files[path]) for path in payload)}.{len(payload)}".encode()
        lines = self.files.get(INFO, b"").split(b"\n")
        info = b"\n".join(oxum if line.startswith(b"Payload-Oxum: ") else line for line in lines)
        files = {**self.files, MANIFEST: listing(self.files, payload)}
        return self.with_files({**files, INFO: info} if INFO in self.files else files)

    def tagged(self):
        return self.put(TAGMANIFEST, listing(self.files, [path for path in TAGGED if path in self.files]))

    def sealed(self):
        return self.put(f"{TAGMANIFEST}.sig", self.seal.armour(self.files[TAGMANIFEST]))

    def again(self):
        return self.listed().tagged().sealed()

    def tag_again(self):
        return self.tagged().sealed()

    def described(self):
        """The description follows the list, so that the list alone betrays itself."""
        package = json.loads(self.files[PACKAGE])
        package["resources"][0]["bytes"] = len(self.files[LIST])
        package["resources"][0]["hash"] = "sha256:" + hashlib.sha256(self.files[LIST]).hexdigest()
        return self.put(PACKAGE, jcs(package))

    @property
    def statement(self):
        return json.loads(self.files[STATEMENT])

    def restated(self, change):
        statement = self.statement
        change(statement)
        return self.put(STATEMENT, jcs(statement))

    def zip(self, stored=False):
        return forge.zipped(self.folder, self.files, stored, self.day)
