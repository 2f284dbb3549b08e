//! What a vault says of itself, as JSON near its end.
//!
//! In: the facts of one pack. Out: JSON and back, unknown members refused. Never: anything of a single signature.

use super::{CustodianKey, LONGEST_ABOUT, VaultError};
use crate::proof::Hash;
use crate::proof::digest::{hex, unhex32};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Of which dossier this is the vault, and what its challenge needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VaultAbout {
    pub id: String,
    /// Root of the register.
    pub root: HashText,
    /// Integrity hash of the dossier.
    pub integrity: HashText,
    /// `SHA256:…`
    pub seal_fingerprint: String,
    /// `register.fields` of the statement, `shown` included.
    pub fields: Vec<String>,
    /// Of the challenge; none where no challenge was sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nonce: Option<HashText>,
    /// The random bytes behind each export's commitment, in their order.
    pub exports: Vec<HashText>,
    /// Whom the file is encrypted to, `age1…`; written by the writer.
    pub custodians: Vec<String>,
    /// The one challenge that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<Answered>,
}

/// Dice and sample size of the challenge that was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    pub dice: String,
    pub size: u64,
}

/// 32 bytes that are hex in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HashText(pub Hash);

impl From<Hash> for HashText {
    fn from(hash: Hash) -> HashText {
        HashText(hash)
    }
}

impl Serialize for HashText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex(&self.0))
    }
}

impl<'de> Deserialize<'de> for HashText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<HashText, D::Error> {
        let text = String::deserialize(deserializer)?;
        unhex32(&text).map(HashText).ok_or_else(|| D::Error::custom("not 64 hex digits"))
    }
}

impl VaultAbout {
    /// The custodians' keys.
    pub fn keys(&self) -> Result<Vec<CustodianKey>, VaultError> {
        let keys = self.custodians.iter().map(|text| CustodianKey::parse(text)).collect::<Result<_, _>>();
        keys.map_err(|_| VaultError::Broken("it names a custodian who has no key"))
    }

    pub(super) fn write(&self) -> Result<Vec<u8>, VaultError> {
        let json = serde_json::to_vec(self).expect("texts and numbers are JSON");
        if json.len() as u64 > LONGEST_ABOUT { Err(VaultError::TooLong) } else { Ok(json) }
    }

    pub(super) fn read(untrusted: &[u8]) -> Result<VaultAbout, VaultError> {
        serde_json::from_slice(untrusted).map_err(|_| VaultError::Broken("its description cannot be read"))
    }
}
