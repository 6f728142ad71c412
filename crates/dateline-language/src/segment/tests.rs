use super::vocabulary::edited;
use super::*;
use proptest::prelude::*;

/// The words of a text, a blank between them, `+` before one that is joined to the word before.
fn shown(text: &str, words: &[Word]) -> String {
    let forms: Vec<String> =
        words.iter().map(|word| format!("{}{}", if word.joined { "+" } else { "" }, word.span.of(text))).collect();
    forms.join(" ")
}

fn check(text: &str, expected: &str) {
    assert_eq!(shown(text, &ignorant().words(text)), expected, "the words of {text:?}");
}

#[test]
fn clitics_are_words_of_their_own() {
    check("He didn't say it's Putin's.", "He did +n't say it +'s Putin +'s .");
    check("They’ll go; we’ve gone, I'm sure you'd not.", "They +’ll go ; we +’ve gone , I +'m sure you +'d not .");
    check("The envoys' cars can't move; won’t, either.", "The envoys +' cars ca +n't move ; wo +n’t , either .");
    check("We cannot and DON'T", "We can +not and DO +N'T");
    check("I'm gonna go, dont wait", "I +'m gon +na go , do +nt wait");
    check("She shouldn't've asked.", "She should +n't +'ve asked .");
    check("the U.N.'s man", "the U.N. +'s man");
}

#[test]
fn apostrophes_inside_names_and_before_words_stay() {
    check("O'Neill of L'Aquila ate at 5 o'clock", "O'Neill of L'Aquila ate at 5 o'clock");
    check("in the '90s, rock 'n' roll", "in the '90s , rock 'n' roll");
}

#[test]
fn single_quotation_marks_are_no_possessives() {
    check("'The boss' desk,' he said.", "' The boss ' desk , ' he said .");
    check("the boss' desk", "the boss +' desk");
    check("‘Talks failed,’ he said.", "‘ Talks failed , ’ he said .");
}

#[test]
fn hyphens_make_three_words_except_behind_prefixes() {
    check("a US-based state-of-the-art plan", "a US - based state - of - the - art plan");
    check("Amir-Abdollahian met Al-Sudani", "Amir - Abdollahian met Al - Sudani");
    check("pre-war non-profit e-mail in mid-2004", "pre-war non-profit e-mail in mid-2004");
    check("call 555-0147 or 1-202-555-0147", "call 555-0147 or 1-202-555-0147");
    check("aged 20-25, COVID-19, F-16", "aged 20 - 25 , COVID - 19 , F - 16");
    check("9/11-related", "9/11 - related");
}

#[test]
fn abbreviations_keep_their_stop() {
    check("the U.S. at 5 p.m. on Jan. 5", "the U.S. at 5 p.m. on Jan. 5");
    check("Gen. Hale, Sen. Bob Marsh and Lt. Col. Vance", "Gen. Hale , Sen. Bob Marsh and Lt. Col. Vance");
    check("No. 10 said no.", "No. 10 said no .");
    check("in Ames, Iowa, and Peoria, Ill., on Friday", "in Ames , Iowa , and Peoria , Ill. , on Friday");
    check("he is ill.", "he is ill .");
    check("J. M. Okoro and J.M. Okoro and J.Okoro", "J. M. Okoro and J.M. Okoro and J. Okoro");
    check("vitamin C. The rest", "vitamin C . The rest");
    check("Acme Inc., Widgets Corp. and Sons Ltd.", "Acme Inc. , Widgets Corp. and Sons Ltd.");
    check("Roe v. Wade, c. 1900, et al. and a Ph.D.", "Roe v. Wade , c. 1900 , et al. and a Ph.D.");
    check("Rep. Ann Lee (D-Calif.) left.", "Rep. Ann Lee ( D - Calif. ) left .");
    check("Mr. X. left", "Mr. X. left");
}

#[test]
fn figures_keep_their_marks_and_lose_their_units() {
    check("$1,200.50, €5m, US$3bn and 3.5%", "$ 1,200.50 , € 5 m , US$ 3 bn and 3.5 %");
    check("at 10:30am on 3/4/2023, 6pm, 10km", "at 10:30 am on 3/4/2023 , 6 pm , 10 km");
    check("the 1980s, 5th, 3,4", "the 1980s , 5th , 3 , 4");
    check("#1 and +44", "# 1 and +44");
}

