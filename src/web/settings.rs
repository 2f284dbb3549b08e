//! What the operator decides for the service: `[serve]` of the configuration file, and variables `HANDOVER_SERVE_…` over it.
//!
//! In: a table as TOML has it, and the variables. Out: settings that fit each other, or every mistake at once.
//! Never: a value in a mistake; a setting that is not understood and passed over.

mod typed;

use super::colour;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use typed::Typed;

/// What every variable of the service begins with.
pub const PREFIX: &str = "HANDOVER_SERVE_";

/// Settings that fit each other. `config/handover.toml` says what each means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    pub listen: SocketAddr,
    pub socket: Option<PathBuf>,
    /// Scheme, host and port as browsers see them, without a slash at the end; empty: as it listens.
    pub address: String,
    pub certificate: Option<PathBuf>,
    pub key: Option<PathBuf>,
    pub trusted_proxies: Vec<IpAddr>,
    pub data: PathBuf,
    pub secret: PathBuf,
    pub organisation: String,
    pub accent: String,
    pub accent_dark: String,
    pub four_eyes: bool,
    pub custodians: Vec<String>,
    pub max_upload_bytes: u64,
    pub max_verification_bytes: u64,
    pub max_connections: usize,
    pub head_seconds: u64,
    pub body_idle_seconds: u64,
    pub body_bytes_per_second: u64,
    pub keep_alive_seconds: u64,
    pub requests_per_minute: u32,
    pub attempts_per_minute: u32,
    pub shutdown_seconds: u64,
}

impl Settings {
    /// Settings of a file's `[serve]` and of the environment, which goes before it.
    ///
    /// # Errors
    /// Every mistake, each in two sentences, never with a value.
    pub fn read(
        table: &toml::Table,
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Settings, Vec<String>> {
        let mut typed = Typed::new(table);
        typed.overridden(variables);
        let settings = Settings {
            listen: typed.parsed("listen", "127.0.0.1:8080", "an address and a port, as `127.0.0.1:8080`"),
            socket: typed.path("socket"),
            address: typed.text("address", "").trim_end_matches('/').to_owned(),
            certificate: typed.path("certificate"),
            key: typed.path("key"),
            trusted_proxies: typed.addresses("trusted_proxies"),
            data: typed.path("data").unwrap_or_else(|| "handover-data".into()),
            secret: typed.path("secret").unwrap_or_else(|| "handover-secret".into()),
            organisation: typed.text("organisation", "Handover"),
            accent: typed.text("accent", "#0b5c6b"),
            accent_dark: typed.text("accent_dark", "#7cc7d6"),
            four_eyes: typed.truth("four_eyes", true),
            custodians: typed.texts("custodians"),
            max_upload_bytes: typed.number("max_upload_bytes", 4 << 30, 1 << 10, 1 << 40),
            max_verification_bytes: typed.number("max_verification_bytes", 1 << 30, 1 << 10, 1 << 40),
            max_connections: typed.number("max_connections", 256, 4, 10_000) as usize,
            head_seconds: typed.number("head_seconds", 10, 1, 600),
            body_idle_seconds: typed.number("body_idle_seconds", 20, 1, 600),
            body_bytes_per_second: typed.number("body_bytes_per_second", 1_024, 1, 1 << 20),
            keep_alive_seconds: typed.number("keep_alive_seconds", 15, 0, 600),
            requests_per_minute: typed.number("requests_per_minute", 600, 1, 1_000_000) as u32,
            attempts_per_minute: typed.number("attempts_per_minute", 10, 1, 1_000_000) as u32,
            shutdown_seconds: typed.number("shutdown_seconds", 30, 1, 3_600),
        };
        let mut mistakes = typed.finish();
        settings.look_whether_they_fit(&mut mistakes);
        if mistakes.is_empty() { Ok(settings) } else { Err(mistakes) }
    }

    fn look_whether_they_fit(&self, mistakes: &mut Vec<String>) {
        let mut wrong = |mistake: &str| mistakes.push(mistake.to_owned());
        if self.certificate.is_some() != self.key.is_some() {
            wrong("`certificate` and `key` belong together. Set both, or neither.");
        }
        if self.certificate.is_some() && self.socket.is_some() {
            wrong("A unix socket is served without TLS. Leave `certificate` and `key` out, or `socket`.");
        }
        if !self.address.is_empty() && !is_origin(&self.address) {
            wrong(
                "`address` is not one of a web site. Write scheme and host alone, as `https://dossiers.example.org`.",
            );
        } else if self.address.starts_with("http://") && !is_of_this_machine(&self.address) {
            wrong(
                "`address` is without TLS and not of this machine. Passwords would travel in the clear: write `https://…`.",
            );
        }
        if self.trusts_no_proxy() && self.certificate.is_none() && !self.listen.ip().is_loopback() {
            wrong(
                "`listen` reaches beyond this machine without TLS. Set `certificate` and `key`, or `trusted_proxies`, or listen on 127.0.0.1.",
            );
        }
        if !self.trusts_no_proxy() && self.address.is_empty() {
            wrong(
                "Behind a proxy the service cannot know its own address. Set `address` to the one that browsers use.",
            );
        }
        if self.data == self.secret || self.secret.starts_with(&self.data) {
            wrong("`secret` lies inside `data`. Keep it elsewhere: who takes the one must not have the other.");
        }
        for (name, value, paper) in
            [("accent", &self.accent, colour::LIGHT_PAPER), ("accent_dark", &self.accent_dark, colour::DARK_PAPER)]
        {
            match colour::contrast(value, paper) {
                None => wrong(&format!("`{name}` is no colour. Write it as `#0b5c6b`.")),
                Some(times_ten) if times_ten < 45 => wrong(&format!(
                    "`{name}` cannot be read on its paper. Choose a colour with a contrast of 4.5 to 1 or more."
                )),
                Some(_) => {}
            }
        }
    }

    /// Nothing but browsers themselves asks.
    pub fn trusts_no_proxy(&self) -> bool {
        self.trusted_proxies.is_empty() && self.socket.is_none()
    }

    /// Open to anybody, with nothing before it that could be patient for us.
    pub fn is_exposed(&self) -> bool {
        self.trusts_no_proxy() && !self.listen.ip().is_loopback()
    }
}

fn is_origin(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|host| {
        !host.is_empty() && host.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-.:[]".contains(&b))
    })
}

