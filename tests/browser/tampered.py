"""Dossiers that somebody changed, and what the page must find; `handover verify` is asked about each of them too."""
import hashlib, subprocess
from pathlib import Path
import authority, forge
from browser import give
from ground import CHANGED, SAME, UNKNOWN, refused
from house import check, need, run

# What must be found where one byte of a file is changed and the zip is made anew around it.
CODES = {"bagit.txt": "bagit-txt", "tagmanifest-sha256.txt": "digest", "tagmanifest-sha256.txt.sig": "seal-broken", "tagmanifest-sha256.txt.partner.sig": "coseal-broken", "tagmanifest-sha256.txt.tsr": "timestamp"}


def sealed_too(ground, files):
    """A partner's seal and an authority's time stamp."""
    key = ground.work / "partner"
    if not key.exists():
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key)
    armour = run("ssh-keygen", "-Y", "sign", "-f", key, "-n", "handover-dossier", stdin=files["tagmanifest-sha256.txt"])
    stamp = authority.token(ground.work, files["tagmanifest-sha256.txt"])
    return {**files, "tagmanifest-sha256.txt.partner.sig": armour, "tagmanifest-sha256.txt.tsr": stamp}


def spot(path, files):
    """Where a byte is changed, so that the file keeps its form; nowhere in particular where that is None."""
    if path.endswith(".tsr"):
        # The page looks at a token's form and imprint, not at its signature.
        return files[path].index(hashlib.sha256(files["tagmanifest-sha256.txt"]).digest())
    if path.endswith((".sig", "manifest-sha256.txt")):
        # A digit's neighbour is a digit. A seal's last part is the signature.
        begin = len(files[path]) * 3 // 4 if path.endswith(".sig") else 0
        return next(n for n in range(begin, len(files[path])) if files[path][n : n + 1].isdigit())
    return None


