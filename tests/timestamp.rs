//! Time stamps of a real authority (`openssl ts`): asked for over a line that may do anything, brought from elsewhere, checked to
//! the root, and refused wherever one byte, one certificate or one answer is another.

mod kit;

use handover::proof::Hash;
use handover::proof::digest::{hex, sha256};
use handover::proof::timestamp::{Roots, Stamp, StampError, open, request, token_of};
use kit::authority::{Authority, ED25519, Line, P256, P384, ROOT, RSA, STAMPS, listen};
use kit::faults::{LASTING, TOUCHING, places, tampered, without_unnamed_files};
use kit::{Dossier, Room, Said, names_in, plain_export, whole_campaign};
use serde_json::{Value, json};
use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

const STAMP: &str = "tagmanifest-sha256.txt.tsr";

/// A room with a dossier of the policy `count`.
fn packed() -> (Room, Dossier) {
    let room = Room::new();
    room.write("export.csv", &plain_export(30));
    let dossier = room.packed("export.csv", "count", &[]).within(&room);
    (room, dossier)
}

/// The folder that a dossier unpacks to.
fn unpacked(room: &Room, dossier: &Dossier) -> PathBuf {
    let folder = room.path(&format!("dossier-{}", dossier.said["id"].as_str().expect("an id")));
    for (name, bytes) in dossier.files() {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }
    folder
}

fn timestamp(room: &Room, dossier: &Path, more: &[&str]) -> Said {
    Said::of(room.handover(["timestamp".as_ref(), dossier.as_os_str()]).args(more))
}

/// `verify --json`, with roots or without.
fn verified(room: &Room, dossier: &Path, roots: &[&Path]) -> (Option<i32>, Value) {
    let mut command = room.handover(["verify".as_ref(), dossier.as_os_str()]);
    for root in roots {
        command.arg("--tsa-root").arg(root);
    }
    let said = Said::of(command.arg("--json"));
    (said.status, said.json())
}

fn found(report: &Value) -> Vec<&str> {
    report["findings"].as_array().expect("a list").iter().filter_map(|finding| finding["code"].as_str()).collect()
}

