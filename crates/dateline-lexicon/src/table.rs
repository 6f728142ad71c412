//! A table: texts kept as they are, rows found by key.
//!
//! Nothing is copied out of a file but the place of its lines: a row is cut into columns when it is asked for. That
//! keeps loading to one pass over the bytes, and a hit to a few dozen nanoseconds more.

use std::borrow::Cow;

use crate::date;
use crate::fold::{Case, PhraseKey, is_clitic};
use dateline_text::{DataError, DataFile};

/// What a column may hold.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Column {
    /// Some text that is not empty.
    Name,
    /// Any text.
    Text,
    /// A code of three capitals, or `-` to hide the row of the same key in an earlier file.
    Code,
    /// Codes joined by `;`, or `-`.
    Codes,
    /// `yyyy`, `yyyy-mm`, `yyyy-mm-dd` or nothing.
    Date,
    /// A number or nothing.
    Number,
    /// One of these.
    OneOf(&'static [&'static str]),
}

impl Column {
    /// Why `text` cannot stand here, and what could.
    fn objection(self, text: &str) -> Option<String> {
        let code = |c: &str| c.len() == 3 && c.bytes().all(|b| b.is_ascii_uppercase());
        match self {
            Column::Name if text.is_empty() => Some("write at least one letter".to_owned()),
            Column::Code if text != "-" && !code(text) => {
                Some("write a code of three capitals, such as RUS".to_owned())
            }
            Column::Codes if text != "-" && !text.split(';').all(code) => {
                Some("write codes of three capitals joined by `;`, such as COD;COG".to_owned())
            }
            Column::Date if !date::well_formed(text) => Some("write yyyy, yyyy-mm, yyyy-mm-dd or nothing".to_owned()),
            Column::Number if !text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-')) => {
                Some("write a number or nothing".to_owned())
            }
            Column::OneOf(choices) if !choices.contains(&text) => Some(format!("write one of {}", quoted(choices))),
            _ => None,
        }
    }
}

/// The words that a column may hold and what each stands for, written once: a constant with the words for
/// [`Column::OneOf`], and a function that reads one.
macro_rules! choices {
    ($words:ident, $read:ident: $value:ty { $($word:literal => $what:expr),+ $(,)? } else $other:expr) => {
        const $words: &[&str] = &[$($word),+];

        fn $read(text: &str) -> $value {
            [$(($word, $what)),+].into_iter().find(|(word, _)| *word == text).map_or($other, |(_, what)| what)
        }
    };
}
pub(crate) use choices;

fn quoted(choices: &[&str]) -> String {
    choices.iter().map(|c| format!("`{c}`")).collect::<Vec<_>>().join(", ")
}

/// The columns of a table, in order.
pub(crate) type Columns = &'static [(&'static str, Column)];

/// The most columns any table has.
const WIDEST: usize = 11;

/// A row cut into its columns.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'a> {
    fields: [&'a str; WIDEST],
    /// The file is not the first of its kind.
    laid: bool,
}

impl<'a> Row<'a> {
    /// Cuts at the tabs, and says how many columns there are.
    fn cut(line: &'a str) -> (Row<'a>, usize) {
        let mut fields = [""; WIDEST];
        let (mut from, mut column) = (0, 0);
        for (at, byte) in line.bytes().enumerate() {
            if byte == b'\t' {
                if let Some(slot) = fields.get_mut(column) {
                    *slot = &line[from..at];
                }
                from = at + 1;
                column += 1;
            }
        }
        if let Some(slot) = fields.get_mut(column) {
            *slot = &line[from..];
        }
        (Row { fields, laid: false }, column + 1)
    }

    pub(crate) fn get(&self, column: usize) -> &'a str {
        self.fields[column]
    }

    /// Is it of a file that was laid over the first of its kind?
    pub(crate) fn laid(&self) -> bool {
        self.laid
    }
}

