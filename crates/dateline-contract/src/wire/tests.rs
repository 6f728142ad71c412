//! A value written and read back is the value; what cannot be read says why.

use super::*;
use crate::codebook::Category;
use crate::record as value;
use dateline_text::{Date, RawItem, Span};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;

/// A text of several scripts, whose characters take one to four bytes.
const TEXT: &str =
    "GENEVA, May 4 (Northline) — “No,” said né Świątek 習近平 👩\u{200d}🚀, at least 11 of 4½ million people.";

fn document() -> dateline_text::Document {
    let item = RawItem { id: Some("a".into()), ..RawItem::new(TEXT) };
    dateline_text::document::document(&item, &dateline_text::Limits::default()).unwrap().value
}

fn span() -> impl Strategy<Value = Span> {
    let edges: Vec<usize> = TEXT.char_indices().map(|(at, _)| at).chain([TEXT.len()]).collect();
    let last = edges.len() - 1;
    (0..last, 1..12usize)
        .prop_map(move |(first, n)| Span::new(TEXT, edges[first], edges[(first + n).min(last)]).unwrap())
}

fn spans() -> impl Strategy<Value = Vec<Span>> {
    proptest::collection::vec(span(), 1..4)
}

fn word<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    select(all)
}

fn maybe<S: Strategy>(s: S) -> impl Strategy<Value = Option<S::Value>>
where
    S::Value: Clone,
{
    proptest::option::of(s)
}

fn text() -> impl Strategy<Value = String> {
    "[a-zé“ ]{1,9}"
}

fn entity() -> impl Strategy<Value = value::Entity> {
    let sectors = proptest::collection::vec(word(Sector::ALL), 0..3);
    (text(), span(), maybe(text()), maybe(text()), maybe("[A-Z]{3}"), maybe(word(CodeFrom::ALL)), sectors).prop_map(
        |(id, span, name, identifier, code, code_from, sector)| value::Entity {
            id,
            span,
            name,
            identifier,
            code,
            code_from,
            sector,
        },
    )
}

fn entities() -> impl Strategy<Value = Vec<value::Entity>> {
    proptest::collection::vec(entity(), 0..3)
}

fn by() -> impl Strategy<Value = Vec<value::By>> {
    proptest::collection::vec((entity(), word(ByKind::ALL)).prop_map(|(who, kind)| value::By { who, kind }), 0..3)
}

fn day() -> impl Strategy<Value = Date> {
    (1800i16..2100, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| Date::new(y, m, d).unwrap())
}

fn period() -> impl Strategy<Value = value::Period> {
    (1000i16..2200, maybe(1u8..=12)).prop_map(|(year, month)| value::Period { year, month })
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![(-1_000_000i64..1_000_000_000_000).prop_map(|n| n as f64), -1e9..1e12f64, Just(0.333_3), Just(1e300)]
}

fn event_date() -> impl Strategy<Value = value::EventDate> {
    let precision = select(vec![Precision::Day, Precision::Week, Precision::Month, Precision::Year]);
    (day(), precision, any::<bool>()).prop_map(|(date, precision, in_text)| value::EventDate {
        date,
        precision,
        in_text,
    })
}

fn size() -> impl Strategy<Value = value::Size> {
    (maybe(0u64..99_999), maybe(0u64..99), maybe(0u64..9)).prop_map(|(dead, injured, displaced)| value::Size {
        dead,
        injured,
        displaced,
        ..value::Size::default()
    })
}

fn place() -> impl Strategy<Value = value::Place> {
    let at = (-90.0..90.0f64, -180.0..180.0f64);
    (span(), maybe(text()), maybe("[A-Z]{3}"), maybe(text()), maybe(at), maybe(any::<u64>())).prop_map(
        |(span, name, country, admin1, coordinates, geonames)| value::Place {
            span,
            name,
            country,
            admin1,
            coordinates,
            geonames,
        },
    )
}

fn event() -> impl Strategy<Value = value::Body> {
    let what = (word(Category::ALL), maybe(word(Mode::ALL)), proptest::collection::vec(word(Context::ALL), 0..2));
    let who = (entities(), entities(), entities(), by(), by());
    let status = (any::<bool>(), word(Time::ALL), word(Certainty::ALL));
    let shown = (spans(), proptest::collection::vec(span(), 0..2), span(), 0..99usize);
    let rest = (maybe("[0-9]{3}"), maybe(place()), maybe(size()), maybe(event_date()), maybe(text()));
    (what, who, status, shown, rest).prop_map(|(what, who, status, shown, rest)| {
        value::Body::Event(value::Event {
            category: what.0,
            mode: what.1,
            context: what.2,
            cameo: rest.0,
            actor: who.0,
            recipient: who.1,
            addressee: who.2,
            trigger: shown.0,
            when: shown.1,
            place: rest.1,
            size: rest.2,
            by: who.3,
            denied_by: who.4,
            status: value::Status { negated: status.0, time: status.1, certainty: status.2 },
            date: rest.3,
            clause: shown.2,
            sequence: shown.3,
            happening: rest.4,
        })
    })
}

