//! The fonts that a door gives to the steps: those of the binary, and Noto Sans CJK where the machine has it.

use super::files::unreadable;
use super::voice::{Plain, Trouble};
use crate::paper::Fonts;
use std::path::Path;

/// Where systems put it: Debian and its kin, Arch and its kin.
const INSTALLED: [&str; 2] =
    ["/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc"];

/// The fonts for a setting `[paper] cjk_font`.
///
/// # Errors
/// A path that was named and cannot be read, or is another font.
pub fn at_hand(cjk_font: &str) -> Result<Fonts, Trouble> {
    match cjk_font {
        "none" => Ok(Fonts::built_in()),
        "auto" => {
            let found = INSTALLED.iter().find_map(|path| std::fs::read(path).ok());
            let fonts = found.and_then(|collection| Fonts::built_in().with_cjk(collection).ok());
            Ok(fonts.unwrap_or_else(Fonts::built_in))
        }
        named => {
            let path = Path::new(named);
            let collection = std::fs::read(path).map_err(|error| unreadable(path, error.kind()))?;
            let fonts = Fonts::built_in().with_cjk(collection);
            fonts.map_err(|error| Trouble::could_not(error).in_file(&Plain(named)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::at_hand;

    #[test]
    fn a_font_that_was_named_must_be_there_and_be_the_one() {
        assert!(at_hand("none").is_ok() && at_hand("auto").is_ok());
        assert!(at_hand("/nowhere/NotoSansCJK-Regular.ttc").is_err());
        assert!(at_hand(concat!(env!("CARGO_MANIFEST_DIR"), "/config/fonts/NotoSans-Bold.ttf")).is_err());
    }
}
