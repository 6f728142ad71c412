//! Questions to a project file: what users ask, as SQL over its tables.

use crate::{Project, Rows, StoreError, Value};
use std::fmt::Write;

/// What is asked for; what is empty is not asked.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Actors of events: a code (`RUS`), code and sector (`RUS/GOV`), a sector (`/GOV`), or words of a name. One is enough.
    pub actor: Vec<String>,
    /// Recipients, the same.
    pub recipient: Vec<String>,
    /// Categories of events: `ACCUSE`.
    pub category: Vec<String>,
    /// Modes of events: `disapprove`.
    pub mode: Vec<String>,
    /// From this day on, ISO 8601: the event's day, else its report's.
    pub since: Option<String>,
    /// Up to this day.
    pub until: Option<String>,
    /// On whose word it stands, or who says it: as `actor`.
    pub said_by: Vec<String>,
    /// Outlets.
    pub outlet: Vec<String>,
    /// The country where it took place.
    pub country: Vec<String>,
    /// Confidence at least.
    pub least: f64,
    /// Only parties whose country their own words or their office tell.
    pub told_only: bool,
    /// What is negated, planned or supposed as well.
    pub unreal: bool,
    /// Rows at the most.
    pub limit: Option<usize>,
}

/// What counts are parted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Year.
    Year,
    /// Month, `2026-03`.
    Month,
    /// Day.
    Day,
    /// Category.
    Event,
    /// Mode.
    Mode,
    /// Quad class in words.
    Quad,
    /// The actor's code.
    Actor,
    /// The recipient's code.
    Recipient,
    /// Outlet.
    Outlet,
    /// Country of the place.
    Country,
}

impl By {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Year,
        Self::Month,
        Self::Day,
        Self::Event,
        Self::Mode,
        Self::Quad,
        Self::Actor,
        Self::Recipient,
        Self::Outlet,
        Self::Country,
    ];

    /// What it is called, also as a column.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Day => "day",
            Self::Event => "event",
            Self::Mode => "mode",
            Self::Quad => "quad",
            Self::Actor => "actor",
            Self::Recipient => "recipient",
            Self::Outlet => "outlet",
            Self::Country => "country",
        }
    }

    fn sql(self) -> &'static str {
        match self {
            Self::Year => "substr(coalesce(e.date, r.date), 1, 4)",
            Self::Month => "substr(coalesce(e.date, r.date), 1, 7)",
            Self::Day => "substr(coalesce(e.date, r.date), 1, 10)",
            Self::Event => "e.category",
            Self::Mode => "e.mode",
            Self::Quad => {
                "CASE e.quad WHEN 1 THEN 'verbal cooperation' WHEN 2 THEN 'material cooperation'
                 WHEN 3 THEN 'verbal conflict' WHEN 4 THEN 'material conflict' END"
            }
            Self::Actor => "(SELECT min(code) FROM party WHERE event = e.event AND side = 'actor')",
            Self::Recipient => "(SELECT min(code) FROM party WHERE event = e.event AND side = 'recipient')",
            Self::Outlet => "r.publisher",
            Self::Country => "e.country",
        }
    }
}

/// How much of an event is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Columns {
    /// A column a fact: for programs.
    All,
    /// What fits a line: for people.
    Few,
}

impl Columns {
    fn sql(self) -> &'static str {
        match self {
            Self::All => {
                "coalesce(e.date, r.date) AS date, e.category AS event, e.mode, v.actor, v.actor_sector,
                 coalesce(v.actor_name, v.actor_words) AS who, v.recipient, v.recipient_sector,
                 coalesce(v.recipient_name, v.recipient_words) AS whom, e.words, coalesce(v.by_name, v.by_words) AS said_by, e.place,
                 e.country, e.dead, e.injured, e.negated, e.time, e.certainty, e.confidence, r.publisher AS outlet, r.doc, e.report, e.id"
            }
            Self::Few => {
                "coalesce(e.date, r.date) AS date, e.category || coalesce('/' || e.mode, '') AS event,
                 trim(coalesce(v.actor_name, v.actor_words, '') || coalesce(' [' || v.actor || ']', '')) AS who,
                 trim(coalesce(v.recipient_name, v.recipient_words, '') || coalesce(' [' || v.recipient || ']', '')) AS whom, e.words,
                 coalesce(v.by_name, v.by_words) AS said_by, e.place, e.report"
            }
        }
    }
}

