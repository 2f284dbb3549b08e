//! `data/HOW-TO-VERIFY.txt`: the commands of dossier-format §9, in the dossier's language and in English.
//!
//! In: what the commands name. Out: UTF-8 with BOM, CRLF, so that any editor shows it. Never: a hash that lies inside itself.
//!
//! A platform's name stands alone on its line; the lines indented by four spaces after it are its commands, to be run in
//! the dossier's folder, one by one.

use super::texts::{Texts, Word};

/// The text of the file.
pub fn how_to_verify(language: &str, seal_name: &str, id: &str, seal_fingerprint: &str) -> String {
    let own = Texts::of(language);
    let mut text = String::from("\u{feff}");
    one_language(&mut text, &own, seal_name, id, seal_fingerprint);
    if own.language() != "en" {
        text.push_str("\n\n");
        one_language(&mut text, &Texts::of("en"), seal_name, id, seal_fingerprint);
    }
    text.replace('\n', "\r\n")
}

/// The command that checks the seal, as a shell of Linux or macOS reads it.
pub(crate) fn seal_command(seal_name: &str) -> String {
    format!(
        "ssh-keygen -Y verify -f allowed_signers -I {seal_name} -n handover-dossier -s tagmanifest-sha256.txt.sig < tagmanifest-sha256.txt"
    )
}

fn one_language(out: &mut String, texts: &Texts, seal_name: &str, id: &str, fingerprint: &str) {
    let seal = seal_command(seal_name);
    paragraph(out, &texts.say("how-title"));
    paragraph(out, &texts.say_with("how-intro", &[("id", Word::Text(id))]));
    for (platform, tool) in [("Linux", "sha256sum"), ("macOS", "shasum -a 256")] {
        paragraph(out, platform);
        paragraph(out, &texts.say("how-files"));
        commands(
            out,
            &[
                &format!("{tool} -c manifest-sha256.txt"),
                &format!("{tool} -c tagmanifest-sha256.txt"),
                &format!("{tool} tagmanifest-sha256.txt"),
                &seal,
            ],
        );
    }
    paragraph(out, "Windows");
    paragraph(out, &texts.say("how-files-windows"));
    commands(
        out,
        &[
            &every_file("manifest-sha256.txt"),
            &every_file("tagmanifest-sha256.txt"),
            "(Get-FileHash -Algorithm SHA256 tagmanifest-sha256.txt).Hash.ToLower()",
            &format!("cmd /c \"{seal}\""),
        ],
    );
    paragraph(out, &texts.say("how-seal"));
    paragraph(out, &format!("  {fingerprint}"));
    paragraph(out, &texts.say("how-trust"));
    paragraph(out, &texts.say("how-other"));
    paragraph(out, &texts.say("how-other-text"));
    commands(out, &["bagit.py --validate .", "handover verify ."]);
    out.truncate(out.trim_end().len());
    out.push('\n');
}

/// A paragraph in lines of at most 78 characters.
fn paragraph(out: &mut String, text: &str) {
    let mut width = 0;
    for word in text.split(' ') {
        let wide = word.chars().count();
        if width > 0 && width + 1 + wide > 78 {
            out.push('\n');
            width = 0;
        } else if width > 0 {
            out.push(' ');
            width += 1;
        }
        out.push_str(word);
        width += wide;
    }
    out.push_str("\n\n");
}

/// Commands, each whole on its line however long.
fn commands(out: &mut String, lines: &[&str]) {
    for line in lines {
        out.push_str("    ");
        out.push_str(line);
        out.push('\n');
    }
    out.push('\n');
}

/// What `sha256sum -c` does, in PowerShell.
fn every_file(manifest: &str) -> String {
    format!(
        "Get-Content -Encoding UTF8 {manifest} | ForEach-Object {{ $hash, $path = $_ -split '  ', 2; if ((Get-FileHash -Algorithm SHA256 -LiteralPath $path).Hash -eq $hash) {{ \"${{path}}: OK\" }} else {{ \"${{path}}: FAILED\" }} }}"
    )
}

#[cfg(test)]
mod tests {
    use super::super::texts::languages;
    use super::how_to_verify;

    /// The indented lines of a file: those of its language, then the same in English.
    fn commands_of(language: &str) -> Vec<String> {
        let text = how_to_verify(language, "example.org", "abcdefghij234567", "SHA256:x");
        text.split("\r\n").filter(|line| line.starts_with("    ")).map(str::to_owned).collect()
    }

    #[test]
    fn every_language_has_the_same_commands() {
        let english = commands_of("en");
        assert_eq!(english.len(), 14);
        for (language, _) in languages().filter(|(code, _)| *code != "en") {
            assert_eq!(commands_of(language), [&english[..], &english[..]].concat(), "{language}");
        }
    }

    #[test]
    fn both_languages_with_the_same_commands_whole_on_their_lines() {
        let text = how_to_verify("fr", "example.org", "abcdefghij234567", "SHA256:x");
        assert!(text.starts_with('\u{feff}') && text.ends_with("\r\n"));
        assert!(text.contains("COMMENT VÉRIFIER") && text.contains("HOW TO VERIFY"));
        let commands = commands_of("fr");
        assert!(commands[3].contains("-I example.org") && commands[3].ends_with("< tagmanifest-sha256.txt"));
        assert_eq!(how_to_verify("en", "n", "i", "f").matches("Windows").count(), 1);
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
    }
}
