//! What the dossier says of itself: ledger, statement, cover, challenge, and what the vault says of the dossier.
//!
//! In: the counts of the steps before. Out: the nouns of dossier-format §4 and §8. Never: a count that does not add up.

use super::Pack;
use super::committing::Committed;
use super::listing::Listed;
use super::notices::Notice;
use super::reading::Read;
use super::request::PackError;
use super::sealing::SealedBag;
use crate::counts::Counts;
use crate::cover::Cover;
use crate::entry::Column;
use crate::fields::Field;
use crate::ledger::{Cleaning, Flag, IdentityKind, Ledger, Reason};
use crate::package::bag_info;
use crate::package::statement::{Consent, ExportStated, FORMAT, ListStated, PolicyStated, RegisterStated, Statement};
use crate::paper::{self, texts::Texts};
use crate::proof::digest::{base64, hex};
use crate::proof::sample::nonce_commitment;
use crate::register::sift::Sifted;
use crate::vault::{CustodianKey, VaultAbout};

/// The default for how many entries a challenge may open.
const CHALLENGE_ROWS: u64 = 300;

/// The dossier under seal, and what goes with it.
pub struct Sealed {
    pub statement: Statement,
    pub bag: SealedBag,
    pub nonce: Option<[u8; 32]>,
    /// Most entries that a challenge may open; 0 means none.
    pub challenge_max_rows: u64,
}

/// The ledger: every row has one fate. Cells outside the sum that are under k are left out.
pub fn ledger(k: u64, read: &Read, register: &Committed, listed: Option<&Listed>) -> Ledger {
    let mut cleaned = register.cleaned;
    cleaned[Cleaning::NoGlyph as usize] += listed.map_or(0, |listed| listed.missing_glyphs);
    ledger_of(k, read, &register.sifted, cleaned)
}

/// The ledger of rows that were read and sifted, and of cells that were cleaned.
pub fn ledger_of(k: u64, read: &Read, sifted: &Sifted, cleaned: [u64; Cleaning::COUNT]) -> Ledger {
    let visible = |name: &str, n: u64| (n > 0 && n >= k).then(|| (name.to_owned(), n));
    let ledger = Ledger {
        rows_read: read.rows_read(),
        accepted: sifted.accepted,
        duplicates: sifted.duplicates,
        duplicates_other_name: Some(sifted.duplicates_other_name).filter(|n| *n >= k),
        set_aside: Reason::ALL
            .iter()
            .map(|reason| (reason.name().to_owned(), read.set_aside[*reason as usize]))
            .filter(|(_, n)| *n > 0)
            .collect(),
        identified_by: IdentityKind::ALL
            .iter()
            .map(|kind| (kind.name().to_owned(), sifted.identified_by[*kind as usize]))
            .collect(),
        flagged: Flag::ALL.iter().filter_map(|flag| visible(flag.name(), read.flagged[*flag as usize])).collect(),
        cleaned: Cleaning::ALL.iter().filter_map(|kind| visible(kind.name(), cleaned[*kind as usize])).collect(),
    };
    assert!(ledger.adds_up(), "a row has more than one fate, or none");
    ledger
}

/// The statement, `data/dossier.json`.
pub fn statement(
    pack: &Pack<'_>,
    ledger: &Ledger,
    counts: &Counts,
    read: &Read,
    register: &Committed,
    listed: Option<&Listed>,
) -> Statement {
    let (cover, policy) = (pack.request.cover, pack.request.policy);
    let shown = listed.map(|_| "shown".to_owned());
    Statement {
        format: FORMAT.to_owned(),
        id: pack.id.clone(),
        created: pack.day(),
        software: concat!("handover ", env!("CARGO_PKG_VERSION")).to_owned(),
        petition: cover.petition.clone(),
        organiser: cover.organiser.clone(),
        recipient: cover.recipient.clone(),
        handover: Consent { consent: cover.handover.consent.clone() },
        policy: PolicyStated { name: policy.name().to_owned(), k: policy.k(), rows: policy.rows() },
        ledger: ledger.clone(),
        exports: (0..pack.surveys.len())
            .map(|n| ExportStated { rows: read.rows[n], commitment: hex(&pack.export_commitment(n)) })
            .collect(),
        register: RegisterStated {
            size: register.tree.len(),
            root: base64(&register.tree.root()),
            fields: pack.committed.iter().map(|field| field.name().to_owned()).chain(shown).collect(),
        },
        counts: counts.clone(),
        list: listed.map(|listed| ListStated {
            columns: pack.columns.iter().map(|column| column.name().to_owned()).collect(),
            volumes: listed.volumes,
        }),
        replaces: cover.handover.replaces.clone(),
    }
}