#[test]
fn an_authority_is_asked_and_its_time_is_said() {
    let stranger = Authority::new(P256).keep("root.crt");
    for kind in [RSA, P256, P384] {
        let (room, dossier) = packed();
        let folder = unpacked(&room, &dossier);
        let integrity = dossier.said["integrity_hash"].clone();
        for place in [&dossier.zip, &folder] {
            let authority = Arc::new(Authority::new(kind));
            let root = authority.path("root.crt");
            let before = dossier.files();
            let answering = Arc::clone(&authority);
            let (url, asked) = listen(move |query| Line::Answers(answering.reply(query, "")));
            let said = timestamp(&room, place, &["--tsa", &url, "--tsa-root", &root.display().to_string(), "--json"]);
            assert_eq!(said.status, Some(0), "{}", said.text());
            assert!(String::from_utf8_lossy(&said.stderr).contains("integrity hash alone"), "{}", said.text());

            // What was sent is the hash, a nonce, and nothing else.
            let (head, body) = asked.join().expect("it was asked");
            assert!(
                head.starts_with("POST /tsr HTTP/1.1\r\n") && head.contains("application/timestamp-query"),
                "{head}"
            );
            let hash: Hash = sha256(&dossier.file("tagmanifest-sha256.txt"));
            assert_eq!(hex(&hash), integrity);
            let nonce: [u8; 8] = body[body.len() - 11..body.len() - 3].try_into().expect("eight bytes");
            assert_eq!(body, request(&hash, Some(&nonce)));

            // The hash is the same, the zip another, and each is said.
            let said = said.json();
            assert_eq!((&said["integrity_hash"], &said["timestamp"]["trusted"]), (&integrity, &json!(true)));
            if place == &dossier.zip {
                let bytes = std::fs::read(place).expect("the zip");
                assert_eq!(said["zip_sha256"], hex(&sha256(&bytes)));
                assert_eq!(said["zip_sha256_before"], dossier.said["zip_sha256"]);
                let mut after = dossier.files();
                after.retain(|(name, _)| name != STAMP);
                assert_eq!(after, before, "all else is as it was");
                assert_eq!(names_in(&room.path("out")).iter().filter(|name| name.starts_with('.')).count(), 0);
            }

            // openssl accepts what is stored; so do we, with the root; without one the time is claimed.
            let covered = folder.join("tagmanifest-sha256.txt");
            let token =
                room.write("token", &if place == &folder { read(&folder.join(STAMP)) } else { dossier.file(STAMP) });
            assert!(authority.accepts(&token, &covered));
            let (status, report) = verified(&room, place, &[&stranger, &root]);
            assert_eq!((status, &report["timestamp"]), (Some(0), &said["timestamp"]), "{report}");
            assert_eq!(report["timestamp"]["tsa"], "Office of tsa");
            let (status, report) = verified(&room, place, &[]);
            assert_eq!((status, &report["timestamp"]["trusted"]), (Some(0), &json!(false)), "{report}");
            let (status, report) = verified(&room, place, &[&stranger]);
            assert_eq!((status, found(&report)), (Some(1), vec!["timestamp-untrusted"]));
        }
        let said = Said::of(&mut room.handover(["verify".as_ref(), folder.as_os_str()])).text();
        assert!(said.contains(" UTC claimed by Office of tsa, not checked against a root"), "{said}");
        let mut strange = room.handover(["verify".as_ref(), folder.as_os_str()]);
        let said = Said::of(strange.arg("--tsa-root").arg(&stranger)).text();
        assert!(said.contains(" UTC claimed by Office of tsa, which leads to no root you gave"), "{said}");
    }
}

