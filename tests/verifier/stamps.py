"""Time stamps by an authority of one's own (openssl): tokens of every kind, tokens that must not hold, and tokens in which one bit
or one part is another."""
import contextlib, hashlib, random
from datetime import UTC, datetime, timedelta
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from house import run

RSA, P256, P384 = "RSA -pkeyopt rsa_keygen_bits:2048", "EC -pkeyopt ec_paramgen_curve:P-256", "EC -pkeyopt ec_paramgen_curve:P-384"
ISSUES = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n"
STAMPS = "extendedKeyUsage=critical,timeStamping\n"
OID = {name: bytes.fromhex(der) for name, der in {"sha256": "0609608648016503040201", "sha512": "0609608648016503040203", "ed25519": "06032b6570", "ecdsa": "06082a8648ce3d040302"}.items()}
SIGNED_DATA, TST_INFO = bytes.fromhex("06092a864886f70d010702"), bytes.fromhex("060b2a864886f70d0109100104")
CONTENT_TYPE, MESSAGE_DIGEST, CERTIFICATE = (bytes.fromhex(der) for der in ("06092a864886f70d010903", "06092a864886f70d010904", "060b2a864886f70d010910022f"))
SETTINGS = """[tsa]
default_tsa = one
[one]
serial = serial
signer_cert = tsa.crt
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
tsa_name = yes
"""


class Office:
    """A folder of keys and certificates: `NAME.key`, `NAME.crt`."""

    def __init__(self, folder, covered):
        self.folder = folder
        folder.mkdir()
        (folder / "covered").write_bytes(covered)

    def openssl(self, words, stdin=None):
        run("openssl", *(word.replace("~", " ") for word in words.split(" ")), cwd=self.folder, stdin=stdin)

    def certificate(self, name, kind, issuer, says, subject="/O=Time~Office/CN=Office~of~{}", point=None):
        """`point`: the form in which a key on a curve is written."""
        (self.folder / "says").write_text(says)
        by = f"-signkey {name}.key" if issuer == name else f"-CA {issuer}.crt -CAkey {issuer}.key -CAcreateserial"
        self.openssl(f"genpkey -algorithm {kind} -out {name}.key")
        if point:
            self.openssl(f"ec -in {name}.key -conv_form {point} -out {name}.key")
        self.openssl(f"req -new -utf8 -key {name}.key -subj {subject.format(name)} -out {name}.csr")
        self.openssl(f"x509 -req -in {name}.csr {by} -extfile says -days 30 -out {name}.crt")
        return self

    def token(self, more="", nonce=" -no_nonce"):
        (self.folder / "ts.cnf").write_text(SETTINGS + more)
        self.openssl(f"ts -query -data covered -sha256 -cert{nonce} -out query")
        self.openssl("ts -reply -config ts.cnf -queryfile query -token_out -out token")
        return (self.folder / "token").read_bytes()

    def content(self, token):
        (self.folder / "token").write_bytes(token)
        self.openssl("cms -verify -noverify -inform DER -in token -out content")
        return (self.folder / "content").read_bytes()

    def sign(self, content, more, by="tsa"):
        """A token over any content by any certificate, whether an authority may do that or not."""
        (self.folder / "content").write_bytes(content)
        kind = "" if "-econtent_type" in more else " -econtent_type 1.2.840.113549.1.9.16.1.4"
        self.openssl(f"cms -sign -binary -nodetach{kind} -in content -signer {by}.crt -inkey {by}.key -outform DER -out signed{more}")
        return (self.folder / "signed").read_bytes()


def timed(content, time):
    """The same content, at another time."""
    whole = tree(content)[0]
    whole.parts[4] = Node(0x18, time)
    return whole.der()


def later(content):
    """The same a day later, so that certificates made from now on were valid then."""
    return timed(content, f"{datetime.now(UTC) + timedelta(days=1):%Y%m%d%H%M%SZ}".encode())


