//! Gold as a table: columns parted by tabs, an event a row, under a header.
//!
//! `id`, `text`, `event`, `mode`, `actor`, `recipient` must be there; `trigger`, `place`, `when`, `status`, `date`, `title` and
//! `split` may. Actor, recipient and the like are words that occur in the text, several parted by a semicolon: the first
//! place where they occur is meant, as whole words where there is one. Rows of one id are one passage, whose text stands in
//! the first of them at least; one without an event is a passage in which nothing happens.

use super::gold::{Passage, Place, Scope, Told, category, mode, status};
use dateline::text::{DataError, DataFile};
use std::collections::BTreeMap;

/// Columns that must be there.
const NEEDED: [&str; 6] = ["id", "text", "event", "mode", "actor", "recipient"];
/// Columns that may be there.
const MORE: [&str; 7] = ["trigger", "place", "when", "status", "date", "title", "split"];

/// What is wrong, and what to do.
type Wrong = (String, String);

/// The passages of a file.
///
/// # Errors
/// The first line that cannot be read, what is wrong with it and what to do.
pub(super) fn read(file: &DataFile, split: Option<&str>) -> Result<Vec<Passage>, DataError> {
    let mut lines = (1..).zip(file.text.trim_start_matches('\u{feff}').lines()).filter(|(_, l)| !l.trim().is_empty());
    let Some((number, head)) = lines.next() else { return Ok(Vec::new()) };
    let columns = columns(head).map_err(|(reason, remedy)| file.wrong(number, reason, remedy))?;
    let scope = Scope { modes: true, status: columns.contains_key("status"), ..Scope::default() };
    let (mut out, mut places): (Vec<Passage>, BTreeMap<String, usize>) = (Vec::new(), BTreeMap::new());
    for (number, line) in lines {
        let row = Row { columns: &columns, cells: line.split('\t').collect() };
        let wrong = |(reason, remedy): Wrong| file.wrong(number, reason, remedy);
        row.whole().map_err(wrong)?;
        if split.is_some_and(|s| row.cell("split") != s) {
            continue;
        }
        let id = row.cell("id");
        let at = match places.get(id) {
            Some(at) => *at,
            None => {
                out.push(row.passage(scope).map_err(wrong)?);
                places.insert(id.to_owned(), out.len() - 1);
                out.len() - 1
            }
        };
        let passage = &mut out[at];
        if !matches!(row.cell("text"), "" | "\"\"") && row.text() != passage.text {
            let reason = format!("the text is another than that of the rows above with the id {id:?}");
            return Err(wrong((reason, "give another id, or leave the text empty".into())));
        }
        if !row.cell("event").is_empty() {
            passage.events.push(row.event(&passage.text).map_err(wrong)?);
        }
    }
    Ok(out)
}

/// Where each column stands.
fn columns(head: &str) -> Result<BTreeMap<&str, usize>, Wrong> {
    let mut out = BTreeMap::new();
    for (n, name) in head.split('\t').map(str::trim).enumerate() {
        if !NEEDED.iter().chain(&MORE).any(|known| *known == name) {
            let remedy = format!("the header is {}, and perhaps {}", NEEDED.join(", "), MORE.join(", "));
            return Err((format!("no column is called {name:?}"), remedy));
        }
        if out.insert(name, n).is_some() {
            return Err((format!("two columns are called {name:?}"), "leave one of them out".into()));
        }
    }
    let lacking: Vec<&str> = NEEDED.into_iter().filter(|name| !out.contains_key(name)).collect();
    if lacking.is_empty() {
        return Ok(out);
    }
    let remedy = format!("begin the file with a header: {}", NEEDED.join(", "));
    Err((format!("the header lacks {}", lacking.join(", ")), remedy))
}

struct Row<'a> {
    columns: &'a BTreeMap<&'a str, usize>,
    cells: Vec<&'a str>,
}

impl Row<'_> {
    /// Whether it has a cell for each column, and an id.
    fn whole(&self) -> Result<(), Wrong> {
        let (wanted, found) = (self.columns.len(), self.cells.len());
        // Programs leave out empty cells at the end of a row.
        if found > wanted || found < 2 {
            let remedy = "part cells by one tab each, and write no tab into a text";
            return Err((format!("{found} cells, where the header has {wanted}"), remedy.into()));
        }
        if self.cell("id").is_empty() {
            return Err(("there is no id".into(), "give each passage one of its own".into()));
        }
        Ok(())
    }

    fn cell(&self, name: &str) -> &str {
        self.columns.get(name).and_then(|n| self.cells.get(*n)).map_or("", |cell| cell.trim())
    }

    /// The text without the quotation marks that a spreadsheet puts around a cell.
    fn text(&self) -> String {
        let cell = self.cell("text");
        match cell.strip_prefix('"').and_then(|c| c.strip_suffix('"')) {
            Some(inner) if inner.contains("\"\"") => inner.replace("\"\"", "\""),
            _ => cell.to_owned(),
        }
    }

    fn passage(&self, scope: Scope) -> Result<Passage, Wrong> {
        let text = self.text();
        let own = |name: &str| Some(self.cell(name).to_owned()).filter(|w| !w.is_empty());
        let id = self.cell("id").to_owned();
        if text.is_empty() {
            return Err((format!("there is no text, nor in a row above with the id {id:?}"), "write it once".into()));
        }
        Ok(Passage { id, text, date: own("date"), title: own("title"), events: Vec::new(), scope })
    }

    fn event(&self, text: &str) -> Result<Told, Wrong> {
        let mut told = Told::new(category(self.cell("event"))?);
        let own = |name: &str| Some(self.cell(name)).filter(|w| !w.is_empty());
        told.mode = own("mode").map(|m| mode(told.category, m)).transpose()?;
        told.status = status(self.cell("status"))?;
        let words = |name: &str| places(text, name, self.cell(name));
        told.trigger = words("trigger")?.first().copied();
        (told.actor, told.recipient) = (words("actor")?, words("recipient")?);
        (told.place, told.when) = (words("place")?, words("when")?);
        Ok(told)
    }
}

/// Where the words of a cell stand: the cell as a whole, or each of its parts between semicolons.
fn places(text: &str, name: &str, cell: &str) -> Result<Vec<Place>, Wrong> {
    if cell.is_empty() {
        return Ok(Vec::new());
    }
    if let Some(place) = place(text, cell) {
        return Ok(vec![place]);
    }
    let parts = cell.split(';').map(str::trim).filter(|p| !p.is_empty());
    let found = parts.map(|part| {
        place(text, part).ok_or_else(|| {
            let remedy = "write words as they stand in the text, several parties with a semicolon between them";
            (format!("the {name} {part:?} does not occur in the text"), remedy.to_owned())
        })
    });
    found.collect()
}

/// The first place of some words in a text, as whole words where there is one, in code points.
fn place(text: &str, words: &str) -> Option<Place> {
    let at_edge = |at: usize| {
        let (before, behind) = (text[..at].chars().next_back(), text[at..].chars().next());
        !(before.is_some_and(char::is_alphanumeric) && behind.is_some_and(char::is_alphanumeric))
    };
    let whole = text.match_indices(words).find(|(at, _)| at_edge(*at) && at_edge(at + words.len()));
    let (at, _) = whole.or_else(|| text.match_indices(words).next())?;
    let start = text[..at].chars().count();
    Some((start, start + words.chars().count()))
}
