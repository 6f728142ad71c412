//! The grammar of a rule's `when`; `lexicon/en/events/GRAMMAR.md` is its page for linguists.
//!
//! ```text
//! pattern = head { slot }
//! head    = word { "|" word } [ "/" class ]        class: v, n or a; without one, any
//! word    = lemma | lemma "_" particle | "@" list
//! slot    = [ "!" ] "(" role { "|" role } [ "?" ] ":" filler ")"
//! role    = subj | obj | comp | aim | poss | mod | doer | speaker | a preposition
//! filler  = ARGUMENT [ "~" ] | "*" { slot } | pattern
//! ARGUMENT= ACTOR | RECIPIENT | ADDRESSEE | PLACE
//! ```

use std::collections::BTreeMap;

/// What an argument slot fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Argument {
    /// Who acts.
    Actor,
    /// To whom it is done.
    Recipient,
    /// To whom it is said.
    Addressee,
    /// Where.
    Place,
}

/// Where a slot looks, seen from the head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// Who does it, whatever the voice.
    Subj,
    /// What it is done to, whatever the voice.
    Obj,
    /// A clause that completes it.
    Comp,
    /// Of these, one that says what is to be done: "told them **to leave**", not "told them **that he left**".
    Aim,
    /// Whose it is.
    Poss,
    /// A modifier in front of it.
    Mod,
    /// Who acts in the clause that the noun stands in.
    Doer,
    /// Who says the words that it stands in.
    Speaker,
    /// A phrase with this preposition.
    Prep(String),
}

/// What a slot takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filler {
    /// Anything.
    Any,
    /// An actor; with `deep`, also the actor behind the phrase ("the failure of **US** policy").
    Bind(Argument, bool),
    /// A word with slots of its own.
    Nested(Pattern),
}

/// One pair of brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Places to look, the first that fits wins.
    pub roles: Vec<Role>,
    /// The rule fires without it too.
    pub optional: bool,
    /// The rule fires only where it is absent.
    pub negative: bool,
    /// What it takes.
    pub filler: Filler,
}

/// Word class of a head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Verb.
    Verb,
    /// Noun.
    Noun,
    /// Adjective.
    Adjective,
}

/// A word and what must stand around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// Lemmas, a particle after an underscore; `*` alone is any word.
    pub words: Vec<String>,
    /// Its class, if the rule says one.
    pub class: Option<Class>,
    /// What must or may stand around it.
    pub slots: Vec<Slot>,
}

/// Reads a pattern; `lists` are the word lists that `@name` stands for.
///
/// # Errors
/// Says what was expected and where.
pub fn parse(text: &str, lists: &BTreeMap<String, Vec<String>>) -> Result<Pattern, String> {
    let mut parser = Parser { text, at: 0, lists };
    let pattern = parser.pattern()?;
    parser.space();
    if parser.at < text.len() {
        return Err(format!("{:?} is left over after the pattern", &text[parser.at..]));
    }
    Ok(pattern)
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    lists: &'t BTreeMap<String, Vec<String>>,
}