#[test]
fn what_is_no_time_stamp_of_ours_leaves_the_dossier_as_it_was() {
    let (room, dossier) = packed();
    let before = read(&dossier.zip);
    let authority = Arc::new(Authority::new(P256));
    let page = |status: &str, also: &str| {
        Line::Says(
            format!("HTTP/1.1 {status}\r\n{also}Content-Length: 5\r\nConnection: close\r\n\r\n"),
            b"hello".to_vec(),
        )
    };
    let reply = "Content-Type: application/timestamp-reply\r\n";
    let hash = sha256(&dossier.file("tagmanifest-sha256.txt"));
    type Answer = Box<dyn FnOnce(&Authority, &[u8]) -> Line + Send>;
    let lines: Vec<(&str, i32, &str, Answer)> = vec![
        ("another nonce", 1, "another question", {
            Box::new(move |it, _| Line::Answers(it.reply(&request(&hash, Some(&[7; 8])), "")))
        }),
        ("no nonce", 1, "another question", Box::new(move |it, _| Line::Answers(it.reply(&request(&hash, None), "")))),
        ("another hash", 1, "over something else", {
            Box::new(|it, _| Line::Answers(it.reply(&request(&[7; 32], None), "")))
        }),
        (
            "a refusal",
            1,
            "gave no time stamp",
            Box::new(|it, query| Line::Answers(it.reply(query, "digests = sha512"))),
        ),
        ("no reply", 1, "no time stamp in the form", Box::new(|_, _| Line::Answers(b"hello".to_vec()))),
        ("nothing", 1, "no time stamp in the form", Box::new(|_, _| Line::Answers(Vec::new()))),
        ("a page", 2, "something else than a time stamp", {
            Box::new(move |_, _| page("200 OK", "Content-Type: text/html\r\n"))
        }),
        ("a status", 2, "status 503", Box::new(move |_, _| page("503 Unavailable", reply))),
        (
            "elsewhere",
            2,
            "status 307",
            Box::new(move |_, _| page("307 Elsewhere", "Location: http://127.0.0.1:9/\r\n")),
        ),
        ("much", 2, "more than a time stamp can be", Box::new(|_, _| Line::Answers(vec![b'0'; 1 << 20]))),
        ("slowly", 2, "did not answer in time", Box::new(|_, _| Line::Waits(Duration::from_secs(5)))),
        ("byte by byte", 2, "did not answer in time", Box::new(|_, _| Line::Drips)),
        ("closed", 2, "ended the connection early", Box::new(|_, _| Line::Closes)),
        (
            "no HTTP",
            2,
            "ended the connection early",
            Box::new(|_, _| Line::Says("SSH-2.0-x\r\n\r\n".into(), Vec::new())),
        ),
    ];
    for (what, status, why, answer) in lines {
        let answering = Arc::clone(&authority);
        let (url, asked) = listen(move |query| answer(&answering, query));
        // Only who is meant to be too slow gets little time: another may have much to do.
        let wait = if why == "did not answer in time" { "1" } else { "600" };
        let said = timestamp(&room, &dossier.zip, &["--tsa", &url, "--wait", wait]);
        assert_eq!(said.status, Some(status), "{what}: {}", said.text());
        assert!(String::from_utf8_lossy(&said.stderr).contains(why), "{what}: {}", said.text());
        assert!(read(&dossier.zip) == before, "{what}");
        drop(asked);
    }
    for (url, why) in [
        ("ftp://127.0.0.1/", "no address of an authority"),
        ("127.0.0.1", "no address of an authority"),
        ("http://", "no address that can be asked"),
        ("http://127.0.0.1:1/", "cannot be reached"),
    ] {
        let said = timestamp(&room, &dossier.zip, &["--tsa", url]);
        assert_eq!(said.status, Some(2), "{url}: {}", said.text());
        assert!(String::from_utf8_lossy(&said.stderr).contains(why), "{url}: {}", said.text());
    }
    // Who shows a certificate that nobody vouches for gets no question, nor who speaks no TLS.
    let port = TcpListener::bind("127.0.0.1:0").and_then(|held| held.local_addr()).expect("a port").port();
    let mut server = Command::new("openssl")
        .args(["s_server", "-quiet", "-accept", &port.to_string(), "-cert", "tsa.crt", "-key", "tsa.key"])
        .current_dir(authority.path(""))
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("openssl starts");
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(server.try_wait().expect("asked").is_none(), "it listens");
        std::thread::sleep(Duration::from_millis(20));
    }
    let plain = TcpListener::bind("127.0.0.1:0").expect("a port");
    let unencrypted = plain.local_addr().expect("an address").port();
    std::thread::spawn(move || plain.accept().map(|(mut stream, _)| stream.write_all(b"HTTP/1.1 400 No\r\n\r\n")));
    for port in [port, unencrypted] {
        let said = timestamp(&room, &dossier.zip, &["--tsa", &format!("https://127.0.0.1:{port}/")]);
        assert_eq!(said.status, Some(2), "{}", said.text());
        assert!(String::from_utf8_lossy(&said.stderr).contains("certificate that does not hold"), "{}", said.text());
    }
    server.kill().and_then(|()| server.wait()).expect("it ends");
    let strange = Authority::new(P256).keep("root.crt");
    let answering = Arc::clone(&authority);
    let (url, _) = listen(move |query| Line::Answers(answering.reply(query, "")));
    let said = timestamp(&room, &dossier.zip, &["--tsa", &url, "--tsa-root", &strange.display().to_string()]);
    assert_eq!(said.status, Some(1), "{}", said.text());
    assert!(read(&dossier.zip) == before);
    assert_eq!(names_in(&room.path("out")).iter().filter(|name| name.starts_with('.')).count(), 0);
}

