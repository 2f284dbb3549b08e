//! What a verification found, each with a stable code. `docs/findings.md` has one line for each.
//!
//! In: a code and a place. Out: findings, bounded. Never: a word of the dossier's own text.

use std::collections::BTreeMap;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Stable: programs may rely on it.
    pub code: &'static str,
    /// File, and line or member where there is one; empty for the whole.
    pub place: String,
    /// Two sentences: what is wrong, what to do.
    pub message: String,
}

/// A code and what it says.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    pub name: &'static str,
    /// What is wrong; the second sentence is said after it.
    wrong: &'static str,
    advice: Advice,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Advice {
    /// Somebody or something changed the files.
    Again,
    /// The dossier says two things: whoever made it must be asked.
    Distrust,
    Paper,
    Unpack,
    Limit,
    /// The answer to a challenge is not the one that the seal and the dice ask for.
    Response,
}

impl Advice {
    const fn sentence(self) -> &'static str {
        match self {
            Advice::Again => "Get the dossier again from its organiser.",
            Advice::Distrust => "Do not rely on this dossier, and ask its organiser.",
            Advice::Paper => "Compare with the paper again, and if it stays so, do not rely on this dossier.",
            Advice::Unpack => "Verify the zip as it was handed over, or unpack it anew.",
            Advice::Response => "Do not rely on this response, and ask for the right one.",
            Advice::Limit => "Verify it with a higher limit if you expect so large a dossier.",
        }
    }
}

impl Code {
    fn message(&self) -> String {
        format!("{} {}", self.wrong, self.advice.sentence())
    }
}

/// So many findings of one code are told one by one.
const MOST: usize = 100;

/// Findings in the order in which they were made.
#[derive(Debug, Default)]
pub struct Findings {
    list: Vec<Finding>,
    counts: BTreeMap<&'static str, (usize, &'static str)>,
}

impl Findings {
    /// Notes a finding.
    pub fn add(&mut self, code: &'static Code, place: impl Into<String>) {
        self.note(code.name, code.advice.sentence(), || Finding {
            code: code.name,
            place: place.into(),
            message: code.message(),
        });
    }

    /// Notes a finding unless `holds`.
    pub fn need(&mut self, holds: bool, code: &'static Code, place: impl Into<String>) -> bool {
        if !holds {
            self.add(code, place);
        }
        holds
    }

    fn note(&mut self, code: &'static str, advice: &'static str, finding: impl FnOnce() -> Finding) {
        let count = self.counts.entry(code).or_insert((0, advice));
        count.0 += 1;
        if count.0 <= MOST {
            self.list.push(finding());
        }
    }

    /// Appends what another thread found.
    pub fn absorb(&mut self, other: Findings) {
        let mut beyond = other.counts;
        for finding in other.list {
            if let Some(count) = beyond.get_mut(finding.code) {
                count.0 -= 1;
                let advice = count.1;
                let code = finding.code;
                self.note(code, advice, || finding);
            }
        }
        for (code, (count, advice)) in beyond {
            self.counts.entry(code).or_insert((0, advice)).0 += count;
        }
    }

    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    pub fn has(&self, code: &Code) -> bool {
        self.counts.contains_key(code.name)
    }

    /// The same findings, each at a place of a response, and with what to do about one.
    pub fn of_response(mut self, part: &str) -> Findings {
        for finding in &mut self.list {
            if let Some(code) = ALL.iter().find(|code| code.name == finding.code) {
                finding.message = format!("{} {}", code.wrong, Advice::Response.sentence());
            }
            finding.place =
                if finding.place.is_empty() { part.to_owned() } else { format!("{part}/{}", finding.place) };
        }
        self
    }

    /// All of them; of a code that was found too often to tell, a last one says how often more.
    pub fn into_list(self) -> Vec<Finding> {
        let mut list = self.list;
        for (code, (count, advice)) in self.counts {
            if count > MOST {
                let places = match count - MOST {
                    1 => "1 more place".to_owned(),
                    more => format!("{more} more places"),
                };
                let message = format!("The same was found in {places}. {advice}");
                list.push(Finding { code, place: String::new(), message });
            }
        }
        list
    }
}

