"""The paper: qpdf finds nothing, poppler gives the names back, and no face tells of a script that the policy hides."""
import re, tempfile
from pathlib import Path
from house import check, need, run

BIDI = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")


def text_of(pdf, *options):
    return run("pdftotext", *options, pdf, "-").decode()


def checks(dossier):
    label = f"{dossier.name} {dossier.policy}"
    with check(f"{label}: qpdf --check"):
        for pdf in dossier.pdfs():
            said = run("qpdf", "--check", pdf)
            need(b"No syntax or stream encoding errors found" in said, said)
    with check(f"{label}: the slip carries the count, the integrity hash, the zip's hash and the fingerprint"):
        slip = text_of(dossier.slip)
        bare = re.sub(r"\s", "", slip)
        for member in ("integrity_hash", "zip_sha256", "seal"):
            need(re.sub(r"\s", "", dossier.said[member]) in bare, f"{member} is not on the slip")
        need(re.search(r"[0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4}", slip), "the hash is not in groups of four")
        need(re.sub(r"\D", "", str(dossier.said["ledger"]["accepted"])) in re.sub(r"[\s.,\u202f\u00a0’']", "", slip), "the count is not on the slip")
        need("Justice" not in slip and "Procureur" not in slip, "the slip names what it must not")
    with check(f"{label}: zbarimg reads the slip's code, as a camera sees it and as a copier leaves it"):
        code_is_read(dossier)
    with check(f"{label}: the cover carries title, root and total"):
        cover = text_of(dossier.bag / "data" / "cover.pdf")
        bare = re.sub(r"\s", "", cover)
        need("JusticepourlaTchétchénie" in bare, "title")
        info = dict(line.split(": ", 1) for line in (dossier.bag / "bag-info.txt").read_text().splitlines())
        need(info["Register-Root"] in bare, "root")
        need(str(dossier.said["ledger"]["accepted"]) in re.sub(r"[.,\u202f\u00a0’']", "", bare), "total")
    with check(f"{label}: no author, no producer's trail, no attachment, no script"):
        for pdf in dossier.pdfs():
            info = run("pdfinfo", pdf).decode()
            need(not re.search(r"^Author: *\S", info, re.M), info)
            need(re.search(r"JavaScript: *no", info) and re.search(r"Encrypted: *no", info), info)
    if dossier.policy == "count":
        return
    if dossier.policy == "named":
        with check(f"{label}: pdftotext gives every name back"):
            names_come_back(dossier)
    else:
        with check(f"{label}: no face of a script that only names are written in"):
            faces = "".join(run("pdffonts", pdf).decode() for pdf in dossier.pdfs())
            hidden = [s for s in ("Georgian", "Ethiopic", "Tamil", "Bengali", "Thai", "Armenian", "Hebrew", "Arabic") if s in faces]
            need(dossier.policy == "initials" or not hidden, hidden)


def code_is_read(dossier):
    """At the resolution of a plain printer, and in black and white at that of a fax."""
    with tempfile.TemporaryDirectory(prefix="handover-code-") as folder:
        for name, options in (("grey", ["-gray", "-r", "150"]), ("fax", ["-mono", "-r", "200"])):
            run("pdftoppm", *options, "-singlefile", dossier.slip, f"{folder}/{name}")
            (picture,) = Path(folder).glob(f"{name}.*")
            said = run("zbarimg", "--quiet", "--raw", picture).decode().split()
            hash = dossier.said["integrity_hash"].replace(" ", "")
            need(said == [f"handover:{hash}"], f"{name}: {said}")


def names_come_back(dossier):
    volumes = sorted((dossier.bag / "data").glob("signatures-*.pdf"))
    squeezed = ""
    for volume in volumes:
        squeezed += re.sub(r"\s", "", BIDI.sub("", text_of(volume, "-layout") + text_of(volume, "-raw")))
    names = {row[c] for row in dossier.rows() for c in ("given_name", "family_name")}
    names = {n[1:] if n.startswith("'") else n for n in names}
    if dossier.name.startswith("hostile"):
        names = {n for n in names if re.fullmatch(r"[\w ]+", n)}
    lost = []
    for name in sorted(names):
        # Poppler turns the two letters of a lam-alef round; nothing else may differ.
        forms = {name, name.replace("لا", "ال"), name.replace("لأ", "أل"), name.replace("لإ", "إل")}
        if not any(re.sub(r"\s", "", BIDI.sub("", form)) in squeezed for form in forms):
            lost.append(name)
    need(not lost, f"{len(lost)} of {len(names)} names are lost: {lost[:12]}")