#[test]
fn an_answer_is_brought_from_elsewhere() {
    let (room, dossier) = packed();
    let folder = unpacked(&room, &dossier);
    let authority = Authority::new(RSA);
    let said = timestamp(&room, &dossier.zip, &["--request", "query.tsq"]);
    assert_eq!(said.status, Some(0), "{}", said.text());
    let query = read(&room.path("query.tsq"));
    authority.write("ours.tsq", &query);
    authority.must("ts -query -in ours.tsq -text");
    assert_eq!(timestamp(&room, &dossier.zip, &["--request", "query.tsq"]).status, Some(2), "nothing is written over");

    room.write("reply", &authority.reply(&query, ""));
    room.write("token.tsr", &authority.token(&authority.reply(&query, "")));
    // A request that openssl makes itself, with a nonce of its own.
    let covered = folder.join("tagmanifest-sha256.txt");
    authority.must(&format!("ts -query -data {} -sha256 -cert -out theirs.tsq", covered.display()));
    room.write("theirs", &authority.reply(&authority.read("theirs.tsq"), ""));
    let mut last = Vec::new();
    for (place, reply, more, status) in [
        (&dossier.zip, "reply", &[][..], 0),
        (&dossier.zip, "token.tsr", &[], 1),
        (&dossier.zip, "token.tsr", &["--replace"], 0),
        (&folder, "theirs", &[], 0),
        (&folder, "reply", &[], 1),
        (&folder, "reply", &["--replace"], 0),
        (&folder, "query.tsq", &["--replace"], 1),
    ] {
        let said = timestamp(&room, place, &[&["--reply", reply], more].concat());
        assert_eq!(said.status, Some(status), "{reply}: {}", said.text());
        assert_eq!(verified(&room, place, &[&authority.path("root.crt")]).0, Some(0));
        if status == 0 {
            let now = if place == &folder { read(&folder.join(STAMP)) } else { dossier.file(STAMP) };
            assert!(now != last, "another token is there");
            assert!(authority.accepts(&room.write("stored", &now), &covered));
            last = now;
        }
    }
    // One that is broken may be replaced; a dossier that is not whole gets none.
    std::fs::write(folder.join(STAMP), b"broken").expect("written");
    assert_eq!(found(&verified(&room, &folder, &[]).1), ["timestamp"]);
    assert_eq!(timestamp(&room, &folder, &["--reply", "reply"]).status, Some(1));
    assert_eq!(timestamp(&room, &folder, &["--reply", "reply", "--replace"]).status, Some(0));
    std::fs::remove_file(folder.join(STAMP)).expect("it is there");
    std::fs::write(folder.join("data/cover.pdf"), b"%PDF-1.4 %%EOF").expect("written");
    let said = timestamp(&room, &folder, &["--reply", "reply"]);
    assert_eq!(said.status, Some(1), "{}", said.text());
    assert!(!folder.join(STAMP).exists() && names_in(room.root()).iter().all(|name| !name.starts_with('.')));
    for ways in [&[][..], &["--reply", "reply", "--request", "other.tsq"]] {
        assert_eq!(timestamp(&room, &dossier.zip, ways).status, Some(2));
    }
}

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).expect("it is there")
}

fn roots(authority: &Authority, name: &str) -> Roots {
    Roots::parse(&authority.text(name)).expect("a certificate")
}

/// Does it hold, and lead to the root?
fn trusted(authority: &Authority, token: &[u8], hash: &Hash) -> Result<bool, StampError> {
    open(token, hash).map(|stamp: Stamp| stamp.leads_to(&roots(authority, "root.crt")))
}

