"""The table of tamperings: what is done to a dossier, by name. What must be found is what `handover verify` finds."""
import base64, hashlib
import forge
from forger import CHECKPOINT, INFO, LIST, MANIFEST, PACKAGE, SIGNERS, STATEMENT, TAGMANIFEST, Dossier, Seal, jcs

COUNTS, HOW, COVER = "data/counts.csv", "data/HOW-TO-VERIFY.txt", "data/cover.pdf"
SEAL = f"{TAGMANIFEST}.sig"


def counts_csv(counts):
    cells = [("table", "label", "count")] + [("country", cell["country"], cell["count"]) for cell in counts["by_country"]] + [("period", cell["period"], cell["count"]) for cell in counts["by_period"]]
    return "".join(",".join(f'"{cell}"' for cell in line) + "\r\n" for line in cells).encode()


def of_files(whole):
    yield "a cover changed", whole.put(COVER, forge.flipped(whole.files[COVER]))
    yield "a cover grown", whole.put(COVER, whole.files[COVER] + b"\n")
    yield "a cover that is no PDF", whole.put(COVER, "GIF89a%PDF-1.7\n%%EOF\n").again()
    yield "a cover that does not end", whole.put(COVER, "%PDF-1.7\n").again()
    yield "a cover that ends with CR LF", whole.put(COVER, "%PDF-1.7\n%%EOF\r\n").again()
    yield "a cover that ends with two line ends", whole.put(COVER, "%PDF-1.7\n%%EOF\n\n").again()
    yield "an empty cover", whole.put(COVER, "").again()
    for path in ("notes.txt", "proof/extra", "fetch.txt", "manifest-sha512.txt", f"{TAGMANIFEST}.NGO.sig", f"{TAGMANIFEST}.pdf", "data/x.pdf", "data/signatures-12.pdf", "Data/x"):
        yield f"a file {path}", whole.put(path, "x")
        yield f"a file {path}, sealed so", whole.put(path, "x").again()
    for path in sorted(whole.files):
        yield f"no {path}", whole.without(path)
        if path not in (TAGMANIFEST, SEAL):
            yield f"no {path}, sealed so", whole.without(path).again()
        yield f"an empty {path}", whole.put(path, "")
    yield "a volume more", whole.put("data/signatures-0002.pdf", whole.files[COVER]).again()
    yield "a volume left out", whole.put("data/signatures-0003.pdf", whole.files[COVER]).again()
    yield "a list that is none", whole.put(LIST, "x").again()
    yield "bagit.txt of another version", whole.edit("bagit.txt", "1.0", "0.97").tag_again()
    yield "bagit.txt with CR LF", whole.edit("bagit.txt", "1.0\n", "1.0\r\n").tag_again()
    for name, text in {"without its mark": "x\r\n", "with LF": "\ufeffx\n", "with a lone CR": "\ufeffx\ry\r\n", "with two marks": "\ufeff\ufeffx\r\n", "not ended": "\ufeffx", "of nothing": "\ufeff"}.items():
        yield f"HOW-TO-VERIFY {name}", whole.put(HOW, text).again()
    yield "HOW-TO-VERIFY not in UTF-8", whole.put(HOW, b"\xef\xbb\xbf\xff\r\n").again()
    for folder in ("dossier", "dossier-aaaaaaaaaaaaaaaa", "dossier-AAAAAAAAAAAAAAAA", f"{whole.folder}a"):
        yield f"the folder {folder[:9]}… ({len(folder)})", Dossier(folder, whole.files, whole.seal)
    yield "another day", Dossier(whole.folder, whole.files, whole.seal, (2017, 5, 12))


