//! The HTTP door: pages for people, JSON for programs, over one store.
//!
//! `routes` the whole map on one screen · `gate` what every request passes · `caller`, `form` extractors that are
//! permissions · `problem` the one outward map of errors · `pages` what people see · `settings` what the operator decides.
//! The only folder that knows actix-web. What waits (database, disk, hashing) runs on threads that may.

mod api;
mod arriving;
mod body;
mod caller;
mod colour;
mod cookies;
mod countries;
mod desk;
mod ending;
mod figures;
mod form;
mod gate;
mod headers;
mod limits;
mod open;
mod operators;
mod pages;
mod problem;
mod ranges;
pub mod routes;
mod sent;
pub mod settings;
mod still;
mod taken;
pub mod texts;
mod tls;

use crate::handover::Office;
use crate::refusal;
use actix_web::middleware::from_fn;
use actix_web::{App, HttpServer, web};
use desk::Desk;
use ending::Signals;
use settings::Settings;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

pub use desk::now;

/// Threads that answer; what waits has threads of its own.
const WORKERS: usize = 2;

/// Why the service does not start.
#[derive(Debug, thiserror::Error)]
pub enum WebError {
    #[error("It cannot listen on {at}: {}. Choose another address or port with `listen`.", refusal::in_words(*.kind))]
    Listen { at: SocketAddr, kind: io::ErrorKind },
    #[error("It cannot listen on the socket {}: {}. Choose another path with `socket`.", .at.display(), refusal::in_words(*.kind))]
    Socket { at: PathBuf, kind: io::ErrorKind },
    #[error("{} cannot be used for TLS. Give a chain in PEM with `certificate`, and its key with `key`.", .file.display())]
    Tls { file: PathBuf },
    #[error("The service ended: {}. Look at the log, and start it again.", refusal::in_words(.0.kind()))]
    Ended(io::Error),
}

/// Where it listens.
enum Ear {
    Tcp(TcpListener),
    Unix(UnixListener),
}

/// A service that listens and does not answer yet.
pub struct Listening {
    ear: Ear,
    settings: Settings,
    tls: Option<rustls::ServerConfig>,
    origins: Vec<String>,
}

/// Takes its place, so that its address is known before it answers.
///
/// # Errors
/// A place that is taken or not allowed; a certificate that cannot be used.
pub fn listen(settings: Settings) -> Result<Listening, WebError> {
    let tls = match (&settings.certificate, &settings.key) {
        (Some(certificate), Some(key)) => Some(tls::config(certificate, key)?),
        _ => None,
    };
    let (ear, port) = match &settings.socket {
        Some(path) => (Ear::Unix(socket(path)?), 0),
        None => {
            let at = settings.listen;
            let ear = TcpListener::bind(at).map_err(|error| WebError::Listen { at, kind: error.kind() })?;
            taken::stalls_end(&ear, &settings).map_err(|error| WebError::Listen { at, kind: error.kind() })?;
            let port = ear.local_addr().map_err(|error| WebError::Listen { at, kind: error.kind() })?.port();
            (Ear::Tcp(ear), port)
        }
    };
    let origins = origins(&settings, port);
    Ok(Listening { ear, settings, tls, origins })
}

/// A socket that a killed service left is nobody's.
fn socket(path: &Path) -> Result<UnixListener, WebError> {
    let trouble = |error: io::Error| WebError::Socket { at: path.to_owned(), kind: error.kind() };
    use std::os::unix::fs::FileTypeExt as _;
    let is_socket = std::fs::symlink_metadata(path).is_ok_and(|about| about.file_type().is_socket());
    if is_socket && std::os::unix::net::UnixStream::connect(path).is_err() {
        std::fs::remove_file(path).map_err(trouble)?;
    }
    UnixListener::bind(path).map_err(trouble)
}

/// What browsers may call it. On this machine there are three names for it.
fn origins(settings: &Settings, port: u16) -> Vec<String> {
    if !settings.address.is_empty() {
        return vec![settings.address.clone()];
    }
    let scheme = if settings.certificate.is_some() { "https" } else { "http" };
    let own = SocketAddr::new(settings.listen.ip(), port);
    let mut origins = vec![format!("{scheme}://{own}")];
    if settings.listen.ip().is_loopback() {
        origins.extend(["localhost", "127.0.0.1", "[::1]"].map(|host| format!("{scheme}://{host}:{port}")));
    }
    origins
}

/// How browsers call a service with these settings.
pub fn address(settings: &Settings) -> String {
    origins(settings, settings.listen.port()).swap_remove(0)
}

impl Listening {
    /// How browsers call it.
    pub fn address(&self) -> &str {
        self.origins.first().map_or("", String::as_str)
    }

    /// Answers until it is told to end (SIGTERM, SIGINT), and then until work in hand is done; who only listens is let go at once.
    ///
    /// # Errors
    /// A runtime or a socket that fails.
    pub fn serve(self, office: Arc<Office>) -> Result<(), WebError> {
        let Listening { ear, settings, tls, origins } = self;
        let worker = Arc::clone(&office);
        // It ends with the process: a pack that is cut short is begun anew by the next start.
        std::thread::spawn(move || worker.work(&|| false));
        let desk = web::Data::new(Desk::new(office, settings.clone(), origins));
        let system = actix_web::rt::System::new();
        let mut signals = system.block_on(async { Signals::listen() }).map_err(WebError::Ended)?;
        let ending = desk.clone();
        let keep_alive = if settings.is_exposed() { 0 } else { settings.keep_alive_seconds };
        let server = HttpServer::new(move || {
            App::new()
                .app_data(desk.clone())
                .app_data(web::FormConfig::default().limit(form::LONGEST))
                .configure(routes::lay)
                .wrap(from_fn(gate::pass))
        })
        .workers(WORKERS)
        .max_connections(settings.max_connections.div_ceil(WORKERS))
        .keep_alive(match keep_alive {
            0 => actix_web::http::KeepAlive::Disabled,
            seconds => actix_web::http::KeepAlive::Timeout(Duration::from_secs(seconds)),
        })
        .client_request_timeout(Duration::from_secs(settings.head_seconds))
        .client_disconnect_timeout(Duration::from_secs(2))
        .tls_handshake_timeout(Duration::from_secs(settings.head_seconds))
        .shutdown_timeout(settings.shutdown_seconds)
        .shutdown_signal(async move {
            signals.next().await;
            ending.ending.begin();
        });
        let server = match (ear, tls) {
            (Ear::Unix(ear), _) => server.listen_uds(ear),
            (Ear::Tcp(ear), None) => server.listen(ear),
            (Ear::Tcp(ear), Some(tls)) => server.listen_rustls_0_23(ear, tls),
        };
        let server = server.map_err(WebError::Ended)?.run();
        system.block_on(server).map_err(WebError::Ended)?;
        if let Some(path) = &settings.socket {
            // The next start removes it where this could not.
            let _ = std::fs::remove_file(path);
        }
        Ok(())
    }
}
