"""A challenge and its answer before programs that others made, and recomputed from the format alone: the vault's plaintext as
docs/vault.md has it, leaves from seeds and values, the root by pymerkle, the sample as Rivest's sampler draws it, the bound in fractions."""
import base64, copy, hashlib, json, re, struct
from fractions import Fraction
from math import comb
import pymerkle
from house import check, need, run
import standards

DICE = "27182818284590452353"
FIELDS = ("family_name", "city")
SIZE = 40


class Vault:
    """A vault's plaintext, read by the words of docs/vault.md."""

    def __init__(self, plain):
        magic = b"handover-vault/1\n"
        need(plain.startswith(magic), "a whole vault")
        self.size, width, index_at, nodes_at, about_at = struct.unpack(">5Q", plain[-40:])
        self.about = json.loads(plain[about_at:-40])
        need(width == len(self.about["fields"]), "fields")
        self.leaves, self.seeds, self.values = [], [], []
        begins = struct.unpack(f">{(nodes_at - index_at) // 8}Q", plain[index_at:nodes_at])
        need(begins[0] == len(magic) and len(begins) == -(-self.size // 256), "the index")
        for block, at in enumerate(begins):
            held = min(256, self.size - 256 * block)
            self.leaves += [plain[at + 32 * n:at + 32 * n + 32] for n in range(held)]
            ends = struct.unpack(f">{held}I", plain[at + 32 * held:at + 36 * held])
            at, begin = at + 36 * held, 0
            for end in ends:
                record, begin = plain[at + begin:at + end], end
                self.seeds.append(record[:32])
                self.values.append(shorts(record[32:], width))


def shorts(record, count):
    values = []
    for _ in range(count):
        length = shift = 0
        while True:
            byte, record = record[0], record[1:]
            length |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                break
        values.append(record[:length])
        record = record[length:]
    need(not record, "nothing follows the last value")
    return values


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def salts(seed, count):
    stream = b"".join(sha256(struct.pack(">I", n), seed, b"handover-salts/v1") for n in range(1, count // 2 + 2))
    return [stream[16 * n:16 * n + 16] for n in range(count)]


def record(index, seed, values):
    digests = [sha256(b"\x02", salt, value) for salt, value in zip(salts(seed, len(values)), values)]
    return struct.pack(">Q", index) + b"".join(digests)


def sample(integrity, nonce, dice, size, count):
    """Rivest's sampler, with numbers of any size as Python has them."""
    seed = int.from_bytes(sha256(b"handover-challenge/v1\0", integrity, nonce, struct.pack(">I", len(dice)), dice.encode()), "big")
    drawn, turn = [], 0
    while len(drawn) < count:
        turn += 1
        entry = int.from_bytes(sha256(f"{seed},{turn}".encode()), "big") % size + 1
        if entry not in drawn:
            drawn.append(entry)
    return seed, drawn


def bound(size, count, bad):
    """The largest B of which a sample shows no more than `bad` in more than one case of twenty, in fractions."""
    def chance(b):
        ways = sum(comb(b, k) * comb(size - b, count - k) for k in range(max(0, count - (size - b)), min(bad, b, count) + 1))
        return Fraction(ways, comb(size, count))
    low, high = 0, size + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if chance(middle) > Fraction(1, 20) else (low, middle)
    return low


class Proof:
    """`c2sp.org/tlog-proof@v1`."""

    def __init__(self, path):
        head, self.checkpoint = path.read_text(encoding="utf-8").split("\n\n", 1)
        magic, extra, index, *hashes = head.split("\n")
        need(magic == "c2sp.org/tlog-proof@v1" and extra.startswith("extra ") and index.startswith("index "), f"{path.name}: the head")
        self.extra = json.loads(base64.b64decode(extra[6:], validate=True))
        self.index = int(index[6:])
        self.path = [base64.b64decode(line, validate=True) for line in hashes]
        need(path.name == f"{self.index + 1}.tlog-proof", f"{path.name} is of another entry")

    def record(self):
        parts = [bytes.fromhex(part) if isinstance(part, str) else sha256(b"\x02", bytes.fromhex(part[0]), part[1].encode()) for part in self.extra["fields"]]
        return struct.pack(">Q", self.index) + b"".join(parts)

    def opened(self, fields):
        return {name: part[1] for name, part in zip(fields, self.extra["fields"]) if isinstance(part, list)}


def checks(binary, dossier, work):
    label = f"{dossier.name} {dossier.policy}"
    info = dict(line.split(": ", 1) for line in (dossier.bag / "bag-info.txt").read_text(encoding="utf-8").splitlines())
    root, size = base64.b64decode(info["Register-Root"]), int(info["Register-Size"])
    integrity = bytes.fromhex(dossier.said["integrity_hash"].replace(" ", ""))
    vault, tree = Vault(run("age", "-d", "-i", dossier.keys / "custodian.key", dossier.vault)), pymerkle.InmemoryTree(algorithm="sha256")
    with check(f"{label}: pymerkle finds the sealed root over records made of the vault's seeds and values"):
        need(vault.size == size and vault.about["fields"] == json.loads((dossier.bag / "data" / "dossier.json").read_bytes())["register"]["fields"], "size and fields")
        need(vault.about["root"] == root.hex() and vault.about["integrity"] == integrity.hex(), "the vault is this dossier's")
        for index, (leaf, seed, values) in enumerate(zip(vault.leaves, vault.seeds, vault.values)):
            own = record(index, seed, values)
            need(sha256(b"\x00", own) == leaf, f"the leaf of entry {index + 1}")
            tree.append_entry(own)
        need(tree.get_size() == size and tree.get_state() == root, "the root")
        need(hashlib.sha256(b"handover-nonce/v1\0" + bytes.fromhex(vault.about["nonce"])).hexdigest() == info["Challenge-Commitment"], "the nonce")

    # The custodian's own vault stays as it is for the other checks.
    answering, out = work / f"answering-{dossier.name}-{dossier.policy}.age", dossier.out / "answer"
    answering.write_bytes(dossier.vault.read_bytes())
    asked = ["--dice", DICE, "--size", SIZE, "--fields", ",".join(FIELDS)]
    run(binary, "respond", answering, "--dossier", dossier.zip, *asked, "--keys", dossier.keys, "--out", out)
    (response,) = out.iterdir()
    said = json.loads((response / "response.json").read_bytes())
    pinned = ["--hash", integrity.hex(), "--json"]
    with check(f"{label}: the sample, drawn from dice and nonce in Python, is the response's"):
        nonce = bytes.fromhex(said["nonce"])
        seed, drawn = sample(integrity, nonce, DICE, size, SIZE)
        need(said["nonce"] == vault.about["nonce"] and int(said["seed"]) == seed and said["entries"] == drawn, "seed and entries")
        again = json.loads(run(binary, "challenge", dossier.zip, "--dice", DICE, "--size", SIZE, "--nonce", said["nonce"], "--json"))
        need(again["entries"] == drawn, "challenge draws others")
    with check(f"{label}: pymerkle follows each proof from the opened fields to the root, and no changed one"):
        key = (dossier.bag / "proof" / "register.checkpoint").read_text(encoding="utf-8")
        names, fields = sorted(response.glob("entries/*")), vault.about["fields"]
        need(sorted(int(path.name.split(".")[0]) for path in names) == sorted(said["entries"]), "a proof for each drawn entry")
        for path in names:
            proof = Proof(path)
            need(proof.checkpoint == key, "the checkpoint, verbatim")
            values = dict(zip(fields, (value.decode() for value in vault.values[proof.index])))
            open_fields = {name: values[name] for name in fields if name in FIELDS or name == "shown"}
            need(proof.opened(fields) == open_fields, "exactly the asked fields, as they were committed")
            pymerkle_follows(tree, proof, root, size)
    with check(f"{label}: sha256sum and ssh-keygen accept manifest and seal of the response"):
        run("sha256sum", "--strict", "-c", "manifest-sha256.txt", cwd=response)
        listed = {line.split("  ", 1)[1] for line in (response / "manifest-sha256.txt").read_text().splitlines()}
        there = {str(path.relative_to(response)) for path in response.rglob("*") if path.is_file()}
        need(there - listed == {"manifest-sha256.txt", "manifest-sha256.txt.sig"} and listed < there, "every other file is listed")
        name = (dossier.bag / "allowed_signers").read_text().split()[0]
        for space, ok in (("handover-response", (0,)), ("handover-dossier", (1, 255))):
            line = run("ssh-keygen", "-Y", "verify", "-f", dossier.bag / "allowed_signers", "-I", name, "-n", space, "-s", "manifest-sha256.txt.sig",
                       stdin=(response / "manifest-sha256.txt").read_bytes(), cwd=response, ok=ok)
            need(ok != (0,) or dossier.said["seal"].encode() in line, line)
    with check(f"{label}: the stated bounds are those of exact fractions"):
        for bad in (0, 1, 7, SIZE):
            found = json.loads(run(binary, "check", dossier.zip, response, *asked, "--bad", bad, *pinned))
            need((found["verdict"], found["bad"], found["bound"]) == ("confirmed", bad, bound(size, SIZE, bad)), (bad, found["bad"], found["bound"]))
    with check(f"{label}: the sample sheet names the dice and the drawn entries, and no address"):
        text = run("pdftotext", "-layout", response / "sample-sheet.pdf", "-").decode()
        bare = re.sub(r"\D", "", text)
        need(DICE in bare and all(re.search(rf"(?<!\d){entry}(?!\d)", re.sub(r"(?<=\d)[.,\u202f\u00a0’](?=\d{{3}})", "", text)) for entry in said["entries"]), "dice and entries")
        place = vault.about["fields"].index("email")
        need(not any(values[place] and values[place].decode() in text for values in vault.values), "an address")
    standards.sheet(f"{label} sample sheet", response / "sample-sheet.pdf")


def pymerkle_follows(tree, proof, root, size):
    """By its own rules of which sibling stands left, from our path."""
    read = copy.copy(tree.prove_inclusion(proof.index + 1))
    base = sha256(b"\x00", proof.record())
    need(read.path[1:] == proof.path, f"pymerkle has another path for entry {proof.index + 1}")
    read.path = [base, *proof.path]
    pymerkle.verify_inclusion(base, root, read, index=proof.index + 1, size=size, algorithm="sha256")
    changed = bytes([base[0] ^ 1]) + base[1:]
    for wrong_base, wrong_path in ((changed, proof.path), (base, [changed, *proof.path[1:]]), (base, proof.path[:-1])):
        read.path = [wrong_base, *wrong_path]
        try:
            pymerkle.verify_inclusion(wrong_base, root, read, index=proof.index + 1, size=size, algorithm="sha256")
        except pymerkle.InvalidProof:
            continue
        raise AssertionError("pymerkle accepts a changed proof")