def of_manifests(whole):
    text = whole.files[MANIFEST].decode()
    first = text.splitlines(True)[0]
    for name, changed in {
        "with a mark": "\ufeff" + text,
        "with CR LF": text.replace("\n", "\r\n"),
        "with one CR LF": text.replace("\n", "\r\n", 1),
        "in capitals": text.replace(first, first.upper(), 1),
        "with one space": text.replace("  ", " ", 1),
        "with a star": text.replace("  ", " *", 1),
        "with three spaces": text.replace("  ", "   ", 1),
        "with a path twice": first + text,
        "with a path twice in capitals": text + first[:66] + first[66:].upper(),
        "out of order": text.replace(first, "") + first,
        "with a path that leaves": f"{'0' * 64}  ../x\n" + text,
        "with an absolute path": f"{'0' * 64}  /etc/passwd\n" + text,
        "with a backslash": f"{'0' * 64}  C:\\x\n" + text,
        "with an empty part": f"{'0' * 64}  data//x\n" + text,
        "with letters beyond": f"{'0' * 64}  data/é\n" + text,
        "with what is not there": f"{'0' * 64}  a\n" + text,
        "with a tag file": text + f"{'0' * 64}  {INFO}\n",
        "without a file": text.replace(first, ""),
        "with an empty line": text + "\n",
        "not ended": text[:-1],
        "of nothing": "",
    }.items():
        yield f"a manifest {name}", whole.put(MANIFEST, changed).tag_again()
    yield "a manifest not in UTF-8", whole.put(MANIFEST, whole.files[MANIFEST] + b"0" * 64 + b"  \xff\n").tag_again()
    tags = whole.files[TAGMANIFEST].decode().splitlines(True)
    yield "a tag file left out", whole.put(TAGMANIFEST, "".join(tags[1:])).sealed()
    yield "a tag file more", whole.put(TAGMANIFEST, "".join(tags) + f"{'0' * 64}  x\n").sealed()
    yield "tag files out of order", whole.put(TAGMANIFEST, "".join(tags[::-1])).sealed()
    yield "a tag manifest changed", whole.edit(TAGMANIFEST, "  bag-info", " *bag-info")


def of_labels(whole):
    text = whole.files[INFO].decode()
    lines = text.splitlines(True)
    for n, line in enumerate(lines):
        label, value = line[:-1].split(": ", 1)
        yield f"no {label}", whole.put(INFO, text.replace(line, "")).tag_again()
        yield f"{label} twice", whole.put(INFO, text.replace(line, line * 2)).tag_again()
        yield f"{label} at the end", whole.put(INFO, text.replace(line, "") + line).tag_again()
        yield f"{label} with a sign more", whole.put(INFO, text.replace(line, f"{label}: {value}1\n")).tag_again()
        yield f"{label} without its last sign", whole.put(INFO, text.replace(line, f"{label}: {value[:-1]}\n")).tag_again()
        yield f"{label} of another", whole.put(INFO, text.replace(line, f"{label}: {lines[n - 1][:-1].split(': ', 1)[1]}\n")).tag_again()
        yield f"{label} empty", whole.put(INFO, text.replace(line, f"{label}: \n")).tag_again()
        yield f"{label} in small letters", whole.put(INFO, text.replace(f"{label}:", f"{label.lower()}:")).tag_again()
    for name, changed in {
        "folded": text.replace("Organiser", "Organiser\n ", 1),
        "with two spaces": text.replace(": ", ":  ", 1),
        "with none": text.replace(": ", ":", 1),
        "with CR LF": text.replace("\n", "\r\n"),
        "with a tab": text.replace("Organiser ", "Organiser\t", 1),
        "with a no-break space": text.replace("Organiser ", "Organiser\u00a0", 1),
        "with a mark within": text.replace("Organiser ", "Organiser\ufeff ", 1),
        "with U+0085": text.replace("Organiser ", "Organiser\u0085", 1),
        "with an empty line": text + "\n",
        "not ended": text[:-1],
        "with a mark": "\ufeff" + text,
        "extended": text + "X-Note: hello\n",
        "extended twice": text + "X-Note: hello\nX-Note: hello\n",
        "extended in small letters": text + "x-note: hello\n",
        "of nothing": "",
        "of BagIt's own": text + "Bag-Size: 1 KB\n",
        "of a newer format": text.replace("Handover-Format: 1", "Handover-Format: 2"),
        "of a format 01": text.replace("Handover-Format: 1", "Handover-Format: 01"),
    }.items():
        yield f"labels {name}", whole.put(INFO, changed).tag_again()
    yield "labels not in UTF-8", whole.put(INFO, text.encode() + b"X-A: \xff\n").tag_again()
    fields = next(line for line in lines if line.startswith("Challenge-Fields"))[18:-1]
    for name, before, after in (
        ("rows padded", "Challenge-Max-Rows: ", "Challenge-Max-Rows: 0"),
        ("rows signed", "Challenge-Max-Rows: ", "Challenge-Max-Rows: +"),
        ("rows none", next(line for line in lines if "Max-Rows" in line), "Challenge-Max-Rows: 0\n"),
        ("rows beyond 2^64", next(line for line in lines if "Max-Rows" in line), "Challenge-Max-Rows: 18446744073709551616\n"),
        ("fields out of order", fields, ",".join(fields.split(",")[::-1])),
        ("fields twice", fields, fields + "," + fields.split(",")[-1]),
        ("`shown`", fields, fields + ",shown"),
        ("an unknown field", fields, fields + ",shoe_size"),
        ("a field that no export had", fields, "phone"),
        ("spaces between fields", fields, fields.replace(",", ", ")),
        ("a commitment in capitals", "Challenge-Commitment: ", "Challenge-Commitment: A"),
    ):
        yield f"challenge: {name}", whole.edit(INFO, before, after).tag_again()
    yield "challenge: rows without consent", whole.restated(lambda it: it["handover"].clear()).again()
    yield "challenge: rows with blank consent", whole.restated(lambda it: it["handover"].update(consent=" \u3000\n")).again()
    yield "challenge: rows with a mark as consent", whole.restated(lambda it: it["handover"].update(consent="\ufeff")).again()
    none = "".join(line for line in lines if not line.startswith(("Challenge-Commitment", "Challenge-Fields", "Challenge-Max"))).replace("Seal-Name", "Challenge-Max-Rows: 0\nSeal-Name")
    yield "challenge: none", whole.put(INFO, none).tag_again()


