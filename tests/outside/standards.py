"""The standards of the PDFs: PDF/A-2b by pikepdf, metadata by mat2, seals by pyHanko, poppler, openssl and qpdf; a changed byte is refused by each."""
import functools, io, logging, re, tempfile
from pathlib import Path
from click.testing import CliRunner
from pyhanko.cli import cli_root
import pikepdf.pdfa
from house import Packed, check, need, run

RANGE = re.compile(rb"/ByteRange\[0 (\d+) (\d+) (\d+) *\]")
LANGUAGE = re.compile(r"<dc:language><rdf:Bag><rdf:li>[a-z]{2}</rdf:li></rdf:Bag></dc:language>")
TITLE = re.compile(r'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">[^<]+</rdf:li></rdf:Alt></dc:title>')
STANDARD = "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"


def checks(dossier):
    label = f"{dossier.name} {dossier.policy}"
    sealed = [dossier.bag / "data" / "cover.pdf", dossier.slip]
    archival(label, dossier.pdfs())
    with check(f"{label}: cover and slip are sealed, say pyHanko (twice), pdfsig, openssl and qpdf"):
        trusted = dossier.keys / "pdf.crt"
        for pdf in sealed:
            for name, accepts in READERS:
                need(accepts(pdf, trusted), f"{name} does not accept {pdf.name}")
            need("2017-05-11T00:00:00" in READERS[0][1](pdf, trusted), "the day is the bagging date")
            need(b"No syntax or stream encoding errors found" in run("qpdf", "--check", pdf), "qpdf")


def archival(label, pdfs):
    """PDF/A-2b, and no metadata but what every page of ours has."""
    with check(f"{label}: pikepdf.pdfa finds nothing against PDF/A-2b"):
        for pdf in pdfs:
            report = pikepdf.pdfa.validate_written(io.BytesIO(unsealed(pdf.read_bytes())), "2b")
            # Of the one kind of font that is not TrueType, Han of Noto Sans CJK, it says that it does not know.
            found = [said for said in map(str, report.findings) if not re.search(r"\[unsupported\].*font-program.*CIDFontType0: CFF FDArray", said)]
            need(not found, f"{pdf.name}: {found[:5]}")
    with check(f"{label}: mat2 shows title and language, and nothing else"):
        shown = run("mat2", "--show", *pdfs).decode().split("[+] Metadata for ")[1:]
        need(len(shown) == len(pdfs), "a part for each")
        for pdf, said in zip(pdfs, shown):
            # Poppler gives mat2 -1 for dates that are not there, and the format for nothing.
            rest = re.sub(r"(?m)^.*\.pdf:$|^ +(creation-date|mod-date): -1$|^ +format: PDF-1\.7$|^ +title: .+$", "", said)
            rest, titles = TITLE.subn("", rest)
            rest, languages = LANGUAGE.subn("", rest)
            rest = re.sub(r"<\?xpacket [^>]*\?>|</?(x:xmpmeta|rdf:RDF|rdf:Description)[^>]*>|^ +metadata: ", "", rest.replace(STANDARD, ""), flags=re.M)
            need(titles == languages == 1 and not rest.strip(), f"{pdf.name}: {rest.strip()}")


def sheet(label, pdf):
    """A PDF that carries no seal of its own."""
    archival(label, [pdf])
    with check(f"{label}: qpdf --check"):
        need(b"No syntax or stream encoding errors found" in run("qpdf", "--check", pdf), "qpdf")


def unsealed(pdf):
    """What was sealed: up to the first end of file. Volumes end there."""
    return pdf[:pdf.index(b"%%EOF\n") + 6]


def pyhanko(command):
    """Its own command line, without an interpreter for each call."""
    def accepts(pdf, trusted):
        logging.disable(logging.CRITICAL)
        done = CliRunner().invoke(cli_root, ["sign", command, "--trust", str(trusted), "--trust-replace", "--no-revocation-check", "--pretty-print", str(pdf)])
        logging.disable(logging.NOTSET)
        said = done.output
        need(done.exit_code in (0, 1), said)
        return done.exit_code == 0 and said.count("The signature is judged VALID.") == 1 and "The signature covers the entire file." in said and said
    return accepts


@functools.cache
def trusting(certificate):
    """A database of NSS, which poppler asks, that trusts this certificate; gone with the program."""
    base = tempfile.TemporaryDirectory(prefix="handover-nss-")
    run("certutil", "-N", "-d", f"sql:{base.name}", "--empty-password")
    run("certutil", "-A", "-d", f"sql:{base.name}", "-n", "seal", "-t", "CT,C,C", "-i", certificate)
    return base


def pdfsig(pdf, trusted):
    said = run("pdfsig", "-nssdir", f"sql:{trusting(trusted).name}", pdf, ok=(0, 1)).decode()
    return "Signature is Valid." in said and "Total document signed" in said