/// What staff should know of the cover before it is printed.
pub fn cover_notice(cover: &Cover, fonts: &paper::Fonts) -> Option<Notice> {
    let recipient = cover.recipient.in_one_line();
    let shown = [&cover.petition.title, &cover.petition.text, &cover.organiser.name, &recipient];
    shown.iter().any(|text| fonts.missing(text)).then_some(Notice::CoverLetters)
}

/// `cover.pdf`, sealed as PDFs are.
pub fn cover_page(
    pack: &Pack<'_>,
    statement: &Statement,
    register: &Committed,
    listed: Option<&Listed>,
) -> Result<Vec<u8>, PackError> {
    let fingerprint = pack.request.keys.seal.public().fingerprint();
    let language = &pack.request.cover.petition.language;
    let (texts, words) = (Texts::of(language), pack.request.policy.words(language));
    let names = [Column::GivenName, Column::FamilyName, Column::FullName];
    let names_shown = names.iter().any(|name| pack.columns.contains(name));
    let page = paper::CoverPage {
        cover: pack.request.cover,
        id: &pack.id,
        created: pack.day(),
        ledger: &statement.ledger,
        counts: &statement.counts,
        k: statement.policy.k,
        policy_words: &[&words.shows, &words.withholds, &words.merged].map(|words| texts.spaced(words).into_owned()),
        list: statement.list.is_some(),
        pseudonymised: statement.list.is_some() && !names_shown,
        risk: listed.and_then(|listed| listed.risk),
        challenge_max_rows: challenge(pack, register.tree.len()).map_or(0, |challenge| challenge.max_rows),
        root: &register.tree.root(),
        seal_name: &pack.request.keys.name,
        seal_fingerprint: &fingerprint,
        letterhead: pack.request.letterhead,
        paper: pack.request.paper,
    };
    Ok(paper::sealed(paper::cover(&page, pack.request.fonts)?, &pack.request.keys.pdf, pack.day())?)
}

/// The challenge that a dossier allows (dossier-format §8.1).
pub struct Challenge {
    commitment: [u8; 32],
    pub max_rows: u64,
    fields: Vec<Field>,
}

impl Challenge {
    pub fn stated(&self) -> bag_info::Challenge<'_> {
        bag_info::Challenge {
            commitment: self.commitment,
            max_rows: self.max_rows,
            fields: self.fields.iter().map(|field| field.name()).collect(),
        }
    }
}

/// `None` where none is allowed: no consent, a recipient for whom only counts leave the house, or nothing to open.
pub fn challenge(pack: &Pack<'_>, size: u64) -> Option<Challenge> {
    let cover = pack.request.cover;
    let count_only = cover.recipient.country.as_ref().is_some_and(|country| pack.request.count_only.contains(country));
    if !cover.has_consent() || count_only {
        return None;
    }
    let max_rows = cover.handover.challenge_max_rows.unwrap_or(CHALLENGE_ROWS).min(size);
    let fields = pack.request.policy.challenge_fields(pack.fields);
    if max_rows == 0 || fields.is_empty() {
        return None;
    }
    let commitment = nonce_commitment(&pack.request.secrets.nonce());
    Some(Challenge { commitment, max_rows, fields })
}

/// What the vault says of the dossier that it opens.
pub fn vault_about(pack: &Pack<'_>, sealed: &Sealed, register: &Committed, custodians: &[CustodianKey]) -> VaultAbout {
    VaultAbout {
        id: pack.id.clone(),
        root: register.tree.root().into(),
        integrity: sealed.bag.integrity.into(),
        seal_fingerprint: pack.request.keys.seal.public().fingerprint(),
        fields: sealed.statement.register.fields.clone(),
        nonce: sealed.nonce.map(Into::into),
        exports: (0..pack.surveys.len()).map(|n| pack.request.secrets.export_blind(n as u64).into()).collect(),
        custodians: custodians.iter().map(ToString::to_string).collect(),
        answered: None,
    }
}