#[test]
fn every_changed_byte_of_a_token_is_refused() {
    let hash = [9; 32];
    for kind in [RSA, P256] {
        let authority = Authority::bare();
        authority.certificate("root", kind, "root", ROOT);
        authority.certificate("middle", kind, "root", ROOT);
        authority.certificate("tsa", kind, "middle", STAMPS);
        let query = request(&hash, Some(&[1; 8]));
        let token = authority.token(&authority.reply(&query, "certs = middle.crt"));
        assert_eq!(trusted(&authority, &token, &hash), Ok(true));
        let known = roots(&authority, "root.crt");
        for place in 0..token.len() {
            let bits: Vec<u8> = if whole_campaign() { (0..8).collect() } else { vec![(place % 8) as u8] };
            for bit in bits {
                let mut changed = token.clone();
                changed[place] ^= 1 << bit;
                let held = open(&changed, &hash).is_ok_and(|stamp| stamp.leads_to(&known));
                assert!(!held, "{kind}: byte {place} of {}, bit {bit}", token.len());
            }
            assert_eq!(open(&token[..place], &hash).err(), Some(StampError::Form), "cut at {place}");
        }
        assert_eq!(open(&[&token[..], b"\0"].concat(), &hash).err(), Some(StampError::Form));
    }
}

#[test]
fn a_token_over_another_hash_of_another_time_or_by_nobody_is_refused() {
    let authority = Authority::new(P256);
    let hash = [9; 32];
    let digital = "keyUsage=critical,digitalSignature\n";
    let others = [
        ("nothing but a use", format!("{digital}{STAMPS}")),
        ("no purpose", digital.to_owned()),
        ("a purpose that may be passed over", "extendedKeyUsage=timeStamping".to_owned()),
        ("another purpose", "extendedKeyUsage=critical,codeSigning".to_owned()),
        ("a purpose more", "extendedKeyUsage=critical,timeStamping,codeSigning".to_owned()),
        ("a use that signs nothing", format!("keyUsage=critical,keyEncipherment\n{STAMPS}")),
        ("a demand that nobody knows", format!("1.2.3.4=critical,ASN1:NULL\n{STAMPS}")),
    ];
    // Before the time that is signed, so that none of them is refused for its age.
    for (n, (_, says)) in others.iter().enumerate() {
        authority.certificate(&format!("other-{n}"), P256, "root", says);
    }
    let reply = authority.reply(&request(&hash, Some(&[1; 8])), "");
    let token = token_of(&reply).expect("a token");
    assert_eq!((&token, token_of(&token).as_ref()), (&authority.token(&reply), Ok(&token)));
    assert_eq!(open(&token, &[8; 32]).err(), Some(StampError::Imprint));
    let stamp = open(&token, &hash).expect("it holds");
    assert!(stamp.answers(&[1; 8]) && !stamp.answers(&[2; 8]));
    assert_eq!(open(&reply, &hash).err(), Some(StampError::Form), "a reply is no token");

    // The same content, signed by others.
    let content = authority.content(&token);
    assert_eq!(trusted(&authority, &authority.sign(&content, "tsa", ""), &hash), Ok(true), "as openssl cms signs it");
    for (n, (what, _)) in others.iter().enumerate() {
        let token = authority.sign(&content, &format!("other-{n}"), "");
        let expected = if n == 0 { Ok(true) } else { Err(StampError::Certificate) };
        assert_eq!(trusted(&authority, &token, &hash), expected, "{what}");
    }
    // A GeneralizedTime of fifteen letters.
    let late = content.windows(2).position(|pair| pair == [0x18, 15]).map(|place| place + 2).expect("a time");
    for year in ["1999", "2999"] {
        let mut moved = content.clone();
        moved[late..late + 4].copy_from_slice(year.as_bytes());
        let token = authority.sign(&moved, "tsa", "");
        assert_eq!(trusted(&authority, &token, &hash), Err(StampError::Certificate), "{year}");
    }
    let mut fraction = content.clone();
    fraction.splice(late + 14..late + 14, *b".5");
    fraction[late - 1] += 2;
    let length = if fraction[1] == 0x81 { 2 } else { 1 };
    fraction[length] += 2;
    let stamp = open(&authority.sign(&fraction, "tsa", ""), &hash).expect("fractions of a second are allowed");
    assert_eq!(stamp.time().len(), "2026-11-29T10:12:03Z".len());
    // Signatures that name no certificate, SHA-1, and two of them.
    authority.write("content", &content);
    let plain =
        "cms -sign -binary -nodetach -econtent_type 1.2.840.113549.1.9.16.1.4 -in content -outform DER -out signed";
    authority.must(&format!("{plain} -signer tsa.crt -inkey tsa.key"));
    assert_eq!(open(&authority.read("signed"), &hash).err(), Some(StampError::Form));
    assert_eq!(open(&authority.sign(&content, "tsa", " -md sha1"), &hash).err(), Some(StampError::Algorithm));
    authority.must(&format!("{plain} -cades -signer tsa.crt -inkey tsa.key -signer root.crt -inkey root.key"));
    assert_eq!(open(&authority.read("signed"), &hash).err(), Some(StampError::Form));
    authority
        .must("cms -sign -binary -nodetach -cades -in content -outform DER -out signed -signer tsa.crt -inkey tsa.key");
    assert_eq!(open(&authority.read("signed"), &hash).err(), Some(StampError::Form), "data that is no time stamp");
}

