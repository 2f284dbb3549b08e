//! THE STORY: exports + cover + policy + keys → dossier, slip, vault.
//!
//! survey → read → (classes) → commit → (list) → state → seal → publish. Each step is a file below `pack/`; this one
//! says in which order they meet and what passes between them. Nothing appears before everything is whole.

mod committing;
mod delivery;
mod inspecting;
mod listing;
mod notices;
mod reading;
mod request;
mod sealing;
mod stating;
mod surveying;

pub use delivery::Delivery;
pub use inspecting::{InspectRequest, inspect};
pub use notices::Notice;
pub use request::{Folder, Inspected, Made, PackError, PackRequest, Packed, Tuning};

use crate::counts;
use crate::fields::{Field, FieldSet};
use crate::intake::Survey;
use crate::ledger::Ledger;
use crate::package::names;
use crate::paper;
use crate::progress::Stage;
use crate::proof::commitment::SeedKey;
use crate::proof::sample::export_commitment;
use crate::proof::tag::TagKey;
use crate::register::classes::Decision;
use crate::register::entry_spool::EntrySpool;
use crate::register::policy::Policy;
use crate::register::redaction::Redactor;
use crate::register::spool::Buckets;
use crate::scratch::{Scratch, Spool};
use crate::vault::{CustodianKey, VaultWriter};
use committing::{Committed, Committing};
use delivery::Files;
use listing::{Listed, Listing};
use reading::{Read, Reading};
use sealing::{Member, Sealer};
use std::io::{BufWriter, Write};

/// How often a pack begins anew because two signatures drew one pseudonym; once in 2^40 packs of a million.
const ATTEMPTS: u64 = 8;

/// Packs a dossier into the request's folder: dossier, slip and vault appear there together.
///
/// # Errors
/// Each says what is wrong and what to do; nothing has appeared in the output folder then.
pub fn pack(request: &PackRequest<'_>) -> Result<Packed, PackError> {
    let packed = || {
        let scratch = Scratch::open(request.out)?;
        let mut files = Files::new(&scratch);
        let made = make(request, &scratch, &mut files)?;
        let slip =
            paper::slip(&made.slip.page(request.cover, None, None, request.letterhead, request.paper), request.fonts)?;
        let slip = paper::sealed(slip, &request.keys.pdf, made.slip.created)?;
        let (drafts, packed) = files.named(made, request, &slip)?;
        scratch.publish(drafts)?;
        Ok(packed)
    };
    packed().map_err(|error: PackError| error.in_folder(Folder::Output(request.out.to_owned())))
}

/// Packs a dossier for somebody else to keep: vault and dossier are written to the delivery, the slip is made later from
/// what is returned. The request's folder holds encrypted temporaries alone.
///
/// # Errors
/// As `pack`; what was delivered then is not to be used.
pub fn pack_into(request: &PackRequest<'_>, delivery: &mut dyn Delivery) -> Result<Made, PackError> {
    let scratch = Scratch::open(request.out).map_err(PackError::from);
    scratch.and_then(|scratch| make(request, &scratch, delivery)).map_err(|error| error.in_folder(Folder::Service))
}

fn make(request: &PackRequest<'_>, scratch: &Scratch, delivery: &mut dyn Delivery) -> Result<Made, PackError> {
    permit(request)?;
    let surveyed = surveying::survey(request.exports, request.choices, request.day(), request.progress)?;
    surveying::no_questions(&surveyed.surveys)?;
    if request.policy.committed(surveyed.fields()).is_empty() {
        return Err(PackError::NothingCommitted { policy: request.policy.name().to_owned() });
    }
    tracing::debug!(exports = surveyed.surveys.len(), bytes = surveyed.size(), "surveyed");
    for attempt in 0..ATTEMPTS {
        match Pack::new(request, &surveyed, attempt).run(scratch, delivery) {
            Err(PackError::PseudonymTwice) => tracing::info!(attempt, "two signatures drew one pseudonym"),
            outcome => return outcome,
        }
    }
    Err(PackError::PseudonymTwice)
}

