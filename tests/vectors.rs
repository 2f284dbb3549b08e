//! Every part of the published vectors that `proof` answers for, and other people's readers of what it writes:
//! the crates `signed_note` and `ssh-key`, and OpenSSH itself.

use handover::proof::checkpoint::{self, Checkpoint};
use handover::proof::commitment::{Committer, SeedKey, field_digest, salts};
use handover::proof::digest::{hex, lp, unhex, unhex32};
use handover::proof::opening::{self, Part};
use handover::proof::sample::{Seed, bound_95, nonce_commitment, turns};
use handover::proof::seal::{self, SealKey, SealPublic};
use handover::proof::tag::{TagKey, pseudonym, pseudonym_reads};
use handover::proof::tree::{Tree, path, root_from_path};
use handover::proof::{Hash, derive};
use serde_json::Value;
use std::io::Write as _;
use std::process::{Command, Stdio};

fn vectors() -> Value {
    serde_json::from_str(include_str!("vectors/dossier-format-1.json")).expect("the vectors are JSON")
}

fn text(json: &Value) -> &str {
    json.as_str().expect("a string")
}

fn hash(json: &Value) -> Hash {
    unhex32(text(json)).expect("64 hex digits")
}

fn items(json: &Value) -> &[Value] {
    json.as_array().expect("an array")
}

fn number(json: &Value) -> u64 {
    json.as_u64().expect("a number")
}

#[test]
fn commitments() {
    let vectors = vectors();
    let commitment = &vectors["commitment"];
    let fields = items(&commitment["fields"]).len();
    let mut committer = Committer::new(SeedKey::new(&hash(&vectors["S"])), fields);
    let mut tree = Tree::new();
    let mut leaves = Vec::new();
    for row in items(&commitment["rows"]) {
        let index = number(&row["index"]);
        let values: Vec<&[u8]> = items(&row["values"]).iter().map(|value| text(value).as_bytes()).collect();
        let (seed, leaf) = committer.leaf(index, values.iter().copied());
        assert_eq!(seed, hash(&row["row_seed"]));
        let mut row_salts = Vec::new();
        salts(&seed, fields, &mut row_salts);
        let mut record = index.to_be_bytes().to_vec();
        for (place, salt) in row_salts.iter().enumerate() {
            assert_eq!(hex(salt), text(&row["salts"][place]));
            let digest = field_digest(salt, values[place]);
            assert_eq!(digest, hash(&row["digests"][place]));
            record.extend_from_slice(&digest);
        }
        assert_eq!(hex(&record), text(&row["record"]));
        assert_eq!(leaf, hash(&row["leaf"]));
        tree.push(leaf);
        leaves.push(leaf);
    }
    let root = hash(&commitment["root"]);
    assert_eq!(tree.root(), root);
    for (index, expected) in items(&commitment["paths"]).iter().enumerate() {
        let expected: Vec<Hash> = items(expected).iter().map(hash).collect();
        let index = index as u64;
        assert_eq!(path(index, tree.len(), &leaves, &tree.level8()), expected);
        assert_eq!(root_from_path(index, tree.len(), leaves[index as usize], &expected), Some(root));
    }
}

#[test]
fn openings() {
    let vectors = vectors();
    let row = &vectors["commitment"]["rows"][0];
    let names = items(&vectors["commitment"]["fields"]);
    let opened = items(&vectors["opening"]["opened_fields"]);
    let extra = text(&vectors["opening"]["extra"]);
    let parts: Vec<Part> = names
        .iter()
        .enumerate()
        .map(|(place, name)| match opened.contains(name) {
            true => Part::Open {
                salt: unhex(text(&row["salts"][place])).expect("hex").try_into().expect("16 bytes"),
                value: text(&row["values"][place]).to_owned(),
            },
            false => Part::Hidden(hash(&row["digests"][place])),
        })
        .collect();
    assert_eq!(opening::write(&parts), extra);
    assert_eq!(opening::read(extra, names.len()), Some(parts.clone()));
    assert_eq!(number(&vectors["opening"]["entry"]), 1);
    assert_eq!(opening::leaf(0, &parts), hash(&row["leaf"]));
}

