"""Dossiers taken apart and put together again: as handover writes a zip, or as a forger would."""
import io, struct, warnings, zipfile, zlib

# A forger writes names twice on purpose.
warnings.filterwarnings("ignore", "Duplicate name", UserWarning)


def parts(path):
    """The folder's name and bytes by path."""
    with zipfile.ZipFile(path) as bag:
        names = bag.namelist()
        return names[0].split("/")[0], {name.split("/", 1)[1]: bag.read(name) for name in names}


def zipped(folder, files, stored=False, day=(2017, 5, 11)):
    """The one way in which a dossier may be zipped; `files` is a dict or pairs, so that names can come twice."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bag:
        for path, content in sorted(files.items()) if isinstance(files, dict) else files:
            member = zipfile.ZipInfo(f"{folder}/{path}", (*day, 0, 0, 0))
            member.create_system, member.external_attr = 0, 0
            bag.writestr(member, content, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)
    return out.getvalue()


def rezipped(folder, files):
    """As people zip a folder again: with the folders, today's date, modes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bag:
        bag.mkdir(folder)
        bag.mkdir(f"{folder}/data")
        for path, content in sorted(files.items()):
            bag.writestr(f"{folder}/{path}", content)
    return out.getvalue()


def flipped(content, at=None):
    at = len(content) // 2 if at is None else at
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def end_of(raw):
    return raw.rindex(b"PK\5\6")


def headers(raw):
    """(central header's place, local header's place) of each member."""
    end = end_of(raw)
    count, _, at = struct.unpack("<HII", raw[end + 10 : end + 20])
    for _ in range(count):
        name, extra, comment = struct.unpack("<HHH", raw[at + 28 : at + 34])
        yield at, struct.unpack("<I", raw[at + 42 : at + 46])[0]
        at += 46 + name + extra + comment


def patched(raw, at, form, value):
    assert struct.pack(form, value) != raw[at : at + struct.calcsize(form)], "a change that changes nothing"
    return raw[:at] + struct.pack(form, value) + raw[at + struct.calcsize(form) :]


def inserted(raw, at, more):
    """Bytes put in before the member or directory at `at`; every offset behind it is moved, so that nothing else is wrong."""
    moved = raw
    for central, local in headers(raw):
        if local >= at:
            moved = patched(moved, central + 42, "<I", local + len(more))
    moved = patched(moved, end_of(raw) + 16, "<I", struct.unpack("<I", raw[end_of(raw) + 16 :][:4])[0] + len(more))
    return moved[:at] + more + moved[at:]


def wrappings(raw):
    """Faults of the zip itself: name, bytes, a code that must be among the findings."""
    both = list(headers(raw))
    # Any member that is deflated and not the first.
    central, local = next(pair for pair in both[1:] if raw[pair[0] + 10] == 8)
    second = next(at for _, at in both[1:] if at != local)
    directory = both[0][0]
    yield "bytes before the zip", b"MZ" + raw, "zip-before-first"
    yield "bytes before the first member, offsets mended", inserted(raw, 0, b"MZ"), "zip-before-first"
    yield "bytes between members", inserted(raw, second, b"hidden"), "zip-between"
    yield "bytes before the directory", inserted(raw, directory, b"hidden"), "zip-between"
    yield "bytes after the end", raw + b"\0", "zip-after-end"
    yield "a comment", patched(raw, end_of(raw) + 20, "<H", 2) + b"hi", "zip-comment"
    yield "another name in the local header", patched(raw, local + 30 + 20, "<B", ord("y" if raw[local + 30 + 20] == ord("x") else "x")), "zip-headers-differ"
    yield "another checksum in the local header", patched(raw, local + 14, "<I", 7), "zip-headers-differ"
    yield "another size in the local header", patched(raw, local + 22, "<I", 7), "zip-headers-differ"
    yield "another method in the local header", patched(raw, local + 8, "<H", 0), "zip-headers-differ"
    yield "another time in the local header", patched(raw, local + 10, "<H", 1), "zip-headers-differ"
    for bit, code in ((0, "zip-encrypted"), (3, "zip-flags"), (5, "zip-flags"), (6, "zip-encrypted"), (13, "zip-encrypted")):
        both_flags = patched(patched(raw, central + 8, "<H", 1 << bit), local + 6, "<H", 1 << bit)
        yield f"flag {bit}", both_flags, code
    yield "another method", patched(patched(raw, central + 10, "<H", 12), local + 8, "<H", 12), "zip-method"
    yield "a checksum that is wrong twice", patched(patched(raw, central + 16, "<I", 7), local + 14, "<I", 7), "zip-crc"
    short = patched(patched(raw, central + 24, "<I", 7), local + 22, "<I", 7)
    yield "a size that is too small twice", short, "zip-deflate"
    yield "a link", patched(patched(raw, central + 4, "<H", 0x0314), central + 38, "<I", 0o120777 << 16), "zip-kind"
    yield "the mark of a folder", patched(raw, central + 38, "<I", 0x10), "zip-kind"
    yield "two members at one place", patched(raw, central + 42, "<I", second), "zip-overlap"
    yield "a member beyond the end", patched(raw, central + 42, "<I", 0x7FFFFFFF), "zip-overlap"
    yield "one member more in the end record", patched(patched(raw, end_of(raw) + 8, "<H", 99), end_of(raw) + 10, "<H", 99), "zip-directory"
    yield "a directory that begins elsewhere", patched(raw, end_of(raw) + 16, "<I", 5), "zip-before-first"
    yield "zip64 announced and not there", patched(raw, end_of(raw) + 16, "<I", 0xFFFFFFFF), "zip-zip64"
    extra = inserted(raw, local + 30 + struct.unpack("<H", raw[local + 26 : local + 28])[0], b"\x55\x54\0\0")
    yield "an extra field in a local header", patched(extra, local + 28, "<H", 4), "zip-extra-field"


def bomb(folder, files):
    """A member that inflates to 200 MB and declares 100 bytes, in both headers."""
    raw = zipped(folder, {**files, "data/counts.csv": bytes(200_000_000)})
    for central, local in headers(raw):
        length = struct.unpack("<H", raw[local + 26 : local + 28])[0]
        if raw[local + 30 : local + 30 + length].endswith(b"data/counts.csv"):
            return patched(patched(raw, central + 24, "<I", 100), local + 22, "<I", 100)
    raise AssertionError("no such member")


def huge(zeros=5 << 30):
    """The pieces of a zip64 of one stored member of so many zero bytes: its length, and what stands where in it."""
    name = b"dossier-aaaaaaaaaaaaaaaa/data/signatures.csv"
    extra = struct.pack("<HHQQ", 1, 16, zeros, zeros)
    fixed = struct.pack("<HHHHIII", 0, 0, 0, 0x4AAB, 0, 0xFFFFFFFF, 0xFFFFFFFF)
    local = b"PK\3\4" + struct.pack("<H", 45) + fixed + struct.pack("<HH", len(name), len(extra)) + name + extra
    central = b"PK\1\2" + struct.pack("<HH", 45, 45) + fixed + struct.pack("<HHHHHII", len(name), len(extra), 0, 0, 0, 0, 0) + name + extra
    at = len(local) + zeros
    end64 = b"PK\6\6" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, 1, 1, len(central), at)
    locator = b"PK\6\7" + struct.pack("<IQI", 0, at + len(central), 1)
    end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), 0xFFFFFFFF, 0)
    tail = central + end64 + locator + end
    return at + len(tail), [(0, local), (at, tail)]


def crc(content):
    return zlib.crc32(content)