macro_rules! codes {
    ($($constant:ident $name:literal $advice:ident $wrong:literal)*) => {
        $(pub const $constant: Code = Code { name: $name, wrong: $wrong, advice: Advice::$advice };)*
        /// Every code, in the order of `docs/findings.md`.
        pub const ALL: &[&Code] = &[$(&$constant),*];
    };
}

codes! {
    ZIP_END "zip-end" Again "This is no zip, or not all of it."
    ZIP_COMMENT "zip-comment" Again "The zip carries a comment."
    ZIP_AFTER_END "zip-after-end" Again "Bytes stand after the end of the zip."
    ZIP_DIRECTORY "zip-directory" Again "The zip's directory is not where or what its end says."
    ZIP_BEFORE_FIRST "zip-before-first" Again "Bytes stand before the zip's first member."
    ZIP_BETWEEN "zip-between" Again "Bytes stand between members of the zip, or between the last and the directory."
    ZIP_OVERLAP "zip-overlap" Again "Members of the zip overlap or reach beyond it."
    ZIP_HEADERS_DIFFER "zip-headers-differ" Distrust "The zip says two different things of one member."
    ZIP_ENCRYPTED "zip-encrypted" Again "A member of the zip is encrypted."
    ZIP_FLAGS "zip-flags" Again "A member of the zip is written in a way that a dossier does not use."
    ZIP_METHOD "zip-method" Again "A member of the zip is packed by another method than store or deflate."
    ZIP_EXTRA_FIELD "zip-extra-field" Again "A member of the zip carries an extra field."
    ZIP_ZIP64 "zip-zip64" Again "The zip uses zip64 where no number needs it, or not where one does."
    ZIP_KIND "zip-kind" Again "A member of the zip is no plain file."
    ZIP_NAME "zip-name" Distrust "A member of the zip has a name that a dossier does not allow."
    ZIP_NAME_TWICE "zip-name-twice" Distrust "Two members of the zip have one name."
    ZIP_SIZE "zip-size" Again "A stored member of the zip has two sizes."
    ZIP_DEFLATE "zip-deflate" Again "A member of the zip does not unpack to the size it declares."
    ZIP_CRC "zip-crc" Again "A member of the zip does not have its checksum."
    ZIP_FOLDERS "zip-folders" Distrust "The zip holds more than one top folder, or a file outside of it."
    ZIP_TIME "zip-time" Again "A member of the zip is not of the bagging date."
    FOLDER_NAME "folder-name" Unpack "The folder is not named after a dossier."
    FOLDER_LINK "folder-link" Unpack "The folder holds a link or something else that is no plain file."
    FOLDER_ENTRY "folder-entry" Unpack "The folder holds a name that a dossier does not allow, or an empty folder."
    FILE_MISSING "file-missing" Again "A file that every dossier has is missing."
    FILE_UNKNOWN "file-unknown" Distrust "A file stands in the dossier that the format does not know."
    FILE_WITHOUT_ROWS "file-without-rows" Distrust "The policy shows no rows, but a file of the list is there."
    FILE_TOO_LARGE "file-too-large" Distrust "A file is larger than its kind can be."
    FILES_TOO_LARGE "files-too-large" Distrust "Tags, statement and tables are together larger than they can be."
    TOO_LARGE "too-large" Limit "The dossier is larger than the limit."
    FILE_CHANGED "file-changed" Unpack "A file changed its size while it was read."
    BAGIT_TXT "bagit-txt" Again "`bagit.txt` is missing or not exactly as BagIt 1.0 writes it."
    MANIFEST_FORM "manifest-form" Distrust "A line of the manifest is not a digest, two spaces and a path, ended by a line feed."
    MANIFEST_PATH "manifest-path" Distrust "The manifest lists a path that a dossier does not allow."
    MANIFEST_TWICE "manifest-twice" Distrust "The manifest lists a path twice, or two that differ in case alone."
    MANIFEST_ORDER "manifest-order" Distrust "The manifest is not in the order of its paths."
    MANIFEST_UNLISTED "manifest-unlisted" Distrust "A file of the payload is in no manifest."
    MANIFEST_ABSENT "manifest-absent" Again "The manifest lists a file that is not there."
    TAGMANIFEST_FILES "tagmanifest-files" Distrust "The tag manifest does not list exactly the five files that it must."
    DIGEST "digest" Again "A file is not the one that the manifest lists."
    PAYLOAD_OXUM "payload-oxum" Again "The payload has another size or number of files than `Payload-Oxum` says."
    LABEL_FORM "label-form" Distrust "A line of `bag-info.txt` is not a label, a colon, a space and a value on one line."
    LABEL_TWICE "label-twice" Distrust "A label of `bag-info.txt` stands twice."
    LABEL_UNKNOWN "label-unknown" Distrust "A label of `bag-info.txt` is none that the format knows."
    LABEL_ORDER "label-order" Distrust "The labels of `bag-info.txt` are not in their order."
    LABEL_MISSING "label-missing" Distrust "`bag-info.txt` lacks a label."
    LABEL_DIFFERS "label-differs" Distrust "A label of `bag-info.txt` says something else than the file it repeats."
    ID_DIFFERS "id-differs" Distrust "The dossier has two ids."
    ID_FORM "id-form" Distrust "The dossier's id is not 16 characters of `a-z2-7`."
    STATEMENT_JSON "statement-json" Distrust "The statement is not JSON."
    STATEMENT_JCS "statement-jcs" Distrust "The statement is not written in the one canonical way (RFC 8785)."
    STATEMENT_MISSING "statement-missing" Distrust "The statement lacks a member."
    STATEMENT_UNKNOWN "statement-unknown" Distrust "The statement has a member that the format does not know."
    STATEMENT_TYPE "statement-type" Distrust "A member of the statement is of another kind than the format says."
    STATEMENT_VALUE "statement-value" Distrust "A member of the statement has a value that the format does not allow."
    POLICY_COUNT "policy-count" Distrust "The policy `count` shows no rows, counts rows and merges cells under 20, but this dossier does not."
    LIST_STATED "list-stated" Distrust "The statement describes a list where the policy shows no rows, or none where it does."
    LEDGER_SUM "ledger-sum" Distrust "The ledger does not add up: rows read are not accepted, duplicates and set aside together."
    LEDGER_EXPORTS "ledger-exports" Distrust "The exports' rows are not the rows that the ledger says were read."
    LEDGER_ACCEPTED "ledger-accepted" Distrust "Accepted signatures, those identified and the register's size are not one number."
    LEDGER_EMPTY "ledger-empty" Distrust "The register has no signature."
    LEDGER_DUPLICATES "ledger-duplicates" Distrust "More duplicates have another name than there are duplicates."
    LEDGER_NAME "ledger-name" Distrust "The ledger counts something under a name that the format does not know."
    LEDGER_ZERO "ledger-zero" Distrust "The ledger has a member that counts nothing."
    LEDGER_SMALL "ledger-small" Distrust "The ledger shows a number under k that the format leaves out."
    LEDGER_REMARKS "ledger-remarks" Distrust "The ledger counts more remarks than there are rows or cells."
    REGISTER_FIELDS "register-fields" Distrust "The register has no fields, or not canonical ones in their order, ended by `shown` where there is a list."
    COUNTS_SUM "counts-sum" Distrust "A table does not sum to what it counts."
    COUNTS_ORDER "counts-order" Distrust "The cells of a table are not in their order."
    COUNTS_LABEL "counts-label" Distrust "A table has a label that is no country, no period and not `other`."
    COUNTS_SMALL "counts-small" Distrust "A table shows a cell under k."
    COUNTS_CSV "counts-csv" Distrust "`counts.csv` is not the statement's tables."
    ALLOWED_SIGNERS "allowed-signers" Distrust "`allowed_signers` is not the one line that a dossier has."
    SEAL_FORM "seal-form" Distrust "The seal is not an SSH signature in the one form that a dossier allows."
    SEAL_NAMESPACE "seal-namespace" Distrust "The seal was made for another purpose than a dossier."
    SEAL_BROKEN "seal-broken" Distrust "The seal does not fit the tag manifest."
    SEAL_KEY "seal-key" Distrust "The seal is by another key than the one in `allowed_signers`."
    COSEAL_BROKEN "coseal-broken" Distrust "A partner's seal does not fit the tag manifest."
    COSEALS_MANY "coseals-many" Distrust "More than 32 partners' seals stand in the dossier."
    TIMESTAMP "timestamp" Distrust "The time stamp is not one RFC 3161 token over the tag manifest whose signature could be checked."
    TIMESTAMP_UNTRUSTED "timestamp-untrusted" Paper "The time stamp leads to none of the roots you gave."
    CHECKPOINT_KEY "checkpoint-key" Distrust "`Note-Verifier-Key` is not a key that the checkpoint could be checked with, or is the seal's own."
    CHECKPOINT_FORM "checkpoint-form" Distrust "The checkpoint has not the one form that a dossier allows."
    CHECKPOINT_BROKEN "checkpoint-broken" Distrust "The checkpoint was not written by the key that `Note-Verifier-Key` names."
    CHECKPOINT_DIFFERS "checkpoint-differs" Distrust "The checkpoint's origin, size or root is not the statement's."
    CHALLENGE_LABELS "challenge-labels" Distrust "The challenge's labels do not agree with each other or with the register."
    LIST_HEADER "list-header" Distrust "The list's columns are not those of the statement, in the format's order."
    LIST_LINE "list-line" Distrust "A line of the list is not in the one form of CSV that the format has."
    LIST_ENTRY "list-entry" Distrust "An entry's number is not its place in the list."
    LIST_PSEUDONYM "list-pseudonym" Distrust "A pseudonym has not its form or not its check character."
    LIST_ORDER "list-order" Distrust "The pseudonyms do not ascend."
    LIST_CONTROL "list-control" Distrust "A cell of the list has a control or hidden character, or white space at an end."
    LIST_ESCAPE "list-escape" Distrust "A cell of the list could be taken for a formula, or is escaped without need."
    LIST_LENGTH "list-length" Distrust "The list has not as many entries as the register."
    LIST_SMALL "list-small" Distrust "Cells of the list occur together fewer than k times."
    LIST_LABEL "list-label" Distrust "The list shows a country or a period that its table does not."
    LIST_VOLUMES "list-volumes" Distrust "The volumes on paper are not as many as the statement says, numbered from 1."
    PDF_FORM "pdf-form" Distrust "A PDF does not begin and end as one."
    DATAPACKAGE "datapackage" Distrust "`datapackage.json` does not describe the list."
    HOW_TO_VERIFY "how-to-verify" Distrust "`HOW-TO-VERIFY.txt` is not UTF-8 with a byte order mark and lines ended by CR LF."
    PIN_HASH "pin-hash" Paper "Neither the integrity hash nor the zip's SHA-256 is the one you gave."
    PIN_SEAL "pin-seal" Paper "The seal is not by the key you gave."
    RESPONSE_FOLDER "response-folder" Response "The response is not in a folder named after the dossier."
    RESPONSE_FILE "response-file" Response "A file that every response has is missing, or one is there that no response has."
    RESPONSE_SEAL "response-seal" Response "The response's seal does not fit its manifest, or was made for another purpose."
    RESPONSE_SEAL_KEY "response-seal-key" Response "The response is sealed by another key than the dossier."
    RESPONSE_JSON "response-json" Response "`response.json` is not the canonical JSON of the ten members that a response has."
    RESPONSE_DOSSIER "response-dossier" Response "The response is of another dossier."
    RESPONSE_NONE "response-none" Response "The dossier was sealed without a challenge, so no response to it can be checked."
    RESPONSE_NONCE "response-nonce" Response "The nonce is not the one that the dossier was sealed over."
    RESPONSE_DICE "response-dice" Response "The response's dice are not 20 to 128 digits."
    RESPONSE_SIZE "response-size" Response "The response's sample is larger than the dossier allows, or empty."
    RESPONSE_FIELDS "response-fields" Response "The response names fields that the dossier does not allow, or not in their order."
    RESPONSE_SEED "response-seed" Response "The seed is not the one that integrity hash, nonce and dice make."
    RESPONSE_ENTRIES "response-entries" Response "The response's entries are not those that the dice draw."
    RESPONSE_WITHHELD "response-withheld" Response "The withheld entries are not drawn ones in ascending order without a proof."
    RECEIPT_DICE "receipt-dice" Response "The response answers other dice than the ones on the receipt."
    RECEIPT_SIZE "receipt-size" Response "The response's sample is not as large as the receipt says."
    RECEIPT_FIELDS "receipt-fields" Response "The response opens other fields than the receipt says."
    PROOF_MISSING "proof-missing" Response "A drawn entry is neither opened nor named as withheld."
    PROOF_UNDRAWN "proof-undrawn" Response "An entry is opened that was not drawn."
    PROOF_FORM "proof-form" Response "A proof is not in the one form of a tlog-proof."
    PROOF_INDEX "proof-index" Response "A proof is of another entry than its name says."
    PROOF_CHECKPOINT "proof-checkpoint" Response "A proof stands under another checkpoint than the dossier's."
    PROOF_EXTRA "proof-extra" Response "What a proof opens is not in the one form, with each field of the register once."
    PROOF_FIELDS "proof-fields" Response "A proof opens more or fewer fields than were asked for."
    PROOF_ROOT "proof-root" Response "A proof does not lead to the sealed root: something in it was changed."
    PROOF_SHOWN "proof-shown" Response "What an entry shows is not the line of the list."
}

