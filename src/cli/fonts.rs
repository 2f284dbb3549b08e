//! The fonts that a door gives to the steps: those of the binary, and Noto Sans CJK where the machine has it.

use super::files::unreadable;
use super::voice::{Plain, Trouble};
use crate::paper::Fonts;
use std::io::Read as _;
use std::path::Path;

/// Where systems put it: Debian and its kin, Arch and its kin.
const INSTALLED: [&str; 2] =
    ["/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc"];

/// The collection has 20 MB; what is cut here is read as none.
const LARGEST: u64 = 100 << 20;

/// The fonts for a setting `[paper] cjk_font`.
///
/// # Errors
/// A path that was named and cannot be read, or is another font.
pub fn at_hand(cjk_font: &str) -> Result<Fonts, Trouble> {
    match cjk_font {
        "none" => Ok(Fonts::built_in()),
        "auto" | "" => {
            let found = INSTALLED.iter().find_map(|path| std::fs::read(path).ok());
            let fonts = found.and_then(|collection| Fonts::built_in().with_cjk(collection).ok());
            Ok(fonts.unwrap_or_else(Fonts::built_in))
        }
        named => {
            let of_setting = |trouble: Trouble| trouble.in_file(&"[paper] `cjk_font`");
            let collection = read(Path::new(named)).map_err(of_setting)?;
            let fonts = Fonts::built_in().with_cjk(collection);
            fonts.map_err(|error| of_setting(Trouble::could_not(error).in_file(&Plain(named))))
        }
    }
}

/// Never waits for what is no file, and never reads without end.
fn read(path: &Path) -> Result<Vec<u8>, Trouble> {
    let failed = |error: std::io::Error| unreadable(path, error.kind());
    let shown = path.display().to_string();
    if !std::fs::metadata(path).map_err(failed)?.is_file() {
        return Err(Trouble::could_not(format_args!(
            "{} is no file. Name the file NotoSansCJK-Regular.ttc, or `none`.",
            Plain(&shown)
        )));
    }
    let mut bytes = Vec::new();
    std::fs::File::open(path).and_then(|file| file.take(LARGEST).read_to_end(&mut bytes)).map_err(failed)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::at_hand;

    #[test]
    fn a_font_that_was_named_must_be_there_and_be_the_one() {
        for unset in ["none", "auto", ""] {
            assert!(at_hand(unset).is_ok(), "{unset}");
        }
        for (named, word) in [
            ("/nowhere/NotoSansCJK-Regular.ttc", "there is no such file"),
            (concat!(env!("CARGO_MANIFEST_DIR"), "/config/fonts/NotoSans-Bold.ttf"), "no Noto Sans CJK"),
            (concat!(env!("CARGO_MANIFEST_DIR"), "/config/fonts"), "is no file"),
            // Would never end, as a pipe would never begin.
            ("/dev/zero", "is no file"),
        ] {
            let said = at_hand(named).err().expect("a mistake").to_string();
            assert!(said.starts_with("[paper] `cjk_font`: ") && said.contains(word) && said.contains(named), "{said}");
            assert!(said.matches(". ").count() == 1 && said.ends_with('.'), "{said}");
        }
    }
}