def of_seals(whole):
    other, covered = Seal(), whole.files[TAGMANIFEST]
    good = whole.seal.armour(covered)
    for name, armour in {
        "in another namespace": whole.seal.armour(covered, b"handover-response"),
        "in a long namespace": whole.seal.armour(covered, b"x" * 300),
        "in a namespace beyond ASCII": whole.seal.armour(covered, "é".encode()),
        "in a namespace that is no text": whole.seal.armour(covered, b"\xff"),
        "by another key": other.armour(covered),
        "over something else": whole.seal.armour(b"else"),
        "with a line end more": good + b"\n",
        "with CR LF": good.replace(b"\n", b"\r\n"),
        "in one line": good.replace(b"\n", b"").replace(b"E-----", b"E-----\n"),
        "of nothing": b"",
        "of two": good * 2,
        "cut": good[:-40],
        "with a byte more in it": good.replace(b"U1NI", b"U1NIU1NI"),
    }.items():
        yield f"a seal {name}", whole.put(SEAL, armour)
        yield f"a partner's seal {name}", whole.put(f"{TAGMANIFEST}.partner.sig", armour)
    yield "33 partners' seals", whole.with_files({**whole.files, **{f"{TAGMANIFEST}.p{n}.sig": other.armour(covered) for n in range(33)}})
    imprint = b"\4\x20" + hashlib.sha256(covered).digest()
    for name, token in {
        "of an imprint alone": b"\x30\x22" + imprint,
        "of an imprint after much else": b"\x30\x81\x86" + bytes(100) + imprint,
        "longer than it takes": b"\x30\x82\0\x86" + bytes(100) + imprint,
        "with a byte more": b"\x30\x22" + imprint + b"x",
        "none": b"token",
        "empty": b"",
        "of an open length": b"\x30\x80" + imprint,
        "over something else": b"\x30\x22\4\x20" + hashlib.sha256(b"else").digest(),
    }.items():
        yield f"a time stamp: {name}", whole.put(f"{TAGMANIFEST}.tsr", token)
    signers = whole.files[SIGNERS]
    for name, text in {"two": signers * 2, "for any purpose": signers.replace(b'"handover-dossier', b'"file,handover-dossier'), "with a comment": signers[:-1] + b" me\n", "not ended": signers[:-1], "of another": other.signers("handover.invalid"), "of another name": whole.seal.signers("example.org"), "of a bad name": whole.seal.signers("Example.org"), "of an open key": signers.replace(b"AAAA", b"AAAB", 1)}.items():
        yield f"allowed signers: {name}", whole.put(SIGNERS, text).tag_again()
    yield from of_checkpoints(whole, other)
    # A forger with a key of their own: whole, but sealed by somebody else.
    origin, root = f"handover.invalid/handover/{whole.folder[8:]}", whole.statement["register"]["root"]
    note, vkey = other.checkpoint(origin, whole.statement["register"]["size"], root)
    info = b"\n".join(b"Note-Verifier-Key: " + vkey.encode() if line.startswith(b"Note-V") else b"Seal-Fingerprint: " + other.fingerprint.encode() if line.startswith(b"Seal-F") else line for line in whole.files[INFO].split(b"\n"))
    stranger = Dossier(whole.folder, {**whole.files, CHECKPOINT: note, INFO: info, SIGNERS: other.signers("handover.invalid")}, other).tag_again()
    yield "sealed by a stranger", stranger
    note, vkey = other.checkpoint(origin, whole.statement["register"]["size"], root, other.key)
    info = b"\n".join(b"Note-Verifier-Key: " + vkey.encode() if line.startswith(b"Note-V") else line for line in stranger.files[INFO].split(b"\n"))
    yield "a checkpoint by the seal's own key", stranger.put(CHECKPOINT, note).put(INFO, info).tag_again()


