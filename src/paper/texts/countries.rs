//! Names of countries in a dossier's language, and the order in which a reader looks for them.
//!
//! In: ISO 3166-1 alpha-2 codes. Out: names, and how two of them compare. Never: a view of what is a country.

use super::Texts;
use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::Locale;
use std::borrow::Cow;

pub(super) const COUNTRIES: &str = include_str!("../../../config/texts/countries.csv");

impl Texts {
    /// The name of a country by its ISO 3166-1 alpha-2 code; a code without a name as it is.
    pub(crate) fn country(&self, code: &str) -> Cow<'_, str> {
        if code == crate::counts::OTHER {
            return self.say("other-country");
        }
        let mut lines = COUNTRIES.lines();
        let column = lines.next().and_then(|head| head.split(',').position(|name| name == self.language.code));
        lines
            .find_map(|line| line.strip_prefix(code)?.strip_prefix(',')?.split(',').nth(column? - 1))
            .map_or_else(|| Cow::Owned(code.to_owned()), Cow::Borrowed)
    }

    /// Who a dossier is for, in one line: name, office, and the country by its name.
    pub(crate) fn recipient(&self, name: &str, office: Option<&str>, country: Option<&str>) -> String {
        let country = country.map(|code| self.country(code));
        [Some(name), office, country.as_deref()]
            .into_iter()
            .flatten()
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(&self.say("comma"))
    }

    /// The order of letters in this language (CLDR).
    pub(crate) fn order(&self) -> CollatorBorrowed<'static> {
        let locale: Locale = self.language.locale.parse().expect("the locales of LANGUAGES are locales");
        Collator::try_new(locale.into(), CollatorOptions::default()).expect("the rules are compiled in")
    }
}
