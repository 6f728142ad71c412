//! Many reports at once: on all cores, in order, each by itself.
//!
//! A [`Batch`] holds a bounded number of items at a time, works on them in parallel and hands the results over in the
//! order of the input, so that the output is the same with any number of threads. A panic in one item is a fault of
//! dateline, but costs that item alone: it becomes a [`Refused`] with the code `fault`. An id or a text that came before
//! in the same run is read all the same, and noted.

use crate::coder::{Coded, Coder};
use dateline_text::{Note, Noted, RawItem, Refused};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Items that are worked on at once.
const AT_ONCE: usize = 64;
/// No further item joins those that are worked on at once when they have so many bytes together. With the limit on an
/// item's length it bounds what a folder of very long files takes.
const BYTES_AT_ONCE: usize = 4 << 20;
/// Threads a core at the most: more only wait for each other, and each has a stack.
const THREADS_A_CORE: usize = 4;

/// Works on many items with one [`Coder`].
#[derive(Debug)]
pub struct Batch<'c> {
    coder: &'c Coder,
    threads: usize,
}

/// What became of one item.
#[derive(Debug)]
pub struct Done<T> {
    /// What the item is called towards people: its id or name.
    pub name: String,
    /// What was made of it, or why nothing was.
    pub result: Result<Noted<T>, Refused>,
}

/// How a run went: every item is in one of the two numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Items that were read.
    pub read: usize,
    /// Items that were refused.
    pub refused: usize,
}

impl<'c> Batch<'c> {
    /// With a thread a core.
    #[must_use]
    pub fn new(coder: &'c Coder) -> Self {
        Self { coder, threads: 0 }
    }

    /// With so many threads, four a core at the most; 0 is one a core.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        self.threads = threads.min(cores * THREADS_A_CORE);
        self
    }

    /// The coder it works with.
    #[must_use]
    pub fn coder(&self) -> &'c Coder {
        self.coder
    }

    /// Codes all items, and hands each result to `sink` in the order of the input.
    ///
    /// # Errors
    /// What `sink` fails with, which ends the run.
    pub fn code<E>(
        &self,
        items: impl Iterator<Item = Result<RawItem, Refused>>,
        sink: impl FnMut(Done<Coded>) -> Result<(), E>,
    ) -> Result<Tally, E> {
        self.run(items, |item| self.code_one(item), sink)
    }

    /// Codes one item, its notes beside it: the work of [`Batch::code`], for who calls [`Batch::run`] otherwise.
    ///
    /// # Errors
    /// When the item cannot be read.
    pub fn code_one(&self, item: &RawItem) -> Result<Noted<Coded>, Refused> {
        let mut coded = self.coder.code(item)?;
        let notes = std::mem::take(&mut coded.notes);
        Ok(Noted { value: coded, notes })
    }

    /// Works on all items with `work`, and hands each result to `sink` in the order of the input.
    ///
    /// # Errors
    /// What `sink` fails with, which ends the run.
    pub fn run<T: Send, E>(
        &self,
        mut items: impl Iterator<Item = Result<RawItem, Refused>>,
        work: impl Fn(&RawItem) -> Result<Noted<T>, Refused> + Sync,
        mut sink: impl FnMut(Done<T>) -> Result<(), E>,
    ) -> Result<Tally, E> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.threads).build();
        let (mut tally, mut seen) = (Tally::default(), Seen::default());
        loop {
            let held = next(&mut items, &mut seen);
            if held.is_empty() {
                return Ok(tally);
            }
            let all = || held.into_par_iter().map(|item| done(item, &work)).collect::<Vec<_>>();
            // Where no thread can be had, the one that asks does the work.
            let results = match &pool {
                Ok(pool) => pool.install(all),
                Err(_) => all(),
            };
            for result in results {
                match result.result {
                    Ok(_) => tally.read += 1,
                    Err(_) => tally.refused += 1,
                }
                sink(result)?;
            }
        }
    }
}

/// Does some work for an item; a panic in it becomes the reason for which the item is refused.
///
/// # Errors
/// What `work` fails with; [`Refused`] with the code `fault` where it panics.
pub fn guarded<T>(name: &str, work: impl FnOnce() -> Result<T, Refused>) -> Result<T, Refused> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let message = "this report met a fault in dateline and was set aside; please report it with the text";
        Err(Refused { id: name.to_owned(), reason: Note::error("fault", message), notes: Vec::new() })
    })
}

/// What an item is called towards people: by its id, else its name.
#[must_use]
pub fn name_of(item: &RawItem) -> String {
    item.id.clone().or_else(|| item.name.clone()).unwrap_or_else(|| "standard input".into())
}