def of_checkpoints(whole, other):
    seal, statement = whole.seal, whole.statement
    size, root = statement["register"]["size"], statement["register"]["root"]
    origin = f"handover.invalid/handover/{whole.folder[8:]}"
    text = whole.files[CHECKPOINT].decode()
    for name, changed in {
        "of another size, unsealed": text.replace(f"\n{size}\n", f"\n{size + 1}\n"),
        "of a padded size": text.replace(f"\n{size}\n", f"\n0{size}\n"),
        "with a line more": text.replace("\n\n", "\nmore\n\n"),
        "of another origin": text.replace("handover.invalid", "handover.example"),
        "with two signatures": text + text.splitlines(True)[-1],
        "with a hyphen": text.replace("\u2014", "-"),
        "not ended": text[:-1],
        "with CR LF": text.replace("\n", "\r\n"),
        "of nothing": "",
    }.items():
        yield f"a checkpoint {name}", whole.put(CHECKPOINT, changed).tag_again()
    for name, args in {"of another size": (origin, size + 1, root), "of another root": (origin, size, base64.b64encode(bytes(32)).decode()), "of a short root": (origin, size, "CQkJ")}.items():
        yield f"a checkpoint {name}", whole.put(CHECKPOINT, seal.checkpoint(*args)[0]).tag_again()
    note, vkey = seal.checkpoint(f"example.org/handover/{whole.folder[8:]}", size, root)
    line = next(line for line in whole.files[INFO].split(b"\n") if line.startswith(b"Note-V"))
    yield "a checkpoint of another origin, key and all", whole.put(CHECKPOINT, note).edit(INFO, line, f"Note-Verifier-Key: {vkey}").tag_again()
    for name, key in {"none": "x", "of another": other.checkpoint(origin, size, root)[1], "with another id": vkey.replace("+", "+0", 1), "with a sign more": line[19:].decode() + "A", "empty origin": vkey[vkey.index("+") :]}.items():
        yield f"a checkpoint's key: {name}", whole.edit(INFO, line, f"Note-Verifier-Key: {key}").tag_again()


