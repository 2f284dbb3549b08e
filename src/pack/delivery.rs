//! Where a pack's vault and dossier go: into files that appear together, or to whoever keeps them.
//!
//! In: bytes, the vault's first, then the dossier's, each from beginning to end. Out: what the receiver makes of them.
//! Never: a name before everything is whole.

use super::request::{Made, PackError, PackRequest, Packed};
use crate::scratch::{Draft, Scratch, WriteBehind};
use std::fs::File;
use std::io::{self, Write};
use std::sync::Arc;

/// Takes what a pack makes. A pack that begins anew asks for the vault again; what it wrote before is then void.
pub trait Delivery {
    /// Where the vault is written.
    fn vault(&mut self) -> io::Result<&mut dyn Write>;
    /// The vault's last byte was written.
    fn vault_is_whole(&mut self) -> io::Result<()>;
    /// Where the dossier is written. `rows`: rows lie in it in the clear.
    fn dossier(&mut self, rows: bool) -> io::Result<&mut dyn Write>;
}

/// Drafts in the output folder.
pub(super) struct Files<'s> {
    scratch: &'s Scratch,
    vault: Option<(Draft, Option<WriteBehind>)>,
    dossier: Option<(Draft, Arc<File>)>,
}

impl<'s> Files<'s> {
    pub fn new(scratch: &'s Scratch) -> Files<'s> {
        Files { scratch, vault: None, dossier: None }
    }

    /// The three drafts under the names they will have, the dossier last, and what the pack has made.
    pub fn named(
        self,
        made: Made,
        request: &PackRequest<'_>,
        slip: &[u8],
    ) -> Result<(Vec<(Draft, String)>, Packed), PackError> {
        let slip_draft = self.scratch.draft(0o644)?;
        slip_draft.shared().write_all(slip)?;
        let id = &made.id;
        let dossier_name =
            if request.to.is_empty() { format!("dossier-{id}.zip") } else { format!("{}.age", made.cover_name) };
        let names = [format!("dossier-{id}.vault.age"), format!("dossier-{id}.slip.pdf"), dossier_name];
        let [vault, slip, dossier] = names.each_ref().map(|name| request.out.join(name));
        let drafts = [self.vault.map(|(draft, _)| draft), Some(slip_draft), self.dossier.map(|(draft, _)| draft)];
        let drafts = drafts.into_iter().flatten().zip(names).collect();
        Ok((drafts, Packed { made, dossier, slip, vault }))
    }
}

impl Delivery for Files<'_> {
    fn vault(&mut self) -> io::Result<&mut dyn Write> {
        let draft = self.scratch.draft(0o600)?;
        let behind = WriteBehind::new(draft.shared());
        let (_, behind) = self.vault.insert((draft, Some(behind)));
        Ok(behind.as_mut().expect("it was put there just now"))
    }

    fn vault_is_whole(&mut self) -> io::Result<()> {
        self.vault.as_mut().and_then(|(_, behind)| behind.take()).map_or(Ok(()), WriteBehind::finish)
    }

    fn dossier(&mut self, rows: bool) -> io::Result<&mut dyn Write> {
        let draft = self.scratch.draft(if rows { 0o600 } else { 0o644 })?;
        let file = draft.shared();
        Ok(&mut self.dossier.insert((draft, file)).1)
    }
}
