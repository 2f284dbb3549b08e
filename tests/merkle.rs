//! The inclusion proofs of transparency-dev/merkle: each good one leads to its root, no bad one does.

use handover::proof::digest::unbase64;
use handover::proof::tree::root_from_path;
use serde::Deserialize;
use std::path::Path;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Case {
    leaf_idx: u64,
    tree_size: u64,
    root: String,
    leaf_hash: String,
    proof: Option<Vec<String>>,
    want_err: bool,
}

impl Case {
    /// `None` where a part is no hash at all.
    fn leads_to_its_root(&self) -> Option<bool> {
        let hash = |text: &String| -> Option<[u8; 32]> { unbase64(text)?.try_into().ok() };
        let path: Vec<_> = self.proof.iter().flatten().map(hash).collect::<Option<_>>()?;
        let root = root_from_path(self.leaf_idx, self.tree_size, hash(&self.leaf_hash)?, &path)?;
        Some(root == hash(&self.root)?)
    }
}

#[test]
fn inclusion() {
    let (mut good, mut bad) = (0, 0);
    visit(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/merkle/inclusion")), &mut |path| {
        let text = std::fs::read_to_string(path).expect("a case is readable");
        let case: Case = serde_json::from_str(&text).expect("a case has the suite's form");
        assert_eq!(case.leads_to_its_root() == Some(true), !case.want_err, "{}", path.display());
        *(if case.want_err { &mut bad } else { &mut good }) += 1;
    });
    assert_eq!(good + bad, 98, "the whole suite was read");
    assert!(good > 0 && bad > 0);
}

fn visit(folder: &Path, case: &mut impl FnMut(&Path)) {
    for item in std::fs::read_dir(folder).expect("the suite is in the repository") {
        let path = item.expect("a folder lists").path();
        if path.is_dir() { visit(&path, case) } else { case(&path) }
    }
}
