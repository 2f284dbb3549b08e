//! Sizes and times as people say them.

use super::super::Shell;

/// A size in bytes, in three digits or so.
pub fn size(bytes: u64, shell: &Shell) -> String {
    const UNITS: [(u64, &str); 3] = [(1_000_000_000, "size-gb"), (1_000_000, "size-mb"), (1_000, "size-kb")];
    let Some((unit, id)) = UNITS.into_iter().find(|(unit, _)| bytes >= *unit) else {
        return shell.say_of("size-b", &bytes.to_string());
    };
    let tenths = bytes / (unit / 10);
    let comma = shell.say("decimal");
    let shown = if tenths < 100 { format!("{}{comma}{}", tenths / 10, tenths % 10) } else { (tenths / 10).to_string() };
    shell.say_of(id, &shown)
}