/// Conditions with the values that they ask for.
#[derive(Default)]
struct Where {
    sql: String,
    values: Vec<Value>,
}

impl Where {
    fn and(&mut self, sql: &str, values: impl IntoIterator<Item = Value>) {
        self.sql.push_str(if self.sql.is_empty() { " WHERE " } else { " AND " });
        self.sql.push_str(sql);
        self.values.extend(values);
    }

    /// One of some values of a column.
    fn one_of(&mut self, column: &str, values: &[String]) {
        if !values.is_empty() {
            let marks = vec!["?"; values.len()].join(", ");
            self.and(&format!("{column} COLLATE NOCASE IN ({marks})"), values.iter().cloned().map(Value::Text));
        }
    }

    /// A party of a side, one of those asked for; `told` where its country must be told.
    fn party(&mut self, side: &str, asked: &[String], told: bool) {
        if asked.is_empty() {
            return;
        }
        let (mut any, mut values) = (Vec::new(), Vec::new());
        for one in asked {
            let (sql, own) = somebody(one, ["p.code", "p.sector", "p.name", "p.words"]);
            any.push(sql);
            values.extend(own);
        }
        let told = if told { " AND p.code_from IN ('told', 'office')" } else { "" };
        let any = any.join(" OR ");
        self.and(
            &format!("EXISTS (SELECT 1 FROM party p WHERE p.event = e.event AND p.side = '{side}' AND ({any}){told})"),
            values,
        );
    }

    fn days(&mut self, column: &str, f: &Filter) -> Result<(), StoreError> {
        for (day, sign) in [(&f.since, ">="), (&f.until, "<=")] {
            let Some(day) = day else { continue };
            if !is_day(day) {
                return Err(StoreError::Filter(format!("{day}: no day; write it as YYYY-MM-DD, YYYY-MM or YYYY")));
            }
            // "Up to 2023-10" takes the month in: only as much of a day is compared as was said.
            let length = day.len();
            self.and(&format!("substr({column}, 1, {length}) {sign} ?"), [Value::Text(day.clone())]);
        }
        Ok(())
    }
}

fn is_day(text: &str) -> bool {
    let form = text.chars().enumerate().all(|(i, c)| if i == 4 || i == 7 { c == '-' } else { c.is_ascii_digit() });
    form && matches!(text.len(), 4 | 7 | 10)
}

/// The condition for somebody by code, sector or name; `columns` are code, sector, name, words.
fn somebody(asked: &str, columns: [&str; 4]) -> (String, Vec<Value>) {
    let [code, sector, name, words] = columns;
    let is_code = |text: &str| matches!(text.len(), 2..=4) && text.bytes().all(|b| b.is_ascii_uppercase());
    let (before, after) = asked.split_once('/').map_or((asked, None), |(c, s)| (c, Some(s)));
    let text = |t: &str| Value::Text(t.to_owned());
    let of_sector = format!("'/' || {sector} || '/' LIKE '%/' || ? || '/%'");
    match after {
        Some(after) if is_code(after) && before.is_empty() => (of_sector, vec![text(after)]),
        Some(after) if is_code(after) && is_code(before) => {
            (format!("({code} = ? AND {of_sector})"), vec![text(before), text(after)])
        }
        None if is_code(asked) => (format!("{code} = ?"), vec![text(asked)]),
        _ => (
            format!("(instr(lower({name}), lower(?)) OR instr(lower({words}), lower(?)))"),
            vec![text(asked), text(asked)],
        ),
    }
}

