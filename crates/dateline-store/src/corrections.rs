//! The user's word: what people say of events, kept beside what was coded.
//!
//! A correction is kept by its report's content and its record's id. The tables `event` and `party`, of which questions are
//! answered, are told as the person tells them; the records stay as they were coded.

use crate::{Project, StoreError, Value};
use dateline_contract::wire::{Correction, Event, Line, Verdict};
use rusqlite::{OptionalExtension, params};
use std::collections::BTreeMap;

const TABLES: &str = include_str!("corrections.sql");

/// What became of corrections that were handed over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Found right.
    pub accepted: u64,
    /// Found to be none.
    pub rejected: u64,
    /// Found to be otherwise.
    pub changed: u64,
    /// That stood there before.
    pub there: u64,
    /// Of events or reports that the file does not hold.
    pub unknown: u64,
}

impl Project {
    /// Whether people have corrected anything.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn has_corrections(&self) -> Result<bool, StoreError> {
        let found = self.rows("SELECT 1 FROM sqlite_schema WHERE name = 'checked'", &[])?;
        Ok(!found.rows.is_empty())
    }

    /// Keeps what a person says of events of a report, and tells them so from now on.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn correct(&mut self, report: i64, corrections: &[Correction]) -> Result<Taken, StoreError> {
        self.batch(TABLES)?;
        let mut taken = Taken::default();
        let content: Option<Vec<u8>> = self
            .db
            .query_row("SELECT content FROM report WHERE report = ?", [report], |row| row.get(0))
            .optional()
            .map_err(|e| self.failed(e))?;
        let Some(content) = content else {
            return Ok(Taken { unknown: corrections.len() as u64, ..taken });
        };
        for c in corrections {
            let known = "SELECT count(*) FROM event WHERE report = ?1 AND id = ?2";
            let known: i64 =
                self.db.query_row(known, params![report, c.id], |r| r.get(0)).map_err(|e| self.failed(e))?;
            let last =
                "SELECT json FROM correction WHERE content = ?1 AND record = ?2 ORDER BY correction DESC LIMIT 1";
            let last: Option<String> =
                self.db.query_row(last, params![content, c.id], |r| r.get(0)).optional().map_err(|e| self.failed(e))?;
            if known == 0 {
                taken.unknown += 1;
                continue;
            }
            // The same word again, by whomever and whenever, is none.
            let same = |json: String| {
                Correction::parse(&json)
                    .is_ok_and(|old| Correction { who: c.who.clone(), at: c.at.clone(), ..old } == *c)
            };
            if last.is_some_and(same) {
                taken.there += 1;
                continue;
            }
            let keep = "INSERT INTO correction (content, record, verdict, who, at, json) VALUES (?, ?, ?, ?, ?, ?)";
            let json = dateline_contract::wire::json(c);
            self.db
                .execute(keep, params![content, c.id, c.verdict.name(), c.who, c.at, json])
                .map_err(|e| self.failed(e))?;
            match c.verdict {
                Verdict::Accepted => taken.accepted += 1,
                Verdict::Rejected => taken.rejected += 1,
                Verdict::Changed => taken.changed += 1,
            }
        }
        self.tell(report)?;
        Ok(taken)
    }

    /// Tells the events of all reports as people have corrected them: for reports that came in, or were coded anew, after they were
    /// corrected.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn reapply(&mut self) -> Result<(), StoreError> {
        if !self.has_corrections()? {
            return Ok(());
        }
        let waiting = "SELECT DISTINCT r.report FROM correction c JOIN report r USING (content)
                       JOIN event e ON e.report = r.report AND e.id = c.record
                       WHERE e.event NOT IN (SELECT event FROM checked) ORDER BY 1";
        for row in self.rows(waiting, &[])?.rows {
            if let Value::Integer(report) = row[0] {
                self.tell(report)?;
            }
        }
        Ok(())
    }

    /// The corrections that stand on events of a report, by the events' ids.
    ///
    /// # Errors
    /// Where the disk refuses, or a correction is none of the contract's.
    pub fn corrections(&self, report: i64) -> Result<BTreeMap<String, Correction>, StoreError> {
        if !self.has_corrections()? {
            return Ok(BTreeMap::new());
        }
        let sql =
            "SELECT c.json FROM correction c JOIN report r USING (content) WHERE r.report = ? ORDER BY c.correction";
        let read = |json: String| Correction::parse(&json).map_err(|e| StoreError::Record(report, e.to_string()));
        let rows = self.rows(sql, &[Value::Integer(report)])?.rows;
        let all = rows.iter().map(|row| read(row[0].text())).collect::<Result<Vec<_>, _>>()?;
        // Of several the last stands.
        Ok(all.into_iter().map(|c| (c.id.clone(), c)).collect())
    }

    /// All corrections with the content of the report that each is of: to be carried to another file.
    ///
    /// # Errors
    /// As [`Project::corrections`].
    pub fn all_corrections(&self) -> Result<Vec<(String, Correction)>, StoreError> {
        if !self.has_corrections()? {
            return Ok(Vec::new());
        }
        let rows = self.rows("SELECT hex(content), json FROM correction ORDER BY correction", &[])?.rows;
        let read = |row: &Vec<Value>| {
            let c = Correction::parse(&row[1].text()).map_err(|e| StoreError::Record(0, e.to_string()))?;
            Ok((row[0].text(), c))
        };
        rows.iter().map(read).collect()
    }

    /// The number of the report with a content.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn report_of(&self, content: &str) -> Result<Option<i64>, StoreError> {
        let rows =
            self.rows("SELECT report FROM report WHERE hex(content) = ?", &[Value::Text(content.to_owned())])?.rows;
        Ok(rows.first().and_then(|row| if let Value::Integer(n) = row[0] { Some(n) } else { None }))
    }

    /// Ends the writing: commits, and leaves one file.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn close(&mut self) -> Result<(), StoreError> {
        self.batch("COMMIT; PRAGMA optimize")?;
        let _ = self.batch("PRAGMA journal_mode = DELETE");
        Ok(())
    }

    /// Writes the events of a report into their tables as their corrections tell them.
    fn tell(&self, report: i64) -> Result<(), StoreError> {
        let standing = self.corrections(report)?;
        let Some((_, lines)) = self.entry(report)? else { return Ok(()) };
        for json in lines {
            let Ok(Line::Event(mut event)) = Line::parse(&json) else { continue };
            let Some(c) = standing.get(&event.id) else { continue };
            c.apply(&mut event);
            self.write_corrected(report, &event, c).map_err(|e| self.failed(e))?;
        }
        Ok(())
    }

    fn write_corrected(&self, report: i64, event: &Event, c: &Correction) -> rusqlite::Result<()> {
        let number = "SELECT event FROM event WHERE report = ?1 AND id = ?2";
        let number: i64 = self.db.prepare_cached(number)?.query_row(params![report, event.id], |row| row.get(0))?;
        let json = Line::Event(Box::new(event.clone())).json();
        let update = "UPDATE event SET category = ?2->>'$.event[0]', mode = ?2->>'$.mode[0]', cameo = ?2->>'$.cameo',
                          quad = ?2->>'$.quad_code', scale = CAST(?2->>'$.event_scale' AS REAL) WHERE event = ?1";
        self.db.prepare_cached(update)?.execute(params![number, json])?;
        self.db.prepare_cached("DELETE FROM party WHERE event = ?")?.execute([number])?;
        self.fill("party", number, &json)?;
        let checked = "INSERT OR REPLACE INTO checked (event, correction, verdict, who, at)
                       SELECT ?1, max(correction), ?2, ?3, ?4 FROM correction
                       WHERE record = ?5 AND content = (SELECT content FROM report WHERE report = ?6)";
        let values = params![number, c.verdict.name(), c.who, c.at, c.id, report];
        self.db.prepare_cached(checked)?.execute(values).map(|_| ())
    }
}
