//! Rows of our tables, made of a dictionary's entries.

use super::code::{Codes, Meaning};
use super::lines::{Entry, Reading, Sheet};
use super::remarks::{Remark, Remarks};
use super::{Made, Words};
use dateline_text::{DataError, DataFile};
use jiff::ToSpan;
use jiff::civil::Date;
use std::fmt::Write;

/// The source of every row.
const SOURCE: &str = "PETRARCH";

/// Names with a role or dates become groups, those of a country alone words for it, those of a role alone agents.
pub(super) fn actors(file: &DataFile, sheet: &Sheet, codes: &Codes<'_>, remarks: &mut Remarks, made: &mut Made) {
    let (mut groups, mut words, mut agents) = (String::new(), String::new(), String::new());
    for entry in &sheet.entries {
        if entry.readings.is_empty() {
            remarks.add(Remark::NoCode, entry.line, &entry.names[0]);
        }
        let read = |r: &'_ Reading, remarks: &mut Remarks| codes.actor(&r.code, r.line, remarks);
        let all: Vec<(&Reading, Meaning)> =
            entry.readings.iter().filter_map(|r| Some((r, read(r, remarks)?))).collect();
        let names = names(entry, codes.words);
        // A country by whatever right, a role of no country, or, where both or sectors come in, an actor with dates.
        let somebody = || all.iter().map(|(_, m)| m).filter(|m| **m != Meaning::Nobody);
        let country = somebody().all(|m| matches!(m, Meaning::Actor { bare: true, .. }));
        if !country && !somebody().all(|m| matches!(m, Meaning::Role(_))) {
            for (reading, _) in all.iter().filter(|(_, m)| matches!(m, Meaning::Role(_))) {
                remarks.add(Remark::NoCountry, reading.line, &reading.code);
            }
            group(&mut groups, &names, &all);
            continue;
        }
        let Some((taken, meaning)) = lasting(&all) else { continue };
        if all.len() > 1 {
            remarks.add(Remark::Dated, taken.line, &entry.names[0]);
        }
        match meaning {
            Meaning::Actor { code, sectors, .. } => {
                let sector = sectors.first().map_or("", String::as_str);
                names.iter().for_each(|name| word(&mut words, codes, name, code, sector));
            }
            Meaning::Role(sectors) => {
                names.iter().for_each(|name| role(&mut agents, codes.words, name, "", &sectors.join(";"), ""));
            }
            Meaning::Nobody => {}
        }
    }
    let table = |text: String| (!text.is_empty()).then(|| DataFile::new(file.name.clone(), text));
    made.groups.extend(table(groups));
    made.country_words.extend(table(words));
    made.agents.extend(table(agents));
}

/// The reading without dates, else the one that lasts or ended last.
fn lasting<'a, 'b>(all: &'b [(&'a Reading, Meaning)]) -> Option<&'b (&'a Reading, Meaning)> {
    let end = |r: &Reading| match r.days {
        None => (2, None),
        Some((from, None)) => (1, from),
        Some((_, to)) => (0, to),
    };
    // Of several without dates the first, as PETRARCH takes it.
    all.iter().rev().max_by_key(|(r, _)| end(r))
}

/// A row for each stretch of days on which one reading holds: of those with dates the first that covers a day, else the
/// first without.
fn group(out: &mut String, names: &[String], all: &[(&Reading, Meaning)]) {
    let Some((name, aliases)) = names.split_first() else { return };
    let mut row = |meaning: &Meaning, (from, to): Stretch| {
        let Meaning::Actor { code, identifier, sectors, .. } = meaning else { return };
        let day = |day: Option<Date>| day.map_or(String::new(), |d| d.to_string());
        let (aliases, sectors) = (aliases.join(";"), sectors.join(";"));
        let (start, end) = (day(from), day(to));
        let _ = writeln!(out, "{name}\t{aliases}\t{code}\t{identifier}\t{sectors}\t\t{start}\t{end}\t\t{SOURCE}");
    };
    let mut free: Vec<Stretch> = vec![(None, None)];
    for (reading, meaning) in all {
        let Some(days) = reading.days else { continue };
        let mut left = Vec::new();
        for stretch in free {
            if let Some(both) = common(stretch, days) {
                row(meaning, both);
                let day_before = both.0.and_then(|d| d.checked_sub(1.day()).ok());
                let day_after = both.1.and_then(|d| d.checked_add(1.day()).ok());
                left.extend(day_before.and_then(|d| common(stretch, (None, Some(d)))));
                left.extend(day_after.and_then(|d| common(stretch, (Some(d), None))));
            } else {
                left.push(stretch);
            }
        }
        free = left;
    }
    if let Some((_, meaning)) = all.iter().find(|(r, _)| r.days.is_none()) {
        free.into_iter().for_each(|stretch| row(meaning, stretch));
    }
}

