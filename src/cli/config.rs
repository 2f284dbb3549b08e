//! The operator's file: `--config FILE` or `HANDOVER_CONFIG`. What it leaves out is as in `config/handover.toml`.

use super::voice::Trouble;
use super::{files, letterhead};
use crate::paper::PaperSize;
use crate::web::settings::Settings;
use serde::Deserialize;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// What an operator decides for every pack on a machine.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// More malformed rows than this, in percent of the rows read, stop a pack.
    pub malformed_limit_percent: u8,
    pub safety: Safety,
    /// Whose paper cover and slip are.
    pub letterhead: letterhead::Settings,
    pub paper: Paper,
    /// Of the service, which reads it itself and tells all mistakes at once.
    pub serve: toml::Table,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Safety {
    /// ISO 3166-1 alpha-2: a dossier to a recipient there opens no entry, whatever the cover says.
    pub count_only: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Paper {
    /// What cover, list and slip are printed on.
    pub size: PaperSize,
    /// `auto`, `none`, or the path of `NotoSansCJK-Regular.ttc`.
    pub cjk_font: String,
}

impl Default for Paper {
    fn default() -> Paper {
        Paper { size: PaperSize::A4, cjk_font: "auto".to_owned() }
    }
}

impl Default for Config {
    fn default() -> Config {
        Config {
            malformed_limit_percent: 5,
            safety: Safety::default(),
            letterhead: letterhead::Settings::default(),
            paper: Paper::default(),
            serve: toml::Table::new(),
        }
    }
}

impl Config {
    /// Of `--config`, else of the environment, else the built-in one.
    ///
    /// # Errors
    /// A file that cannot be read or that says what is not understood.
    pub fn at_hand(typed: Option<&Path>) -> Result<Config, Trouble> {
        let environment = std::env::var_os("HANDOVER_CONFIG").filter(|path| !path.is_empty()).map(PathBuf::from);
        match typed.map(Path::to_owned).or(environment) {
            None => Ok(Config::default()),
            Some(path) => Config::parse(&files::small_text(&path)?).map_err(|trouble| trouble.in_file(&path.display())),
        }
    }

    /// The settings of the service, of this file and of the environment over them, and the rest of the file.
    ///
    /// # Errors
    /// Every mistake that there is.
    pub fn of_service(typed: Option<&Path>) -> Result<(Settings, Config), Vec<Trouble>> {
        let (config, mut troubles) = match Config::at_hand(typed) {
            Ok(config) => (config, Vec::new()),
            Err(trouble) => (Config::default(), vec![trouble]),
        };
        match Settings::read(&config.serve, std::env::vars_os().filter_map(as_text)) {
            Ok(settings) if troubles.is_empty() => Ok((settings, config)),
            Ok(_) => Err(troubles),
            Err(mistakes) => {
                troubles
                    .extend(mistakes.into_iter().map(|mistake| Trouble::could_not(format_args!("[serve] {mistake}"))));
                Err(troubles)
            }
        }
    }

    fn parse(text: &str) -> Result<Config, Trouble> {
        let config: Config = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
            Trouble::could_not(format_args!(
                "line {line} of the configuration is not understood. Compare it with `config/handover.toml`, which names every setting."
            ))
        })?;
        if config.malformed_limit_percent > 100 {
            return Err(Trouble::could_not(
                "`malformed_limit_percent` is over 100. Set it to a number from 0 to 100; 5 is the usual one.",
            ));
        }
        if config.safety.count_only.iter().any(|code| !is_country(code)) {
            return Err(Trouble::could_not(
                "`[safety] count_only` holds something that is no country code. Write two capital letters for each, as `RU` (ISO 3166-1).",
            ));
        }
        Ok(config)
    }
}

/// A variable that is not text cannot be one of ours, but for its value, which is then not understood.
fn as_text((name, value): (OsString, OsString)) -> Option<(String, String)> {
    Some((name.into_string().ok()?, value.to_string_lossy().into_owned()))
}

fn is_country(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::{Config, Paper, PaperSize};

    #[test]
    fn the_example_is_the_default() {
        let example = include_str!("../../config/handover.toml");
        let config = Config::parse(example).expect("the example parses");
        assert!(!config.serve.is_empty());
        assert_eq!(Config { serve: toml::Table::new(), ..config }, Config::default());
    }

    #[test]
    fn paper_has_two_sizes() {
        for (size, is) in [("A4", PaperSize::A4), ("letter", PaperSize::Letter)] {
            let config = Config::parse(&format!("[paper]\nsize = \"{size}\"")).expect(size);
            assert_eq!(config.paper, Paper { size: is, ..Paper::default() });
        }
    }

    #[test]
    fn a_setting_that_is_not_understood_stops() {
        for wrong in [
            "malformed_limit_percent = 101",
            "[safety]\ncount_only = [\"Russia\"]",
            "mising = 1",
            "=",
            "[paper]\nsize = \"Legal\"",
        ] {
            let said = Config::parse(wrong).expect_err(wrong).to_string();
            assert!(!said.contains("Russia") && !said.contains("mising"), "{said}");
        }
    }
}
