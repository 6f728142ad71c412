//! Records as a person reads them in a terminal.

use crate::style;
use crate::view::plain;
use anstyle::Style;
use dateline::contract::{Body, By, Entity, Event, Record, Statement};
use dateline::language::Analysis;
use dateline::text::Span;
use std::fmt::Write;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Draws a report's records: its head, then a section a kind.
#[must_use]
pub(crate) fn draw(analysis: &Analysis, records: &[Record], width: usize) -> String {
    let mut out = Page { analysis, width, out: String::new() };
    out.head();
    out.section("Events", records, Page::event);
    out.section("Statements", records, Page::statement);
    out.section("Relations", records, Page::relation);
    out.section("Figures", records, Page::figure);
    out.section("Left unsaid", records, Page::omission);
    out.section("Actors", records, Page::actor);
    if out.out.lines().count() < 3 {
        let _ = writeln!(out.out, "  nothing was coded");
    }
    out.out.push('\n');
    out.out
}

struct Page<'a> {
    analysis: &'a Analysis,
    width: usize,
    out: String,
}

impl Page<'_> {
    fn head(&mut self) {
        let d = &self.analysis.document;
        let date = d.date.map(|x| format!("{x} ({})", d.date_from.name()));
        let place = d.dateline.as_ref().and_then(|l| l.place.clone());
        let facts: Vec<String> =
            [date, place, Some(format!("{} sentences", self.analysis.sentences.len()))].into_iter().flatten().collect();
        let _ = writeln!(
            self.out,
            "{}{}{:#}  {}{}{:#}",
            style::STRONG,
            plain(&d.id),
            style::STRONG,
            style::DIM,
            plain(&facts.join(", ")),
            style::DIM
        );
    }

    fn section(&mut self, title: &str, records: &[Record], draw: fn(&mut Self, &Record) -> bool) {
        let start = self.out.len();
        let _ = writeln!(self.out, "\n{}{title}{:#}", style::STRONG, style::STRONG);
        let mut any = false;
        for r in records {
            any |= draw(self, r);
        }
        if !any {
            self.out.truncate(start);
        }
    }

    fn words(&self, span: Span) -> String {
        let text: Vec<&str> = span.of(self.analysis.text()).split_whitespace().collect();
        plain(&text.join(" ")).into_owned()
    }

    /// "Vladimir Putin RUS/GOV".
    fn party(&self, e: &Entity) -> String {
        let here = self.words(e.span);
        let name = e.name.as_deref().map_or_else(|| here.clone(), |n| plain(n).into_owned());
        let code = code(e);
        format!("{}{name}{:#}{}{code}{:#}", style::NAME, style::NAME, style::DIM, style::DIM)
    }

    fn parties(&self, all: &[Entity]) -> String {
        if all.is_empty() { "–".into() } else { all.iter().map(|e| self.party(e)).collect::<Vec<_>>().join(", ") }
    }

    fn voices(&self, by: &[By]) -> String {
        if by.is_empty() {
            return String::new();
        }
        let names: Vec<String> = by
            .iter()
            .map(|b| b.who.name.as_deref().map_or_else(|| self.words(b.who.span), |n| plain(n).into_owned()))
            .collect();
        format!("  {}on the word of {}{:#}", style::WARNING, names.join(" → "), style::WARNING)
    }

    fn line(&mut self, text: &str) {
        let _ = writeln!(self.out, "  {text}");
    }

    fn evidence(&mut self, text: &str, id: &str) {
        let room = self.width.saturating_sub(8 + id.len());
        let _ = writeln!(self.out, "      {}{}  {id}{:#}", style::DIM, shortened(text, room), style::DIM);
    }

    fn event(&mut self, r: &Record) -> bool {
        let Body::Event(e) = &r.body else { return false };
        let mode = e.mode.as_ref().map(|m| format!("/{m}")).unwrap_or_default();
        let status = status_words(e);
        let text = format!(
            "{}{:9}{mode}{:#} {} → {}{status}{}",
            style::RELATION,
            e.category,
            style::RELATION,
            self.parties(&e.actor),
            self.parties(&e.recipient),
            self.voices(&e.by)
        );
        self.line(&text);
        self.evidence(&self.words(e.clause), &r.id);
        true
    }

    fn statement(&mut self, r: &Record) -> bool {
        let Body::Statement(s) = &r.body else { return false };
        let text = format!(
            "{} {}{}{:#}{}",
            self.parties(&s.source),
            style::RELATION,
            said(self, s),
            style::RELATION,
            self.voices(&s.by)
        );
        self.line(&text);
        let content: Vec<String> = s.content.iter().map(|c| self.words(*c)).collect();
        self.evidence(&content.join(" … "), &r.id);
        true
    }

    fn relation(&mut self, r: &Record) -> bool {
        let Body::Relation(x) = &r.body else { return false };
        let since = x.since.as_ref().map(|y| format!(" since {y}")).unwrap_or_default();
        let text = format!(
            "{} {}{}{:#} {}{since}{}",
            self.party(&x.from),
            style::RELATION,
            x.kind.name().replace('_', " "),
            style::RELATION,
            self.party(&x.to),
            self.voices(&x.by)
        );
        self.line(&text);
        true
    }

    fn figure(&mut self, r: &Record) -> bool {
        let Body::Figure(f) = &r.body else { return false };
        let value = f.value.map_or_else(|| f.trend.map(|t| t.to_string()).unwrap_or_default(), |v| v.to_string());
        let hedge = f.modifier.as_ref().map(|m| format!("{m} ")).unwrap_or_default();
        let text = format!(
            "{hedge}{}{value}{:#} {} {} ({}){}",
            style::NAME,
            style::NAME,
            plain(&f.who),
            plain(&f.what),
            plain(&f.unit),
            self.voices(&f.by)
        );
        self.line(&text);
        true
    }

    fn omission(&mut self, r: &Record) -> bool {
        let Body::Omission(o) = &r.body else { return false };
        let of: Vec<String> = o.of.iter().map(|s| self.words(*s)).collect();
        let text = format!("{} did not speak of {}{}", self.party(&o.who), of.join("; "), self.voices(&o.by));
        self.line(&text);
        true
    }

    fn actor(&mut self, r: &Record) -> bool {
        let Body::Actor(a) = &r.body else { return false };
        if a.code.is_none() && a.mentions.len() < 2 {
            return false;
        }
        let code = [a.code.clone(), a.sector.first().map(ToString::to_string)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("/");
        let mut forms: Vec<String> = Vec::new();
        for m in &a.mentions {
            let words = self.words(m.span);
            if !forms.contains(&words) {
                forms.push(words);
            }
        }
        let forms = shortened(&forms.join(" · "), self.width.saturating_sub(a.name.width() + code.len() + 8));
        let text =
            format!("{}{}{:#} {}{code}  {forms}{:#}", style::NAME, plain(&a.name), style::NAME, style::DIM, style::DIM);
        self.line(&text);
        true
    }
}