/// The texts of one kind of table and an index over their rows.
#[derive(Debug, Default)]
pub(crate) struct Table {
    texts: Vec<Cow<'static, str>>,
    /// Text and line start of each row, in the order of the files.
    rows: Vec<(u16, u32)>,
    index: Index,
}

impl Table {
    /// Reads files of one kind, the later ones winning over the earlier, and calls `keys` for the keys of each row.
    ///
    /// # Errors
    /// The first line that has not as many columns as `columns`, or one that cannot hold what it holds.
    pub(crate) fn parse(
        files: Vec<DataFile>,
        columns: Columns,
        mut keys: impl FnMut(&Row<'_>, Option<&Row<'_>>, u32, &mut Vec<(u64, u32)>),
    ) -> Result<Table, DataError> {
        let mut table = Table::default();
        let mut entries = Vec::with_capacity(files.iter().map(|f| f.text.len() / 16).sum());
        for file in files {
            let DataFile { name, text } = file;
            let mut before = None;
            let (mut start, sheet) = (0, table.texts.len() as u16);
            for (number, line) in text.split('\n').enumerate() {
                let here = start;
                start += line.len() as u32 + 1;
                let line = line.strip_suffix('\r').unwrap_or(line);
                if line.is_empty() || line.starts_with('#') {
                    continue;
                }
                let (row, found) = Row::cut(line);
                check(&name, number + 1, &row, found, columns)?;
                keys(&row, before.as_ref(), table.rows.len() as u32, &mut entries);
                table.rows.push((sheet, here));
                before = Some(row);
            }
            table.texts.push(text);
        }
        table.index = Index::new(entries);
        Ok(table)
    }

    pub(crate) fn row(&self, at: u32) -> Row<'_> {
        let (sheet, start) = self.rows[at as usize];
        let rest = &self.texts[sheet as usize][start as usize..];
        let line = rest.split('\n').next().unwrap_or(rest);
        Row { laid: sheet > 0, ..Row::cut(line.strip_suffix('\r').unwrap_or(line)).0 }
    }

    pub(crate) fn len(&self) -> u32 {
        self.rows.len() as u32
    }

    /// The values filed under `key`, those of later files first.
    pub(crate) fn values(&self, key: u64) -> impl Iterator<Item = u32> + '_ {
        self.index.get(key).iter().rev().map(|&(_, value)| value).filter(|&value| value != PREFIX)
    }

    /// The rows of exactly these words, by the forms of `forms`; the case of the words must suit the form.
    fn rows_of<'a>(&'a self, key: u64, words: &[&str], forms: &[usize]) -> Vec<Row<'a>> {
        let mut found = Vec::new();
        let mut hidden_in = None;
        for at in self.values(key) {
            let row = self.row(at);
            let sheet = self.rows[at as usize].0;
            if hidden_in.is_some_and(|hiding| sheet < hiding) {
                break;
            }
            let suits = |column: &usize| {
                let forms = row.get(*column).split(';');
                forms.filter(|form| crate::fold::phrase_key(form) == key).any(|form| Case::of(form).accepts(words))
            };
            if !forms.iter().any(suits) {
                continue;
            }
            if row.fields.contains(&"-") {
                hidden_in = Some(sheet);
                continue;
            }
            found.push(row);
        }
        found
    }

    /// The longest run of words from the first on that is a form of some row, with its length and rows.
    pub(crate) fn longest<'a>(&'a self, words: &[&str], forms: &[usize]) -> Option<(usize, Vec<Row<'a>>)> {
        self.longest_of(words, forms, |_| true)
    }

    /// The same, with the rows that `takes` takes alone.
    pub(crate) fn longest_of<'a>(
        &'a self,
        words: &[&str],
        forms: &[usize],
        takes: impl Fn(&Row<'_>) -> bool,
    ) -> Option<(usize, Vec<Row<'a>>)> {
        let mut key = PhraseKey::new();
        let mut best = None;
        for (at, word) in words.iter().enumerate() {
            if !key.push(word) {
                if at > 0 && key.is_empty() {
                    break;
                }
                continue;
            }
            let entries = self.index.get(key.value());
            if entries.is_empty() {
                // "Lord" begins nothing, "Lord's Resistance Army" does: the clitic belongs to the word.
                if words.get(at + 1).is_some_and(|next| is_clitic(next)) {
                    continue;
                }
                break;
            }
            if entries.iter().any(|&(_, value)| value != PREFIX) {
                let mut rows = self.rows_of(key.value(), &words[..=at], forms);
                rows.retain(&takes);
                if !rows.is_empty() {
                    best = Some((at + 1, rows));
                }
            }
        }
        best
    }
}