fn done<T>(item: Result<RawItem, Refused>, work: impl Fn(&RawItem) -> Result<Noted<T>, Refused>) -> Done<T> {
    match item {
        Err(refused) => Done { name: refused.id.clone(), result: Err(refused) },
        Ok(item) => {
            let name = name_of(&item);
            let result = guarded(&name, || work(&item));
            Done { name, result }
        }
    }
}

/// The next items that are worked on at once; none at the end.
fn next(items: &mut impl Iterator<Item = Result<RawItem, Refused>>, seen: &mut Seen) -> Vec<Result<RawItem, Refused>> {
    let (mut held, mut bytes) = (Vec::new(), 0);
    while held.len() < AT_ONCE && bytes < BYTES_AT_ONCE {
        let Some(mut item) = items.next() else { break };
        if let Ok(item) = &mut item {
            bytes += item.bytes.len();
            seen.note(item);
        }
        held.push(item);
    }
    held
}

/// Ids and texts of a run, each with the number of the item that had it first.
#[derive(Debug, Default)]
struct Seen {
    items: usize,
    ids: HashMap<[u8; 16], usize>,
    texts: HashMap<[u8; 16], usize>,
}

impl Seen {
    fn note(&mut self, item: &mut RawItem) {
        self.items += 1;
        let number = self.items;
        if let Some(id) = &item.id {
            let first = *self.ids.entry(digest(id.as_bytes())).or_insert(number);
            if first != number {
                let message = format!("item {first} of this run has the same id; records of both share their ids");
                item.notes.push(Note::warning("duplicate-id", message));
            }
        }
        if item.bytes.is_empty() {
            return;
        }
        let first = *self.texts.entry(digest(&item.bytes)).or_insert(number);
        if first != number {
            let message = format!("the same text as item {first} of this run");
            item.notes.push(Note::info("duplicate-text", message));
        }
    }
}

fn digest(bytes: &[u8]) -> [u8; 16] {
    let mut out = [0; 16];
    out.copy_from_slice(&Sha256::digest(bytes)[..16]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    fn run(texts: &[&str], threads: usize) -> (Tally, Vec<(String, String)>) {
        let coder = Coder::fast();
        let items =
            texts.iter().enumerate().map(|(n, t)| Ok(RawItem { name: Some(format!("{n}.txt")), ..RawItem::new(*t) }));
        let work = |item: &RawItem| match &item.bytes[..] {
            b"poison" => panic!("a rule that errs"),
            bytes => Ok(Noted { value: String::from_utf8_lossy(bytes).into_owned(), notes: item.notes.clone() }),
        };
        let mut out = Vec::new();
        let tally = Batch::new(&coder).threads(threads).run(items, work, |done| {
            let told = match done.result {
                Ok(noted) => {
                    let codes = noted.notes.iter().map(|n| n.code);
                    [noted.value.as_str()].into_iter().chain(codes).collect::<Vec<_>>().join(" ")
                }
                Err(refused) => refused.reason.code.to_owned(),
            };
            out.push((done.name, told));
            Ok::<(), Infallible>(())
        });
        (tally.unwrap(), out)
    }

    #[test]
    fn a_panic_costs_its_item_and_order_is_kept() {
        let texts: Vec<String> =
            (0..300).map(|n| if n % 7 == 3 { "poison".into() } else { format!("report {n}") }).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let (tally, one) = run(&texts, 1);
        assert_eq!(tally, Tally { read: 257, refused: 43 });
        assert_eq!((one[2].1.as_str(), one[3].1.as_str(), one[299].1.as_str()), ("report 2", "fault", "report 299"));
        assert_eq!(run(&texts, 1_000_000).1, one, "any number of threads gives the same");
    }

    #[test]
    fn the_same_text_twice_is_noted_and_read() {
        let (tally, out) = run(&["one", "two", "one"], 2);
        assert_eq!(tally.read, 3);
        assert_eq!(out[2].1, "one duplicate-text");
    }

    #[test]
    fn the_same_id_twice_is_noted() {
        let mut seen = Seen::default();
        let mut codes = |id: &str, text: &str| {
            let mut item = RawItem { id: Some(id.into()), ..RawItem::new(text) };
            seen.note(&mut item);
            item.notes.iter().map(|n| n.code).collect::<Vec<_>>()
        };
        assert_eq!(codes("7", "a"), [] as [&str; 0]);
        assert_eq!(codes("8", "b"), [] as [&str; 0]);
        assert_eq!(codes("7", "c"), ["duplicate-id"]);
        assert_eq!(codes("7", "b"), ["duplicate-id", "duplicate-text"]);
    }
}