def kinds(work, covered):
    """What openssl makes, of keys, digests and forms that are known and that are not: name, token."""
    pss = " -keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:"
    for n, (root, tsa, signs) in enumerate((
        (RSA, RSA, (" -md sha256", " -md sha384", " -md sha512", f" -md sha256{pss}digest", f" -md sha384{pss}digest", f" -md sha512{pss}digest", f" -md sha256{pss}20", " -md sha1", " -md sha224")),
        (RSA, "RSA -pkeyopt rsa_keygen_bits:3072 -pkeyopt rsa_keygen_pubexp:3", (" -md sha256",)),
        (RSA, "RSA -pkeyopt rsa_keygen_bits:1024", (" -md sha256",)),
        (P384, P256, (" -md sha256", " -md sha384", " -md sha512", " -md sha1")),
        (P256, P384, (" -md sha256", " -md sha384")),
        (P256, "EC -pkeyopt ec_paramgen_curve:P-521", (" -md sha512",)),
        ("ED25519", P256, (" -md sha256",)),
    )):
        office = Office(work / f"kind-{n}", covered).certificate("root", root, "root", ISSUES).certificate("tsa", tsa, "root", f"subjectKeyIdentifier=hash\n{STAMPS}")
        if n == 0:
            for digest in ("sha1", "sha256", "sha384", "sha512"):
                yield f"named by {digest}", office.token(f"ess_cert_id_alg = {digest}\n")
            yield "with its chain", office.token("ess_cert_id_chain = yes\ncerts = root.crt\nordering = yes\n", nonce="")
            content = later(office.content(office.token()))
        for more in signs:
            yield f"{tsa.split(' ')[-1]},{more}", office.sign(content, " -cades" + more)
            yield f"{tsa.split(' ')[-1]}, by the key's identifier,{more}", office.sign(content, " -cades -keyid" + more)


def part(tag, *inner):
    return Node(tag, b"".join(inner)).der()


def made(content, der, algorithm, sign, digest="sha256"):
    """A token that openssl does not make (RFC 5652 §5, RFC 5035): by the certificate `der`, whose key `sign` signs with."""
    about = tree(der)[0].parts[0].parts
    named = part(0x30, OID[digest])
    values = {CONTENT_TYPE: TST_INFO, MESSAGE_DIGEST: part(4, hashlib.new(digest, content).digest()), CERTIFICATE: part(0x30, part(0x30, part(0x30, part(4, hashlib.sha256(der).digest()))))}
    attributes = b"".join(sorted(part(0x30, kind, part(0x31, value)) for kind, value in values.items()))
    signer = part(0x30, b"\2\1\1", part(0x30, about[3].der(), about[1].der()), named, part(0xA0, attributes), part(0x30, OID[algorithm]), part(4, sign(part(0x31, attributes))))
    signed = part(0x30, b"\2\1\3", part(0x31, named), part(0x30, TST_INFO, part(0xA0, part(4, content))), part(0xA0, der), part(0x31, signer))
    return part(0x30, SIGNED_DATA, part(0xA0, signed))


def rewritten(der, old, new):
    """The first part that is `old` becomes `new`, also in a text within a text."""
    whole = tree(der)[0]
    for node in whole.all():
        if node.der() == old:
            node.content = new[2:]
            return whole.der()
    holder = next(node for node in whole.all() if node.tag == 4 and old in node.content)
    holder.content = rewritten(holder.content, old, new)
    return whole.der()


def padded(der):
    """An identifier with an octet of no value before its last number."""
    return bytes([6, der[1] + 1]) + der[2:-1] + b"\x80" + der[-1:]


def wrapped(der):
    """An identifier whose last number is 2^32 more."""
    return bytes([6, der[1] + 4]) + der[2:-1] + b"\x90\x80\x80\x80" + der[-1:]