fn actor() -> impl Strategy<Value = value::Body> {
    let mention = (span(), word(MentionForm::ALL)).prop_map(|(span, form)| value::Mention { span, form });
    let sectors = proptest::collection::vec(word(Sector::ALL), 0..3);
    let mentions = proptest::collection::vec(mention, 1..4);
    let members = proptest::collection::vec("[A-Z]{3}", 0..3);
    let from = maybe(word(CodeFrom::ALL));
    (text(), maybe(text()), maybe("[A-Z]{3}"), sectors, maybe(text()), members, mentions, from).prop_map(|x| {
        value::Body::Actor(value::Actor {
            name: x.0,
            identifier: x.1,
            code: x.2,
            sector: x.3,
            office: x.4,
            members: x.5,
            mentions: x.6,
            code_from: x.7,
        })
    })
}

fn statement() -> impl Strategy<Value = value::Body> {
    let how = (word(Form::ALL), word(SourceKind::ALL), word(SpeechAct::ALL), any::<bool>());
    let ids = proptest::collection::vec("[0-9a-f]{16}", 0..3);
    (how, entities(), maybe(span()), spans(), entities(), by(), ids).prop_map(|x| {
        value::Body::Statement(value::Statement {
            form: x.0.0,
            source: x.1,
            source_kind: x.0.1,
            cue: x.2,
            content: x.3,
            addressee: x.4,
            by: x.5,
            act: x.0.2,
            negated: x.0.3,
            events: x.6,
        })
    })
}

fn figure() -> impl Strategy<Value = value::Body> {
    let words = (text(), text(), text(), maybe(text()));
    let values = (maybe(number()), maybe(number()), maybe(number()), word(Bound::ALL), maybe(word(Trend::ALL)));
    (words, values, by(), by(), maybe(day()), maybe(span())).prop_map(|x| {
        value::Body::Figure(value::Figure {
            what: x.0.0,
            who: x.0.1,
            value: x.1.0,
            low: x.1.1,
            high: x.1.2,
            unit: x.0.2,
            bound: x.1.3,
            modifier: x.0.3,
            trend: x.1.4,
            counted_by: x.2,
            as_of: x.4,
            place: x.5,
            by: x.3,
        })
    })
}

fn relation() -> impl Strategy<Value = value::Body> {
    (word(RelationKind::ALL), entity(), entity(), maybe(period()), maybe(period()), by()).prop_map(|x| {
        value::Body::Relation(value::Relation { kind: x.0, from: x.1, to: x.2, since: x.3, until: x.4, by: x.5 })
    })
}

fn omission() -> impl Strategy<Value = value::Body> {
    (entity(), spans(), by()).prop_map(|(who, of, by)| value::Body::Omission(value::Omission { who, of, by }))
}

fn record() -> impl Strategy<Value = value::Record> {
    let body = prop_oneof![actor(), event(), statement(), relation(), figure(), omission()];
    ("[0-9a-f]{16}", body, spans(), "[a-z]{1,5}/[a-z]{1,5}", 0..=100u8).prop_map(|(id, body, own, rule, sure)| {
        let is_actor = matches!(body, value::Body::Actor(_));
        value::Record {
            id,
            evidence: body.evidence().unwrap_or(own),
            rule: if is_actor { "actor".into() } else { rule },
            confidence: value::Confidence::new(if is_actor { 1.0 } else { f32::from(sure) / 100.0 }),
            body,
        }
    })
}

proptest! {
    #[test]
    fn a_value_written_and_read_back_is_the_value(record in record()) {
        let document = document();
        let line = Writer::new(&document, Codebook::Plover20).record(&record);
        let json = line.json();
        prop_assert!(!json.contains('\n'));
        let read = Line::parse(&json).unwrap();
        prop_assert_eq!(&read, &line, "{}", json);
        let back = Reader::new(TEXT).record(&read).unwrap();
        prop_assert_eq!(back, Some(record));
        prop_assert_eq!(read.json(), json);
    }

    #[test]
    fn a_line_cut_or_altered_is_refused_or_read_but_never_panics(record in record(), at in 0..4000usize, byte in 32u8..127) {
        let document = document();
        let json = Writer::new(&document, Codebook::Plover20).record(&record).json();
        let mut altered = json.clone().into_bytes();
        let at = at % altered.len();
        altered[at] = byte;
        if let Ok(Ok(line)) = String::from_utf8(altered).map(|j| Line::parse(&j)) {
            let _ = Reader::new(TEXT).record(&line);
        }
        let cut: String = json.chars().take(at % json.chars().count()).collect();
        prop_assert!(Line::parse(&cut).is_err());
    }
}

