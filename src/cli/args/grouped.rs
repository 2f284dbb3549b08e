//! A hash as the slip has it: in groups, without quotes.
//!
//! In: the words that were typed. Out: the same, with the groups after `--hash` as one. Never: a word lost.

use std::ffi::OsString;

/// The groups that follow `--hash` of `verify` and `check` as one value, as if they stood in quotes: so a hash is typed as the slip
/// has it, and what follows 64 digits is an argument of its own again.
pub fn hash_in_one(typed: Vec<OsString>) -> Vec<OsString> {
    let digits = |word: &OsString| {
        let word = word.to_str()?;
        let whole = !word.is_empty() && word.chars().all(|c| c.is_ascii_hexdigit() || c.is_whitespace());
        whole.then(|| word.chars().filter(char::is_ascii_hexdigit).count())
    };
    if typed.get(1).is_none_or(|command| command != "verify" && command != "check") {
        return typed;
    }
    let mut out: Vec<OsString> = Vec::with_capacity(typed.len());
    let mut rest = typed.into_iter().peekable();
    while let Some(word) = rest.next() {
        let mut hash = match word.to_str().and_then(|word| word.strip_prefix("--hash=")) {
            Some(first) => OsString::from(first),
            None if word == "--hash" => OsString::new(),
            None => {
                out.push(word);
                continue;
            }
        };
        let mut count = digits(&hash).unwrap_or(0);
        if hash.is_empty() || count > 0 {
            while let Some(more) = rest.peek().and_then(digits).filter(|more| count + more <= 64) {
                count += more;
                hash.push(rest.next().unwrap_or_default());
            }
        }
        match hash.is_empty() {
            true => out.push(word),
            false => out.extend(["--hash".into(), hash]),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::hash_in_one;

    #[test]
    fn a_hash_in_groups_is_one_value() {
        let groups = "0123 ".repeat(16);
        let whole = "0123".repeat(16);
        for (line, value) in [
            (format!("handover verify a.zip --hash {groups}"), &whole),
            (format!("handover verify --hash {groups} cafe.zip"), &whole),
            (format!("handover verify --hash {groups} cafe"), &whole),
            (format!("handover verify --hash={groups} a.zip --json"), &whole),
            (format!("handover verify --hash {whole} a.zip"), &whole),
        ] {
            let typed = line.split_whitespace().map(Into::into).collect();
            let words = hash_in_one(typed);
            assert_eq!(words.iter().filter(|word| *word == value.as_str()).count(), 1, "{line}");
            assert_eq!(words.len(), if line.contains("--json") { 6 } else { 5 }, "{line}");
        }
        for line in ["handover verify a.zip --hash", "handover verify --hash a.zip", "handover pack --hash 12 34"] {
            let typed: Vec<std::ffi::OsString> = line.split_whitespace().map(Into::into).collect();
            assert_eq!(hash_in_one(typed.clone()), typed, "{line}");
        }
    }
}