def by_hand(office, content):
    """Tokens that are signed well, by hand: Ed25519, and identifiers and certificates in forms of which a careless reader thinks they mean the same."""
    office.certificate("edwards", "ED25519", "root", STAMPS).openssl("x509 -in edwards.crt -outform DER -out edwards.der")
    edwards = (office.folder / "edwards.der").read_bytes()
    sign = load_pem_private_key((office.folder / "edwards.key").read_bytes(), None).sign
    for digest in ("sha512", "sha256"):
        yield f"by Ed25519 beside {digest}", made(content, edwards, "ed25519", sign, digest)
    says = f"subjectKeyIdentifier=hash\n1.2.3.4=ASN1:NULL\n{STAMPS}"
    office.certificate("hand", P256, "root", says, "/O=B+CN=A").openssl("x509 -in hand.crt -outform DER -out hand.der")
    der = (office.folder / "hand.der").read_bytes()
    key = load_pem_private_key((office.folder / "hand.key").read_bytes(), None)

    def own(der):
        return made(content, der, "ecdsa", lambda message: key.sign(message, ECDSA(SHA256())))

    yield "by hand", own(der)
    for way in (padded, wrapped):
        for what, old in (("of signed data", SIGNED_DATA), ("of a time stamp", TST_INFO), ("of a digest", OID["sha256"]), ("of a signature", OID["ecdsa"])):
            yield f"of an identifier {what}, {way.__name__}", rewritten(own(der), old, way(old))
        for what, old in (("of a purpose", "06082b06010505070308"), ("of an extension", "0603551d25"), ("of a key's identifier", "0603551d0e"), ("of a curve", "06082a8648ce3d030107"), ("of a name", "0603550403")):
            yield f"of an identifier {what}, {way.__name__}", own(rewritten(der, bytes.fromhex(old), way(bytes.fromhex(old))))
    # What need not be written, and a name's parts in another order: other certificates, that read the same.
    explicit = changed(der, lambda node: node.parts[0].der() == b"\6\3\x2a\3\4", lambda node: node.parts.insert(1, Node(1, b"\0")))
    turned = changed(der, lambda node: node.tag == 0x31 and len(node.parts) == 2, lambda node: node.parts.reverse())
    for what, other in (("that says it is not critical", explicit), ("with a name turned round", turned)):
        yield f"of a certificate {what}", own(other)
        yield f"beside a certificate {what}", changed(own(der), lambda node: node.parts[0].der() == der, lambda node, other=other: node.parts.append(tree(other)[0]))
    for point in ("uncompressed", "compressed", "hybrid"):
        office.certificate("other", P256, "root", STAMPS, point=point)
        yield f"of a key as a point {point}", office.sign(content, " -cades", "other")


def changed(der, wanted, change):
    """The first part that has parts and is wanted, changed."""
    whole = tree(der)[0]
    change(next(node for node in whole.all() if node.parts and wanted(node)))
    return whole.der()


