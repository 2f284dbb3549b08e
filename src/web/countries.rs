//! Countries by name, as recipients and signatures have them.

const TABLE: &str = include_str!("../../config/texts/countries.csv");

/// Code (ISO 3166-1 alpha-2) and name in this language, in the order of the names; English where there is no column.
pub fn named(language: &str) -> Vec<(&'static str, &'static str)> {
    let mut lines = TABLE.lines();
    let column = lines.next().and_then(|head| head.split(',').position(|code| code == language)).unwrap_or(1);
    let mut named: Vec<(&str, &str)> = lines.filter_map(|line| in_line(line, column)).collect();
    named.sort_by_key(|(_, name)| plain(name));
    named
}

/// The name of one country; its code where there is none.
pub fn name(language: &str, code: &str) -> String {
    let named = named(language).into_iter().find(|(own, _)| *own == code);
    named.map_or(code, |(_, name)| name).to_owned()
}

/// Names with a comma stand in quotation marks.
fn in_line(line: &'static str, column: usize) -> Option<(&'static str, &'static str)> {
    let (code, mut rest) = line.split_once(',')?;
    for _ in 1..column {
        rest = cell(rest).1;
    }
    Some((code, cell(rest).0))
}

fn cell(rest: &str) -> (&str, &str) {
    match rest.strip_prefix('"') {
        Some(quoted) => {
            quoted.split_once('"').map_or((quoted, ""), |(cell, rest)| (cell, rest.trim_start_matches(',')))
        }
        None => rest.split_once(',').unwrap_or((rest, "")),
    }
}

/// As it is looked for: without case and without the accents that names of countries have.
fn plain(name: &str) -> String {
    let letters = name.to_lowercase();
    letters
        .chars()
        .map(|letter| match letter {
            'à' | 'á' | 'â' | 'ã' | 'å' => 'a',
            'ç' => 'c',
            'è' | 'é' | 'ê' | 'ë' => 'e',
            'í' | 'î' | 'ï' => 'i',
            'ó' | 'ô' | 'õ' => 'o',
            'ú' | 'û' | 'ü' => 'u',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn countries_stand_in_the_order_of_their_names() {
        let french = named("fr");
        assert!(french.contains(&("AE", "Émirats arabes unis")) && french.len() > 240);
        let place = |wanted: &str| french.iter().position(|(code, _)| *code == wanted);
        assert!(place("EG") < place("AE") && place("AE") < place("ES"));
        assert!(
            named("en").iter().all(|(code, name)| code.len() == 2 && !name.contains(['"', ',']) || name.contains(", "))
        );
    }
}