#[test]
fn addresses_tags_and_faces_are_words() {
    check("See https://example.org/a?b=c, now.", "See https://example.org/a?b=c , now .");
    check("(www.example.com/news)", "( www.example.com/news )");
    check("Write to desk@example.com.", "Write to desk@example.com .");
    check("@newsdesk #Peace :) ok :-(", "@newsdesk #Peace :) ok :-(");
    check("on example.com.", "on example.com .");
    check("👩‍👧 🇫🇷!", "👩‍👧 🇫🇷 !");
}

#[test]
fn marks_part_and_dashes_and_dots_stay_together() {
    check("Wait... what?! No—yes -- “so…”", "Wait ... what ?! No — yes -- “ so … ”");
    check("WASHINGTON (AP) — He left.", "WASHINGTON ( AP ) — He left .");
    check("great.The end", "great . The end");
    check("and/or he/she w/o AT&T", "and / or he / she w/o AT&T");
    check("\"Go!\" he said [sic].", "\" Go ! \" he said [ sic ] .");
}

/// Texts and their sentences, which trained weights must find.
fn check_sentences(segmenter: &Segmenter) {
    for (text, expected) in SENTENCES {
        let found = segmenter.segment(text);
        let found: Vec<&str> = found
            .sentences
            .iter()
            .map(|s| &text[found.words[s.start].span.start()..found.words[s.end - 1].span.end()])
            .collect();
        assert_eq!(found, *expected);
    }
}

const SENTENCES: &[(&str, &[&str])] = &[
    (
        "Washington (AP) — U.S. President Dana Whitlock said talks would resume. \"We will not wait,\" she told reporters at \
         5 p.m. Tuesday. \"The time has come.\" Gen. Marcus Hale disagreed.",
        &[
            "Washington (AP) — U.S. President Dana Whitlock said talks would resume.",
            "\"We will not wait,\" she told reporters at 5 p.m. Tuesday.",
            "\"The time has come.\"",
            "Gen. Marcus Hale disagreed.",
        ],
    ),
    (
        "“Is this the end?” he asked. “You’re late… again.” The crowd roared.",
        &["“Is this the end?” he asked.", "“You’re late… again.”", "The crowd roared."],
    ),
    (
        "\"He told me, 'Go home.'\" The end. \"They came at night!\" Fatima Osman, 34, told reporters.",
        &["\"He told me, 'Go home.'\"", "The end.", "\"They came at night!\" Fatima Osman, 34, told reporters."],
    ),
    (
        "He lives in the U.S. The talks go on. He works for the U.N. Security Council.",
        &["He lives in the U.S.", "The talks go on.", "He works for the U.N. Security Council."],
    ),
    (
        "J. M. Okoro met Sen. J. D. Hawkes (R., Texas) on Jan. 5. Prices rose 3.5% to $1,200.50. No. 10 was silent.",
        &[
            "J. M. Okoro met Sen. J. D. Hawkes (R., Texas) on Jan. 5.",
            "Prices rose 3.5% to $1,200.50.",
            "No. 10 was silent.",
        ],
    ),
    (
        "Ceasefire talks collapse\nEnvoys leave without a deal\nNegotiators from the two sides walked out of the hall late on \
         Thursday, two officials said.",
        &[
            "Ceasefire talks collapse",
            "Envoys leave without a deal",
            "Negotiators from the two sides walked out of the hall late on Thursday, two officials said.",
        ],
    ),
    (
        "Key points\n\n• Oil prices fell\n• Gold rose 2%\n\n1. First item\n2. Second item here.",
        &["Key points", "• Oil prices fell", "• Gold rose 2%", "1. First item", "2. Second item here."],
    ),
    (
        "The prime minister arrived in the capital on Sunday for what aides\ncalled a last attempt to save the accord, which \
         the opposition\nhas rejected. The U.S. ambassador, Helen Ward, was to meet him at\nthe Foreign Ministry on Monday.",
        &[
            "The prime minister arrived in the capital on Sunday for what aides\ncalled a last attempt to save the accord, \
             which the opposition\nhas rejected.",
            "The U.S. ambassador, Helen Ward, was to meet him at\nthe Foreign Ministry on Monday.",
        ],
    ),
];

