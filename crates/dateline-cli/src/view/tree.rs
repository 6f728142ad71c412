//! Sentences as trees that can be read in a terminal.

use crate::style;
use crate::view::plain;
use anstyle::Style;
use dateline::language::{Analysis, Name};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Draws every sentence of a report: its words, then its tree, one word a line.
#[must_use]
pub(crate) fn draw(analysis: &Analysis, width: usize) -> String {
    (0..analysis.sentences.len()).map(|number| draw_one(analysis, number, width)).collect()
}

/// Draws one sentence, by its number from 0.
#[must_use]
pub(crate) fn draw_one(analysis: &Analysis, number: usize, width: usize) -> String {
    let Some(range) = analysis.sentences.get(number) else { return String::new() };
    let mut out = String::new();
    let text = analysis.span(range.clone()).of(analysis.text());
    let text: Vec<&str> = text.split_whitespace().collect();
    let lead = format!("{} ", number + 1);
    let _ = writeln!(out, "{}{lead}{}", style::STRONG, wrap(&text, width, lead.len()));
    let _ = write!(out, "{:#}", style::STRONG);
    for root in range.clone().filter(|i| analysis.tokens[*i].head.is_none()) {
        branch(analysis, root, "  ", "  ", width, &mut out);
    }
    out.push('\n');
    out
}

/// One word and what hangs below it. `first` leads its own line, `rest` the lines below.
///
/// Where lines would be indented by more than half the width, deeper words stay at one depth behind a dotted line: a
/// sentence of brackets alone is a chain of hundreds of words, and its drawing would grow with the square of them.
fn branch(analysis: &Analysis, token: usize, first: &str, rest: &str, width: usize, out: &mut String) {
    // A loop rather than recursion: a tree may be as deep as its sentence is long.
    let mut open = vec![(token, first.to_owned(), rest.to_owned())];
    while let Some((at, first, rest)) = open.pop() {
        line(analysis, at, &first, width, out);
        let deep = rest.width() + 3 > width / 2;
        let children: Vec<usize> = analysis.children(at).collect();
        for (i, child) in children.iter().enumerate().rev() {
            let (own, below) = match (deep, i + 1 == children.len()) {
                (true, _) => ("┈┈ ", ""),
                (false, true) => ("└─ ", "   "),
                (false, false) => ("├─ ", "│  "),
            };
            open.push((*child, format!("{rest}{own}"), format!("{rest}{below}")));
        }
    }
}

/// The name a word belongs to.
fn name_at(analysis: &Analysis, token: usize) -> Option<&Name> {
    let next = analysis.names.partition_point(|n| n.tokens.end <= token);
    analysis.names.get(next).filter(|n| n.tokens.contains(&token))
}

fn line(analysis: &Analysis, at: usize, lead: &str, width: usize, out: &mut String) {
    let token = analysis.tokens[at];
    let name = name_at(analysis, at);
    let mut line = painted(style::DIM, lead);
    let _ = write!(line, "{}", painted(if name.is_some() { style::NAME } else { Style::new() }, analysis.form(at)));
    let mut plain = lead.width() + analysis.form(at).width();
    let mut add = |style: Style, text: String| {
        if plain + text.width() < width {
            plain += text.width();
            line.push_str(&painted(style, &text));
        }
    };
    add(style::RELATION, format!("  {}", token.rel));
    add(style::DIM, format!("  {} {}", token.upos, token.xpos));
    if analysis.lemma(at) != analysis.form(at) {
        add(style::DIM, format!("  = {}", analysis.lemma(at)));
    }
    if let Some(name) = name.filter(|n| n.tokens.start == at) {
        let whole = analysis.span(name.tokens.clone()).of(analysis.text());
        add(style::NAME, format!("  [{} {}]", name.kind, whole.split_whitespace().collect::<Vec<_>>().join(" ")));
    }
    out.push_str(&line);
    out.push('\n');
}

fn painted(style: Style, text: &str) -> String {
    format!("{style}{}{style:#}", plain(text))
}

/// Words filled into lines of `width` columns, every line after the first set in by `indent`.
fn wrap(words: &[&str], width: usize, indent: usize) -> String {
    let (mut out, mut column) = (String::new(), indent);
    for word in words {
        if column > indent && column + 1 + word.width() > width {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', indent));
            column = indent;
        } else if column > indent {
            out.push(' ');
            column += 1;
        }
        out.push_str(&plain(word));
        column += word.width();
    }
    out
}
