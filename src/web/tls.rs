//! TLS by rustls with ring, when a certificate is given. HTTP/1.1 alone.

use super::WebError;
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::path::Path;
use std::sync::Arc;

/// # Errors
/// Files that cannot be read, are not PEM, or do not belong together.
pub fn config(certificate: &Path, key: &Path) -> Result<ServerConfig, WebError> {
    let unusable = |file: &Path| WebError::Tls { file: file.to_owned() };
    let chain: Result<Vec<_>, _> =
        CertificateDer::pem_file_iter(certificate).map_err(|_| unusable(certificate))?.collect();
    let chain = chain.map_err(|_| unusable(certificate))?;
    if chain.is_empty() {
        return Err(unusable(certificate));
    }
    let own = PrivateKeyDer::from_pem_file(key).map_err(|_| unusable(key))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| unusable(certificate))?;
    config.with_no_client_auth().with_single_cert(chain, own).map_err(|_| unusable(key))
}
