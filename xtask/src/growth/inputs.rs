//! The inputs of `growth`: texts that nobody wishes for, of any length, the same every time.
//!
//! Persons are invented. What a text repeats is the point of it: a name, a mark, a nesting, or nothing at all.

pub(super) use xtask::dice::Dice;

/// The dice of a text.
fn dice() -> Dice {
    Dice::of(7)
}

const PLACES: [&str; 16] = [
    "France", "Germany", "Ghana", "Togo", "Chad", "Niger", "Mali", "Kenya", "Angola", "Brazil", "Chile", "Peru",
    "Norway", "Sweden", "Finland", "Poland",
];
const TURNS: [&str; 4] = [
    "We will not leave the harbour before the talks end.",
    "The ministers signed the accord on Monday.",
    "I told the president that the soldiers must go.",
    "They attacked the convoy near the border.",
];

/// A kind of input: its name, and one piece of it; pieces follow each other without end.
pub(super) struct Input {
    pub(super) name: &'static str,
    piece: fn(&mut Dice) -> String,
}

impl Input {
    /// A text of this many bytes.
    pub(super) fn text(&self, bytes: usize) -> String {
        let mut dice = dice();
        let mut out = String::with_capacity(bytes + 256);
        while out.len() < bytes {
            out += &(self.piece)(&mut dice);
        }
        out.truncate(out.floor_char_boundary(bytes));
        out
    }
}

/// All kinds.
pub(super) const ALL: [Input; 22] = [
    Input { name: "prose", piece: prose },
    Input { name: "turns of speakers", piece: turn },
    Input {
        name: "a new name a sentence",
        piece: |d| format!("{} {} met the minister on Monday. ", d.name(3), d.name(4)),
    },
    Input {
        name: "new names say of new names",
        piece: |d| format!("{} {} said that he had met {} {}. ", d.name(3), d.name(4), d.name(3), d.name(4)),
    },
    Input { name: "all quoted", piece: |d| format!("“{} {}”\n\n", d.pick(&TURNS), d.pick(&TURNS)) },
    Input { name: "paragraphs left open", piece: |d| format!("“{}\n\n", d.pick(&TURNS)) },
    Input {
        name: "quotations signed",
        piece: |d| format!("“We will leave {},” {} said. ", d.pick(&PLACES), d.name(2)),
    },
    Input { name: "runs of '", piece: |_| "'".to_owned() },
    Input { name: "runs of \"", piece: |_| "\"".to_owned() },
    Input { name: "a-", piece: |_| "a-".to_owned() },
    Input { name: "( ", piece: |_| "( ".to_owned() },
    Input { name: "Putin said that", piece: |_| "Putin said that ".to_owned() },
    Input { name: "\"we said", piece: |_| "\"we said ".to_owned() },
    Input { name: "I", piece: |_| "I ".to_owned() },
    Input { name: "he said", piece: |_| "He said that they would leave. ".to_owned() },
    Input {
        name: "datelines",
        piece: |d| format!("LUANDA, Feb {} (Reuters) - The army attacked the town.\n\n", 1 + d.roll(28)),
    },
    Input {
        name: "countries",
        piece: |d| format!("{} attacked {} and {}. ", d.pick(&PLACES), d.pick(&PLACES), d.pick(&PLACES)),
    },
    Input {
        name: "both sides",
        piece: |d| format!("Both sides said they had met. {} and {} signed it. ", d.pick(&PLACES), d.pick(&PLACES)),
    },
    Input {
        name: "claims and denials",
        piece: |d| format!("Rebels said {} shelled the town. {} denied it. ", d.pick(&PLACES), d.pick(&PLACES)),
    },
    Input { name: "numbers", piece: |d| format!("{}, ", d.roll(100_000)) },
    Input { name: "no word twice", piece: |d| format!("the {} of ", d.name(5).to_lowercase()) },
    Input { name: "addresses", piece: |_| "http://a.b/c".to_owned() },
];

/// Sentences as news has them, no two alike.
fn prose(d: &mut Dice) -> String {
    let (who, other) = (format!("{} {}", d.name(2), d.name(3)), d.name(3));
    let (here, there) = (d.pick(&PLACES), d.pick(&PLACES));
    let number = 2 + d.roll(900);
    match d.roll(6) {
        0 => format!("{who}, the foreign minister of {here}, said on Tuesday that talks with {there} would go on. "),
        1 => format!(
            "At least {number} soldiers were killed near {other} when rebels attacked a convoy, the army said. "
        ),
        2 => format!("“We will not sign it before the troops have left {other},” {who} told reporters.\n\n"),
        3 => format!("The government of {here} denied that it had sent weapons to the rebels in {other}. "),
        4 => format!("He met his counterpart from {there} in {other}, where both sides agreed on a ceasefire. "),
        _ => format!("{here} accused {there} of shelling the port of {other} and expelled {number} diplomats.\n\n"),
    }
}

fn turn(d: &mut Dice) -> String {
    const WHO: [&str; 4] = ["ADA CRANE", "KOFI ADJEI", "THE CHAIR", "KARIN DAHL"];
    format!("{}: {} {}\n\n", d.pick(&WHO), d.pick(&TURNS), d.pick(&TURNS))
}

/// A report with a few words changed, as agencies send it again and again.
pub(super) fn near_copy(report: &str, d: &mut Dice) -> String {
    let mut words: Vec<&str> = report.split(' ').collect();
    for _ in 0..4 {
        let at = 30.min(words.len() - 1) + d.roll(words.len().saturating_sub(30).max(1));
        if let Some(word) = words.get_mut(at) {
            *word = d.pick(&["the", "minister", "soldiers", "Monday", "harbour"]);
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_the_same_every_time_and_of_the_length_asked_for() {
        for input in &ALL {
            for bytes in 10_000..10_100 {
                let text = input.text(bytes);
                assert!((bytes - 3..=bytes).contains(&text.len()), "{}", input.name);
                assert_eq!(text, input.text(bytes), "{}", input.name);
            }
        }
        let report = "one two three four five";
        assert_ne!(near_copy(&report.repeat(30), &mut dice()), report.repeat(30));
    }
}
