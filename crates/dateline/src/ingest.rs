//! From items into a project file: each coded once, whatever was there before, however often it is begun.

use crate::batch::{Batch, Done};
use crate::coder::Coded;
use dateline_contract::Codebook;
use dateline_store::{Added, Content, Counts, Entry, Project, Run, StoreError};
use dateline_text::{Noted, RawItem, Refused};
use std::cell::RefCell;
use std::collections::{HashSet, VecDeque};

/// Reports between two commits: what a run that is cut off has to code again at the most, beside those in work.
const A_COMMIT: u64 = 64;

/// Codes items into a project file: reports that it holds are not coded again, so that the same call goes on where an earlier
/// one was cut off. Every item is counted once: stored, there, or refused. `tell` hears of each that was coded or refused.
///
/// # Errors
/// Where the file cannot be written; what was committed until then stays.
pub fn ingest(
    project: &mut Project,
    batch: &Batch<'_>,
    run: &Run<'_>,
    codebook: Codebook,
    items: impl Iterator<Item = Result<RawItem, Refused>>,
    tell: impl FnMut(Done<()>, Counts),
) -> Result<Counts, StoreError> {
    worked(project, batch, run, codebook, items, |item| batch.code_one(item), tell)
}

/// The same with any work that codes an item.
fn worked(
    project: &mut Project,
    batch: &Batch<'_>,
    run: &Run<'_>,
    codebook: Codebook,
    mut items: impl Iterator<Item = Result<RawItem, Refused>>,
    work: impl Fn(&RawItem) -> Result<Noted<Coded>, Refused> + Sync,
    mut tell: impl FnMut(Done<()>, Counts),
) -> Result<Counts, StoreError> {
    let number = project.begin(run)?;
    let desk = RefCell::new(Desk {
        project,
        counts: Counts::default(),
        work: VecDeque::new(),
        held: HashSet::new(),
        failed: None,
    });
    let feed = std::iter::from_fn(|| {
        loop {
            let item = items.next()?;
            match desk.borrow_mut().admit(&item) {
                Ok(true) => return Some(item),
                Ok(false) => {}
                Err(e) => {
                    desk.borrow_mut().failed = Some(e);
                    return None;
                }
            }
        }
    });
    batch.run(feed, work, |done| {
        let mut desk = desk.borrow_mut();
        let result = desk.store(number, codebook, &done);
        let told = Done { name: done.name, result: done.result.map(|n| Noted { value: (), notes: n.notes }) };
        tell(told, desk.counts);
        result
    })?;
    let Desk { project, counts, failed, .. } = desk.into_inner();
    match failed {
        Some(e) => Err(e),
        None => project.reapply().and_then(|()| project.end(number, counts)).map(|()| counts),
    }
}

/// What is in work between file and batch.
struct Desk<'p> {
    project: &'p mut Project,
    counts: Counts,
    /// Of the items handed to the batch, in their order, what each is known by.
    work: VecDeque<Option<Content>>,
    /// The same, to be asked.
    held: HashSet<Content>,
    failed: Option<StoreError>,
}

impl Desk<'_> {
    /// Whether an item is to be coded.
    fn admit(&mut self, item: &Result<RawItem, Refused>) -> Result<bool, StoreError> {
        self.counts.items += 1;
        let content = item.as_ref().ok().map(content_of);
        if let Some(content) = content
            && (!self.held.insert(content) || self.project.has(content)?)
        {
            self.counts.there += 1;
            return Ok(false);
        }
        self.work.push_back(content);
        Ok(true)
    }

    fn store(&mut self, run: i64, codebook: Codebook, done: &Done<Coded>) -> Result<(), StoreError> {
        let content = self.work.pop_front().flatten();
        match (&done.result, content) {
            (Ok(coded), Some(content)) => {
                self.held.remove(&content);
                let coded = &coded.value;
                let lines = coded.lines(codebook, false);
                let entry = Entry { content, text: coded.analysis.text(), lines: &lines };
                match self.project.add(run, &entry)? {
                    Added::New => self.counts.stored += 1,
                    Added::There => self.counts.there += 1,
                }
            }
            (Ok(_), None) => {}
            (Err(refused), content) => {
                if let Some(content) = content {
                    self.held.remove(&content);
                }
                self.counts.refused += 1;
                let reason = &refused.reason;
                self.project.refuse(run, &done.name, reason.code, &reason.message)?;
            }
        }
        if (self.counts.stored + self.counts.refused).is_multiple_of(A_COMMIT) {
            self.project.commit()?;
        }
        Ok(())
    }
}

/// What a report is known by: its text as it came, title, outlet and day.
fn content_of(item: &RawItem) -> Content {
    let meta = &item.meta;
    let of = |field: &Option<String>| field.clone().map(String::into_bytes);
    let (title, outlet, day) = (of(&meta.title), of(&meta.publisher), of(&meta.date));
    Content::of(&[Some(&item.bytes), title.as_deref(), outlet.as_deref(), day.as_deref()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Coder;

    #[test]
    fn a_poisoned_report_is_set_aside_and_the_rest_is_stored() {
        let folder = tempfile::tempdir().unwrap();
        let mut project = Project::write(&folder.path().join("a.dateline")).unwrap();
        let coder = Coder::fast();
        let batch = Batch::new(&coder);
        let versions = coder.versions();
        let run = Run { started: "2026-01-01T00:00:00Z", versions: &versions, codebook: "plover-2.0", options: "" };
        let texts: Vec<String> = (0..150).map(|i| format!("Norway accused Chad of shelling {i} villages.")).collect();
        let items = || {
            texts.iter().enumerate().map(|(i, t)| Ok(RawItem { id: Some(i.to_string()), ..RawItem::new(t.as_str()) }))
        };
        let poisoned = |item: &RawItem| match item.id.as_deref() {
            Some("3" | "77") => panic!("a rule that errs"),
            _ => batch.code_one(item),
        };
        let mut told = Vec::new();
        let tell = |done: Done<()>, _| told.extend(done.result.err().map(|r| (done.name, r.reason.code)));
        let codebook = Codebook::Plover20;
        let counts = worked(&mut project, &batch, &run, codebook, items(), poisoned, tell).unwrap();
        assert_eq!(counts, Counts { items: 150, stored: 148, there: 0, refused: 2 });
        assert_eq!(told, [("3".to_owned(), "fault"), ("77".to_owned(), "fault")]);
        drop(project);
        // Mended, it is coded, and the rest is not coded again.
        let mut project = Project::write(&folder.path().join("a.dateline")).unwrap();
        let counts = ingest(&mut project, &batch, &run, codebook, items(), |_, _| {}).unwrap();
        assert_eq!(counts, Counts { items: 150, stored: 2, there: 148, refused: 0 });
    }
}