#[test]
fn documents_and_notes_are_read_as_written() {
    let document = document();
    let writer = Writer::new(&document, Codebook::Plover20);
    let versions = crate::Versions { program: "0.1.0".into(), model: "m".into(), lexicon: "l".into() };
    let line = Line::Document(writer.document(1, &versions));
    assert_eq!(Line::parse(&line.json()).as_ref(), Ok(&line));
    assert!(line.json().starts_with(r#"{"kind":"document","doc":"a","title":null,"#), "{}", line.json());
    assert!(line.json().contains(r#""contract":2,"program":"0.1.0","model":"m","lexicon":"l"}"#), "{}", line.json());
    let line = note("a", &dateline_text::Note::warning("cut", "it was cut"));
    assert_eq!(Line::parse(&line.json()).as_ref(), Ok(&line));
    assert_eq!(Reader::new(TEXT).record(&line), Ok(None));
}

#[test]
fn unknown_fields_are_ignored_and_absent_ones_are_null() {
    let line = Line::parse(
        r#"{"kind":"omission","doc":"a","id":"1","who":{"id":"","entity_text":"GENEVA","sector":[],"start":0,"end":6,
            "shoe_size":44},"of":[{"start":0,"end":6}],"evidence":[{"start":0,"end":6}],"by":[],"confidence":0.5,"rule":"r"}"#,
    );
    let record = Reader::new(TEXT).record(&line.unwrap()).unwrap().unwrap();
    assert_eq!(record.evidence[0].of(TEXT), "GENEVA");
}

#[test]
fn what_does_not_fit_says_why() {
    let check = |change: &str, with: &str, want: &str| {
        let json = r#"{"kind":"relation","doc":"a","id":"1","relation":"backs","from":{"id":"","entity_text":"GENEVA",
            "sector":["GOV"],"start":0,"end":6},"to":{"id":"","entity_text":"May","sector":[],"start":8,"end":11},
            "since":"2002","evidence":[{"start":0,"end":6}],"by":[],"confidence":0.5,"rule":"r"}"#;
        let read = Line::parse(&json.replace(change, with)).and_then(|l| Reader::new(TEXT).record(&l));
        match read {
            Ok(_) => assert_eq!(want, "", "{with}"),
            Err(e) => assert!(!want.is_empty() && e.to_string().contains(want), "{with}: {e}"),
        }
    };
    check("backs", "backs", "");
    check("backs", "hates", "unknown variant `hates`");
    check("GOV", "GOVT", "unknown variant `GOVT`");
    check("2002", "last year", "since: \"last year\" is not a year or a month");
    check(r#""start":8,"end":11"#, r#""start":8,"end":999"#, "8..999 is no stretch of the text");
    check(r#""start":8,"end":11"#, r#""start":11,"end":8"#, "is no stretch");
    check(r#""start":8,"end":11"#, r#""start":9,"end":12"#, "it holds \"ay \" there, not \"May\"");
    check(r#""kind":"relation","#, "", "kind");
}

#[test]
fn whole_numbers_are_written_whole() {
    let figure = |value| {
        let body = value::Body::Figure(value::Figure {
            what: "killed".into(),
            who: "people".into(),
            value: Some(value),
            low: None,
            high: None,
            unit: "people".into(),
            bound: Bound::Exact,
            modifier: None,
            trend: None,
            counted_by: Vec::new(),
            as_of: None,
            place: None,
            by: Vec::new(),
        });
        let (evidence, rule) = (vec![Span::new(TEXT, 0, 6).unwrap()], "figure/count".into());
        let record = value::Record { id: "1".into(), body, evidence, rule, confidence: value::Confidence::SURE };
        let document = document();
        Writer::new(&document, Codebook::Plover20).record(&record).json()
    };
    assert!(figure(11.0).contains(r#""value":11,"#), "{}", figure(11.0));
    assert!(figure(0.3333).contains(r#""value":0.3333,"#));
    assert!(figure(4_500_000.0).contains(r#""value":4500000,"#));
}

#[test]
fn an_act_under_another_codebook_is_not_read_back_as_whole() {
    let document = document();
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let body = event().new_tree(&mut runner).unwrap().current();
    let evidence = body.evidence().unwrap();
    let record =
        value::Record { id: "1".into(), body, evidence, rule: "r".into(), confidence: value::Confidence::SURE };
    for (codebook, wanted) in [(Codebook::Cameo, true), (Codebook::Plover08, true), (Codebook::Plover20, false)] {
        let line = Line::parse(&Writer::new(&document, codebook).record(&record).json()).unwrap();
        let read = Reader::new(TEXT).record(&line);
        assert_eq!(read.as_ref().is_err_and(|e| e.to_string().contains("written whole")), wanted, "{read:?}");
    }
}