def wrong(work, covered):
    """Tokens of certificates, times and contents that must not hold, and their neighbours that may: name, token."""
    office = Office(work / "wrong", covered).certificate("root", P256, "root", ISSUES).certificate("tsa", P256, "root", STAMPS)
    content = later(office.content(office.token()))
    yield from by_hand(office, content)
    yield "as openssl cms signs it", office.sign(content, " -cades")
    yield "that names no certificate", office.sign(content, "")
    yield "without signed attributes", office.sign(content, " -noattr")
    yield "with the certificate left out", office.sign(content, " -cades -nocerts")
    yield "of two", office.sign(content, " -cades -signer root.crt -inkey root.key")
    yield "with other certificates", office.sign(content, " -cades -certfile root.crt")
    yield "of data", office.sign(content, " -cades -econtent_type 1.2.840.113549.1.7.1")
    yield "of no content", office.sign(b"", " -cades")
    for says in (
        "", "extendedKeyUsage=timeStamping", "extendedKeyUsage=critical,codeSigning", "extendedKeyUsage=critical,timeStamping,codeSigning", f"keyUsage=critical,keyEncipherment\n{STAMPS}", f"keyUsage=critical,digitalSignature\n{STAMPS}",
        f"keyUsage=nonRepudiation\n{STAMPS}", f"keyUsage=decipherOnly,digitalSignature\n{STAMPS}", f"keyUsage=DER:03:02:07:80\n{STAMPS}", f"keyUsage=DER:03:01:00\n{STAMPS}", f"keyUsage=DER:03:04:00:80:00:00\n{STAMPS}", f"keyUsage=DER:04:00\n{STAMPS}",
        f"1.2.3.4=critical,ASN1:NULL\n{STAMPS}", f"1.2.3.4=ASN1:NULL\n{STAMPS}", f"certificatePolicies=critical,1.2.3.4\n{STAMPS}", f"nameConstraints=critical,permitted;DNS:example.org\n{STAMPS}", f"subjectKeyIdentifier=DER:04:02:01:02\n{STAMPS}", "extendedKeyUsage=critical,DER:30:00", "extendedKeyUsage=critical,DER:05:00",
    ):
        office.certificate("other", P256, "root", says)
        for more in ("", " -keyid") if "KeyIdentifier" in says or says == STAMPS else ("",):
            yield f"of a certificate that says {says!r}{more}", office.sign(content, " -cades" + more, "other")
    for subject in ("/CN=", "/O=Office", "/C=FR", "/CN=One/CN=Two", "/CN=A+O=B", "/O=B+CN=A", "/CN=Ünïcode~Ωφ", "/CN=~spaces~", "/CN=" + "x" * 60):
        office.certificate("other", P256, "root", STAMPS, subject)
        yield f"of {subject!r}", office.sign(content, " -cades", "other")
    for time in (b"19991129101203Z", b"29991129101203Z", b"20261301000000Z", b"20260229000000Z", b"20261129240000Z", b"20261129101260Z", b"2026112910120 Z", b"20261129101203z", b"00001129101203Z"):
        yield f"of the time {time.decode()}", office.sign(timed(content, time), " -cades")
    node = tree(content)[0]
    for ending in (b".5Z", b".50Z", b".Z", b".000001Z", b",5Z", b"+0100", b"ZZ"):
        yield f"of a time that ends in {ending.decode()}", office.sign(timed(content, node.parts[4].content[:14] + ending), " -cades")
    for what, places in {
        "another version": [(0, b"\2\1\2")], "a version of two bytes": [(0, b"\2\2\0\1")], "another digest": [(2, bytes.fromhex("301f300706052b0e03021a0414") + bytes(20))],
        "no serial number": [(3, b"")], "a long serial number": [(3, b"\2\x30" + b"\1" * 48)], "a negative serial number": [(3, b"\2\1\xff")], "a serial number with zeros": [(3, b"\2\2\0\1")],
        "a time in UTCTime": [(4, b"\x17\x0d261129101203Z")], "a policy that is none": [(1, b"\6\1\x2a")], "a policy cut": [(1, b"\6\3\x2a\3\x84")], "a policy of the third root": [(1, b"\6\3\x80\3\4")], "a large policy": [(1, b"\6\7\x2a\x8f\xff\xff\xff\x7f\1")], "a policy too large": [(1, b"\6\7\x2a\x90\x80\x80\x80\0\1")],
        "extensions": [(99, bytes.fromhex("a109300706032a03040400"))], "a critical extension": [(99, bytes.fromhex("a10c300a06032a03040101ff0400"))], "an extension that says it is not critical": [(99, bytes.fromhex("a10c300a06032a0304010100" + "0400"))], "ordering that is neither": [(5, b"\1\1\1")], "ordering": [(5, b"\1\1\xff")], "no ordering": [(5, b"\1\1\0")],
        "a nonce": [(5, b"\2\1\7")], "a nonce with zeros": [(5, b"\2\2\0\7")], "two nonces": [(5, b"\2\1\7\2\1\7")], "accuracy twice": [(5, b"\x30\0\x30\0")], "a part that nobody knows": [(5, b"\4\0")], "a name before the nonce": [(5, b"\xa0\2\5\0\2\1\7")],
    }.items():
        changed = node.copy()
        for place, der in places:
            if place > 4:
                changed.parts[5:] = tree(der)
            else:
                changed.parts[place : place + 1] = tree(der)
        yield f"of {what}", office.sign(changed.der(), " -cades")


def flipped(token, step, whole, seed):
    """One bit changed in every `step`th byte; where `whole`, each bit of it."""
    for n, at in enumerate(range(0, len(token), step)):
        for bit in range(8) if whole else [(n + seed) % 8]:
            yield f"bit {bit} of byte {at}", token[:at] + bytes([token[at] ^ 1 << bit]) + token[at + 1 :]


