//! A time stamping authority of one's own: roots, certificates and tokens by `openssl`, answers over HTTP.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;

/// As `openssl genpkey` names them.
pub const RSA: &str = "RSA -pkeyopt rsa_keygen_bits:2048";
pub const P256: &str = "EC -pkeyopt ec_paramgen_curve:P-256";
pub const P384: &str = "EC -pkeyopt ec_paramgen_curve:P-384";
pub const ED25519: &str = "ED25519";

/// What certificates say of their use.
pub const ROOT: &str = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign";
pub const STAMPS: &str = "extendedKeyUsage=critical,timeStamping";

/// A folder of keys and certificates: `NAME.key`, `NAME.crt`.
pub struct Authority {
    folder: TempDir,
}

impl Authority {
    /// A root, and `tsa`, which it vouches for, of keys of one kind.
    pub fn new(kind: &str) -> Authority {
        let authority = Authority::bare();
        authority.certificate("root", kind, "root", ROOT);
        authority.certificate("tsa", kind, "root", STAMPS);
        authority
    }

    pub fn bare() -> Authority {
        Authority { folder: tempfile::tempdir().expect("a folder") }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap_or_else(|_| panic!("{name} is there"))
    }

    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).expect("PEM is text")
    }

    /// One of its files, after it is gone.
    pub fn keep(self, name: &str) -> PathBuf {
        self.folder.keep().join(name)
    }

    pub fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.path(name), bytes).expect("a file");
    }

    /// Words are split at spaces; `~` in one of them stands for a space.
    pub fn openssl(&self, arguments: &str) -> bool {
        let mut command = Command::new("openssl");
        command.current_dir(self.folder.path()).args(arguments.split(' ').map(|word| word.replace('~', " ")));
        command.output().expect("openssl is installed (tests/run sees to it)").status.success()
    }

    pub fn must(&self, arguments: &str) {
        assert!(self.openssl(arguments), "openssl {arguments}");
    }

    /// A key and its certificate by `issuer`, which may be itself; `says` are the extensions, a line each.
    pub fn certificate(&self, name: &str, kind: &str, issuer: &str, says: &str) {
        self.must(&format!("genpkey -algorithm {kind} -out {name}.key"));
        self.certify(name, issuer, says);
    }

    /// A certificate for a key that is there.
    pub fn certify(&self, name: &str, issuer: &str, says: &str) {
        self.write("says", says.as_bytes());
        self.must(&format!("req -new -key {name}.key -subj /O=Time~Office/CN=Office~of~{name} -out {name}.csr"));
        let by = match issuer == name {
            true => format!("-signkey {name}.key"),
            false => format!("-CA {issuer}.crt -CAkey {issuer}.key -CAcreateserial"),
        };
        self.must(&format!("x509 -req -in {name}.csr {by} -extfile says -days 30 -out {name}.crt"));
    }

    /// `openssl ts -reply` to a request, by `tsa`, with these lines more in its settings.
    pub fn reply(&self, request: &[u8], more: &str) -> Vec<u8> {
        self.write(
            "ts.cnf",
            format!(
                "[tsa]\ndefault_tsa = one\n[one]\nserial = serial\nsigner_cert = tsa.crt\nsigner_key = tsa.key\n\
                 signer_digest = sha256\ndefault_policy = 1.2.3.4.1\ndigests = sha256\naccuracy = secs:1\ntsa_name = yes\n\
                 ess_cert_id_alg = sha256\n{more}\n"
            )
            .as_bytes(),
        );
        self.write("query.tsq", request);
        let _ = std::fs::remove_file(self.path("reply.tsr"));
        // A refusal is a reply too; openssl fails and writes it all the same.
        self.openssl("ts -reply -config ts.cnf -queryfile query.tsq -out reply.tsr");
        self.read("reply.tsr")
    }

    /// The token in a reply.
    pub fn token(&self, reply: &[u8]) -> Vec<u8> {
        self.write("whole.tsr", reply);
        self.must("ts -reply -in whole.tsr -token_out -out token");
        self.read("token")
    }

    /// What is signed in a token: a `TSTInfo`.
    pub fn content(&self, token: &[u8]) -> Vec<u8> {
        self.write("token", token);
        self.must("cms -verify -noverify -inform DER -in token -out content");
        self.read("content")
    }

    /// A token over any content by any certificate, whether an authority may do that or not.
    pub fn sign(&self, content: &[u8], by: &str, more: &str) -> Vec<u8> {
        self.write("content", content);
        self.must(&format!(
            "cms -sign -binary -nodetach -cades -econtent_type 1.2.840.113549.1.9.16.1.4 -in content -signer {by}.crt \
             -inkey {by}.key -outform DER -out signed{more}"
        ));
        self.read("signed")
    }

    /// Does openssl accept a token that lies beside a tag manifest?
    pub fn accepts(&self, token: &Path, covered: &Path) -> bool {
        let (token, covered) = (token.display(), covered.display());
        self.openssl(&format!("ts -verify -in {token} -token_in -data {covered} -CAfile root.crt"))
    }
}

/// What the authority's line does with one request.
pub enum Line {
    Answers(Vec<u8>),
    /// The head as it stands, then this body.
    Says(String, Vec<u8>),
    /// Nothing, for so long.
    Waits(Duration),
    /// A head, then a byte now and then, for ever.
    Drips,
    Closes,
}

/// Listens for one request, gives its body to `answer`; the address to ask, and a way to wait for what was asked.
pub fn listen(
    answer: impl FnOnce(&[u8]) -> Line + Send + 'static,
) -> (String, std::thread::JoinHandle<(String, Vec<u8>)>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}/tsr", listener.local_addr().expect("an address"));
    let asked = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("somebody asks");
        let (head, body) = request_of(&mut stream);
        // Whoever asked may have gone.
        let _ = obey(answer(&body), &mut stream);
        (head, body)
    });
    (url, asked)
}

fn request_of(stream: &mut TcpStream) -> (String, Vec<u8>) {
    let mut read = Vec::new();
    let end = loop {
        let mut byte = [0];
        stream.read_exact(&mut byte).expect("a head");
        read.push(byte[0]);
        if read.ends_with(b"\r\n\r\n") {
            break String::from_utf8(read).expect("a head is text");
        }
    };
    let length =
        end.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ").map(str::to_owned));
    let mut body = vec![0; length.and_then(|length| length.parse().ok()).expect("a length")];
    stream.read_exact(&mut body).expect("a body");
    (end, body)
}

fn obey(line: Line, stream: &mut TcpStream) -> std::io::Result<()> {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/timestamp-reply\r\nConnection: close\r\n";
    match line {
        Line::Answers(body) => {
            stream.write_all(format!("{head}Content-Length: {}\r\n\r\n", body.len()).as_bytes())?;
            stream.write_all(&body)
        }
        Line::Says(head, body) => {
            stream.write_all(head.as_bytes())?;
            stream.write_all(&body)
        }
        Line::Waits(time) => {
            std::thread::sleep(time);
            Ok(())
        }
        Line::Drips => {
            stream.write_all(format!("{head}Content-Length: 60000\r\n\r\n").as_bytes())?;
            loop {
                stream.write_all(b"0")?;
                std::thread::sleep(Duration::from_millis(50));
            }
        }
        Line::Closes => Ok(()),
    }
}
