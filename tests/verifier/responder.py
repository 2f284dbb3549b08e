"""A custodian who answers, from docs/vault.md and docs/dossier-format.md §7 and §8 alone: opens a vault with `age -d`, draws, and
writes a response. Shares no code with the program or with the page."""
import base64, hashlib, json, struct, subprocess, sys
from pathlib import Path
sys.path[:0] = [str(Path(__file__).parents[1] / "browser")]
import forge
from forger import CHECKPOINT, LIST, MANIFEST, TAGMANIFEST, jcs, listing

sha = lambda *parts: hashlib.sha256(b"".join(parts)).digest()
u32 = lambda number: struct.pack(">I", number)
u64 = lambda number: struct.pack(">Q", number)
ANSWER, SHEET, SEAL = "response.json", "sample-sheet.pdf", f"{MANIFEST}.sig"
FIELDS = ("given_name", "family_name", "full_name", "email", "phone", "street", "city", "region", "postcode", "country", "birth_date", "document_number", "signed_at")


class Vault:
    """Leaves, seeds, values and nonce of a register that fits in memory."""

    def __init__(self, path, identity):
        plain = subprocess.run(["age", "-d", "-i", identity, path], capture_output=True, check=True).stdout
        assert plain.startswith(b"handover-vault/1\n")
        self.size, m, index, _, about = struct.unpack(">5Q", plain[-40:])
        self.about = json.loads(plain[about:-40])
        self.fields = self.about["fields"]
        assert m == len(self.fields)
        self.leaves, self.records = [], []
        for number in range((self.size + 255) // 256):
            (at,) = struct.unpack(">Q", plain[index + 8 * number : index + 8 * number + 8])
            count = min(256, self.size - 256 * number)
            self.leaves += [plain[at + 32 * n : at + 32 * n + 32] for n in range(count)]
            ends = struct.unpack(f">{count}I", plain[at + 32 * count : at + 36 * count])
            records = at + 36 * count
            self.records += [self.record(plain[records + begin : records + end]) for begin, end in zip((0, *ends), ends)]

    def record(self, raw):
        seed, at, values = raw[:32], 32, []
        for _ in self.fields:
            length = shift = 0
            while True:
                byte = raw[at]
                at += 1
                length |= (byte & 0x7F) << shift
                shift += 7
                if byte < 0x80:
                    break
            values.append(raw[at : at + length].decode())
            at += length
        assert at == len(raw)
        return seed, values

    def parts(self, index):
        """`(salt, value, digest)` of each field."""
        seed, values = self.records[index]
        salts = b"".join(sha(u32(n + 1), seed, b"handover-salts/v1") for n in range((len(values) + 1) // 2))
        salts = [salts[16 * n : 16 * n + 16] for n in range(len(values))]
        return [(salt, value, sha(b"\2", salt, value.encode())) for salt, value in zip(salts, values)]

    def path(self, index):
        def root(leaves):
            if len(leaves) == 1:
                return leaves[0]
            k = 1 << (len(leaves) - 1).bit_length() - 1
            return sha(b"\1", root(leaves[:k]), root(leaves[k:]))

        def path(at, leaves):
            if len(leaves) == 1:
                return []
            k = 1 << (len(leaves) - 1).bit_length() - 1
            return path(at, leaves[:k]) + [root(leaves[k:])] if at < k else path(at - k, leaves[k:]) + [root(leaves[:k])]

        return path(index, self.leaves)


def drawn(integrity, nonce, dice, size, n):
    """Seed and entries, by Rivest's sampler."""
    seed = str(int.from_bytes(sha(b"handover-challenge/v1\0", bytes.fromhex(integrity), bytes.fromhex(nonce), u32(len(dice)), dice.encode()), "big"))
    entries, turn = [], 0
    while len(entries) < n:
        turn += 1
        entry = int(hashlib.sha256(f"{seed},{turn}".encode()).hexdigest(), 16) % size + 1
        if entry not in entries:
            entries.append(entry)
    return seed, entries


class Response:
    """Files of a response by path; each change gives a new one."""

    def __init__(self, folder, files, seal, day=(2017, 5, 11)):
        self.folder, self.files, self.seal, self.day = folder, dict(files), seal, day

    @classmethod
    def to(cls, dossier, vault, dice, size, fields, withheld=()):
        integrity = hashlib.sha256(dossier.files[TAGMANIFEST]).hexdigest()
        seed, entries = drawn(integrity, vault.about["nonce"], dice, vault.size, size)
        answer = {"dice": dice, "entries": entries, "fields": list(fields), "format": "handover-response/1", "id": vault.about["id"], "integrity": integrity, "nonce": vault.about["nonce"], "seed": seed, "size": size, "withheld": sorted(withheld)}
        files = {ANSWER: jcs(answer), SHEET: b"%PDF-1.7\n%%EOF\n"}
        for entry in entries:
            if entry not in withheld:
                files[f"entries/{entry}.tlog-proof"] = proof(dossier, vault, entry, fields)
        return cls(f"response-{vault.about['id']}", files, dossier.seal).again()

    def with_files(self, files):
        return Response(self.folder, files, self.seal, self.day)

    def put(self, path, content):
        return self.with_files({**self.files, path: content})

    def without(self, path):
        return self.with_files({own: raw for own, raw in self.files.items() if own != path})

    def answered(self, change):
        answer = json.loads(self.files[ANSWER])
        change(answer)
        return self.put(ANSWER, jcs(answer))

    def sealed(self, seal=None, namespace=b"handover-response"):
        return self.put(SEAL, (seal or self.seal).armour(self.files[MANIFEST], namespace))

    def again(self):
        return self.put(MANIFEST, listing(self.files, [path for path in self.files if path not in (MANIFEST, SEAL)])).sealed()

    def zip(self):
        return forge.zipped(self.folder, self.files, day=self.day)


def opening(parts, names, wanted):
    return jcs({"fields": [[salt.hex(), value] if name in wanted else digest.hex() for name, (salt, value, digest) in zip(names, parts)], "v": 1})


def proof(dossier, vault, entry, fields, index=None, extra=None, path=None):
    wanted = {*fields, "shown"}
    extra = extra if extra is not None else opening(vault.parts(entry - 1), vault.fields, wanted)
    lines = ["c2sp.org/tlog-proof@v1", f"extra {base64.b64encode(extra).decode()}", f"index {entry - 1 if index is None else index}"]
    lines += [base64.b64encode(node).decode() for node in (vault.path(entry - 1) if path is None else path)]
    return "\n".join([*lines, "", ""]).encode() + dossier.files[CHECKPOINT]