fn check(file: &str, line: usize, row: &Row<'_>, found: usize, columns: Columns) -> Result<(), DataError> {
    let error = |reason: String, remedy: String| DataError { file: file.to_owned(), line, reason, remedy };
    if found != columns.len() {
        let names = columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        let reason = format!("{found} columns where {} belong", columns.len());
        return Err(error(reason, format!("separate by tabs: {names}")));
    }
    for ((name, column), field) in columns.iter().zip(row.fields) {
        if let Some(remedy) = column.objection(field) {
            return Err(error(format!("column `{name}` holds `{field}`"), remedy));
        }
    }
    Ok(())
}

/// The value of an entry that only says "a longer phrase begins so".
const PREFIX: u32 = u32::MAX;

/// Files `at` under every form in `forms` (joined by `;`), and marks the beginnings of longer ones.
pub(crate) fn phrase_keys(forms: &str, at: u32, entries: &mut Vec<(u64, u32)>) {
    for form in forms.split(';').filter(|f| !f.is_empty()) {
        let mut key = PhraseKey::new();
        let boundary = |c: char| c.is_whitespace() || c == '-' || c == '/';
        let mut rest = form;
        loop {
            let (word, after) = rest.find(boundary).map_or((rest, ""), |i| rest.split_at(i));
            key.push(word);
            rest = after.trim_start_matches(boundary);
            if rest.is_empty() {
                break;
            }
            if !key.is_empty() {
                entries.push((key.value(), PREFIX));
            }
        }
        entries.push((key.value(), at));
    }
}

/// Keys and values, sorted, with a directory by the first bits of the key.
#[derive(Debug, Default)]
struct Index {
    entries: Vec<(u64, u32)>,
    /// Where the keys with each value of their first [`DIRECTORY_BITS`] bits begin.
    begins: Vec<u32>,
}

const DIRECTORY_BITS: u32 = 12;

impl Index {
    /// A counting sort by the first bits, then each small bucket by itself.
    fn new(unsorted: Vec<(u64, u32)>) -> Index {
        let bucket = |key: u64| (key >> (64 - DIRECTORY_BITS)) as usize;
        let mut begins = vec![0u32; (1 << DIRECTORY_BITS) + 1];
        for &(key, _) in &unsorted {
            begins[bucket(key) + 1] += 1;
        }
        for at in 1..begins.len() {
            begins[at] += begins[at - 1];
        }
        let mut entries = vec![(0, 0); unsorted.len()];
        let mut next = begins.clone();
        for (key, value) in unsorted {
            let slot = &mut next[bucket(key)];
            entries[*slot as usize] = (key, value);
            *slot += 1;
        }
        for pair in begins.windows(2) {
            entries[pair[0] as usize..pair[1] as usize].sort_unstable();
        }
        Index { entries, begins }
    }

    fn get(&self, key: u64) -> &[(u64, u32)] {
        let at = (key >> (64 - DIRECTORY_BITS)) as usize;
        let (Some(&from), Some(&to)) = (self.begins.get(at), self.begins.get(at + 1)) else { return &[] };
        let bucket = &self.entries[from as usize..to as usize];
        let first = bucket.partition_point(|e| e.0 < key);
        let len = bucket[first..].iter().take_while(|e| e.0 == key).count();
        &bucket[first..first + len]
    }
}
