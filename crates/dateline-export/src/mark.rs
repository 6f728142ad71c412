//! Which words of a report tell an event: what annotation formats mark.

use dateline_contract::wire::{Entity, Event, Words};

/// What a part of an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Who does it.
    Actor,
    /// To whom.
    Recipient,
    /// On whose word it stands.
    By,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Actor, Self::Recipient, Self::By];

    /// What brat and Label Studio call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Actor => "Actor",
            Self::Recipient => "Recipient",
            Self::By => "By",
        }
    }

    /// The one that is called so; brat numbers those that stand twice.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let name = name.trim_end_matches(|c: char| c.is_ascii_digit());
        Self::ALL.into_iter().find(|p| p.name().eq_ignore_ascii_case(name))
    }
}

/// The parties of an event with what they are in it.
pub(crate) fn parties(e: &Event) -> impl Iterator<Item = (Part, &Entity)> {
    let actors = e.actor.iter().map(|a| (Part::Actor, a));
    let recipients = e.recipient.iter().map(|r| (Part::Recipient, r));
    actors.chain(recipients).chain(e.by.iter().map(|b| (Part::By, &b.who)))
}

/// The words that name the act; where none do, its clause.
pub(crate) fn trigger(e: &Event) -> Vec<(usize, usize)> {
    let words: Vec<(usize, usize)> = e.event_text.iter().map(|w: &Words| (w.start, w.end)).collect();
    if words.is_empty() { vec![(e.text_info.start, e.text_info.end)] } else { words }
}

/// `RUS/GOV/MIL`: the code and sectors of a party; `?` for a code that is not known.
#[must_use]
pub fn coded(e: &Entity) -> String {
    let sectors = e.sector.iter().map(|s| format!("/{s}")).collect::<String>();
    match (&e.code, sectors.is_empty()) {
        (None, true) => String::new(),
        (code, _) => code.as_deref().unwrap_or("?").to_owned() + &sectors,
    }
}

/// A text by its code points.
#[derive(Debug)]
pub(crate) struct Points<'t> {
    text: &'t str,
    bytes: Vec<usize>,
}

impl<'t> Points<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let bytes = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        Self { text, bytes }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.bytes.len() - 1
    }

    /// The words from one code point to another, as far as there are any.
    pub(crate) fn words(&self, start: usize, end: usize) -> &'t str {
        let last = self.bytes.len() - 1;
        let (start, end) = (self.bytes[start.min(last)], self.bytes[end.min(last)]);
        self.text.get(start..end.max(start)).unwrap_or_default()
    }

    /// Places cut where a line ends, for formats whose marks stay on a line.
    pub(crate) fn on_lines(&self, places: &[(usize, usize)]) -> Vec<(usize, usize)> {
        let mut out = Vec::new();
        for (start, end) in places {
            let mut from = *start;
            for (at, c) in (*start..).zip(self.words(*start, *end).chars()) {
                if c == '\n' {
                    if from < at {
                        out.push((from, at));
                    }
                    from = at + 1;
                }
            }
            if from < *end {
                out.push((from, *end));
            }
        }
        out
    }
}