/// A party's code and first sector, behind a space: ` RUS/GOV`; nothing where it is not coded.
pub(crate) fn code(e: &Entity) -> String {
    match (&e.code, e.sector.first()) {
        (Some(c), Some(s)) => format!(" {c}/{s}"),
        (Some(c), None) => format!(" {c}"),
        (None, Some(s)) => format!(" {s}"),
        (None, None) => String::new(),
    }
}

/// The cue, and how the words are told.
fn said(page: &Page<'_>, s: &Statement) -> String {
    let cue = s.cue.map_or_else(|| "(quoted)".to_owned(), |c| page.words(c));
    format!("{cue} [{}, {}{}]", s.form.name(), s.act.name(), if s.negated { ", not" } else { "" })
}

fn status_words(e: &Event) -> String {
    use dateline::contract::{Certainty, Time};
    let mut words = Vec::new();
    if e.status.negated {
        words.push("not done");
    }
    match e.status.time {
        Time::Future => words.push("to come"),
        Time::Historical => words.push("long ago"),
        Time::Past | Time::Present => {}
    }
    match e.status.certainty {
        Certainty::Possible => words.push("possible"),
        Certainty::Hypothetical => words.push("hypothetical"),
        Certainty::Asserted | Certainty::Reported => {}
    }
    if words.is_empty() { String::new() } else { format!(" {}[{}]{:#}", style::ERROR, words.join(", "), Style::new()) }
}

/// `text` cut to `room` columns, with an ellipsis where something is left out.
#[must_use]
pub(crate) fn shortened(text: &str, room: usize) -> String {
    if text.width() <= room {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > room {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}