fn of_events(project: &Project, f: &Filter) -> Result<Where, StoreError> {
    let mut w = Where::default();
    if project.has_corrections()? {
        w.and("NOT EXISTS (SELECT 1 FROM checked k WHERE k.event = e.event AND k.verdict = 'rejected')", []);
    }
    w.party("actor", &f.actor, f.told_only);
    w.party("recipient", &f.recipient, f.told_only);
    w.party("by", &f.said_by, false);
    w.one_of("e.category", &f.category);
    w.one_of("e.mode", &f.mode);
    w.one_of("r.publisher", &f.outlet);
    w.one_of("e.country", &f.country);
    w.days("coalesce(e.date, r.date)", f)?;
    if f.least > 0.0 {
        w.and("e.confidence >= ?", [Value::Real(f.least)]);
    }
    if !f.unreal {
        w.and("e.negated = 0 AND e.time <> 'future' AND e.certainty NOT IN ('hypothetical', 'possible')", []);
    }
    Ok(w)
}

/// The condition that a filter puts on events (`e`) and their reports (`r`), and its values.
pub(crate) fn condition(project: &Project, f: &Filter) -> Result<(String, Vec<Value>), StoreError> {
    of_events(project, f).map(|w| (w.sql, w.values))
}

/// The condition that a filter's days and outlets put on reports (`r`), and its values.
pub(crate) fn report_condition(f: &Filter) -> Result<(String, Vec<Value>), StoreError> {
    let mut w = Where::default();
    w.one_of("r.publisher", &f.outlet);
    w.days("r.date", f)?;
    Ok((w.sql, w.values))
}

fn limited(sql: &mut String, f: &Filter) {
    if let Some(limit) = f.limit {
        let _ = write!(sql, " LIMIT {limit}");
    }
}

/// Events, the earliest first.
///
/// # Errors
/// Where a filter has no meaning or the file cannot be read.
pub fn events(project: &Project, f: &Filter, columns: Columns) -> Result<Rows, StoreError> {
    let w = of_events(project, f)?;
    let checked =
        if project.has_corrections()? { "(SELECT k.verdict FROM checked k WHERE k.event = e.event)" } else { "NULL" };
    let mut sql = format!(
        "SELECT {}, {checked} AS checked
         FROM event e JOIN report r USING (report) JOIN events v ON v.event = e.event{}
         ORDER BY coalesce(e.date, r.date), e.report, e.event",
        columns.sql(),
        w.sql
    );
    limited(&mut sql, f);
    project.rows(&sql, &w.values)
}

/// How many acts there are, parted; an act that a report tells twice is one.
///
/// # Errors
/// As [`events`].
pub fn count(project: &Project, f: &Filter, by: &[By]) -> Result<Rows, StoreError> {
    let w = of_events(project, f)?;
    let keys: Vec<String> = by.iter().map(|b| format!("{} AS {}", b.sql(), b.name())).collect();
    let numbers: Vec<String> = (1..=by.len()).map(|n| n.to_string()).collect();
    let mut sql = format!(
        "SELECT {}, count(DISTINCT e.report || ' ' || e.act) AS acts, count(DISTINCT e.report) AS reports
         FROM event e JOIN report r USING (report){} GROUP BY {n} ORDER BY {n}",
        keys.join(", "),
        w.sql,
        n = numbers.join(", ")
    );
    limited(&mut sql, f);
    project.rows(&sql, &w.values)
}

/// What was said, the earliest first.
///
/// # Errors
/// As [`events`].
pub fn statements(project: &Project, f: &Filter, words: Option<&str>) -> Result<Rows, StoreError> {
    let mut w = Where::default();
    if !f.said_by.is_empty() {
        let (mut any, mut values) = (Vec::new(), Vec::new());
        for one in &f.said_by {
            let (sql, own) = somebody(one, ["s.code", "s.sector", "s.name", "s.source"]);
            any.push(sql);
            values.extend(own);
        }
        w.and(&format!("({})", any.join(" OR ")), values);
    }
    w.one_of("r.publisher", &f.outlet);
    w.days("r.date", f)?;
    if f.least > 0.0 {
        w.and("s.confidence >= ?", [Value::Real(f.least)]);
    }
    if let Some(words) = words {
        let found = "s.statement IN (SELECT rowid FROM said_words WHERE said_words MATCH ?)";
        w.and(found, [Value::Text(phrase(words)?)]);
    }
    let mut sql = format!(
        "SELECT r.date, coalesce(s.name, s.source) AS speaker, s.code, s.form, s.cue, s.content, s.speech_act, s.confidence,
             r.publisher AS outlet, r.doc, s.report, s.id
         FROM statement s JOIN report r USING (report){} ORDER BY r.date, s.report, s.statement",
        w.sql
    );
    limited(&mut sql, f);
    project.rows(&sql, &w.values)
}