/// What policy, cover and configuration forbid together.
fn permit(request: &PackRequest<'_>) -> Result<(), PackError> {
    if !request.policy.rows() {
        return Ok(());
    }
    if !request.cover.has_consent() {
        return Err(PackError::NoConsent { policy: request.policy.name().to_owned() });
    }
    match &request.cover.recipient.country {
        Some(country) if request.count_only.contains(country) => Err(PackError::CountOnly { country: country.clone() }),
        _ => Ok(()),
    }
}

/// One attempt at a pack: what all steps know from the beginning.
struct Pack<'a> {
    request: &'a PackRequest<'a>,
    surveyed: &'a surveying::Surveyed<'a>,
    surveys: &'a [Survey],
    notices: Vec<Notice>,
    attempt: u64,
    id: String,
    fields: FieldSet,
    committed: Vec<Field>,
    columns: Vec<crate::entry::Column>,
}

impl<'a> Pack<'a> {
    fn new(request: &'a PackRequest<'a>, surveyed: &'a surveying::Surveyed<'a>, attempt: u64) -> Pack<'a> {
        let fields = surveyed.fields();
        Pack {
            request,
            surveyed,
            surveys: &surveyed.surveys,
            notices: surveyed.notices.clone(),
            attempt,
            id: request.secrets.id(),
            fields,
            committed: request.policy.committed(fields),
            columns: request.policy.columns(fields),
        }
    }

    fn run(mut self, scratch: &Scratch, delivery: &mut dyn Delivery) -> Result<Made, PackError> {
        let (buckets, read) = self.read(scratch)?;
        self.notices.extend(read.notices(self.surveys, self.request.policy, self.day()));
        self.notices.extend(stating::cover_notice(self.request.cover, self.request.fonts));
        tracing::debug!(rows = read.rows_read(), buckets = buckets.count(), "read");
        let redactor = self.request.policy.rows().then(|| Redactor::new(self.request.policy, self.fields, self.day()));
        let seeds = SeedKey::new(&self.request.secrets.seed_key());
        let committing = Committing {
            buckets: &buckets,
            committed: &self.committed,
            seeds: &seeds,
            redactor: redactor.as_ref(),
            period: self.request.policy.period(),
            unit: self.request.policy.unit(),
            threads: self.request.tuning.threads,
            progress: self.request.progress,
        };
        let signatures = read.rows_read() - read.set_aside.iter().sum::<u64>();
        let policy = self.request.policy;
        let decision = if policy.merges_list() {
            self.request.progress.begin(Stage::Classes, signatures);
            let counted = committing.counted()?;
            let tables = tables(policy, &read, &counted.tally);
            counted.classes.map(|classes| classes.decide(policy.k(), &tables, policy.period()))
        } else {
            None
        };

        let custodians = self.custodians();
        let width = self.committed.len() + usize::from(redactor.is_some());
        let mut vault = VaultWriter::begin(BufWriter::with_capacity(1 << 20, delivery.vault()?), &custodians, width)?;
        let mut entries = match redactor {
            Some(_) => Some(EntrySpool::new(self.spool(scratch, "entries")?, paper::ENTRIES_PER_VOLUME)),
            None => None,
        };
        self.request.progress.begin(Stage::Commit, signatures);
        let register = committing.run(decision.as_ref(), &mut vault, entries.as_mut())?;
        if register.sifted.accepted == 0 {
            return Err(PackError::NothingToHandOver);
        }
        drop(buckets);
        tracing::debug!(signatures = register.sifted.accepted, "committed");

        let finished = self.spool(scratch, "finished members")?;
        let listed = match &entries {
            Some(entries) => Some(self.list(entries, &register, decision.as_ref(), &finished)?),
            None => None,
        };
        let counts = tables(policy, &read, &register.tally);
        let ledger = stating::ledger(self.request.policy.k(), &read, &register, listed.as_ref());
        let sealed = self.seal(&ledger, &counts, &read, &register, listed)?;
        let about = stating::vault_about(&self, &sealed, &register, &custodians);
        vault.finish(about, &register.tree.level8())?.flush()?;
        delivery.vault_is_whole()?;
        // The dossier comes last of what takes time: where drafts have names, rows lie in it in the clear.
        let zip_sha256 = self.write(&sealed, &finished, delivery.dossier(redactor.is_some())?)?;
        tracing::debug!(bytes = sealed.bag.packed_size(), "sealed");
        Ok(Made {
            slip: self.slip(&sealed, &zip_sha256, register.tree.len()),
            cover_name: self.request.secrets.cover_name(),
            id: std::mem::take(&mut self.id),
            integrity: sealed.bag.integrity,
            zip_sha256,
            seal: self.request.keys.seal.public().fingerprint(),
            ledger,
            counts,
            notices: self.notices,
        })
    }

    fn spool(&self, scratch: &Scratch, label: &str) -> Result<Spool, PackError> {
        Ok(scratch.spool(&self.request.secrets.spool_key(label, self.attempt))?)
    }

    fn read(&self, scratch: &Scratch) -> Result<(Buckets, Read), PackError> {
        let size = self.surveyed.size();
        let key = self.request.secrets.spool_key("register", self.attempt);
        let buckets = Buckets::new(scratch, &key, self.surveyed.text_size(), self.request.tuning.buckets)?;
        let tags = TagKey::new(&self.request.secrets.pseudonym_key(self.attempt), &self.id);
        self.request.progress.begin(Stage::Read, size);
        let read = Reading {
            sources: &self.surveyed.sources,
            surveys: self.surveys,
            policy: self.request.policy,
            committed: self.committed.iter().copied().collect(),
            tags: &tags,
            buckets: &buckets,
            day: self.day(),
            tuning: self.request.tuning,
            progress: self.request.progress,
        }
        .run()?;
        self.not_too_many_malformed(&read)?;
        Ok((buckets, read))
    }

    fn not_too_many_malformed(&self, read: &Read) -> Result<(), PackError> {
        let (rows, limit) = (read.rows_read(), self.request.tuning.malformed_limit_percent);
        let malformed = read.set_aside[crate::ledger::Reason::Malformed as usize];
        match read.first_malformed {
            Some((export, row)) if u128::from(malformed) * 100 > u128::from(rows) * u128::from(limit) => {
                Err(PackError::TooManyMalformed {
                    malformed,
                    rows,
                    limit,
                    file: self.surveys[export].file.clone(),
                    row,
                })
            }
            _ => Ok(()),
        }
    }

    fn list(
        &self,
        entries: &EntrySpool,
        register: &Committed,
        decision: Option<&Decision>,
        finished: &Spool,
    ) -> Result<Listed, PackError> {
        self.request.progress.begin(Stage::List, entries.entries());
        let cover = self.request.cover;
        let page = paper::VolumePage {
            title: &cover.petition.title,
            language: &cover.petition.language,
            country: cover.recipient.country.as_deref(),
            volume: 1,
            volumes: entries.volumes() as u32,
            first_entry: 1,
            entries: entries.entries(),
            columns: &self.columns,
            root: &register.tree.root(),
            id: &self.id,
            paper: self.request.paper,
        };
        Listing {
            entries,
            columns: &self.columns,
            page,
            fonts: self.request.fonts,
            spool: finished,
            risk: decision.map(Decision::risk),
            threads: self.request.tuning.threads,
            progress: self.request.progress,
        }
        .run()
    }

    fn day(&self) -> crate::day::Day {
        self.request.day()
    }

    fn custodians(&self) -> Vec<CustodianKey> {
        match self.request.custodians {
            [] => vec![self.request.keys.custodian.clone()],
            named => named.to_vec(),
        }
    }

    /// States, prints the cover, and puts the whole payload under the seal.
    fn seal(
        &self,
        ledger: &Ledger,
        counts: &counts::Counts,
        read: &Read,
        register: &Committed,
        listed: Option<Listed>,
    ) -> Result<stating::Sealed, PackError> {
        let statement = stating::statement(self, ledger, counts, read, register, listed.as_ref());
        let challenge = stating::challenge(self, register.tree.len());
        let language = &self.request.cover.petition.language;
        let public = self.request.keys.seal.public();
        let how_to = paper::how_to_verify(language, &self.request.keys.name, &self.id, &public.fingerprint());
        let mut payload = vec![
            Member::of_bytes(names::STATEMENT, statement.to_jcs().into_bytes()),
            Member::of_bytes(names::COUNTS, crate::table::counts_csv(counts)),
            Member::of_bytes(names::COVER, stating::cover_page(self, &statement, register, listed.as_ref())?),
            Member::of_bytes(names::HOW_TO_VERIFY, how_to.into_bytes()),
        ];
        if let Some(listed) = listed {
            let package =
                crate::table::datapackage(&self.columns, register.tree.len(), listed.table_size, listed.table_sha256);
            payload.push(Member::of_bytes(names::DATAPACKAGE, crate::jcs::to_text(&package).into_bytes()));
            payload.extend(listed.members);
        }
        let sealer = Sealer { key: &self.request.keys.seal, name: &self.request.keys.name };
        let root = register.tree.root();
        let nonce = challenge.as_ref().map(|_| self.request.secrets.nonce());
        let challenge_max_rows = challenge.as_ref().map_or(0, |challenge| challenge.max_rows);
        let challenge = challenge.as_ref().map(stating::Challenge::stated);
        let bag = sealing::seal_bag(&statement, &root, challenge, payload, &sealer);
        Ok(stating::Sealed { statement, bag, nonce, challenge_max_rows })
    }

    /// Writes the zip, or the age file that holds it; gives the zip's SHA-256.
    fn write(
        &self,
        sealed: &stating::Sealed,
        finished: &Spool,
        out: &mut dyn Write,
    ) -> Result<crate::proof::Hash, PackError> {
        self.request.progress.begin(Stage::Write, sealed.bag.packed_size());
        let out = BufWriter::with_capacity(1 << 20, out);
        let (statement, progress) = (&sealed.statement, self.request.progress);
        if self.request.to.is_empty() {
            let (mut out, sha256) = sealed.bag.write_zip(statement, finished, out, progress)?;
            out.flush()?;
            return Ok(sha256);
        }
        let age = crate::vault::encrypt_to(out, self.request.to)?;
        let (age, sha256) = sealed.bag.write_zip(statement, finished, age, progress)?;
        age.finish()?.flush()?;
        Ok(sha256)
    }

    fn slip(&self, sealed: &stating::Sealed, zip_sha256: &crate::proof::Hash, size: u64) -> paper::SlipFacts {
        let challenge = stating::challenge(self, size);
        let fields = challenge.as_ref().map_or_else(Vec::new, |challenge| challenge.stated().fields);
        paper::SlipFacts {
            id: self.id.clone(),
            created: self.day(),
            signatures: size,
            integrity: sealed.bag.integrity,
            zip_sha256: *zip_sha256,
            seal_name: self.request.keys.name.clone(),
            seal_fingerprint: self.request.keys.seal.public().fingerprint(),
            rows_by_policy: self.request.policy.rows().then(|| self.request.policy.name().to_owned()),
            challenge_max_rows: sealed.challenge_max_rows,
            challenge_fields: fields.into_iter().map(str::to_owned).collect(),
        }
    }

    /// What hides the digest of the `n`th export.
    fn export_commitment(&self, n: usize) -> crate::proof::Hash {
        export_commitment(&self.request.secrets.export_blind(n as u64), &self.surveys[n].sha256)
    }
}

/// The tables of the statement, by the policy's unit: of rows before duplicates are merged, or of signatures.
fn tables(policy: &Policy, read: &Read, signatures: &counts::Tally) -> counts::Counts {
    let tally = match policy.unit() {
        counts::Unit::Rows => &read.tally,
        counts::Unit::Signatures => signatures,
    };
    counts::tables(tally, policy.unit(), policy.k())
}