#[test]
fn seals() {
    let vector = &vectors()["seal"];
    let key = SealKey::from_seed(&hash(&vector["seed"]));
    let message = text(&vector["message"]).as_bytes();
    let armour = text(&vector["sshsig"]);
    assert_eq!(key.public(), SealPublic(hash(&vector["public"])));
    assert_eq!(key.public().openssh(), text(&vector["openssh"]));
    assert_eq!(key.public().fingerprint(), text(&vector["fingerprint"]));
    assert_eq!(SealPublic::parse_openssh(text(&vector["openssh"])), Some(key.public()));
    assert_eq!(key.seal(message, seal::DOSSIER), armour);
    assert_eq!(seal::open_seal(armour.as_bytes(), message, seal::DOSSIER), Ok(key.public()));
}

#[test]
fn seals_by_other_readers() {
    let key = SealKey::from_seed(&[42; 32]);
    let message = b"a manifest\n";
    let armour = key.seal(message, seal::RESPONSE);

    let public = ssh_key::PublicKey::from_openssh(&key.public().openssh()).expect("ssh-key reads the key");
    let signature: ssh_key::SshSig = armour.parse().expect("ssh-key reads the seal");
    public.verify(seal::RESPONSE, message, &signature).expect("ssh-key accepts the seal");
    assert!(public.verify(seal::DOSSIER, message, &signature).is_err());
    assert_eq!(public.fingerprint(ssh_key::HashAlg::Sha256).to_string(), key.public().fingerprint());

    let folder = tempfile::tempdir().expect("a temporary folder");
    let (signers, file) = (folder.path().join("allowed_signers"), folder.path().join("m.sig"));
    std::fs::write(&signers, seal::allowed_signers("example.org", &key.public())).expect("written");
    std::fs::write(&file, &armour).expect("written");
    let verdict = |namespace: &str, message: &[u8]| {
        let mut child = Command::new("ssh-keygen")
            .args(["-Y", "verify", "-I", "example.org", "-n", namespace, "-f"])
            .arg(&signers)
            .arg("-s")
            .arg(&file)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("OpenSSH is installed (tests/run sees to it)");
        child.stdin.take().expect("a pipe").write_all(message).expect("written");
        let output = child.wait_with_output().expect("it ends");
        output.status.success().then(|| String::from_utf8(output.stdout).expect("text"))
    };
    let said = verdict(seal::RESPONSE, message).expect("OpenSSH accepts the seal");
    assert!(said.contains(&key.public().fingerprint()), "{said}");
    assert_eq!(verdict(seal::DOSSIER, message), None);
    assert_eq!(verdict(seal::RESPONSE, b"a manifold\n"), None);
}

/// And the other way: what OpenSSH seals, we open.
#[test]
fn seals_by_openssh() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (key, file) = (folder.path().join("key"), folder.path().join("m"));
    std::fs::write(&file, b"a manifest\n").expect("written");
    let run = |program: &mut Command| {
        assert!(program.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("OpenSSH is installed").success());
    };
    run(Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(&key));
    run(Command::new("ssh-keygen").args(["-Y", "sign", "-n", seal::DOSSIER, "-f"]).arg(&key).arg(&file));
    let armour = std::fs::read(folder.path().join("m.sig")).expect("sealed");
    let public = std::fs::read_to_string(folder.path().join("key.pub")).expect("made");
    assert_eq!(
        seal::open_seal(&armour, b"a manifest\n", seal::DOSSIER).ok(),
        Some(SealPublic::parse_openssh(&public).expect("a key line"))
    );
}