/// The first and last day, open where there is none.
type Stretch = (Option<Date>, Option<Date>);

/// The days that two stretches have in common.
fn common(a: Stretch, b: Stretch) -> Option<Stretch> {
    let from = a.0.max(b.0);
    let to = [a.1, b.1].into_iter().flatten().min();
    (from.is_none() || to.is_none() || from <= to).then_some((from, to))
}

/// A word for a country; what ours says of its kind stays.
fn word(out: &mut String, codes: &Codes<'_>, name: &str, code: &str, sector: &str) {
    let ours = codes.countries.filed(name);
    let [kind, _, ambiguous, theirs] = ours.unwrap_or(["country", "", "", ""]);
    let same = ours.is_some_and(|[_, codes, ..]| codes.split(';').next() == Some(code));
    let sector = if same { theirs } else { sector };
    let _ = writeln!(out, "{name}\t{kind}\t{code}\t{ambiguous}\t{sector}\t{SOURCE}");
}

/// Role nouns, with their plurals, for every word of a substitution set.
///
/// # Errors
/// A code without `~`, a mark that no set is given for.
pub(super) fn agents(
    file: &DataFile,
    sheet: &Sheet,
    codes: &Codes<'_>,
    remarks: &mut Remarks,
    made: &mut Made,
) -> Result<(), DataError> {
    let mut out = String::new();
    for entry in &sheet.entries {
        let Some(reading) = entry.readings.first() else {
            remarks.add(Remark::NoCode, entry.line, &entry.names[0]);
            continue;
        };
        let Some((before, after)) = reading.code.split_once('~') else {
            let reason = format!("`[{}]` has no `~`, which stands for whose agent it is", reading.code);
            return Err(file.wrong(reading.line, reason, "write [~CODE], or move it to a *.actors.txt"));
        };
        let body = before == "IGO";
        let part = if before.is_empty() || body { after } else { before };
        let sectors = codes.sectors(&super::code::parts(part), reading.line, remarks);
        if sectors.is_empty() && !body {
            remarks.add(Remark::NoSector, entry.line, &reading.code);
            continue;
        }
        let kind = if body { "body" } else { "" };
        let filled = fill(&entry.names[0], sheet, codes.words);
        let filled = filled.map_err(|mark| {
            file.wrong(entry.line, format!("no set is given for `!{mark}!`"), "write `!SET! = ONE, TWO` above")
        })?;
        for (noun, plural) in filled {
            let noun = plain(&noun).to_lowercase();
            let plural = match &entry.plural {
                Some(braces) => plain(braces).to_lowercase(),
                None => plural.map(|p| plain(&p).to_lowercase()).unwrap_or_default(),
            };
            role(&mut out, codes.words, &noun, &plural, &sectors.join(";"), kind);
        }
    }
    if !out.is_empty() {
        made.agents.push(DataFile::new(file.name.clone(), out));
    }
    Ok(())
}

/// A role noun.
fn role(out: &mut String, words: &Words, noun: &str, plural: &str, sectors: &str, role: &str) {
    if noun.is_empty() {
        return;
    }
    let last = noun.rsplit([' ', '-']).next().unwrap_or(noun).to_lowercase();
    let ends = |w: &str| last.ends_with(w);
    let person = !words.body_words.has(&last) && words.person_endings.words().any(ends);
    let _ = match person {
        true => writeln!(out, "{noun}\t{plural}\t{sectors}\tperson\t\t{role}\t{SOURCE}"),
        false => writeln!(out, "{noun}\t{plural}\t{sectors}\tbody\t\t{role}\t{SOURCE}"),
    };
}

/// The nouns that one stands for, a mark filled with each word of its set, and their plurals; the mark, where no set is
/// given for it.
fn fill(noun: &str, sheet: &Sheet, words: &Words) -> Result<Vec<(String, Option<String>)>, String> {
    let Some((mark, after)) = noun.split_once('!').and_then(|(_, rest)| rest.split_once('!')) else {
        // A noun that ends in `_` has no plural of its own making.
        let plural = (!noun.ends_with('_')).then(|| plural(noun));
        return Ok(vec![(noun.to_owned(), plural)]);
    };
    let set = sheet.sets.get(&mark.to_uppercase()).ok_or_else(|| mark.to_owned())?;
    let before = noun.split('!').next().unwrap_or_default();
    let whole = |word: &str| format!("{before}{word}{after}").replace(&format!("!{mark}!"), word);
    let plural_of = |word: &str| {
        let irregular = words.plurals.pairs().find(|(_, one)| one.eq_ignore_ascii_case(word)).map(|(many, _)| many);
        let many = irregular.map_or_else(|| plural(word), str::to_owned);
        set.iter().find(|w| w.eq_ignore_ascii_case(&many))
    };
    let is_plural = |word: &String| set.iter().any(|one| plural_of(one).is_some_and(|many| many == word));
    let mut filled = Vec::new();
    for word in set.iter().filter(|w| !is_plural(w)) {
        for (noun, _) in fill(&whole(word), sheet, words)? {
            filled.push((noun, plural_of(word).map(|many| whole(many))));
        }
    }
    Ok(filled)
}