fn is_of_this_machine(address: &str) -> bool {
    let host = address.trim_start_matches("http://");
    ["localhost", "127.0.0.1", "[::1]"]
        .iter()
        .any(|own| host.strip_prefix(own).is_some_and(|rest| rest.is_empty() || rest.starts_with(':')))
}

#[cfg(test)]
mod tests {
    use super::Settings;

    fn read(text: &str, variables: &[(&str, &str)]) -> Result<Settings, Vec<String>> {
        let table: toml::Table = toml::from_str(text).expect("TOML");
        Settings::read(&table, variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn the_documented_settings_are_the_defaults() {
        let file: toml::Table = toml::from_str(include_str!("../../config/handover.toml")).expect("TOML");
        let serve = file["serve"].as_table().expect("a table");
        assert_eq!(Settings::read(serve, []), read("", &[]));
        assert_eq!(serve.len(), 23, "each setting stands there");
    }

    #[test]
    fn a_variable_goes_before_the_file() {
        let settings = read(
            "data = \"a\"\nmax_connections = 8",
            &[
                ("HANDOVER_SERVE_DATA", "b"),
                ("HANDOVER_SERVE_LISTEN", "127.0.0.1:0"),
                ("HANDOVER_SERVE_FOUR_EYES", "false"),
                ("HANDOVER_CONFIG", "elsewhere"),
            ],
        )
        .expect("good");
        assert_eq!((settings.data.to_str(), settings.listen.port(), settings.max_connections), (Some("b"), 0, 8));
        assert!(!settings.four_eyes);
    }

    #[test]
    fn every_mistake_is_told_at_once_and_no_value() {
        let text = "listen = \"Kanarie\"\nkey = \"k.pem\"\naccent = \"#fefefe\"\nmax_connections = 1\nfour_eyes = \"yes\"\nlisten_on = 1";
        let mistakes = read(text, &[("HANDOVER_SERVE_ADDRESS", "http://Kanarie.example")]).expect_err("wrong");
        for word in
            ["`listen`", "`certificate`", "`accent`", "`max_connections`", "`four_eyes`", "`listen_on`", "`address`"]
        {
            assert!(mistakes.iter().any(|mistake| mistake.contains(word)), "{word}: {mistakes:#?}");
        }
        assert!(!mistakes.concat().contains("Kanarie"), "{mistakes:#?}");
    }

    #[test]
    fn what_would_travel_in_the_clear_stops_the_start() {
        for text in [
            "listen = \"0.0.0.0:80\"",
            "address = \"http://dossiers.example.org\"",
            "trusted_proxies = [\"10.0.0.1\"]",
            "secret = \"handover-data/secret\"",
        ] {
            assert_eq!(read(text, &[]).expect_err(text).len(), 1, "{text}");
        }
        read("listen = \"0.0.0.0:80\"\ntrusted_proxies = [\"10.0.0.1\"]\naddress = \"https://d.example.org\"", &[])
            .expect("behind a proxy");
    }
}
