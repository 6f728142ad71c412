//! Numbers that count nothing: dates, years, clock times, ages, names, documents, addresses.

use super::number::Number;
use super::words::is_month;
use crate::ground::Within;
use dateline_language::{Upos, Xpos};
use dateline_text::List;

/// Whether a number counts nothing that a report tells.
pub(super) fn counts_nothing(w: &Within<'_>, n: &Number) -> bool {
    if n.unit.is_some() || n.vague || n.share {
        return false;
    }
    let sentence = &w.sentence;
    let before = n.words.start.checked_sub(1).filter(|b| *b >= sentence.start);
    let after = Some(n.words.end).filter(|a| *a < sentence.end);
    let c = Context { w, n, before, after };
    c.is_date()
        || c.is_year()
        || c.is_time()
        || c.is_age()
        || c.is_label()
        || c.is_name()
        || c.is_address()
        || c.is_glued()
}

/// A number and the words right beside it in its sentence.
struct Context<'s> {
    w: &'s Within<'s>,
    n: &'s Number,
    before: Option<usize>,
    after: Option<usize>,
}

impl Context<'_> {
    fn lower(&self, t: Option<usize>) -> String {
        t.map(|t| self.w.s.a.form(t).to_lowercase()).unwrap_or_default()
    }

    fn is_in(&self, t: Option<usize>, list: &List) -> bool {
        t.is_some_and(|t| self.w.s.form_in(t, list))
    }

    fn month(&self, t: Option<usize>) -> bool {
        t.is_some_and(|t| is_month(self.w.s, t))
    }

    fn small_digits(&self) -> bool {
        let whole = self.n.value.or(self.n.high).unwrap_or(99.0);
        self.w.s.a.form(self.n.words.start).starts_with(|c: char| c.is_ascii_digit()) && whole <= 31.0
    }

    /// "Oct. 11", "11 October", "October 11-12".
    fn is_date(&self) -> bool {
        let here = self.small_digits();
        let further = self.before.and_then(|b| b.checked_sub(1));
        here && (self.month(self.before) || self.month(self.after))
            || self.n.plain_digits
                && self.lower(self.before) == ","
                && further.is_some_and(|f| {
                    self.w.s.a.form(f).bytes().all(|b| b.is_ascii_digit()) && self.month(f.checked_sub(1))
                })
    }

    /// Four digits that no plural follows: "in 2019", "the 2016 election".
    fn is_year(&self) -> bool {
        let first = self.n.words.start;
        let low = self.n.low.unwrap_or(0.0);
        let year = |v: f64| (1500.0..=2100.0).contains(&v);
        if self.n.value.is_none() && year(low) && self.n.words.len() == 3 {
            // "2016 to 2018", "2016-17".
            return self.w.s.a.form(first).len() == 4;
        }
        let value = self.n.value.unwrap_or(0.0);
        if !(self.n.plain_digits && self.w.s.a.form(first).len() == 4 && year(value)) {
            return false;
        }
        // "the deadly 2012 attacks", "in 2012 voters": news writes a count of that size with a comma, so only persons
        // and measures right behind it, and nothing before it that a year follows, make it one.
        let lists = &self.w.s.words.figures;
        let counted = self.after.is_some_and(|a| {
            (self.w.s.xpos(a) == Xpos::Nns && super::unit::is_person(self.w.s, a))
                || self.w.s.form_in(a, &lists.measures)
        });
        let time = self.before.is_some_and(|b| {
            matches!(self.w.s.upos(b), Upos::Adp | Upos::Sconj | Upos::Det | Upos::Adj | Upos::Pron | Upos::Part)
        }) && !self.is_in(self.before, &lists.before_counts);
        !counted || time || self.month(self.before)
    }

    /// "at 5 p.m.", "9 o'clock", "10 GMT".
    fn is_time(&self) -> bool {
        let minutes = || self.after.is_some_and(|a| self.w.s.a.tokens.get(a + 1).is_some_and(|t| t.upos == Upos::Num));
        self.is_in(self.after, &self.w.s.words.figures.clock_words)
            || self.lower(self.after) == ":" && minutes() && self.touches_next()
    }

    fn touches_next(&self) -> bool {
        self.after.is_some_and(|a| self.w.s.a.tokens[a - 1].span.end() == self.w.s.a.tokens[a].span.start())
    }

    fn touches_last(&self) -> bool {
        self.before.is_some_and(|b| self.w.s.a.tokens[b].span.end() == self.w.s.a.tokens[b + 1].span.start())
    }

    /// "Berg, 58, said", "a 75-year-old", "born at 30": told in passing. "aged 16" is kept.
    fn is_age(&self) -> bool {
        let value = self.n.value.unwrap_or(200.0);
        let years = self.lower(self.after) == "-" && {
            let a = self.after.unwrap_or_default();
            let word =
                |i: usize| self.w.s.a.tokens.get(i).map(|_| self.w.s.a.form(i).to_lowercase()).unwrap_or_default();
            word(a + 1).starts_with("year") && word(a + 2) == "-" && word(a + 3).starts_with("old")
        };
        let closes =
            matches!(self.lower(self.after).as_str(), "," | "." | ";" | ")" | "") || self.lower(self.after) == "and";
        let name = self.before.and_then(|b| b.checked_sub(1)).is_some_and(|p| self.w.s.upos(p) == Upos::Propn);
        // "Berg, who is 46, …"
        let person = self.before.and_then(|b| b.checked_sub(1)).map(|p| self.w.s.a.form(p).to_lowercase());
        let is = matches!(self.lower(self.before).as_str(), "is" | "was" | "'s" | "turned")
            && matches!(person.as_deref(), Some("who" | "he" | "she"));
        if is && closes && self.n.plain_digits && value < 120.0 {
            return true;
        }
        let told = self.n.plain_digits && value < 120.0 && self.lower(self.before) == "," && closes && name;
        years || told
    }

    /// "Article 5", "Resolution 242", "No. 10".
    fn is_label(&self) -> bool {
        let lists = &self.w.s.words.figures;
        let capital = self.before.is_some_and(|b| self.w.s.a.form(b).chars().next().is_some_and(char::is_uppercase));
        self.is_in(self.before, &lists.number_signs)
            || self.is_in(self.before, &lists.numbered) && (capital || !self.counts_plural())
            || self.is_in(self.before, &lists.numbered_names) && capital
            || self.n.plain_digits
                && self.lower(self.before) == "of"
                && self.before.and_then(|b| b.checked_sub(1)).is_some_and(|g| self.w.s.a.form(g) == "Group")
    }

    fn counts_plural(&self) -> bool {
        self.after.is_some_and(|a| matches!(self.w.s.xpos(a), Xpos::Nns | Xpos::Nnps | Xpos::Jj | Xpos::Nn | Xpos::In))
    }

    /// A number that is part of a name: "Boeing 737", "Formula 1", "Apollo 11".
    fn is_name(&self) -> bool {
        let Some(b) = self.before else { return false };
        let capital = self.w.s.a.form(b).chars().next().is_some_and(char::is_uppercase);
        let opens = self.w.sentence.start == b;
        let proper = capital && (self.w.s.xpos(b) == Xpos::Nnp || (self.w.s.upos(b) == Upos::Noun && !opens));
        let person = self.w.s.a.name_at(b).is_some_and(|x| x.kind == dateline_language::NameKind::Per);
        let named = self.w.s.a.name_at(b).is_some_and(|x| x.tokens.contains(&self.n.words.start));
        named || proper && self.is_bare() && !person && !self.counts_plural() && self.n.value.is_some()
    }

    /// Digits without a comma or a multiplier: what stands in names.
    fn is_bare(&self) -> bool {
        let form = self.w.s.a.form(self.n.words.start);
        self.n.words.len() == 1 && form.starts_with(|c: char| c.is_ascii_digit()) && !form.contains(',')
    }

    /// "1600 Pennsylvania Avenue".
    fn is_address(&self) -> bool {
        let Some(a) = self.after.filter(|a| self.w.s.upos(*a) == Upos::Propn) else { return false };
        let end = self.w.s.a.tokens.len().min(a + 4);
        (a..end).any(|i| self.w.s.form_in(i, &self.w.s.words.figures.street_words))
    }

    /// Digits glued to letters or signs: "F-16", "COVID-19", "9/11", "555-1234".
    fn is_glued(&self) -> bool {
        let last = self.lower(self.before);
        let letter = matches!(last.as_str(), "-" | "–" | "/")
            && self.touches_last()
            && self.before.and_then(|b| b.checked_sub(1)).is_some_and(|p| {
                let whole = self.w.s.a.tokens[p].span.end() == self.w.s.a.tokens[p + 1].span.start();
                whole && self.w.s.upos(p) != Upos::Num && !self.w.s.a.form(p).ends_with("mid")
            });
        let slash = matches!(self.lower(self.after).as_str(), "/") && self.touches_next();
        let phone = self.n.words.len() == 3 && self.n.value.is_none() && self.n.low.is_some_and(|v| v >= 100.0) && {
            let form = self.w.s.a.form(self.n.words.end - 1);
            form.len() == 4
                && !form.contains(',')
                && self.lower(Some(self.n.words.start + 1)) == "-"
                && !self.counts_plural()
        };
        letter || slash || phone || (last == "/" && self.touches_last())
    }
}
