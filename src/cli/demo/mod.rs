//! `demo`: a lifelike export, packed and verified, and what to look at next.

mod export;
mod ground;
mod people;
mod served;

use super::args::DemoArgs;
use super::files::FileSource;
use super::meter::Meter;
use super::voice::{Style, Trouble, Voice, grouped};
use super::{Answer, fonts, keygen, pack as packing, tell, verify as verifying};
use crate::cover::Cover;
use crate::intake::{Choices, Source};
use crate::keys::KeySet;
use crate::pack::{self, PackRequest, Packed, Tuning};
use crate::paper::PaperSize;
use crate::register::policy::Policy;
use crate::secrets::Secrets;
use ground::Ground;
use people::Hostile;
use std::fmt::Write;
use std::path::Path;

pub use served::serve;

const COVER: &str = include_str!("../../../config/demo/cover.toml");
/// The carried dossier, and the one that shows what the list looks like.
const POLICIES: [&str; 2] = ["count", "named"];

pub fn run(typed: DemoArgs, voice: &Voice) -> Result<Answer, Trouble> {
    let mut ground = Ground::open(&typed.out)?;
    let export = ground.write("export.csv", &export::export())?;
    let cover = ground.write("cover.toml", COVER.as_bytes())?;
    let (keys, _) = KeySet::open_or_create(&typed.out.join("keys"), None).map_err(keygen::trouble)?;
    voice.result(&tell::pairs(&[
        ("export", export.display().to_string()),
        ("cover", cover.display().to_string()),
        ("keys", typed.out.join("keys").display().to_string()),
    ]));
    voice.result(&cast(voice));

    let sources: Vec<Box<dyn Source>> = vec![Box::new(FileSource::open(&export)?)];
    let fonts = fonts::at_hand("auto")?;
    let threads = typed.work.threads();
    let mut made = Vec::new();
    for policy in POLICIES {
        let out = typed.out.join(policy);
        super::files::folder(&out)?;
        let meter = Meter::start();
        let packed = pack::pack(&PackRequest {
            exports: &sources,
            choices: &Choices::default(),
            cover: &Cover::parse(COVER).expect("a test reads the built-in cover"),
            policy: Policy::built_in(policy).expect("the policy is built in"),
            keys: &keys,
            custodians: &[],
            to: &[],
            out: &out,
            today: packing::today(),
            secrets: &Secrets::random(),
            tuning: Tuning { threads, ..Tuning::default() },
            count_only: &[],
            fonts: &fonts,
            letterhead: None,
            paper: PaperSize::A4,
            progress: &meter,
        });
        drop(meter);
        let packed = packed.map_err(|error| packing::trouble(&error))?;
        for path in [&packed.dossier, &packed.slip, &packed.vault] {
            ground.claim(path)?;
        }
        let report = verifying::against_hash(&packed.dossier, &packed.integrity, threads)?;
        voice.result(&told(policy, &packed, &verifying::verdict(&report), voice));
        if !report.verified {
            return Ok(Answer::No);
        }
        made.push(packed);
    }
    for notice in &made[0].notices {
        voice.note(notice);
    }
    if let [count, named] = &made[..] {
        voice.result(&format!("\n{}{}", heading("The ledger", voice), tell::ledger(&named.ledger, voice)));
        voice.result(&next(&typed.out, count, named, voice));
    }
    Ok(Answer::Yes)
}

fn heading(text: &str, voice: &Voice) -> String {
    format!("{}\n", voice.paint(Style::Bold, text))
}

/// What was put into the export, and where it is to be found.
fn cast(voice: &Voice) -> String {
    let hostile = Hostile::cast();
    let mut lines: Vec<(usize, &str, &str)> = vec![
        (export::AGAIN, "people who signed again, their address in five spellings", "duplicates"),
        (export::COUPLES, "couples who share an address", "duplicates, of them under another name"),
        (export::BROKEN, "rows that are no row: cut off, too long, in another encoding", "set aside: malformed"),
        (export::FEW * 5, "people of five countries where hardly anybody signed", "counts: other"),
    ];
    lines.extend(hostile.kind.iter().map(|kind| (hostile.times, kind.what.as_str(), kind.ledger.as_str())));
    let mut out = format!("\n{}", heading("What the export holds, and where it shows", voice));
    for (n, what, shown) in lines {
        writeln!(out, "{n:>5} {what:<62}{shown}").expect("a string takes all text");
    }
    out
}

fn told(policy: &str, packed: &Packed, verdict: &str, voice: &Voice) -> String {
    let about = match policy {
        "count" => "count: what is carried, without a row",
        _ => "named: every name on paper, to see the scripts",
    };
    let [first, second] = tell::hash_lines(&packed.integrity);
    let lines = tell::pairs(&[
        ("  dossier", packed.dossier.display().to_string()),
        ("  slip", packed.slip.display().to_string()),
        ("  vault", packed.vault.display().to_string()),
        ("  signatures", grouped(packed.ledger.accepted)),
        ("  integrity hash", first),
        ("", second),
        ("  verify", verdict.to_owned()),
    ]);
    format!("\n{}{lines}", heading(about, voice))
}

/// Lines to look at and to type; the last words of the demo.
fn next(out: &Path, count: &Packed, named: &Packed, voice: &Voice) -> String {
    let shown = |path: &Path| quoted(&path.display().to_string());
    let hash = crate::proof::digest::hex(&count.integrity);
    let bag = format!("dossier-{}", count.id);
    let lines = [
        format!("{} verify {} --hash {hash}", this_program(), shown(&count.dossier)),
        format!(
            "unzip -q {} -d {} && cd {}/{bag} && sha256sum -c manifest-sha256.txt tagmanifest-sha256.txt",
            shown(&count.dossier),
            shown(&out.join("count")),
            shown(&out.join("count")),
        ),
        "sha256sum tagmanifest-sha256.txt        # the integrity hash: compare with the slip".to_owned(),
    ];
    format!(
        "\n{}  {}\n  {}\n  {} (data/signatures-0001.pdf)\n\n{}  {}\n",
        heading("Look at", voice),
        count.slip.display(),
        count.dossier.display(),
        named.dossier.display(),
        heading("Then type", voice),
        lines.join("\n  "),
    )
}

/// As it was called, so that the line can be typed as it stands.
fn this_program() -> String {
    let called = std::env::args_os().next().map(|name| name.to_string_lossy().into_owned());
    quoted(called.as_deref().unwrap_or("handover"))
}

/// As a shell reads one word.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    if word.chars().all(plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

#[cfg(test)]
mod tests {
    use super::{COVER, quoted};

    #[test]
    fn the_built_in_cover_is_one() {
        let cover = crate::cover::Cover::parse(COVER).expect("it parses");
        assert!(cover.has_consent());
    }

    #[test]
    fn a_shell_reads_one_word() {
        assert_eq!(quoted("a/b.zip"), "a/b.zip");
        assert_eq!(quoted("it's here"), "'it'\\''s here'");
    }
}
