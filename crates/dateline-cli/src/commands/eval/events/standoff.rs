//! Gold in brat's standoff format: a folder of `NAME.txt` beside `NAME.ann`.
//!
//! A line `E1⇥ACCUSE:T3 Actor:T1 Recipient:T2 Place:T4 Time:T5` is an event: its type a category of PLOVER, in capitals or
//! small letters; a role may be absent or stand several times (`Actor2`). Lines `A1⇥Mode E1 disapprove` and `A2⇥Status E1 neg`
//! give mode and status; where a folder has none of them, they are not scored. Events of other types are passed over and
//! counted.

use super::gold::{Gold, Passage, Place, Scope, Told, category, mode, status};
use crate::commands::eval::{attribution, brat, text_of};
use anyhow::Context;
use dateline::contract::Category;
use dateline::text::DataFile;
use std::collections::BTreeMap;
use std::path::Path;

/// Reads a folder.
///
/// # Errors
/// The first file that cannot be read: its line, what is wrong with it and what to do.
pub(super) fn read(folder: &Path, gold: &mut Gold) -> anyhow::Result<()> {
    let first = gold.passages.len();
    let mut scope = Scope::default();
    for name in attribution::names(folder)? {
        let path = |ending: &str| folder.join(format!("{name}.{ending}"));
        let text = text_of(&path("txt"))?;
        let file = DataFile::new(path("ann").display().to_string(), text_of(&path("ann"))?);
        let lines = brat::lines(&file.text, text.chars().count()).with_context(|| file.name.clone())?;
        // A mark of the byte order is a code point of the file, but none of the text that is read.
        let (text, before) = text.strip_prefix('\u{feff}').map_or((text.as_str(), 0), |rest| (rest, 1));
        let reader = Reader { file: &file, lines: &lines, before };
        let events = reader.events(&mut scope, &mut gold.others)?;
        let (date, title) = (None, None);
        gold.passages.push(Passage { id: name, text: text.to_owned(), date, title, events, scope });
    }
    // What one file of a folder tells, all are asked for.
    gold.passages[first..].iter_mut().for_each(|p| p.scope = scope);
    Ok(())
}

struct Reader<'a> {
    file: &'a DataFile,
    lines: &'a brat::Lines<'a>,
    /// Code points of the file before the text.
    before: usize,
}

impl Reader<'_> {
    fn wrong(&self, number: usize, reason: impl Into<String>, remedy: impl Into<String>) -> anyhow::Error {
        self.file.wrong(number, reason, remedy).into()
    }

    /// The events of a file. Those whose type is no category are counted.
    fn events(&self, scope: &mut Scope, others: &mut BTreeMap<String, usize>) -> anyhow::Result<Vec<Told>> {
        let mut out: Vec<(&str, Told)> = Vec::new();
        for (number, line) in &self.lines.events {
            let (id, joined) = line.split_once('\t').unwrap_or((line, ""));
            let Some((name, trigger, roles)) = head(joined) else {
                let remedy = "write `E1⇥ACCUSE:T3 Actor:T1 Recipient:T2`, with a tab (⇥) behind E1";
                return Err(self.wrong(*number, format!("no event: `{}`", brat::short(line)), remedy));
            };
            let Ok(category) = category(name) else {
                *others.entry(name.to_owned()).or_default() += 1;
                continue;
            };
            out.push((id, self.event(*number, category, trigger, roles)?));
        }
        for (number, line) in &self.lines.attributes {
            self.attribute(*number, line, &mut out, scope)?;
        }
        Ok(out.into_iter().map(|(_, told)| told).collect())
    }

    fn event(&self, number: usize, category: Category, trigger: &str, roles: &str) -> anyhow::Result<Told> {
        let mut told = Told::new(category);
        told.trigger = self.places(number, trigger)?.first().copied();
        for role in roles.split_whitespace() {
            let Some((name, id)) = role.split_once(':') else {
                return Err(self.wrong(number, format!("`{role}` is no role"), "write it as in `Actor:T1`"));
            };
            let name = name.trim_end_matches(|c: char| c.is_ascii_digit()).to_lowercase();
            let part = match name.as_str() {
                "actor" => &mut told.actor,
                "recipient" => &mut told.recipient,
                "place" => &mut told.place,
                "time" | "when" => &mut told.when,
                _ => {
                    let remedy = "the roles are Actor, Recipient, Place and Time";
                    return Err(self.wrong(number, format!("`{role}`: no role is called so"), remedy));
                }
            };
            part.extend(self.places(number, id)?);
        }
        Ok(told)
    }

    /// The words that an identifier marks.
    fn places(&self, number: usize, id: &str) -> anyhow::Result<Vec<Place>> {
        let Some((_, places)) = self.lines.marked.get(id) else {
            let remedy = format!("mark its words on a line `{id}⇥Actor 0 5⇥words`");
            return Err(self.wrong(number, format!("no line marks {id:?}"), remedy));
        };
        let place = |(start, end): &Place| (start.saturating_sub(self.before), end.saturating_sub(self.before));
        Ok(places.iter().map(place).collect())
    }

    /// `A1⇥Mode E1 disapprove`: lays it on its event. Other attributes, and those of other events, are passed over.
    fn attribute(
        &self,
        number: usize,
        line: &str,
        events: &mut [(&str, Told)],
        scope: &mut Scope,
    ) -> anyhow::Result<()> {
        let mut words = line.split('\t').nth(1).unwrap_or_default().split_whitespace();
        let (Some(name), Some(of), Some(value)) = (words.next(), words.next(), words.next()) else { return Ok(()) };
        let Some((_, told)) = events.iter_mut().find(|(id, _)| *id == of) else { return Ok(()) };
        let laid = match name.to_lowercase().as_str() {
            "mode" => {
                scope.modes = true;
                mode(told.category, value).map(|mode| told.mode = Some(mode))
            }
            "status" => {
                scope.status = true;
                status(&value.to_lowercase()).map(|status| told.status = status)
            }
            _ => Ok(()),
        };
        laid.map_err(|(reason, remedy)| self.wrong(number, reason, remedy))
    }
}

/// `ACCUSE:T3 Actor:T1` as type, trigger and roles.
fn head(joined: &str) -> Option<(&str, &str, &str)> {
    let (first, roles) = joined.trim().split_once(' ').unwrap_or((joined.trim(), ""));
    let (name, trigger) = first.split_once(':')?;
    (!name.is_empty() && !trigger.is_empty()).then_some((name, trigger, roles))
}
