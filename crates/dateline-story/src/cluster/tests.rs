//! Stories as a user would see them, on reports written for this.

use super::*;
use dateline_text::{Limits, Meta, RawItem, document::document};

/// A report: id, day, outlet, headline, text.
type Line<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str);

const PORT: [Line<'_>; 4] = [
    (
        "a1",
        "2026-03-12",
        "Northline",
        "Norway, Turkey press Sudan to save harbour accord",
        "The foreign ministers of Norway and Turkey urged Sudan and the Red Sea Front on Thursday to return to talks, a day after an attack on the port of Suakin killed at least 11 people. Drones struck a fuel depot and a customs hall shortly before midnight, the health ministry said.",
    ),
    (
        "b1",
        "2026-03-12",
        "Evening Wire",
        "Mine collapse in Zambia kills nine",
        "Nine miners died when a shaft of the Konkola copper mine collapsed in Zambia, its owners said. Rescuers reached forty others overnight. The mines minister promised an inquiry into the timber supports.",
    ),
    (
        "a2",
        "2026-03-13",
        "The Meridian Courier",
        "Harbour truce in the balance as 14 die in Suakin",
        "A fragile truce on Sudan's Red Sea coast was close to breaking point after drones hit the harbour of Suakin, killing 14 people. Ministers of Norway and Turkey condemned the attack and asked the Front to come back to the talks.",
    ),
    (
        "b2",
        "2026-03-13",
        "Meridian Courier",
        "Zambia mourns copper miners",
        "Zambia mourned nine miners killed in the collapse of a shaft at the Konkola copper mine. Its owners said rescuers had reached forty others, and the mines minister promised an inquiry.",
    ),
];

fn outline(line: &Line<'_>, url: Option<&str>) -> (Outline, Arc<str>) {
    let (id, date, outlet, title, text) = *line;
    let given = |s: &str| Some(s.to_owned()).filter(|s| !s.is_empty());
    let meta = Meta {
        title: given(title),
        date: given(date),
        publisher: given(outlet),
        url: url.map(str::to_owned),
        ..Meta::default()
    };
    let item = RawItem { id: given(id), meta, ..RawItem::new(text) };
    let read = document(&item, &Limits::default()).unwrap().value;
    (Outline::of(&read), read.text)
}

