//! How often one may ask, and from where: by address, IPv6 by its /64, which one household has.
//!
//! Never: an address kept longer than its count matters, or told to anybody.

use super::problem::Problem;
use super::settings::Settings;
use actix_web::HttpRequest;
use governor::clock::{Clock, MonotonicClock};
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};
use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicUsize, Ordering};

/// So many askers are remembered before it is looked which matter no more.
const REMEMBERED: usize = 4_096;

type Limiter<K> = RateLimiter<K, HashMapStateStore<K>, MonotonicClock, NoOpMiddleware<std::time::Instant>>;

/// Counts, and how many may be remembered until it is looked which matter no more: looking takes time for each.
struct Counts<K: Hash + Eq + Clone> {
    limiter: Limiter<K>,
    look_at: AtomicUsize,
}

/// The counts of one process.
pub struct Limits {
    requests: Counts<IpAddr>,
    attempts: Counts<IpAddr>,
    checks: Counts<IpAddr>,
    /// By digest of the account's name, so that many addresses cannot try one account together.
    names: Counts<[u8; 32]>,
}

impl Limits {
    pub fn new(settings: &Settings) -> Limits {
        Limits {
            requests: counts(settings.requests_per_minute),
            attempts: counts(settings.attempts_per_minute),
            checks: counts(settings.attempts_per_minute),
            names: counts(settings.attempts_per_minute),
        }
    }

    /// Any request.
    pub fn request(&self, from: IpAddr) -> Result<(), Problem> {
        counted(&self.requests, &from)
    }

    /// A dossier is sent to be checked whole.
    pub fn check(&self, from: IpAddr) -> Result<(), Problem> {
        counted(&self.checks, &from)
    }

    /// A password, a code or a link is tried.
    pub fn attempt(&self, from: IpAddr, name: &str) -> Result<(), Problem> {
        counted(&self.attempts, &from)?;
        counted(&self.names, &crate::proof::digest::sha256(name.to_lowercase().as_bytes()))
    }
}

fn counts<K: Hash + Eq + Clone>(per_minute: u32) -> Counts<K> {
    let quota = Quota::per_minute(NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN));
    let limiter = RateLimiter::new(quota, HashMapStateStore::default(), MonotonicClock);
    Counts { limiter, look_at: AtomicUsize::new(REMEMBERED) }
}

fn counted<K: Hash + Eq + Clone>(counts: &Counts<K>, key: &K) -> Result<(), Problem> {
    let Counts { limiter, look_at } = counts;
    if limiter.len() > look_at.load(Ordering::Relaxed) {
        limiter.retain_recent();
        // Where most of them still matter, the next look waits for as many again.
        look_at.store(REMEMBERED.max(2 * limiter.len()), Ordering::Relaxed);
    }
    limiter.check_key(key).map_err(|not_until| {
        let wait = not_until.wait_time_from(MonotonicClock.now()).as_secs() + 1;
        Problem::TOO_MANY.after(wait)
    })
}

/// Who asks: the peer, or whom a trusted proxy names. IPv6 as its /64.
pub fn asker(request: &HttpRequest, settings: &Settings) -> IpAddr {
    let peer = request.peer_addr().map(|peer| peer.ip());
    // Some proxies add a line of their own below the one that was sent: together they are one list (RFC 9110 §5.3).
    let lines: Vec<&str> =
        request.headers().get_all("x-forwarded-for").map(|line| line.to_str().unwrap_or("?")).collect();
    household(named(peer, &lines.join(","), settings))
}

/// From the right, the first address that is no proxy of ours; what stands left of it, anybody may have written.
fn named(peer: Option<IpAddr>, forwarded: &str, settings: &Settings) -> IpAddr {
    let trusted = |address: &IpAddr| settings.trusted_proxies.contains(&address.to_canonical());
    // A unix socket has no address; who may open it is trusted.
    let mut last = peer.unwrap_or(IpAddr::from([127, 0, 0, 1])).to_canonical();
    if peer.is_some_and(|peer| !trusted(&peer)) || (peer.is_none() && settings.socket.is_none()) {
        return last;
    }
    for word in forwarded.rsplit(',') {
        let Ok(address) = word.trim().parse::<IpAddr>() else { return last };
        last = address.to_canonical();
        if !trusted(&last) {
            return last;
        }
    }
    last
}

fn household(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(long) => {
            let [a, b, c, d, ..] = long.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Limits, household, named};
    use crate::web::settings::Settings;
    use std::net::IpAddr;

    fn settings(text: &str) -> Settings {
        Settings::read(&toml::from_str(text).expect("TOML"), []).expect("settings")
    }

    #[test]
    fn a_proxy_is_believed_and_nobody_else() {
        let proxied = settings("trusted_proxies = [\"10.0.0.1\", \"10.0.0.2\"]\naddress = \"https://d.example\"");
        let open = settings("");
        for (of, peer, header, asker) in [
            (&open, "192.0.2.1", "203.0.113.9", "192.0.2.1"),
            (&proxied, "192.0.2.1", "203.0.113.9", "192.0.2.1"),
            (&proxied, "10.0.0.1", "203.0.113.9", "203.0.113.9"),
            (&proxied, "10.0.0.1", "198.51.100.7, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
            (&proxied, "10.0.0.1", "203.0.113.9, what?", "10.0.0.1"),
            (&proxied, "10.0.0.1", "", "10.0.0.1"),
        ] {
            let peer: IpAddr = peer.parse().expect("an address");
            assert_eq!(named(Some(peer), header, of).to_string(), asker, "{peer} {header}");
        }
        assert_eq!(household("2001:db8:1:2:3:4:5:6".parse().expect("an address")).to_string(), "2001:db8:1:2::");
    }

    #[test]
    fn many_addresses_cannot_try_one_account_together() {
        let limits = Limits::new(&settings("attempts_per_minute = 3"));
        let tried = |n: u8| limits.attempt(IpAddr::from([192, 0, 2, n]), "Zoe");
        assert!((0..3).all(|n| tried(n).is_ok()));
        assert!(tried(3).is_err() && limits.attempt(IpAddr::from([192, 0, 2, 3]), "another").is_ok());
    }
}