#[test]
fn the_way_to_the_root_is_walked_and_nothing_else_is() {
    let hash = [9; 32];
    let query = request(&hash, None);
    let deep = "basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign";
    let no_signing = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,cRLSign";
    let no_stamps = "basicConstraints=critical,CA:TRUE\nextendedKeyUsage=codeSigning";
    let names = "basicConstraints=critical,CA:TRUE\nnameConstraints=critical,permitted;DNS:example.org";
    for (what, root, middle, holds) in [
        ("an office between", ROOT, ROOT, true),
        ("room for none below the office", ROOT, deep, true),
        ("room for none below the root", deep, ROOT, false),
        ("an office that is none", ROOT, "basicConstraints=critical,CA:FALSE", false),
        ("an office that does not say", ROOT, "keyUsage=critical,keyCertSign", false),
        ("an office that signs no certificates", ROOT, no_signing, false),
        ("an office for other things", ROOT, no_stamps, false),
        ("an office for some names", ROOT, names, false),
    ] {
        let authority = Authority::bare();
        authority.certificate("root", P256, "root", root);
        authority.certificate("middle", P256, "root", middle);
        authority.certificate("tsa", P256, "middle", STAMPS);
        let token = authority.token(&authority.reply(&query, "certs = middle.crt"));
        assert_eq!(trusted(&authority, &token, &hash), Ok(holds), "{what}");
        // Without the office in the token the way is broken, unless the verifier knows it.
        let bare = open(&authority.token(&authority.reply(&query, "")), &hash).expect("it holds by itself");
        assert!(!bare.leads_to(&roots(&authority, "root.crt")), "{what}");
        if holds {
            assert!(bare.leads_to(&roots(&authority, "middle.crt")) && bare.leads_to(&roots(&authority, "tsa.crt")));
        }
        // An office of the same name whose key did not sign.
        authority.certificate("middle", P256, "root", ROOT);
        let forged = authority.token(&authority.reply(&query, "certs = middle.crt"));
        assert_eq!(trusted(&authority, &forged, &hash), Ok(false), "{what}");
    }
    assert!(Roots::parse("no certificate").is_none() && Roots::parse("").is_none());
}

