//! What a fault of the program itself may leave behind: no core dump, and no word of what was being read.

use std::panic::{self, PanicHookInfo};

/// From here on, memory is not written to disk when the program is killed, and a panic tells its place alone.
pub fn begin() {
    // Where the system does not allow it, the program works as well; SECURITY.md speaks of core dumps.
    let _ = rustix::process::setrlimit(
        rustix::process::Resource::Core,
        rustix::process::Rlimit { current: Some(0), maximum: Some(0) },
    );
    panic::set_hook(Box::new(hook));
}

fn hook(panic: &PanicHookInfo<'_>) {
    use std::io::Write;
    let place = panic.location().map(|place| (place.file(), place.line()));
    // Nobody is left to tell if stderr is closed.
    let _ = writeln!(std::io::stderr().lock(), "error: {}", in_words(place));
}

/// Never a panic's own message: it may quote a cell.
fn in_words(place: Option<(&str, u32)>) -> String {
    let place = match place {
        // Sources of libraries stand in a folder of the machine that built the program; it is nobody's business.
        Some((file, line)) => format!("{}:{line}", file.rsplit_once("/registry/src/").map_or(file, |(_, inner)| inner)),
        None => "a place that is not known".to_owned(),
    };
    format!(
        "the program has a fault and met it at {place}. Tell its makers this place, and trust no result of this run."
    )
}

#[cfg(test)]
mod tests {
    use super::{begin, in_words};
    use std::panic;

    #[test]
    fn a_panic_tells_its_place_and_not_its_message() {
        let said = in_words(Some(("src/pack.rs", 12)));
        assert!(said.contains("src/pack.rs:12") && said.matches(". ").count() == 1, "{said}");
        let of_library = in_words(Some(("/home/someone/.cargo/registry/src/index/age-0.12/src/lib.rs", 3)));
        assert!(of_library.contains("age-0.12/src/lib.rs:3") && !of_library.contains("someone"), "{of_library}");
        assert!(in_words(None).contains("not known"));
    }

    #[test]
    fn no_core_is_dumped() {
        begin();
        let _ = panic::take_hook();
        assert_eq!(rustix::process::getrlimit(rustix::process::Resource::Core).current, Some(0));
    }
}
