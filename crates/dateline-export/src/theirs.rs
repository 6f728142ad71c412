//! Rows of other projects' tables, read for comparison: GDELT events, ICEWS, POLECAT.
//!
//! Lines are parted at tabs and nothing else, for these tables are not all quoted as their ends are; a cell's own quotation marks are
//! taken off. What is compared is the day, the two countries and the class of the act.

use crate::codes::{cameo_quad, cameo_root, country_code};
use dateline_contract::Category;

/// Whose table it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// GDELT 1.0 or 2.0 events.
    Gdelt,
    /// ICEWS.
    Icews,
    /// POLECAT.
    Polecat,
}

/// What is compared of a row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Theirs {
    /// `YYYY-MM-DD`.
    pub day: String,
    /// The country that does it.
    pub actor: String,
    /// The country it is done to.
    pub recipient: String,
    /// The category; of a CAMEO table the root of its code.
    pub class: String,
    /// 1 to 4.
    pub quad: u8,
}

/// Why a row is not compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Passed {
    /// It has no two countries.
    NoPair,
    /// CAMEO 01, a mere statement, which is no event here.
    Statement,
    /// Its cells are not those of its table.
    Malformed,
}

/// A table: where its cells are.
#[derive(Clone, Debug)]
pub struct Table {
    /// Whose it is.
    pub kind: Kind,
    /// Day, actor's country, recipient's, class.
    columns: [usize; 4],
    /// Cells of a row.
    width: usize,
    /// The first line is none of its rows.
    pub header: bool,
}

fn cells(line: &str) -> Vec<&str> {
    let bare = |c: &'_ str| -> usize { usize::from(c.len() > 1 && c.starts_with('"') && c.ends_with('"')) };
    line.trim_end_matches(['\r', '\n']).split('\t').map(|c| &c[bare(c)..c.len() - bare(c)]).map(str::trim).collect()
}

impl Table {
    /// Recognises a table by its first line.
    #[must_use]
    pub fn of(first: &str) -> Option<Self> {
        let cells = cells(first.trim_start_matches('\u{feff}'));
        let named = |kind, names: [&str; 4]| {
            let at = |name: &str| cells.iter().position(|c| *c == name);
            let columns = [at(names[0])?, at(names[1])?, at(names[2])?, at(names[3])?];
            Some(Self { kind, columns, width: cells.len(), header: true })
        };
        let polecat = named(Kind::Polecat, ["Event Date", "Actor Country", "Recipient Country", "Event Type"]);
        let icews = || named(Kind::Icews, ["Event Date", "Source Country", "Target Country", "CAMEO Code"]);
        let gdelt = || {
            let day = cells.get(1).is_some_and(|c| c.len() == 8 && c.bytes().all(|b| b.is_ascii_digit()));
            let width = cells.len();
            let known = matches!(width, 57 | 58 | 61) && day;
            known.then_some(Self { kind: Kind::Gdelt, columns: [1, 7, 17, 26], width, header: false })
        };
        polecat.or_else(icews).or_else(gdelt)
    }

    /// What a line tells.
    ///
    /// # Errors
    /// Why it is not compared.
    pub fn read(&self, line: &str) -> Result<Theirs, Passed> {
        let cells = cells(line);
        // Some published rows have an empty cell too many at their end.
        let whole =
            cells.len() == self.width || (cells.len() > self.width && cells[self.width..].iter().all(|c| c.is_empty()));
        let [day, actor, recipient, class] = self.columns.map(|n| cells.get(n).copied().unwrap_or_default());
        let day = match self.kind {
            Kind::Gdelt if day.len() == 8 && day.is_ascii() => format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]),
            Kind::Gdelt => return Err(Passed::Malformed),
            _ => day.get(..10).ok_or(Passed::Malformed)?.to_owned(),
        };
        let form = day.char_indices().all(|(n, c)| if n == 4 || n == 7 { c == '-' } else { c.is_ascii_digit() });
        if !whole || !form {
            return Err(Passed::Malformed);
        }
        let country = |text: &str| match self.kind {
            Kind::Icews => country_code(text).map(str::to_owned),
            _ => Some(text.to_owned()).filter(|c| c.len() == 3 && c.bytes().all(|b| b.is_ascii_uppercase())),
        };
        let (Some(actor), Some(recipient)) = (country(actor), country(recipient)) else { return Err(Passed::NoPair) };
        let (class, quad) = match self.kind {
            Kind::Polecat => {
                let category = Category::parse(class).ok_or(Passed::Malformed)?;
                (category.to_string(), category.quad().code())
            }
            _ => {
                let root = cameo_root(class);
                match root.parse() {
                    Ok(1) => return Err(Passed::Statement),
                    Ok(2..=20) => (root.to_owned(), cameo_quad(root)),
                    _ => return Err(Passed::Malformed),
                }
            }
        };
        Ok(Theirs { day, actor, recipient, class, quad })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(class: &str, quad: u8) -> Theirs {
        let [day, actor, recipient] = ["2026-02-03", "RUS", "SDN"].map(str::to_owned);
        Theirs { day, actor, recipient, class: class.to_owned(), quad }
    }

    #[test]
    fn each_table_is_known_and_read() {
        let mut gdelt = vec![""; 61];
        (gdelt[1], gdelt[7], gdelt[17], gdelt[26]) = ("20260203", "RUS", "SDN", "0841");
        let line = gdelt.join("\t");
        let table = Table::of(&line).unwrap();
        assert_eq!((table.kind, table.header, table.read(&line)), (Kind::Gdelt, false, Ok(told("08", 2))));
        let polecat = Table::of(&format!("{}\r\n", crate::polecat::COLUMNS)).unwrap();
        let mut row = vec![""; 40];
        (row[1], row[2], row[8], row[16]) = ("2026-02-03", "ACCUSE", "RUS", "SDN");
        // As published: a cell too many.
        assert_eq!(polecat.read(&(row.join("\t") + "\t\r\n")), Ok(told("ACCUSE", 3)));
        row[16] = "None";
        assert_eq!(polecat.read(&row.join("\t")), Err(Passed::NoPair));
        assert_eq!(polecat.read("x\ty"), Err(Passed::Malformed));
        let icews = Table::of(crate::icews::COLUMNS).unwrap();
        let mut row = vec![""; 20];
        (row[1], row[4], row[10], row[6]) = ("\"2026-02-03\"", "Russian Federation", "Sudan", "190");
        assert_eq!(icews.read(&row.join("\t")), Ok(told("19", 4)));
        row[6] = "012";
        assert_eq!(icews.read(&row.join("\t")), Err(Passed::Statement));
        assert!(Table::of("a\tb").is_none());
    }
}
