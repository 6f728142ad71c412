//! Where reports come from: files, folders, standard input, and what is in them.
//!
//! An [`Items`] yields one item after the other and holds one at a time. What cannot be read becomes a [`Refused`] in
//! its place; nothing else is lost by it. What a file is and how items are got out of it is the crate `dateline-source`,
//! whose codes are its own; the files themselves are behind [`Files`].
//!
//! # Codes
//!
//! | code | level | when |
//! |---|---|---|
//! | `unreadable` | error | the system would not open it, or not show what a folder holds |
//! | `link` | info | a link inside a folder, which is not followed |
//! | `fault` | error | a fault of dateline's own while a file was taken apart; the rest of that file is not read |

use crate::io::{Disk, Entry, Files};
pub use dateline_source::{Fields, From, Options};
use dateline_source::{Found, Item, Opened};
use dateline_text::{Note, RawItem, Refused};
use std::collections::VecDeque;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// Items one after the other.
pub struct Items<'f> {
    files: &'f dyn Files,
    options: Options,
    waiting: VecDeque<Waiting>,
    /// The file in hand, and what it is called.
    opened: Option<(String, Opened)>,
    group: Option<String>,
    notes: Vec<(String, Note)>,
}

enum Waiting {
    Standard,
    /// An item that was read before.
    Ready(Box<Result<RawItem, Refused>>),
    /// A file.
    File(PathBuf),
    Refused(Refused),
}

impl Items<'static> {
    /// Items of these paths on this machine, in order; a folder stands for the files under it in order of name, `-` for
    /// standard input.
    #[must_use]
    pub fn new(paths: &[PathBuf], options: Options) -> Self {
        Items::on(&Disk, paths, options)
    }

    /// Items that were read before, in order.
    #[must_use]
    pub fn ready(items: Vec<Result<RawItem, Refused>>) -> Self {
        let mut all = Self::new(&[], Options::default());
        all.waiting = items.into_iter().map(|item| Waiting::Ready(Box::new(item))).collect();
        all
    }
}

impl<'f> Items<'f> {
    /// The same, of other files than this machine's.
    #[must_use]
    pub fn on(files: &'f dyn Files, paths: &[PathBuf], options: Options) -> Self {
        let mut all = Self { files, options, waiting: VecDeque::new(), opened: None, group: None, notes: Vec::new() };
        for path in paths {
            if path.as_os_str() == "-" {
                all.waiting.push_back(Waiting::Standard);
            } else if files.is_folder(path) {
                all.folder(path);
            } else {
                all.waiting.push_back(Waiting::File(path.clone()));
            }
        }
        all
    }

    /// The value of the field that groups, in the line that came last.
    #[must_use]
    pub fn group(&self) -> Option<&str> {
        self.group.as_deref()
    }

    /// Files that are still to be opened: for a progress bar.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// What was passed over without being an item, each with its name; given out once.
    pub fn notes(&mut self) -> Vec<(String, Note)> {
        std::mem::take(&mut self.notes)
    }

    fn folder(&mut self, path: &Path) {
        for entry in self.files.below(path) {
            match entry {
                Entry::File(path) => self.waiting.push_back(Waiting::File(path)),
                Entry::Link(path) => {
                    let message = "a link inside a folder is not followed; name the file it leads to, to have it read";
                    self.notes.push((path.display().to_string(), Note::info("link", message)));
                }
                Entry::Unreadable(path, why) => {
                    self.waiting.push_back(Waiting::Refused(refused(&path.display().to_string(), "unreadable", why)));
                }
            }
        }
    }

    /// Takes the next in hand; what can be said at once of one that is no file, or cannot be opened.
    fn open(&mut self, next: Waiting) -> Option<Result<RawItem, Refused>> {
        let (name, reader): (_, Box<dyn Read>) = match next {
            Waiting::Refused(refused) => return Some(Err(refused)),
            Waiting::Ready(item) => return Some(*item),
            Waiting::Standard => (None, self.files.standard_input()),
            Waiting::File(path) => {
                let name = path.display().to_string();
                match self.files.open(&path) {
                    Ok(file) => (Some(name), file),
                    Err(error) => return Some(Err(refused(&name, "unreadable", format!("{name}: {error}")))),
                }
            }
        };
        let opened = catch_unwind(AssertUnwindSafe(|| dateline_source::open(name.as_deref(), reader, &self.options)));
        let name = name.unwrap_or_else(|| "standard input".into());
        match opened {
            Ok(opened) => self.opened = Some((name, opened)),
            Err(_) => return Some(Err(fault(&name))),
        }
        None
    }

    /// The next item of the file in hand; `None` at its end.
    fn item(&mut self) -> Option<Result<RawItem, Refused>> {
        let (name, opened) = self.opened.as_mut()?;
        let next: Option<Found> =
            catch_unwind(AssertUnwindSafe(|| opened.next())).unwrap_or_else(|_| Some(Err(fault(name))));
        match next {
            Some(Ok(Item { raw, group })) => {
                self.group = group;
                Some(Ok(raw))
            }
            Some(Err(refused)) => {
                if refused.reason.code == FAULT {
                    self.opened = None;
                }
                Some(Err(refused))
            }
            None => {
                self.opened = None;
                None
            }
        }
    }
}