#[test]
fn the_model_finds_the_sentences_of_clean_prose() {
    check_sentences(crate::Model::fast().segmenter());
}

/// Weights that know nothing: only the rules and blank lines break.
fn ignorant() -> Segmenter {
    Segmenter::new(edited(), Splitter::new(&vec![0; Splitter::LENGTH], 1.0, -1.0).unwrap())
}

#[test]
fn weights_that_do_not_fit_are_refused() {
    assert!(Splitter::new(&[0; 8], 1.0, 0.0).is_none());
    let weights = vec![0; Splitter::LENGTH];
    assert!(Splitter::new(&weights, 0.0, 0.0).is_none());
    assert!(Splitter::new(&weights, f32::NAN, 0.0).is_none());
    assert!(Splitter::new(&weights, 1.0, f32::INFINITY).is_none());
}

#[test]
fn a_blank_line_ends_a_sentence_and_a_line_alone_does_not() {
    let counts = |text: &str| ignorant().segment(text).sentences.len();
    assert_eq!(counts("one\n \ntwo"), 2);
    assert_eq!(counts("one\r\n\r\ntwo\u{2029}three"), 3);
    assert_eq!(counts("one\r\ntwo\nthree"), 1);
    assert_eq!(counts(" \n "), 0);
}

#[test]
fn an_endless_sentence_is_cut_behind_a_comma() {
    let text = format!("{}word, {}", "word ".repeat(400), "word ".repeat(300));
    let found = ignorant().segment(&text);
    assert_eq!(found.sentences, [0..402, 402..702]);
}

#[test]
fn long_lines_of_anything_are_read_in_one_pass() {
    // Were any rule to look back over the whole chunk, these would take minutes.
    for piece in ["1-", "a.b.", "x's", "'s", "a@", ",", "word, ", "a-", "\"", "U.S. ", "é", "(", "No. ", "1:", "…'"]
    {
        let text = piece.repeat(300_000 / piece.len());
        let found = ignorant().segment(&text);
        assert!(found.sentences.iter().all(|s| s.len() <= LONGEST_SENTENCE), "{piece:?}");
        check_cover(&text, &found);
    }
}

/// Words in order, each visible character in exactly one; sentences cover the words.
fn check_cover(text: &str, found: &Segments) {
    let mut at = 0;
    for word in &found.words {
        let span = word.span;
        assert!(span.start() >= at && !span.is_empty() && text.is_char_boundary(span.start()));
        assert!(text[at..span.start()].chars().all(char::is_whitespace), "left out: {:?}", &text[at..span.start()]);
        assert!(!span.of(text).contains(char::is_whitespace), "white space in {:?}", span.of(text));
        at = span.end();
    }
    assert!(text[at..].chars().all(char::is_whitespace), "left out: {:?}", &text[at..]);
    let mut next = 0;
    for sentence in &found.sentences {
        assert!(sentence.start == next && sentence.end > next);
        assert!(!found.words[next].joined, "a sentence begins inside a multiword token");
        next = sentence.end;
    }
    assert_eq!(next, found.words.len());
}

proptest! {
    #[test]
    fn any_text_is_covered(text in any::<String>()) {
        check_cover(&text, &ignorant().segment(&text));
    }

    #[test]
    fn any_text_of_marks_is_covered(text in "([a-zA-Z0-9]|['’‘\"“”.,;:!?()/$#@&%*_+-]|[ \n\r\t]|…|—|é|ש|م|中|👩|\u{200d}|\u{301}|n't|'s|U\\.S\\.|www\\.|http://){0,60}") {
        check_cover(&text, &ignorant().segment(&text));
    }
}

/// A run of one mark is read in the time of its length: at the square of it this test would not end.
#[test]
fn runs_of_marks_are_read_in_the_time_of_their_length() {
    check("''", "''");
    check("'''", "' ''");
    check("''''", "' ' ''");
    for mark in ["'", "’", "‘", "`", "\"", "-", ".", "!", "a-", "a'", "'a", "( ", "/", "1,", "http://a.b/c"] {
        let text = mark.repeat(300_000);
        let covered: usize = ignorant().words(&text).iter().map(|w| w.span.len()).sum();
        assert_eq!(covered, text.bytes().filter(|b| *b != b' ').count(), "{mark}");
    }
}
