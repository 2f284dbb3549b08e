//! The operator's file: `--config FILE` or `HANDOVER_CONFIG`. What it leaves out is as in `config/handover.toml`.

use super::files;
use super::voice::Trouble;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// What an operator decides for every pack on a machine.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// More malformed rows than this, in percent of the rows read, stop a pack.
    pub malformed_limit_percent: u8,
    pub safety: Safety,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Safety {
    /// ISO 3166-1 alpha-2: a dossier to a recipient there opens no entry, whatever the cover says.
    pub count_only: Vec<String>,
}

impl Default for Config {
    fn default() -> Config {
        Config { malformed_limit_percent: 5, safety: Safety::default() }
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

fn is_country(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::Config;

    #[test]
    fn the_example_is_the_default() {
        let example = include_str!("../../config/handover.toml");
        assert_eq!(Config::parse(example).expect("the example parses"), Config::default());
    }

    #[test]
    fn a_setting_that_is_not_understood_stops() {
        for wrong in ["malformed_limit_percent = 101", "[safety]\ncount_only = [\"Russia\"]", "mising = 1", "="] {
            let said = Config::parse(wrong).expect_err(wrong).to_string();
            assert!(!said.contains("Russia") && !said.contains("mising"), "{said}");
        }
    }
}