impl Parser<'_> {
    fn space(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    fn take(&mut self, mark: char) -> bool {
        self.space();
        let found = self.text[self.at..].starts_with(mark);
        self.at += if found { mark.len_utf8() } else { 0 };
        found
    }

    fn expect(&mut self, mark: char) -> Result<(), String> {
        if self.take(mark) {
            return Ok(());
        }
        Err(format!("{mark:?} is expected before {:?}", &self.text[self.at..]))
    }

    fn name(&mut self) -> Result<String, String> {
        self.space();
        let rest = &self.text[self.at..];
        let end = rest.find(|c: char| !(c.is_alphanumeric() || "_-'@$€£%".contains(c))).unwrap_or(rest.len());
        if end == 0 {
            return Err(format!("a word is expected before {rest:?}"));
        }
        self.at += end;
        Ok(rest[..end].to_owned())
    }

    fn pattern(&mut self) -> Result<Pattern, String> {
        let mut words = Vec::new();
        loop {
            let word = self.name()?;
            match word.strip_prefix('@') {
                Some(list) => {
                    words.extend(self.lists.get(list).ok_or_else(|| format!("there is no list @{list}"))?.clone());
                }
                None => words.push(word),
            }
            if !self.take('|') {
                break;
            }
        }
        let class = if self.take('/') {
            Some(match self.name()?.as_str() {
                "v" => Class::Verb,
                "n" => Class::Noun,
                "a" => Class::Adjective,
                other => return Err(format!("/{other} is no word class: v, n and a are")),
            })
        } else {
            None
        };
        let slots = self.slots()?;
        Ok(Pattern { words, class, slots })
    }

    fn slots(&mut self) -> Result<Vec<Slot>, String> {
        let mut slots = Vec::new();
        loop {
            self.space();
            if !(self.text[self.at..].starts_with('(') || self.text[self.at..].starts_with("!(")) {
                return Ok(slots);
            }
            slots.push(self.slot()?);
        }
    }

    fn slot(&mut self) -> Result<Slot, String> {
        let negative = self.take('!');
        self.expect('(')?;
        let mut roles = Vec::new();
        loop {
            roles.push(match self.name()?.as_str() {
                "subj" => Role::Subj,
                "obj" => Role::Obj,
                "comp" => Role::Comp,
                "aim" => Role::Aim,
                "poss" => Role::Poss,
                "mod" => Role::Mod,
                "doer" => Role::Doer,
                "speaker" => Role::Speaker,
                word if word.chars().all(|c| c.is_lowercase() || c == '_') => Role::Prep(word.to_owned()),
                word => return Err(format!("{word:?} is no role and no preposition")),
            });
            if !self.take('|') {
                break;
            }
        }
        let optional = self.take('?');
        self.expect(':')?;
        let filler = self.filler()?;
        self.expect(')')?;
        Ok(Slot { roles, optional, negative, filler })
    }

    fn filler(&mut self) -> Result<Filler, String> {
        if self.take('*') {
            let slots = self.slots()?;
            let any = Pattern { words: vec!["*".to_owned()], class: None, slots };
            return Ok(if any.slots.is_empty() { Filler::Any } else { Filler::Nested(any) });
        }
        let before = self.at;
        let name = self.name()?;
        let argument = match name.as_str() {
            "ACTOR" => Argument::Actor,
            "RECIPIENT" => Argument::Recipient,
            "ADDRESSEE" => Argument::Addressee,
            "PLACE" => Argument::Place,
            word if word.len() > 1 && word.chars().all(char::is_uppercase) => {
                return Err(format!("{word:?} is no argument; there are ACTOR, RECIPIENT, ADDRESSEE, PLACE"));
            }
            _ => {
                self.at = before;
                return self.pattern().map(Filler::Nested);
            }
        };
        Ok(Filler::Bind(argument, self.take('~')))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists() -> BTreeMap<String, Vec<String>> {
        BTreeMap::from([("say".to_owned(), vec!["say".to_owned(), "tell".to_owned()])])
    }

    #[test]
    fn a_pattern_is_read_as_it_is_written() {
        let p =
            parse("@say|carry_out/v (subj: ACTOR) (to|with?: RECIPIENT~) !(obj: offer/n (poss: *))", &lists()).unwrap();
        assert_eq!(p.words, ["say", "tell", "carry_out"]);
        assert_eq!(p.class, Some(Class::Verb));
        assert_eq!(p.slots[1].roles, [Role::Prep("to".into()), Role::Prep("with".into())]);
        assert!(p.slots[1].optional && p.slots[2].negative);
        assert_eq!(p.slots[1].filler, Filler::Bind(Argument::Recipient, true));
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (text, says) in [
            ("say (subj ACTOR)", "':' is expected"),
            ("say (subj: ACTOR", "')' is expected"),
            ("@shout", "no list @shout"),
            ("say/x", "no word class"),
            ("(subj: ACTOR)", "a word is expected"),
            ("say (SUBJ: ACTOR)", "no role"),
            ("say ACTOR", "left over"),
            ("say (subj: ACTR)", "\"ACTR\" is no argument; there are ACTOR"),
        ] {
            let error = parse(text, &lists()).unwrap_err();
            assert!(error.contains(says), "{text}: {error}");
        }
    }
}
