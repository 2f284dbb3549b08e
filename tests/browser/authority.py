"""A time stamping authority of one's own, by openssl: a token over a tag manifest."""
from house import run

CONFIGURATION = """[tsa]
default_tsa = one
[one]
serial = {0}/serial
signer_cert = {0}/tsa.crt
signer_key = {0}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
"""


def token(work, covered):
    """The RFC 3161 token that a dossier keeps beside its seal."""
    place = work / "authority"
    place.mkdir(exist_ok=True)
    (place / "ts.cnf").write_text(CONFIGURATION.format(place))
    (place / "covered").write_bytes(covered)
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", place / "tsa.key")
    run("openssl", "req", "-x509", *key, "-subj", "/CN=Office of time", "-addext", "extendedKeyUsage=critical,timeStamping", "-out", place / "tsa.crt")
    run("openssl", "ts", "-query", "-data", place / "covered", "-sha256", "-cert", "-out", place / "query")
    run("openssl", "ts", "-reply", "-config", place / "ts.cnf", "-queryfile", place / "query", "-token_out", "-out", place / "token")
    return (place / "token").read_bytes()