def openssl(pdf, trusted):
    whole = pdf.read_bytes()
    first = RANGE.findall(whole)
    if not first:
        return False
    end, begin, rest = map(int, first[-1])
    try:
        seal = bytes.fromhex(whole[end + 1:begin - 1].decode())
    except ValueError:
        return False
    if begin + rest != len(whole):
        return False
    # The rest of the room is zeros.
    seal = seal[:4 + int.from_bytes(seal[2:4], "big")]
    with tempfile.TemporaryDirectory() as folder:
        parts = [Path(folder) / "seal", Path(folder) / "range"]
        parts[0].write_bytes(seal)
        parts[1].write_bytes(whole[:end] + whole[begin:])
        how = 'openssl cms -verify -cades -binary -inform DER -in "$1" -content "$2" -CAfile "$3" -purpose any -out "$2.out" && echo accepted'
        said = run("sh", "-c", how, "sh", *parts, trusted, ok=(0, 1, 4))
        return said == b"accepted\n" and Path(f"{parts[1]}.out").read_bytes() == parts[1].read_bytes()


READERS = [("pyHanko", pyhanko("validate")), ("pyHanko, as AdES", pyhanko("adesverify")), ("pdfsig", pdfsig), ("openssl", openssl)]


def a_changed_byte(dossier, work):
    """One bit, in what was sealed, in the update around the seal, in the seal's own last digits."""
    trusted = dossier.keys / "pdf.crt"
    for pdf in (dossier.bag / "data" / "cover.pdf", dossier.slip):
        whole = pdf.read_bytes()
        end, begin, rest = map(int, RANGE.findall(whole)[-1])
        der = bytes.fromhex(whole[end + 1:begin - 1].decode())
        last = end + 1 + 2 * (4 + int.from_bytes(der[2:4], "big")) - 3
        places = {"the head": 20, "a page": len(unsealed(whole)) // 2, "the update": end - 20, "the date": begin + 14, "the last byte": len(whole) - 1, "the seal": last}
        with check(f"{dossier.name} {dossier.policy}: one changed byte of {'the slip' if pdf == dossier.slip else 'the cover'} is refused by each"):
            for place, at in places.items():
                changed = work / "changed.pdf"
                changed.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:])
                for name, accepts in READERS:
                    need(not accepts(changed, trusted), f"{name} accepts {pdf.name} with a change in {place}")


def own_certificate(binary, work, export):
    """An operator's key, with a certificate that an office issued, which a root issued."""
    keys = work / "own" / "keys"
    run(binary, "keygen", "--name", "example.org", "--out", keys)
    with check("an operator's own certificate: the chain is in the seal, and a reader who trusts the root accepts it"):
        for name, issuer in (("root", None), ("office", "root"), ("pdf", "office")):
            key = keys / "pdf.key" if name == "pdf" else keys.parent / f"{name}.key"
            run("openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", key)
            usage = ("basicConstraints=critical,CA:FALSE", "keyUsage=critical,digitalSignature,nonRepudiation") if name == "pdf" else ("keyUsage=critical,keyCertSign,cRLSign",)
            by = ("-CA", keys.parent / f"{issuer}.crt", "-CAkey", keys.parent / f"{issuer}.key") if issuer else ()
            run("openssl", "req", "-new", "-x509", "-key", key, "-subj", f"/CN=The {name} of a test", "-days", "30",
                *[part for one in usage for part in ("-addext", one)], *by, "-out", keys.parent / f"{name}.crt")
        (keys / "pdf.crt").write_text("".join((keys.parent / f"{name}.crt").read_text() for name in ("pdf", "office")))
        dossier = Packed(binary, keys.parent, "count", "own", export)
        for name, accepts in READERS:
            need(accepts(dossier.slip, keys.parent / "root.crt"), f"{name} does not accept it")
            need(name == "pdfsig" or not accepts(dossier.slip, work / "keys" / "pdf.crt"), f"{name} trusts anybody")
    with check("an operator's own certificate: one of another key is refused, and said"):
        (keys / "pdf.crt").write_text((keys.parent / "office.crt").read_text())
        out = keys.parent / "refused"
        out.mkdir()
        run(binary, "pack", export, "--cover", keys.parent / "cover-fr.toml", "--policy", "count", "--keys", keys, "--out", out, ok=(1, 2))
        need(not list(out.iterdir()), "nothing appears")


def on_letter(binary, work, export):
    """The paper of North America: every page is of it, and every standard holds as on A4."""
    config = work / "letter.toml"
    config.write_text('[paper]\nsize = "letter"\n')
    dossier = None
    with check("on Letter: packs, and every page is of it"):
        dossier = Packed(binary, work, "named", "letter", export, language="ar", more=("--config", config))
        for pdf in dossier.pdfs():
            said = run("pdfinfo", "-l", "-1", pdf).decode()
            sizes = re.findall(r"(?m)^Page .*size: +(.*)$", said)
            need(sizes and set(sizes) == {"612 x 792 pts (letter)"}, f"{pdf.name}: {set(sizes)}")
    if dossier is not None:
        checks(dossier)