class Node:
    """A part of DER: its tag, and its content or its parts."""

    def __init__(self, tag, content):
        self.tag, self.content, self.parts = tag, content, None
        if tag & 0x20:
            # What was made odd before has no parts.
            with contextlib.suppress(IndexError):
                parts = tree(content)
                self.parts = parts if b"".join(part.der() for part in parts) == content else None

    def copy(self):
        return Node(self.tag, self.inside())

    def inside(self):
        return self.content if self.parts is None else b"".join(part.der() for part in self.parts)

    def der(self):
        inside = self.inside()
        length = len(inside)
        head = bytes([length]) if length < 0x80 else bytes([0x81, length]) if length < 0x100 else bytes([0x82, length >> 8, length & 255])
        return bytes([self.tag]) + head + inside

    def all(self):
        return [self] + [below for part in self.parts or [] for below in part.all()]


def tree(der):
    """The parts of a well-formed text."""
    parts, at = [], 0
    while at < len(der):
        length, start = der[at + 1], at + 2
        if length > 0x80:
            start += length & 0x7F
            length = int.from_bytes(der[at + 2 : start], "big")
        parts.append(Node(der[at], der[start : start + length]))
        at = start + length
    return parts


def rebuilt(token, seed):
    """A token in which one to three parts were left out, doubled, moved or filled otherwise, with every length as it must be."""
    dice = random.Random(f"{seed} in a token")
    while (changed := rebuilt_once(token, dice))[1] == token:
        pass
    return f"{changed[0]} ({seed})", changed[1]


def rebuilt_once(token, dice):
    whole = tree(token)[0]
    done = []
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        holders = [node for node in whole.all() if node.parts]
        holder = dice.choice(holders)
        at = dice.randrange(len(holder.parts))
        part = holder.parts[at]
        way = dice.choice(("left out", "doubled", "swapped", "of another tag", "of another byte", "empty", "longer", "another part's", "in a set", "false put in"))
        done.append(way)
        if way == "left out":
            del holder.parts[at]
        elif way == "doubled":
            holder.parts.insert(at, part.copy())
        elif way == "swapped":
            other = dice.randrange(len(holder.parts))
            holder.parts[at], holder.parts[other] = holder.parts[other], part
        elif way == "of another tag":
            part.tag = dice.choice([part.tag ^ 0x20, part.tag ^ 1, 0x30, 0x31, 0x04, 0x05, 0x0C, 0x16, 0x17, 0x18, 0x80, 0xA0, 0xA1, 0xA3, 0x1F, 0x09])
            part.content, part.parts = part.inside(), None
        elif way == "another part's":
            holder.parts[at] = dice.choice(whole.all()[1:]).copy()
        elif way == "in a set":
            holder.parts[at] = Node(0x31, part.der())
        elif way == "false put in":
            holder.parts.insert(at, Node(0x01, dice.choice((b"\0", b"\xff", b"\1"))))
        else:
            content = part.inside()
            if way == "empty":
                content = b""
            elif way == "longer":
                content += dice.choice((b"\0", b"\xff", b"\1", b"x"))
            elif content:
                place = dice.randrange(len(content))
                content = content[:place] + bytes([dice.choice((0, 0xFF, 0x80, 0x7F, dice.randrange(256)))]) + content[place + 1 :]
            part.content, part.parts = content, None
    return f"parts {', '.join(done)}", whole.der()


def one_other(token):
    """Each part in turn left out, doubled, or before one that has no business there: what, token."""
    for n in range(len(tree(token)[0].all())):
        for way in ("left out", "doubled", b"\x80\0", b"\xa0\0", b"\xa1\0", b"\xa2\0", b"\x82\1\0", b"\x05\0"):
            whole = tree(token)[0]
            holder = whole.all()[n]
            for at in range(len(holder.parts or [])):
                changed = whole.copy()
                parts = changed.all()[n].parts
                if way == "left out":
                    del parts[at]
                elif way == "doubled":
                    parts.insert(at, parts[at].copy())
                else:
                    parts.insert(at + 1, Node(way[0], way[2:]))
                yield f"of which part {at} of {n} is {way if isinstance(way, str) else 'before ' + way.hex()}", changed.der()