#[test]
fn checkpoints() {
    let vectors = vectors();
    let vector = &vectors["checkpoint"];
    let seed = hash(&vectors["seal"]["seed"]);
    assert_eq!(derive::hkdf(&seed, b"", b"handover-note/v1"), hash(&vector["note_seed"]));
    let checkpoint = Checkpoint {
        origin: checkpoint::origin(text(&vector["seal_name"]), text(&vector["id"])),
        size: 5,
        root: hash(&vectors["commitment"]["root"]),
    };
    let (note, vkey) = checkpoint.write(&SealKey::from_seed(&seed));
    assert_eq!(note, text(&vector["note"]));
    assert_eq!(vkey, text(&vector["vkey"]));
    assert_eq!(checkpoint::open(note.as_bytes(), &vkey).as_ref(), Ok(&checkpoint));

    let verifier = signed_note::StandardVerifier::new(&vkey).expect("signed_note reads the verifier key");
    let list = signed_note::VerifierList::new(vec![Box::new(verifier)]);
    let read = signed_note::Note::from_bytes(note.as_bytes()).expect("signed_note reads the note");
    let (verified, unverified) = read.verify(&list).expect("signed_note accepts the note");
    assert_eq!((verified.len(), unverified.len()), (1, 0));
}

#[test]
fn pseudonyms() {
    let vector = &vectors()["pseudonyms"];
    let key = TagKey::new(&hash(&vector["K"]), text(&vector["id"]));
    for case in items(&vector["cases"]) {
        let parts = items(&case["identity"]);
        let mut identity = Vec::new();
        for part in parts {
            match (text(&parts[0]), part == &parts[0]) {
                ("row", false) => lp(&mut identity, &hash(part)),
                _ => lp(&mut identity, text(part).as_bytes()),
            }
        }
        assert_eq!(hex(&identity), text(&case["identity_bytes"]));
        let tag = key.tag(&identity);
        assert_eq!(tag, hash(&case["tag"]));
        assert_eq!(pseudonym(&tag), text(&case["pseudonym"]));
        assert!(pseudonym_reads(text(&case["pseudonym"])));
    }
}

#[test]
fn challenges() {
    let vector = &vectors()["challenge"];
    let nonce = hash(&vector["nonce"]);
    assert_eq!(nonce_commitment(&nonce), hash(&vector["commitment"]));
    let seed = Seed::new(&hash(&vector["integrity"]), &nonce, text(&vector["dice"])).expect("dice");
    assert_eq!(seed.decimal(), text(&vector["seed"]));
    let entries: Vec<u64> = items(&vector["entries"]).iter().map(number).collect();
    assert_eq!(seed.entries(number(&vector["N"]), number(&vector["n"])), entries);
}

/// What others made with Rivest's own program.
#[test]
fn samples_by_the_reference_implementation() {
    let published: Value = serde_json::from_str(include_str!("vectors/rivest-sampler.json")).expect("JSON");
    let tests = items(&published["tests"]);
    assert_eq!(tests.len(), 6);
    for test in tests {
        let expected: Vec<u64> = items(&test["expected"]).iter().map(number).collect();
        let drawn = turns(text(&test["seed"]), number(&test["total"])).take(expected.len());
        assert_eq!(drawn.collect::<Vec<_>>(), expected, "{test}");
    }
}

#[test]
fn bounds() {
    for case in items(&vectors()["bound_95"]) {
        let bound = bound_95(number(&case["N"]), number(&case["n"]), number(&case["bad"]));
        assert_eq!(bound, number(&case["B"]), "{case}");
    }
}

/// A part that is added to the vectors is either tested here or belongs to a folder that is named.
#[test]
fn no_part_is_forgotten() {
    let here = ["commitment", "opening", "seal", "checkpoint", "pseudonyms", "challenge", "bound_95"];
    let register_and_table = ["values", "addresses", "csv_escape", "csv_not_canonical"];
    for part in vectors().as_object().expect("an object").keys() {
        let known = here.contains(&part.as_str()) || register_and_table.contains(&part.as_str());
        assert!(known || part == "about" || part == "S", "{part} is tested nowhere");
    }
}