/// Codes that say of a response only that one entry does not open as it should: it counts as bad.
pub const OF_ONE_ENTRY: &[&Code] = &[
    &PROOF_MISSING,
    &PROOF_FORM,
    &PROOF_INDEX,
    &PROOF_CHECKPOINT,
    &PROOF_EXTRA,
    &PROOF_FIELDS,
    &PROOF_ROOT,
    &PROOF_SHOWN,
];

/// Codes that say only that a bag is no dossier; every other one says that something in it is wrong.
pub const NOT_A_DOSSIER: &[&Code] = &[&FOLDER_NAME, &FILE_MISSING, &FILE_UNKNOWN];

#[cfg(test)]
mod tests {
    use super::{ALL, DIGEST, Findings, LIST_LINE};

    #[test]
    fn every_code_is_kebab_case_once_and_says_two_sentences() {
        let mut names = std::collections::HashSet::new();
        for code in ALL {
            assert!(code.name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
            assert!(names.insert(code.name), "{}", code.name);
            let message = code.message();
            let sentences = message.replace(".txt", "").replace(".csv", "").replace(".json", "").replace("1.0", "");
            assert_eq!(sentences.matches('.').count(), 2, "{message}");
        }
    }

    #[test]
    fn the_document_has_every_code() {
        let document = include_str!("../../docs/findings.md");
        for code in ALL {
            assert!(document.contains(&format!("| `{}` | {} |\n", code.name, code.wrong)), "{}", code.name);
        }
        assert_eq!(document.matches("\n| `").count(), ALL.len());
    }

    #[test]
    fn many_findings_of_one_code_are_counted() {
        let mut one = Findings::default();
        (0..150).for_each(|line| one.add(&LIST_LINE, format!("line {line}")));
        let mut all = Findings::default();
        (0..60).for_each(|line| all.add(&LIST_LINE, format!("line {line}")));
        all.add(&DIGEST, "a");
        all.absorb(one);
        let list = all.into_list();
        assert_eq!(list.len(), 102);
        assert!(list[101].message.contains(" 110 more"), "{}", list[101].message);
    }
}