fn grouped(settings: Settings, lines: &[Line<'_>]) -> Vec<Story> {
    let mut clusterer = Clusterer::new(settings);
    let mut told = Vec::new();
    for line in lines {
        let (outline, text) = outline(line, None);
        told.extend(clusterer.add(outline, text));
    }
    told.extend(clusterer.finish());
    told
}

/// The ids of each story's reports, sorted.
fn ids(stories: &[Story]) -> Vec<Vec<&str>> {
    let mut all: Vec<Vec<&str>> =
        stories.iter().map(|s| s.members.iter().map(|m| m.outline.doc.as_str()).collect()).collect();
    all.iter_mut().for_each(|story| story.sort_unstable());
    all.sort();
    all
}

#[test]
fn reports_of_one_event_are_one_story_in_any_order_and_without_dates() {
    let want = [["a1", "a2"], ["b1", "b2"]];
    assert_eq!(ids(&grouped(Settings::default(), &PORT)), want);
    let mut turned = PORT;
    turned.reverse();
    assert_eq!(ids(&grouped(Settings::default(), &turned)), want);
    let undated = PORT.map(|l| (l.0, "", l.2, l.3, l.4));
    assert_eq!(ids(&grouped(Settings::default(), &undated)), want);
    let bare = PORT.map(|l| (l.0, "", "", "", l.4));
    assert_eq!(ids(&grouped(Settings::default(), &bare)), want);
    let half = [PORT[0], undated[2], PORT[1], undated[3]];
    assert_eq!(ids(&grouped(Settings::default(), &half)), want);
}

#[test]
fn the_same_words_after_the_window_are_another_story() {
    let later = ("c1", "2026-03-19", PORT[0].2, PORT[0].3, PORT[0].4);
    let stories = grouped(Settings::default(), &[PORT[0], PORT[2], later]);
    assert_eq!(ids(&stories), [vec!["a1", "a2"], vec!["c1"]]);
    let wide = Settings { window: 8, ..Settings::default() };
    assert_eq!(ids(&grouped(wide, &[PORT[0], PORT[2], later])), [["a1", "a2", "c1"]]);
}

#[test]
fn stories_are_given_out_while_reports_come_and_late_ones_are_counted() {
    let mut clusterer = Clusterer::new(Settings { held: 1, ..Settings::default() });
    let mut told = Vec::new();
    let at = |n: usize, day: &'static str| (PORT[n].0, day, PORT[n].2, PORT[n].3, PORT[n].4);
    let all = [at(0, "2026-03-01"), at(2, "2026-03-02"), at(1, "2026-03-12"), at(3, "2026-03-13"), at(0, "2026-03-01")];
    for line in &all {
        let (outline, text) = outline(line, None);
        told.extend(clusterer.add(outline, text));
    }
    assert_eq!(ids(&told), [["a1", "a2"]]);
    told = clusterer.finish();
    assert_eq!((ids(&told), clusterer.late()), (vec![vec!["a1"], vec!["b1", "b2"]], 1));
}

#[test]
fn memory_is_bounded_where_no_report_has_a_day() {
    let settings = Settings { held: 4, open: 10, ..Settings::default() };
    let mut clusterer = Clusterer::new(settings);
    let mut told = 0;
    for n in 0..400 {
        let line = (&*format!("r{n}"), "", "", "", PORT[n % 4].4);
        let (outline, text) = outline(&line, None);
        told += clusterer.add(outline, text).len();
        assert!(clusterer.index.len() <= settings.open + 1, "{}", clusterer.index.len());
    }
    assert_eq!(told + clusterer.finish().len(), 2, "reports of both keep coming");
}

#[test]
fn who_had_it_first_and_who_stands_alone() {
    let mut lines = PORT.to_vec();
    lines.retain(|l| l.0.starts_with('a'));
    // A second outlet prints the first report with a sentence of its own.
    let copy = format!("{} Nobody claimed it.", PORT[0].4);
    lines.push(("a3", "2026-03-13", "Daily Post", "Ministers urge Sudan to talk", &copy));
    lines.push(("a4", "2026-03-13", "the meridian-courier", "Truce in doubt", PORT[2].4));
    let stories = grouped(Settings::default(), &lines);
    assert_eq!(ids(&stories), [["a1", "a2", "a3", "a4"]]);
    let story = &stories[0];
    assert_eq!(story.title().as_deref(), Some(PORT[0].3));
    assert_eq!(story.outlets(), ["Northline", "The Meridian Courier", "Daily Post"]);
    assert_eq!(story.independent, 2, "one has copied, one is of the same outlet");
    let copied: Vec<_> = story.copied.iter().map(|c| (c.from.0, c.to.0)).collect();
    assert_eq!(copied, [(0, 2), (1, 3)]);
    assert_eq!(story.copied[0].to.1.of(&story.members[2].text), PORT[0].4.trim_end_matches('.'));
}

#[test]
fn texts_of_one_address_are_versions_with_what_was_changed() {
    let mut clusterer = Clusterer::new(Settings::default());
    let after = PORT[0].4.replace("at least 11 people", "14 people");
    let new = ("a9", "2026-03-14", PORT[0].2, PORT[0].3, after.as_str());
    for (line, url) in [
        (&PORT[0], "https://n.example/suakin"),
        (&PORT[1], "https://n.example/mine"),
        (&new, "http://www.n.example/suakin/?utm_source=feed"),
    ] {
        let (outline, text) = outline(line, Some(url));
        clusterer.add(outline, text);
    }
    let stories = clusterer.finish();
    assert_eq!(ids(&stories), [vec!["a1", "a9"], vec!["b1"]]);
    let story = stories.iter().find(|s| s.members.len() == 2).unwrap();
    assert_eq!((story.independent, story.copied.len(), story.versions.len()), (1, 0, 1));
    let change = story.versions[0].changes[0];
    let (from, to) = (change.from.unwrap().of(PORT[0].4), change.to.unwrap().of(&after));
    assert_eq!((from, to, story.versions[0].changes.len()), ("at least 11", "14", 1));
}