/// Figures, by report.
///
/// # Errors
/// As [`events`].
pub fn figures(project: &Project, f: &Filter, words: Option<&str>) -> Result<Rows, StoreError> {
    let mut w = Where::default();
    w.one_of("r.publisher", &f.outlet);
    w.days("r.date", f)?;
    if f.least > 0.0 {
        w.and("f.confidence >= ?", [Value::Real(f.least)]);
    }
    if let Some(words) = words {
        let own = Value::Text(words.to_owned());
        w.and("(instr(lower(f.what), lower(?)) OR instr(lower(f.who), lower(?)))", [own.clone(), own]);
    }
    let mut sql = format!(
        "SELECT r.date, f.value, f.low, f.high, f.unit, f.bound, f.what, f.who, f.words, f.confidence, r.publisher AS outlet, r.doc, f.report, f.id
         FROM figure f JOIN report r USING (report){} ORDER BY r.date, f.report, f.figure",
        w.sql
    );
    limited(&mut sql, f);
    project.rows(&sql, &w.values)
}

/// Reports that hold all of some words, the best first, with the passage around them.
///
/// # Errors
/// As [`events`].
pub fn search(project: &Project, f: &Filter, words: &str) -> Result<Rows, StoreError> {
    let mut w = Where::default();
    w.and("report_words MATCH ?", [Value::Text(all_of(words)?)]);
    w.one_of("r.publisher", &f.outlet);
    w.days("r.date", f)?;
    let mut sql = format!(
        "SELECT r.date, r.publisher AS outlet, r.title, snippet(report_words, 1, '[', ']', ' … ', 24) AS words, r.doc, r.report
         FROM report_words JOIN report r ON r.report = report_words.rowid{} ORDER BY bm25(report_words), r.report",
        w.sql
    );
    limited(&mut sql, f);
    project.rows(&sql, &w.values)
}

/// Words one after the other, as full-text search asks for them.
fn phrase(words: &str) -> Result<String, StoreError> {
    let clean: String = words.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let words: Vec<&str> = clean.split_whitespace().collect();
    if words.is_empty() {
        return Err(StoreError::Filter("there is no word to search for".into()));
    }
    Ok(format!("\"{}\"", words.join(" ")))
}

/// All of some words, in any order; what stands in quotation marks in a row.
fn all_of(words: &str) -> Result<String, StoreError> {
    let mut out = Vec::new();
    for (i, part) in words.split('"').enumerate() {
        if i % 2 == 1 {
            out.extend(phrase(part).ok());
        } else {
            out.extend(part.split_whitespace().filter_map(|w| phrase(w).ok()));
        }
    }
    if out.is_empty() {
        return Err(StoreError::Filter("there is no word to search for".into()));
    }
    Ok(out.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_search_hold_no_operators() {
        assert_eq!(phrase("we will OR not (yield)").unwrap(), "\"we will OR not yield\"");
        assert_eq!(all_of("harbour \"cease-fire talks\" NEAR").unwrap(), "\"harbour\" \"cease fire talks\" \"NEAR\"");
        assert!(all_of(" \" - ").is_err());
    }

    #[test]
    fn a_day_may_be_a_month_or_a_year() {
        assert!(["2023-10-01", "2023-10", "2023"].iter().all(|d| is_day(d)));
        assert!(["soon", "2023-1", "2023/10/01", ""].iter().all(|d| !is_day(d)));
    }
}