def of_statements(whole):
    raw = whole.files[STATEMENT]
    for name, text in {
        "no JSON": b"{", "empty": b"", "a list": b"[]", "null": b"null", "in another order": raw.replace(b'{"counts"', b'{ "counts"', 1), "with a line end": raw + b"\n", "with a mark": b"\xef\xbb\xbf" + raw,
        "with a member twice": raw.replace(b'"software":', b'"software":"x","software":', 1), "with an escape without need": raw.replace(b"Justice", b"\\u004austice", 1), "with half a pair": raw.replace(b"Justice", b"\\ud83d", 1),
        "with a control": raw.replace(b"Justice", b"\x01", 1), "not in UTF-8": raw.replace(b"Justice", b"\xff", 1), "with a trailing comma": raw[:-1] + b",}", "deep": raw.replace(b'"software":', b'"x-deep":' + b"[" * 120 + b"]" * 120 + b',"software":', 1),
        "too deep": raw.replace(b'"software":', b'"x-deep":' + b"[" * 130 + b"]" * 130 + b',"software":', 1), "with many values": raw.replace(b'"software":', b'"x-many":[' + b"0," * 140000 + b'0],"software":', 1),
    }.items():
        yield f"a statement: {name}", whole.put(STATEMENT, text).again()

    def ways(value, path=()):
        """Every member's way."""
        if isinstance(value, dict):
            for name, member in value.items():
                yield (*path, name), member
                yield from ways(member, (*path, name))
        elif isinstance(value, list) and value:
            yield (*path, 0), value[0]
            yield from ways(value[0], (*path, 0))

    def at(it, way):
        for step in way[:-1]:
            it = it[step]
        return it, way[-1]

    def put(way, new):
        def change(it):
            within, last = at(it, way)
            within[last] = new
        return whole.restated(change).again()

    for way, value in list(ways(whole.statement)):
        shown = ".".join(map(str, way))
        if isinstance(way[-1], str):
            def gone(it, way=way):
                within, last = at(it, way)
                del within[last]
            yield f"no {shown}", whole.restated(gone).again()
        for new in (None, "", "x", 0, -1, 1.5, True, [], {}, 2**53, 2**53 + 1, 2**53 + 2, 10**30):
            if new != value or type(new) is not type(value):
                yield f"{shown} is {str(new)[:20]!r}", put(way, new)
        if isinstance(value, int) and not isinstance(value, bool):
            for new in (value + 1, max(value - 1, 0), 1, 19):
                yield f"{shown} is {new}", put(way, new)
        if isinstance(value, dict):
            for name in ("author", "x-note", "__proto__", "constructor", "X-note", "é"):
                def more(it, way=way, name=name):
                    within, last = at(it, way)
                    within[last][name] = 20
                yield f"{shown} has {name}", whole.restated(more).again()
        if isinstance(value, list) and value:
            yield f"{shown} backwards", put(way, value[::-1])
            yield f"{shown} twice", put(way, value * 2)
    for way, values in {("petition", "language"): ("French", "FR", "éé"), ("recipient", "country"): ("ru", "R\u00dc"), ("petition", "opened"): ("2017-02-29", "2016-02-29", "17-04-11", "0000-01-01"), ("created",): ("2017-05-12", "1979-01-01", "2108-01-01"), ("petition", "titles"): ({"ru": "x"}, {"RU": "x"}, {"rus": "x"}, {"x-a": "x"}), ("replaces",): ("0" * 64, "A" * 64), ("policy", "name"): ("count", "named", "mine"), ("counts", "unit"): ("rows", "signatures", "heads"), ("format",): ("handover-dossier/2",), ("register", "root"): ("CQkJ",), ("ledger", "duplicates_other_name"): (0, 2, 10, 20, 1000)}.items():
        for value in values:
            yield f"{'.'.join(way)} is {value!r}", put(way, value)
    for table, label in (("by_country", "country"), ("by_period", "period")):
        for new in ("other", "fr", "ZZ", "AA", "UK", "XK", "2017", "2017-13", "2017-Q2", "2017-Q5", "0000", "2017-04-01", "=1", "a\"b", "\U0001f600", "\ufb33"):
            def relabelled(it):
                it["counts"][table][0][label] = new
            changed = whole.restated(relabelled)
            yield f"{table} has {new!r}", changed.put(COUNTS, counts_csv(changed.statement["counts"])).again()
    for table in ("by_country", "by_period"):
        def odd(it):
            cells = it["counts"][table]
            cells += [{**cells[0], **{label: text for label in cells[0] if label != "count"}} for text in ("\U0001f600", "\ufb33")]
        yield f"{table} in the order of UTF-16", whole.restated(odd).again()
    yield "a table that is not the statement's", whole.edit(COUNTS, '"count"', '"Count"').again()
    yield "tables with LF", whole.put(COUNTS, whole.files[COUNTS].replace(b"\r\n", b"\n")).again()