def tampered(ground):
    folder, files = forge.parts(ground.named.zip)
    files = sealed_too(ground, files)
    ground.server.knows_nothing()
    with ground.browser.page() as page:
        with check("tampered: put together again without a change, with a partner's seal and a time stamp, it is whole"):
            need(give(page, forge.zipped(folder, files)) == (UNKNOWN, []), page.locator("#answer").inner_text())
            need(ground.rust(forge.zipped(folder, files)) == set(), "the program agrees")
        for path in sorted(files):
            with check(f"tampered: one byte of {path}"):
                raw = forge.zipped(folder, {**files, path: forge.flipped(files[path], spot(path, files))})
                refused(ground, page, raw, CODES.get(path, "digest"), "" if path == "tagmanifest-sha256.txt" else path)
        ground.shot(page, "changed")
        raw = ground.named.zip.read_bytes()
        with check("tampered: one byte of the zip in the middle of each member"):
            for central, local in forge.headers(raw):
                size = int.from_bytes(raw[central + 20 : central + 24], "little")
                length = int.from_bytes(raw[local + 26 : local + 28], "little")
                changed = forge.flipped(raw, local + 30 + length + size // 2)
                heading, codes = give(page, changed)
                need(heading == CHANGED and {"zip-crc", "zip-deflate"} & set(codes), f"{raw[local + 30 : local + 30 + length]}: {heading}, {codes}")
                need(set(codes) <= ground.rust(changed), f"{codes}, the program finds {ground.rust(changed)}")
        pdf = files["data/cover.pdf"]
        other = forge.parts(ground.dossiers["initials"].zip)[1]
        for name, changed, code, where in (
            ("an extra file that nothing lists", {**files, "notes.txt": b"x"}, "file-unknown", "notes.txt"),
            ("an extra file under data/", {**files, "data/extra.pdf": pdf}, "manifest-unlisted", "data/extra.pdf"),
            ("an extra volume", {**files, "data/signatures-0002.pdf": pdf}, "manifest-unlisted", "data/signatures-0002.pdf"),
            ("a missing PDF", {k: v for k, v in files.items() if k != "data/cover.pdf"}, "file-missing", "data/cover.pdf"),
            ("a missing list", {k: v for k, v in files.items() if k != "data/signatures.csv"}, "manifest-absent", "data/signatures.csv"),
            ("no seal", {k: v for k, v in files.items() if not k.endswith("txt.sig")}, "file-missing", "tagmanifest-sha256.txt.sig"),
            ("the manifest of another dossier", {**files, "manifest-sha256.txt": other["manifest-sha256.txt"]}, "digest", "manifest-sha256.txt"),
            ("both manifests of another dossier", {**files, **{k: other[k] for k in other if "manifest" in k}}, "digest", "data/"),
            ("the statement of another dossier", {**files, "data/dossier.json": other["data/dossier.json"]}, "id-differs", ""),
            ("another key", {**files, "allowed_signers": files["allowed_signers"].replace(b"AAAA", b"AAAB", 1)}, "allowed-signers", "allowed_signers"),
            ("a tag file of 2 MiB", {**files, "bag-info.txt": files["bag-info.txt"] + bytes(2 << 20)}, "file-too-large", "bag-info.txt"),
            ("a manifest with CR", {**files, "manifest-sha256.txt": files["manifest-sha256.txt"].replace(b"\n", b"\r\n")}, "manifest-form", "manifest-sha256.txt, line 1"),
            ("a manifest with ..", {**files, "manifest-sha256.txt": files["manifest-sha256.txt"].replace(b"data/c", b"data/../c", 1)}, "manifest-path", "manifest-sha256.txt"),
            ("a manifest out of order", {**files, "manifest-sha256.txt": b"".join(sorted(files["manifest-sha256.txt"].splitlines(True)[::-1], key=lambda line: line[66:], reverse=True))}, "manifest-order", ""),
            ("a manifest that lists twice", {**files, "manifest-sha256.txt": files["manifest-sha256.txt"] * 2}, "manifest-twice", "manifest-sha256.txt"),
        ):
            with check(f"tampered: {name}"):
                refused(ground, page, forge.zipped(folder, changed), code, where)
        with check("tampered: a changed list, both manifests made to fit, the seal kept"):
            forged = dict(files, **{"data/signatures.csv": files["data/signatures.csv"].replace(b"Ana", b"Eva")})
            for manifest, listed in (("manifest-sha256.txt", ("data/signatures.csv",)), ("tagmanifest-sha256.txt", ("manifest-sha256.txt",))):
                for path in listed:
                    old, new = (hashlib.sha256(source[path]).hexdigest().encode() for source in (files, forged))
                    need(old in forged[manifest], f"{manifest} lists {path}")
                    forged[manifest] = forged[manifest].replace(old, new)
            refused(ground, page, forge.zipped(folder, forged), "seal-broken", "tagmanifest-sha256.txt.sig")
        with check("tampered: another day in the zip"):
            refused(ground, page, forge.zipped(folder, files, day=(2017, 5, 12)), "zip-time", heading="Packed again by another program")
        with check("tampered: two top folders"):
            two = forge.zipped(folder, files).replace(f"{folder}/data/cover.pdf".encode(), f"{folder[:-1]}{'a' if folder[-1] != 'a' else 'b'}/data/cover.pdf".encode())
            refused(ground, page, two, "zip-folders")
        with check("tampered: a name twice, the second one another file"):
            twice = [*sorted(files.items()), ("data/cover.pdf", b"%PDF-another")]
            refused(ground, page, forge.zipped(folder, twice), "zip-name-twice")
        with check("tampered: a name twice but for its case"):
            refused(ground, page, forge.zipped(folder, [*sorted(files.items()), ("data/COVER.pdf", pdf)]), "zip-name-twice")
        with check("tampered: a member that inflates to a million times what it declares"):
            refused(ground, page, forge.bomb(folder, files), "zip-deflate", "data/counts.csv")
        for name, changed, code in forge.wrappings(forge.zipped(folder, files)):
            with check(f"tampered: {name}"):
                refused(ground, page, changed, code, heading=(CHANGED, "Packed again by another program"))


def wrapped_again(ground):
    folder, files = forge.parts(ground.named.zip)
    expected = ground.hash_of(ground.named)
    ground.server.knows(expected)
    with ground.browser.page() as page:
        with check("zipped again in the format's way: the same as sealed, as the zip is only a wrapper"):
            stored = forge.zipped(folder, files, stored=True)
            need(stored != ground.named.zip.read_bytes() and give(page, stored) == (SAME, []), page.locator("#answer").inner_text())
        with check("zipped again as people do: refused, and said that the files inside fit"):
            refused(ground, page, forge.rezipped(folder, files), "zip-time", heading="Packed again by another program")
            ground.shot(page, "repacked")
        with check("zipped again as people do, with a changed file: not said to fit"):
            refused(ground, page, forge.rezipped(folder, {**files, "data/cover.pdf": b"%PDF"}), "digest", "data/cover.pdf")
        ground.server.knows_nothing()
        with check("sealed by another key: whole, and not known here"):
            stranger = subprocess.run([str(ground.binary), "pack", ground.work / "export.csv", "--cover", ground.work / "cover-fr.toml", "--keys", ground.work / "other-keys", "--out", ground.work / "other", "--json"], capture_output=True)
            need(stranger.returncode == 0, stranger.stderr)
            need(give(page, Path(next((ground.work / "other").glob("*.zip")))) == (UNKNOWN, []), "a stranger's dossier")