/// The plural as PETRARCH makes it.
fn plural(noun: &str) -> String {
    match noun.to_uppercase() {
        upper if upper.ends_with('Y') => format!("{}IES", &noun[..noun.len() - 1]),
        upper if upper.ends_with('S') => format!("{noun}ES"),
        _ => format!("{noun}S"),
    }
}

/// The names of an actor as a report writes them, each once; what stands in brackets is a name of its own.
fn names(entry: &Entry, words: &Words) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let braces = entry.plural.iter().filter(|p| !p.is_empty());
    for written in entry.names.iter().chain(braces) {
        let mut parts = written.split(['(', ')']);
        let outside = parts.next().unwrap_or_default();
        let inside = parts.next().filter(|_| written.contains(')'));
        let rest: String = parts.collect();
        for name in std::iter::once(format!("{outside}_{rest}")).chain(inside.map(str::to_owned)) {
            let name = title(&plain(&name), words);
            if name.chars().filter(|c| c.is_alphanumeric()).count() > 1 && !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// A name with spaces for `_` and without signs that no report writes.
fn plain(name: &str) -> String {
    let spaced: String = name.chars().map(|c| if c == '_' { ' ' } else { c }).collect();
    let kept = |c: &char| !matches!(c, '[' | ']' | '"' | '`' | '\u{fffd}' | '?') && !c.is_control();
    let kept: String = spaced.chars().filter(kept).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Capitals as a report has them. A name of one word of up to three letters is an acronym and stays; a name that has
/// small letters was written as it is meant.
fn title(name: &str, words: &Words) -> String {
    if name.contains(char::is_lowercase)
        || (!name.contains(' ') && name.chars().filter(|c| c.is_alphabetic()).count() < 4)
    {
        return name.to_owned();
    }
    let word = |(at, word): (usize, &str)| {
        if at > 0 && words.small.has(word) {
            return word.to_lowercase();
        }
        let mut out = String::new();
        // The letters since the last sign: a capital begins a part, but for the `S` of `PEOPLE'S`.
        let mut inside = false;
        let mut letters = word.chars().peekable();
        while let Some(c) = letters.next() {
            let clitic = out.ends_with(['\'', '’']) && letters.peek().is_none();
            if inside || clitic {
                out.extend(c.to_lowercase());
            } else {
                out.push(c);
            }
            inside = c.is_alphanumeric();
        }
        out
    };
    name.split(' ').enumerate().map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        Words::read(&[super::super::builtin_file()]).unwrap()
    }

    #[test]
    fn names_are_written_as_reports_write_them() {
        for (written, want) in [
            ("FJORD_COUNCIL_OF_THE_NORTH_", "Fjord Council of the North"),
            ("AL-QASR_PEOPLE'S_FRONT", "Al-Qasr People's Front"),
            ("J._O'NORD", "J. O'Nord"),
            ("UN_", "UN"),
            ("U.N._", "U.N."),
            ("Fjord council", "Fjord council"),
        ] {
            assert_eq!(title(&plain(written), &words()), want);
        }
    }

    #[test]
    fn a_mark_stands_for_every_word_of_its_set() {
        let set = |name: &str, all: &[&str]| (name.to_owned(), all.iter().map(|w| (*w).to_owned()).collect());
        let sets = [set("PERSON", &["MAN", "MEN", "PERSON"]), set("HEAD", &["CHIEF", "CHIEFS"])].into();
        let sheet = Sheet { sets, ..Sheet::default() };
        let pair = |noun: &str, plural: Option<&str>| (noun.to_owned(), plural.map(str::to_owned));
        assert_eq!(
            fill("RIG!PERSON!", &sheet, &words()),
            Ok(vec![pair("RIGMAN", Some("RIGMEN")), pair("RIGPERSON", None)])
        );
        assert_eq!(fill("!HEAD!_OF_RIG", &sheet, &words()), Ok(vec![pair("CHIEF_OF_RIG", Some("CHIEFS_OF_RIG"))]));
        assert_eq!(fill("RIG_DEPUTY", &sheet, &words()), Ok(vec![pair("RIG_DEPUTY", Some("RIG_DEPUTIES"))]));
        assert_eq!(fill("RIG!NONE!", &sheet, &words()), Err("NONE".to_owned()));
    }
}