#[test]
fn signatures_of_every_kind_that_is_known_hold() {
    let hash = [9; 32];
    for (root, tsa, more) in [
        (RSA, RSA, " -md sha256"),
        (RSA, RSA, " -md sha384"),
        (RSA, RSA, " -md sha512"),
        (RSA, RSA, " -md sha256 -keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:digest"),
        (RSA, RSA, " -md sha512 -keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:digest"),
        (P384, P256, " -md sha384"),
        (P256, P384, " -md sha384"),
        (ED25519, P256, " -md sha256"),
        (RSA, P256, " -md sha256 -keyid"),
    ] {
        let authority = Authority::bare();
        authority.certificate("root", root, "root", ROOT);
        authority.certificate("tsa", tsa, "root", &format!("subjectKeyIdentifier=hash\n{STAMPS}"));
        let token = authority.token(&authority.reply(&request(&hash, None), "ess_cert_id_alg = sha1"));
        assert_eq!(trusted(&authority, &token, &hash), Ok(true), "{root}, {tsa}");
        let token = authority.sign(&authority.content(&token), "tsa", more);
        assert_eq!(trusted(&authority, &token, &hash), Ok(true), "{root}, {tsa}{more}");
    }
    for (kind, more, wrong) in [
        ("RSA -pkeyopt rsa_keygen_bits:1024", " -md sha256", StampError::Signature),
        ("EC -pkeyopt ec_paramgen_curve:P-521", " -md sha512", StampError::Algorithm),
        (RSA, " -md sha256 -keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:20", StampError::Algorithm),
    ] {
        let authority = Authority::new(P256);
        let content = authority.content(&authority.token(&authority.reply(&request(&hash, None), "")));
        authority.certificate("other", kind, "root", STAMPS);
        assert_eq!(trusted(&authority, &authority.sign(&content, "other", more), &hash), Err(wrong), "{kind}{more}");
    }
}

/// Killed, or refused by the disk, wherever something is made to last: the dossier is the old one or the new one, whole.
#[test]
fn a_dossier_is_stamped_or_as_it_was() {
    let (calm, dossier) = packed();
    let folder = unpacked(&calm, &dossier);
    let authority = Authority::new(P256);
    let reply = authority.reply(&request(&sha256(&dossier.file("tagmanifest-sha256.txt")), None), "");
    calm.write("reply", &reply);
    let original = read(&dossier.zip);
    let (zip_name, folder_name) =
        ("out/dossier.zip", folder.file_name().expect("a name").to_str().expect("text").to_owned());
    // Each run begins with the same two: a zip, and a folder that has a time stamp already.
    let older = authority.token(&authority.reply(&request(&sha256(&dossier.file("tagmanifest-sha256.txt")), None), ""));
    let begin = || {
        calm.write(zip_name, &original);
        std::fs::write(folder.join(STAMP), &older).expect("written");
    };
    for name in [zip_name, folder_name.as_str()] {
        let arguments = ["timestamp", name, "--reply", "reply", "--replace"].map(str::to_owned);
        begin();
        let unnamed = without_unnamed_files(&calm, &arguments);
        for injections in [vec![], vec![unnamed]] {
            begin();
            let places = places(&calm, &[&LASTING[..], &TOUCHING].concat(), &injections, &arguments);
            assert!(places.iter().any(|(call, _)| call == "rename"), "{places:?}");
            for (call, when) in places {
                for what in ["signal=KILL", "error=EIO"] {
                    begin();
                    let after = format!("{name}, {call} {when}: {what}");
                    let injections = [&injections[..], &[format!("{call}:{what}:when={when}")]].concat();
                    let said = tampered(&calm, &injections, &arguments);
                    assert!(said.status != Some(1), "{after}: {}", said.text());
                    assert_eq!(verified(&calm, &calm.path(name), &[]).0, Some(0), "{after}");
                    if said.status == Some(2) && call != "fsync" {
                        let kept = if name == zip_name {
                            read(&calm.path(name)) == original
                        } else {
                            read(&folder.join(STAMP)) == older
                        };
                        assert!(kept, "{after}: it says that it was not done");
                    }
                    let again = Said::of(&mut calm.handover(&arguments));
                    assert_eq!(again.status, Some(0), "{after}, then: {}", again.text());
                    assert!(
                        names_in(calm.root()).iter().chain(&calm.out()).all(|name| !name.starts_with('.')),
                        "{after}"
                    );
                }
            }
        }
    }
}