def of_lists(whole):
    if LIST not in whole.files:
        return
    text = whole.files[LIST].decode()
    head, *lines = text.splitlines(True) if "\u2028" not in text else text.split("\r\n")
    lines = [line + "\r\n" for line in text.split("\r\n")[1:-1]]
    head = text.split("\r\n")[0] + "\r\n"
    last = len(lines) // 2
    again = lambda new: whole.put(LIST, new if isinstance(new, bytes) else head + "".join(new)).described().again()
    cells = lines[last][1:-3].split('","')
    made = lambda cells: '"' + '","'.join(cells) + '"\r\n'
    swapped = lambda line: again(lines[:last] + [line] + lines[last + 1 :])
    for name, new in {
        "with a mark": ("\ufeff" + text).encode(), "with LF": text.replace("\r\n", "\n").encode(), "of nothing": b"", "of its header": head.encode(), "not ended": text[:-2].encode(), "half ended": text[:-1].encode(),
        "with an empty line": (text + "\r\n").encode(), "not in UTF-8": text.encode() + b'"\xff"\r\n', "with CR alone": text.replace("\r\n", "\r").encode(), "with another column": text.replace('"entry"', '"number"', 1).encode(),
        "with a column more": text.replace("\r\n", ',"city"\r\n', 1).encode(), "with its columns backwards": (made(head[1:-3].split('","')[::-1]) + "".join(lines)).encode(), "with no header": "".join(lines).encode(),
        "with many columns": (made(["entry"] * 13) + text).encode(), "with an unquoted header": text.replace('"entry"', "entry", 1).encode(), "with a line of 3 MB": text.encode() + b'"' + b"x" * 3_000_000 + b'"\r\n',
    }.items():
        yield f"a list {name}", again(new)
    for name, new in {"a line gone": lines[:last] + lines[last + 1 :], "a line twice": lines[: last + 1] + lines[last:], "two lines exchanged": lines[:last] + [lines[last + 1], lines[last]] + lines[last + 2 :], "the last line gone": lines[:-1]}.items():
        yield f"a list: {name}", again(new)
    yield "a list: two lines exchanged, numbered again", again([made([str(n + 1), *line[1:-3].split('","')[1:]]) for n, line in enumerate(lines[:last] + [lines[last + 1], lines[last]] + lines[last + 2 :])])
    for number in ("0", "01", "", "-1", f"{last + 1} ", "999999999999999999999", "١"):
        yield f"an entry numbered {number!r}", swapped(made([number, *cells[1:]]))
    for bad in ("=1", "'x", "''x", "'=1", "+33", "-1", "@a", "\uff1d1", "\u200b=1", " =1", "x ", " x", "x\u00a0", "\ufeffx", "x\ufeff", "x\ty", "x\x7fy", "x\u0085y", "x\u2028y", "\u202ex", "x\u200dy", "x\u200c", "x;=1", "x;  -1", "x;\u00a0=1", "x;y", 'x""y', 'x"y', '""', '"', "other", "ZZ", "2017-13", "é", "\U0001f600", "x" * 5000, "\u061cx", "x\u2060y", "\u3000", "'", "''", "x\x00y", "a,b", 'x"",""y'):
        for place in {1, len(cells) - 1, len(cells) // 2}:
            yield f"cell {place} is {bad[:9]!r}", swapped(made([*cells[:place], bad, *cells[place + 1 :]]))
        if bad not in ('x"y', '"'):
            yield f"cell {len(cells) - 1} of every line is {bad[:9]!r}", again([made([*line[1:-3].split('","')[:-1], bad]) for line in lines])
    yield "a cell unquoted", swapped(lines[last].replace(f'"{cells[-1]}"', cells[-1] or "x"))
    yield "a cell more", swapped(made([*cells, ""]))
    yield "a cell fewer", swapped(made(cells[:-1]))
    yield "a space behind a cell", swapped(lines[last].replace('",', '" ,', 1))
    yield "every cell empty", again([made([*line[1:-3].split('","')[: 2 if '"pseudonym"' in head else 1], *["" for _ in cells[2 if '"pseudonym"' in head else 1 :]]]) for line in lines])
    if '"pseudonym"' in head:
        name = cells[1]
        for new in (name.lower(), name[:-1] + ("A" if name[-1] != "A" else "B"), name[::-1], name.replace("-", ""), "", "I" + name[1:], name[:4] + " " + name[5:], "é" * 10 + "1"):
            yield f"a pseudonym {new!r}", swapped(made([cells[0], new, *cells[2:]]))
        yield "a pseudonym of the line before", swapped(made([cells[0], lines[last - 1][1:-3].split('","')[1], *cells[2:]]))
    yield "a description of another digest", whole.edit(PACKAGE, "sha256:", "sha256:0").again()
    yield "a description of another file", whole.edit(PACKAGE, '"signatures.csv"', '"../x"').again()
    yield "a description with a blank", whole.edit(PACKAGE, "{", "{ ").again()
    yield "a description of no size", whole.edit(PACKAGE, '"bytes":', '"x-bytes":').again()
    for text in ("[]", "{}", "null", '{"resources":[]}', '{"resources":[null]}', '{"resources":{}}', "", "5"):
        yield f"a description that says {text}", whole.put(PACKAGE, text).again()
    yield "columns stated otherwise", whole.restated(lambda it: it["list"]["columns"].append("x")).again()
    yield "a list without a statement", whole.put(STATEMENT, "{").again()


def of_zips(whole):
    """The zip itself, around a whole dossier: bytes, not a dossier."""
    raw = whole.zip()
    for name, bytes_of, _ in forge.wrappings(raw):
        yield name, bytes_of
    files = whole.files
    yield "zipped again as people do", forge.rezipped(whole.folder, files)
    yield "stored", whole.zip(stored=True)
    sorted_files = sorted(files.items())
    yield "a name twice", forge.zipped(whole.folder, sorted_files + [sorted_files[0]])
    yield "a name twice, the second another file", forge.zipped(whole.folder, sorted_files + [("bagit.txt", b"x")])
    yield "a name in capitals too", forge.zipped(whole.folder, sorted_files + [("BAGIT.TXT", b"x")])
    for path in ("../x", "data/", "a b", "é", "a//b", "./x", "x" * 2000, "data/" + "y" * 130):
        yield f"a member {path[:12]}", forge.zipped(whole.folder, sorted_files + [(path, b"x")])
    yield "two folders", raw.replace(f"{whole.folder}/data/cover.pdf".encode(), f"{whole.folder[:-1]}{'a' if whole.folder[-1] != 'a' else 'b'}/data/cover.pdf".encode())
    yield "a file outside", raw.replace(f"{whole.folder}/data/cover.pdf".encode(), f"{whole.folder}_data_cover.pdf".encode())
    yield "a zip of something else", forge.zipped("photos", {"a.jpg": b"x"})
    yield "an empty zip", b"PK\5\6" + bytes(18)
    yield "no zip", b"%PDF-1.7"
    yield "nothing", b""
    yield "half", raw[: len(raw) // 2]
    yield "a tag file of 2 MiB", whole.put(INFO, files[INFO] + bytes(2 << 20)).tag_again().zip()
    yield "a manifest of 17 MiB", whole.put(MANIFEST, files[MANIFEST] + bytes(17 << 20)).tag_again().zip()
    yield "a statement of 17 MiB", whole.put(STATEMENT, files[STATEMENT] + bytes(17 << 20)).again().zip()
    yield "many large partners' seals", whole.with_files({**files, **{f"{TAGMANIFEST}.p{n}.sig": bytes(1 << 20) for n in range(32)}, COUNTS: bytes(15 << 20), STATEMENT: bytes(15 << 20), MANIFEST: bytes(15 << 20)}).zip()
    yield "another bag's manifest alone", whole.without(MANIFEST).put("manifest-md5.txt", b"".join(b"0" * 32 + b"  " + path.encode() + b"\n" for path in files)).zip()


def table(whole, statements=True):
    """`(what, bytes)` of every tampering; those of the statement are many and alike under every policy."""
    yield "nothing", whole.zip()
    yield "sealed again as it was", whole.again().zip()
    for part in (of_files, of_manifests, of_labels, of_seals, *((of_statements,) if statements else ()), of_lists):
        for what, dossier in part(whole):
            yield what, dossier.zip()
    yield from of_zips(whole)
