//! The key set, read by the programs that an operator has: openssl, ssh-keygen, age-keygen.

use handover::keys::{Came, KeyError, KeySet};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

fn said(program: &str, arguments: &[&str], file: &Path) -> String {
    let output = Command::new(program).args(arguments).arg(file).output().expect("installed (tests/run sees to it)");
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

fn mode(path: &Path) -> u32 {
    path.metadata().expect("there").permissions().mode() & 0o777
}

#[test]
fn other_programs_read_the_set() {
    let parent = tempfile::tempdir().expect("a temporary folder");
    let folder = parent.path().join("deep/keys");
    let (keys, came) = KeySet::open_or_create(&folder, Some("example.org")).expect("created");
    assert_eq!(came, Came::Created);
    let openssl = said("openssl", &["pkey", "-text", "-noout", "-in"], &folder.join("seal.key"));
    assert!(openssl.contains("ED25519"), "kind of key");
    let fingerprint = said("ssh-keygen", &["-l", "-f"], &folder.join("seal.pub"));
    assert!(fingerprint.contains(&keys.seal.public().fingerprint()), "{fingerprint}");
    assert!(fingerprint.contains("example.org"), "{fingerprint}");
    let custodian = said("age-keygen", &["-y"], &folder.join("custodian.key"));
    assert_eq!(custodian, std::fs::read_to_string(folder.join("custodian.pub")).expect("there"));
    assert_eq!(custodian.trim_end(), keys.custodian.to_string());
    let of_key = said("openssl", &["pkey", "-pubout", "-in"], &folder.join("pdf.key"));
    let of_certificate = said("openssl", &["x509", "-pubkey", "-noout", "-in"], &folder.join("pdf.crt"));
    assert_eq!(of_key, of_certificate);

    assert_eq!(mode(&folder), 0o700);
    for file in ["seal.key", "custodian.key", "pdf.key"] {
        assert_eq!(mode(&folder.join(file)), 0o600, "{file}");
    }
    assert_eq!(std::fs::read_dir(folder.parent().expect("deep")).expect("there").count(), 1, "nothing is left beside");
}

#[test]
fn a_set_is_found_again_and_never_completed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (made, came) = KeySet::open_or_create(folder.path(), None).expect("an empty folder is filled");
    assert_eq!((came, made.name.as_str()), (Came::Created, "handover.invalid"));
    let (found, came) = KeySet::open_or_create(folder.path(), None).expect("found");
    assert_eq!(came, Came::Found);
    assert_eq!(found.seal.public(), made.seal.public());
    assert!(matches!(KeySet::create(folder.path(), Some("example.org")), Err(KeyError::NotEmpty { .. })));
    assert!(matches!(KeySet::open_or_create(folder.path(), Some("b.org")), Err(KeyError::OtherName { .. })));

    std::fs::remove_file(folder.path().join("custodian.key")).expect("moved elsewhere");
    KeySet::open_or_create(folder.path(), None).expect("the custodian's key may be kept elsewhere");
    std::fs::remove_file(folder.path().join("seal.pub")).expect("lost");
    let error = KeySet::open_or_create(folder.path(), None).err().expect("half-filled").to_string();
    assert!(error.contains("seal.pub") && error.contains("custodian.key") && !error.contains("pdf"), "{error}");
}

