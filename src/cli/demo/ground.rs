//! The demo's folder: it is filled again and again, but nothing is overwritten or removed that the demo did not make.
//!
//! `.made-by-demo` lists what was made, as `sha256sum` would; a file that is there with another digest is not ours.

use crate::cli::voice::{Plain, Trouble};
use crate::proof::digest;
use crate::refusal;
use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

const MARK: &str = ".made-by-demo";
const PART: &str = ".made-by-demo.part";

/// The folder, with a list of what the demo made in it.
pub struct Ground {
    folder: PathBuf,
}

impl Ground {
    /// A folder that is missing, empty, or the demo's own; what the demo made the last time is gone then.
    ///
    /// # Errors
    /// A folder with things that are not the demo's.
    pub fn open(folder: &Path) -> Result<Ground, Trouble> {
        let ground = Ground { folder: folder.to_owned() };
        let failed = |error: io::Error| ground.failed(&error);
        fs::create_dir_all(folder).map_err(failed)?;
        let mark = folder.join(MARK);
        match fs::read_to_string(&mark) {
            Ok(made) => ground.clear(&made).map_err(failed)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if fs::read_dir(folder).map_err(failed)?.next().is_some() {
                    return Err(Trouble::could_not(format_args!(
                        "{} holds files that the demo did not make. Name another folder with --out.",
                        ground.name()
                    )));
                }
            }
            Err(error) => return Err(failed(error)),
        }
        fs::write(&mark, "").map_err(failed)?;
        Ok(ground)
    }

    fn name(&self) -> String {
        Plain(&self.folder.display().to_string()).to_string()
    }

    fn failed(&self, error: &io::Error) -> Trouble {
        Trouble::could_not(format_args!(
            "{} cannot be written to: {}. Make room, or name another folder with --out.",
            self.name(),
            refusal::in_words(error.kind())
        ))
    }

    /// Removes what the list names and what is still as it was made. Whatever else lies there stays.
    fn clear(&self, made: &str) -> io::Result<()> {
        for (hash, name) in made.lines().filter_map(|line| line.split_once("  ")) {
            let path = self.folder.join(name);
            let inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
            let ours = inside
                && fs::symlink_metadata(&path).is_ok_and(|about| about.is_file())
                && digest_of(&path).is_ok_and(|found| found == hash);
            if ours {
                fs::remove_file(&path)?;
            }
        }
        Ok(())
    }

    /// Writes a file whole or not at all; never over one that is there.
    pub fn write(&mut self, name: &str, bytes: &[u8]) -> Result<PathBuf, Trouble> {
        let path = self.folder.join(name);
        if fs::symlink_metadata(&path).is_ok() {
            return Err(Trouble::could_not(format_args!(
                "{} was changed since the demo made it. Move it elsewhere, or name another folder with --out.",
                Plain(&path.display().to_string())
            )));
        }
        let part = self.folder.join(PART);
        fs::write(&part, bytes)
            .and_then(|()| self.list(&digest::hex(&digest::sha256(bytes)), Path::new(name)))
            .and_then(|()| fs::rename(&part, &path))
            .map_err(|error| self.failed(&error))?;
        Ok(path)
    }

    /// Lists a file that a pack has just made in the folder.
    pub fn claim(&mut self, path: &Path) -> Result<(), Trouble> {
        let name = path.strip_prefix(&self.folder).expect("the pack wrote below the demo's folder");
        digest_of(path).and_then(|hash| self.list(&hash, name)).map_err(|error| self.failed(&error))
    }

    fn list(&self, hash: &str, name: &Path) -> io::Result<()> {
        let mut mark = fs::OpenOptions::new().append(true).open(self.folder.join(MARK))?;
        writeln!(mark, "{hash}  {}", name.display())
    }
}

fn digest_of(path: &Path) -> io::Result<String> {
    let mut sha256 = digest::Sha256::new();
    io::copy(&mut fs::File::open(path)?, &mut sha256)?;
    Ok(digest::hex(&sha256.finish()))
}

#[cfg(test)]
mod tests {
    use super::Ground;
    use std::fs;

    #[test]
    fn only_what_the_demo_made_goes() {
        let temporary = tempfile::tempdir().expect("a folder");
        let folder = temporary.path().join("demo");
        let mut ground = Ground::open(&folder).expect("missing is fine");
        ground.write("export.csv", b"a").expect("nothing is in the way");
        fs::write(folder.join("mine.txt"), "mine").expect("written");
        Ground::open(&folder).expect("the demo's own").write("export.csv", b"a").expect("its own went");
        fs::write(folder.join("export.csv"), "changed").expect("written");
        let said = Ground::open(&folder).expect("still its own").write("export.csv", b"a").expect_err("changed");
        assert!(said.to_string().contains("was changed"), "{said}");
        assert_eq!(fs::read(folder.join("export.csv")).expect("there"), b"changed");
        assert_eq!(fs::read(folder.join("mine.txt")).expect("there"), b"mine");
    }

    #[test]
    fn a_folder_of_somebody_else_stays_as_it_is() {
        let temporary = tempfile::tempdir().expect("a folder");
        fs::write(temporary.path().join("thesis.tex"), "years").expect("written");
        assert!(Ground::open(temporary.path()).is_err());
        assert_eq!(fs::read_dir(temporary.path()).expect("there").count(), 1);
    }
}