impl Iterator for Items<'_> {
    type Item = Result<RawItem, Refused>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.item() {
                return Some(item);
            }
            let next = self.waiting.pop_front()?;
            if let Some(item) = self.open(next) {
                return Some(item);
            }
        }
    }
}

/// The code of what a panic cost.
const FAULT: &str = "fault";

fn fault(name: &str) -> Refused {
    let message = format!(
        "{name}: it met a fault in dateline and what is left of it was set aside; please report it with the file"
    );
    refused(name, FAULT, message)
}

fn refused(name: &str, code: &'static str, message: String) -> Refused {
    Refused { id: name.to_owned(), reason: Note::error(code, message), notes: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;
    use std::io::{self, Cursor};

    /// A disk in memory; a file that begins with `!` breaks off with an error after what follows.
    struct Memory(BTreeMap<&'static str, &'static str>);

    /// Gives what it has, then fails.
    struct Breaks(Cursor<&'static [u8]>);

    impl Read for Breaks {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            match self.0.read(out)? {
                0 => Err(io::Error::other("the disk failed")),
                n => Ok(n),
            }
        }
    }

    impl Files for Memory {
        fn open(&self, path: &Path) -> io::Result<Box<dyn Read>> {
            let found = path.to_str().and_then(|p| self.0.get(p).copied());
            let text = found.ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "no such file"))?;
            Ok(match text.strip_prefix('!') {
                Some(rest) => Box::new(Breaks(Cursor::new(rest.as_bytes()))),
                None => Box::new(Cursor::new(text.as_bytes())),
            })
        }

        fn standard_input(&self) -> Box<dyn Read> {
            Box::new(Cursor::new(b"piped".as_slice()))
        }

        fn is_folder(&self, path: &Path) -> bool {
            path.to_str().is_some_and(|p| self.0.keys().any(|k| k.starts_with(&format!("{p}/"))))
        }

        fn below(&self, folder: &Path) -> Vec<Entry> {
            let inside = |k: &&&str| Path::new(**k).starts_with(folder);
            let entry = |k: &&str| match *k {
                k if k.ends_with(".link") => Entry::Link(k.into()),
                k if k.ends_with(".locked") => Entry::Unreadable(k.into(), "permission denied".into()),
                k => Entry::File(k.into()),
            };
            self.0.keys().filter(inside).map(entry).collect()
        }
    }

    fn check(files: &[(&'static str, &'static str)], paths: &[&str], from: From, want: &[&str]) {
        let disk = Memory(files.iter().copied().collect());
        let options = Options { from, max_bytes: 100, ..Options::default() };
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        let mut items = Items::on(&disk, &paths, options);
        let mut got: Vec<String> = Vec::new();
        for item in items.by_ref() {
            got.push(match item {
                Ok(i) => {
                    let name = i.id.or(i.name).unwrap_or_else(|| "-".into());
                    format!("{name}: {}", String::from_utf8_lossy(&i.bytes))
                }
                Err(r) => format!("{}! {}", r.id, r.reason.code),
            });
        }
        got.extend(items.notes().into_iter().map(|(name, note)| format!("{name}? {}", note.code)));
        assert_eq!(got, want);
    }

    #[test]
    fn a_failing_disk_costs_what_it_holds_alone() {
        let files =
            [("in/a.txt", "one"), ("in/b.txt", "!half"), ("in/c.locked", ""), ("in/d.link", ""), ("in/e.txt", "two")];
        let want = [
            "in/a.txt: one",
            "in/b.txt! unreadable",
            "in/c.locked! unreadable",
            "in/e.txt: two",
            "gone! unreadable",
            "-: piped",
            "in/d.link? link",
        ];
        check(&files, &["in", "gone", "-"], From::Text, &want);
    }

    #[test]
    fn a_file_of_lines_that_breaks_off_gives_the_lines_before() {
        let text = "!{\"id\":\"1\",\"text\":\"one\"}\n{\"id\":\"2\",\"te";
        check(
            &[("a", text), ("b", "{\"id\":\"3\",\"text\":\"three\"}")],
            &["a", "b"],
            From::Jsonl,
            &["1: one", "a:2! unreadable", "3: three"],
        );
    }

    #[test]
    fn files_of_other_formats_are_named() {
        let names = ["a.ann", "a.conllu", "a.eml", "a.rtf", "a.srt", "a.txt", "a"];
        let files: Vec<(&'static str, &'static str)> = names.iter().map(|n| (*n, "text")).collect();
        let want = [
            "a.ann! format",
            "a.conllu! format",
            "a.eml! format",
            "a.rtf! format",
            "a.srt! format",
            "a.txt: text",
            "a: text",
        ];
        check(&files, &names, From::Auto, &want);
    }
}