#[test]
fn keys_of_two_sets_are_not_mixed() {
    let parent = tempfile::tempdir().expect("a temporary folder");
    let (one, two) = (parent.path().join("1"), parent.path().join("2"));
    KeySet::create(&one, Some("a.org")).expect("created");
    KeySet::create(&two, Some("a.org")).expect("created");
    for file in ["seal.pub", "custodian.pub"] {
        let own = std::fs::read(one.join(file)).expect("there");
        std::fs::copy(two.join(file), one.join(file)).expect("copied");
        assert!(matches!(KeySet::open(&one), Err(KeyError::Strangers { .. })), "{file}");
        std::fs::write(one.join(file), own).expect("put back");
    }
    std::fs::write(one.join("seal.key"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")
        .expect("lost");
    assert!(matches!(KeySet::open(&one), Err(KeyError::Unreadable { .. })));
    assert!(matches!(KeySet::create(&parent.path().join("3"), Some("Not a name")), Err(KeyError::Name)));
}

/// An operator may put a key and a certificate of their own there; what is wrong with them is said in two sentences.
#[test]
fn a_certificate_for_pdfs_belongs_to_its_key() {
    let parent = tempfile::tempdir().expect("a temporary folder");
    let (one, two) = (parent.path().join("1"), parent.path().join("2"));
    KeySet::create(&one, Some("a.org")).expect("created");
    KeySet::create(&two, Some("b.org")).expect("created");
    let text = |folder: &Path, file| std::fs::read_to_string(folder.join(file)).expect("there");
    let (key, own, other) = (text(&one, "pdf.key"), text(&one, "pdf.crt"), text(&two, "pdf.crt"));
    let opened = |key: &str, certificates: &str| {
        std::fs::write(one.join("pdf.key"), key).expect("put there");
        std::fs::write(one.join("pdf.crt"), certificates).expect("put there");
        KeySet::open(&one).err().map(|error| error.to_string())
    };
    for (key, certificates, said) in [
        (&own, &own, "no P-256 key"),
        (&key, &key, "does not hold certificates"),
        (&key, &other, "is not that of pdf.key"),
        (&key, &format!("{own}{other}"), "did not issue it"),
    ] {
        let error = opened(key, certificates).expect("an error");
        assert!(error.contains(said) && error.trim_end_matches('.').matches(". ").count() == 1, "{error}");
    }
    assert_eq!(opened(&text(&two, "pdf.key"), &other), None, "another key with its own certificate");
    // In DER, which many offices hand out; and what would be waited for, or read without end.
    for (file, said) in [("pdf.key", "no P-256 key"), ("pdf.crt", "does not hold certificates")] {
        let path = one.join(file);
        let good = std::fs::read(&path).expect("there");
        std::fs::write(&path, [0x30, 0x82, 0x01, 0xff]).expect("put there");
        let der = KeySet::open(&one).err().expect("an error").to_string();
        std::fs::remove_file(&path).expect("taken away");
        std::os::unix::fs::symlink("/dev/zero", &path).expect("put there");
        let endless = KeySet::open(&one).err().expect("an error").to_string();
        assert!(der.contains(said) && endless == der, "{der} {endless}");
        std::fs::remove_file(&path).expect("taken away");
        std::fs::write(&path, good).expect("put back");
    }
}

#[test]
fn two_at_once_end_with_one_set() {
    let parent = tempfile::tempdir().expect("a temporary folder");
    let folder = parent.path().join("keys");
    let sets: Vec<_> = std::thread::scope(|scope| {
        let open = || KeySet::open_or_create(&folder, None).map(|(keys, came)| (keys.seal.public(), came));
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(open)).collect();
        threads.into_iter().map(|thread| thread.join().expect("no panic").expect("a set")).collect()
    });
    assert!(sets.iter().all(|(seal, _)| *seal == sets[0].0));
    assert_eq!(sets.iter().filter(|(_, came)| *came == Came::Created).count(), 1);
    assert_eq!(std::fs::read_dir(parent.path()).expect("there").count(), 1, "nothing is left beside");
}

/// A killed run leaves a set beside the folder that it was to fill. The next one removes it, and nothing that only looks so.
#[test]
fn unfinished_sets_are_removed_but_nothing_else() {
    use std::fs;
    let parent = tempfile::tempdir().expect("a temporary folder");
    let at = |name: &str| parent.path().join(name);
    let unfinished = |name: &str, files: &[&str]| {
        fs::create_dir(at(name)).expect("a folder");
        files.iter().for_each(|file| fs::write(at(name).join(file), "a key").expect("a file"));
    };
    let left = [".handover-keys-0000000000000001", ".handover-keys-0000000000000002"];
    let leave = || {
        unfinished(left[0], &["seal.key", "custodian.key", "pdf.key", "seal.pub", "custodian.pub", "pdf.crt"]);
        unfinished(left[1], &[]);
    };
    let kept = [
        ".handover-keys-000000000000000a",
        ".handover-keys-000000000000000b",
        ".handover-keys-mine",
        ".handover-keys-",
    ];
    unfinished(kept[0], &["seal.key", "a-letter.txt"]);
    unfinished(kept[1], &["seal.key"]);
    unfinished(kept[2], &["seal.key"]);
    unfinished(kept[3], &["seal.key"]);
    unfinished("elsewhere", &["seal.key"]);
    std::os::unix::fs::symlink(at("elsewhere"), at(".handover-keys-000000000000000c")).expect("a link");
    fs::write(at(".handover-keys-000000000000000d"), "no folder").expect("a file");
    let running = fs::File::open(at(kept[1])).expect("a folder");
    running.lock().expect("a lock");

    let sweeps: [&dyn Fn(); 3] = [
        &|| drop(KeySet::create(&at("keys"), Some("a.org")).expect("created")),
        &|| drop(KeySet::open_or_create(&at("keys"), None).expect("found")),
        &|| drop(KeySet::open_or_create(&at("more"), None).expect("created")),
    ];
    for (n, sweep) in sweeps.into_iter().enumerate() {
        leave();
        sweep();
        assert!(left.iter().all(|name| !at(name).exists()), "run {n} leaves an unfinished set");
        for name in kept {
            assert!(at(name).join("seal.key").exists(), "run {n} removes {name}");
        }
        assert!(at(kept[0]).join("a-letter.txt").exists() && at("elsewhere/seal.key").exists(), "run {n}");
        assert!(at(".handover-keys-000000000000000d").is_file(), "run {n}");
    }
    // Somebody may have named a set that they found so.
    drop(running);
    fs::remove_dir_all(at(kept[1])).expect("removed");
    fs::rename(at("keys"), at(kept[1])).expect("renamed");
    KeySet::open_or_create(&at(kept[1]), None).expect("the set that is asked for is never removed");
}
