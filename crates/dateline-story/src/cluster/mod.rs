//! Many reports grouped into stories: online, in one pass, in memory that a window bounds.
//!
//! A report waits until later ones have come ([`Settings::held`]), so that reports may come out of order and the rarity
//! of its words is known; then it joins the story whose reports of the last days are nearest to it on average, or begins
//! one. When the window of its day is over it is placed once more, now that those which came after it are known. A story
//! that no report can join any longer is given out. Reports without a day stand where they came.
//!
//! | module | question |
//! |---|---|
//! | `outline` | what of a report is kept? |
//! | `terms` | how rare is a word, and how near are two reports? |
//! | `index` | which reports come into question? |
//! | `copies` | who had a passage first? |
//! | `versions` | what was changed between two texts? |
//! | `story` | what is there to tell of a story? |

mod copies;
mod index;
mod outline;
mod story;
mod terms;
#[cfg(test)]
mod tests;
mod versions;
mod wire;

pub use outline::{Outline, outlet_key};
pub use story::{Story, Version};
pub use terms::Counts;
pub use versions::{Change, changes};

use dateline_text::Date;
use index::{Index, Open};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;
use terms::{Seen, Vector};

/// Mean cosine from which a report belongs to a story. Between .24 and .28 little changes (`BENCHMARKS.md`).
const JOIN: f32 = 0.26;
/// What the cosine of headlines counts beside that of whole texts.
const HEADLINES: f32 = 0.3;
/// Stories that are looked at closely for one report.
const STORIES: usize = 12;
/// Reports of a story that one is compared with, the latest.
const MEMBERS: usize = 32;

/// How much is kept open.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Days between two reports of one story, at the most.
    pub window: u16,
    /// Reports that wait for those that should have come before them.
    pub held: usize,
    /// Reports that are open at the most; of reports without a day, that make up the window.
    pub open: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { window: Self::WINDOW, held: 20_000, open: 40_000 }
    }
}

/// A report of a story.
#[derive(Clone, Debug)]
pub struct Member {
    /// What is known of it; its words are no longer there.
    pub outline: Outline,
    /// Its text.
    pub text: Arc<str>,
    /// Where it stands among all reports: by day, and in the order they came.
    place: (Option<i32>, u64),
}

/// Groups reports as they come.
#[derive(Debug)]
pub struct Clusterer {
    settings: Settings,
    seen: Seen,
    /// Reports that wait, by day and in the order they came.
    waiting: BTreeMap<(Option<i32>, u64), Member>,
    came: u64,
    /// The day of the last report that had one.
    last_day: Option<i32>,
    index: Index,
    stories: BTreeMap<u32, Growing>,
    begun: u32,
    /// Open reports of an address, in order.
    addresses: HashMap<String, Vec<u32>>,
    /// The latest day of all that were placed.
    clock: Option<i32>,
    placed: u32,
    dated: Ages,
    undated: Ages,
    late: usize,
    crowded: usize,
}

/// A story that reports may still join.
#[derive(Debug, Default)]
struct Growing {
    /// Numbers of its open reports, ascending.
    open: Vec<u32>,
    /// Reports whose time is over.
    over: Vec<Member>,
}

/// Open reports by age: those that will be placed once more, and those that have been.
#[derive(Debug, Default)]
struct Ages {
    young: VecDeque<(u32, u32)>,
    settled: VecDeque<(u32, u32)>,
}

impl Clusterer {
    /// With nothing read.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            seen: Seen::default(),
            waiting: BTreeMap::new(),
            came: 0,
            last_day: None,
            index: Index::default(),
            stories: BTreeMap::new(),
            begun: 0,
            addresses: HashMap::new(),
            clock: None,
            placed: 0,
            dated: Ages::default(),
            undated: Ages::default(),
            late: 0,
            crowded: 0,
        }
    }

    /// Takes a report, and gives the stories that are told by now.
    pub fn add(&mut self, outline: Outline, text: Arc<str>) -> Vec<Story> {
        self.seen.add(&outline.terms);
        let day = outline.day.map(counted);
        self.last_day = day.or(self.last_day);
        let place = (day.or(self.last_day), self.came);
        self.waiting.insert(place, Member { outline, text, place });
        self.came += 1;
        let mut told = Vec::new();
        while self.waiting.len() > self.settings.held {
            self.release(&mut told);
        }
        told
    }

    /// Gives all stories that are left.
    pub fn finish(&mut self) -> Vec<Story> {
        let mut told = Vec::new();
        while !self.waiting.is_empty() {
            self.release(&mut told);
        }
        self.pass(true, &mut told);
        told
    }

    /// Reports that came when their window was over already, so that they could not join the stories of their days.
    #[must_use]
    pub fn late(&self) -> usize {
        self.late
    }

    /// Reports that had to be closed before their window was over, since too many were open.
    #[must_use]
    pub fn crowded(&self) -> usize {
        self.crowded
    }

    /// Places the next of those that wait.
    fn release(&mut self, told: &mut Vec<Story>) {
        let Some((_, mut member)) = self.waiting.pop_first() else { return };
        let day = member.outline.day.map(counted);
        let over = |clock: i32| day.is_some_and(|d| d + i32::from(self.settings.window) < clock);
        self.late += usize::from(self.clock.is_some_and(over));
        self.clock = self.clock.max(day);
        self.placed += 1;
        self.pass(false, told);
        let body = self.seen.vector(&std::mem::take(&mut member.outline.terms));
        let headline = self.seen.vector(&std::mem::take(&mut member.outline.headline_terms));
        let address = member.outline.url.clone();
        let number = self.index.add(Open { day, body, headline, story: u32::MAX, member });
        if let Some(address) = address {
            self.addresses.entry(address).or_default().push(number);
        }
        let story = self.home(number).unwrap_or_else(|| self.begin());
        self.put(number, story);
        let ages = if day.is_some() { &mut self.dated } else { &mut self.undated };
        ages.young.push_back((number, self.placed));
    }

    /// Settles and closes what is old enough, or everything.
    fn pass(&mut self, all: bool, told: &mut Vec<Story>) {
        for dated in [true, false] {
            while let Some(number) = self.next_young(dated, all) {
                self.settle(number);
            }
        }
        for dated in [true, false] {
            while let Some(number) = self.next_settled(dated, all) {
                told.extend(self.close(number));
            }
        }
    }

    fn ages(&mut self, dated: bool) -> &mut Ages {
        if dated { &mut self.dated } else { &mut self.undated }
    }

    fn next_young(&mut self, dated: bool, all: bool) -> Option<u32> {
        let front = *self.ages(dated).young.front()?;
        if !all && !self.is_over(front, 1) {
            return None;
        }
        let ages = self.ages(dated);
        ages.young.pop_front();
        ages.settled.push_back(front);
        Some(front.0)
    }

    fn next_settled(&mut self, dated: bool, all: bool) -> Option<u32> {
        let front = *self.ages(dated).settled.front()?;
        if !all && !self.is_over(front, 2) {
            return None;
        }
        self.ages(dated).settled.pop_front();
        Some(front.0)
    }

    /// Whether so many windows have passed since a report was placed.
    fn is_over(&mut self, (number, placed): (u32, u32), windows: i32) -> bool {
        let day = self.index.get(number).and_then(|open| open.day);
        let passed = |clock: i32| day.is_some_and(|d| d + windows * i32::from(self.settings.window) < clock);
        if self.clock.is_some_and(passed) {
            return true;
        }
        let many = self.placed - placed >= (self.settings.open as u32 / 2).saturating_mul(windows as u32).max(1);
        self.crowded += usize::from(many && day.is_some() && windows == 2);
        many
    }

    /// Begins a story.
    fn begin(&mut self) -> u32 {
        self.stories.insert(self.begun, Growing::default());
        self.begun += 1;
        self.begun - 1
    }

    fn put(&mut self, number: u32, story: u32) {
        if let Some(open) = self.index.get_mut(number) {
            open.story = story;
        }
        let own = &mut self.stories.entry(story).or_default().open;
        if let Err(at) = own.binary_search(&number) {
            own.insert(at, number);
        }
    }

    /// Places a report once more; an address's versions stay together.
    fn settle(&mut self, number: u32) {
        let Some(open) = self.index.get(number) else { return };
        let own = open.story;
        let versions = open.member.outline.url.as_ref().and_then(|url| self.addresses.get(url));
        if versions.is_some_and(|v| v.len() > 1) {
            return;
        }
        let alone = self.stories.get(&own).is_none_or(|s| s.open.len() < 2 && s.over.is_empty());
        let home = self.home(number);
        if home == Some(own) || (home.is_none() && alone) {
            return;
        }
        let home = home.unwrap_or_else(|| self.begin());
        if let Some(left) = self.stories.get_mut(&own) {
            left.open.retain(|n| *n != number);
            if left.open.is_empty() && left.over.is_empty() {
                self.stories.remove(&own);
            }
        }
        self.put(number, home);
    }

    /// The story to which a report belongs, itself left out.
    fn home(&mut self, number: u32) -> Option<u32> {
        let Self { index, addresses, settings, stories, .. } = self;
        let open = index.get(number)?;
        let url = open.member.outline.url.as_ref();
        let versions = url.and_then(|url| addresses.get(url));
        if let Some(other) = versions.and_then(|v| v.iter().rev().find(|n| **n != number)) {
            return Some(index.get(*other)?.story).filter(|s| *s != u32::MAX);
        }
        let day = open.day;
        let near = |n: u32, other: &Open| n != number && within(day, other.day, settings.window);
        // The vector is taken out for the search and put back after it.
        let body = std::mem::take(&mut index.get_mut(number)?.body);
        let nearest = index.nearest(&body, near);
        index.get_mut(number)?.body = body;
        let open = index.get(number)?;
        let mut looked_at: Vec<u32> = Vec::new();
        for n in nearest {
            let story = index.get(n).map_or(u32::MAX, |o| o.story);
            if !looked_at.contains(&story) && looked_at.len() < STORIES {
                looked_at.push(story);
            }
        }
        let mut best: Option<(f32, u32)> = None;
        for story in looked_at {
            let members = stories.get(&story).into_iter().flat_map(|s| s.open.iter().rev());
            let members = members.filter_map(|n| index.get(*n).filter(|other| near(*n, other))).take(MEMBERS);
            let nearness = nearness(open, members);
            if nearness > best.map_or(JOIN, |b| b.0) {
                best = Some((nearness, story));
            }
        }
        best.map(|b| b.1)
    }

    /// Takes a report out of those that are open, and gives its story where it was the last of it.
    fn close(&mut self, number: u32) -> Option<Story> {
        let gone = self.index.remove(number)?;
        if let Some(url) = &gone.member.outline.url
            && let Some(versions) = self.addresses.get_mut(url)
        {
            versions.retain(|n| *n != number);
            if versions.is_empty() {
                self.addresses.remove(url);
            }
        }
        let story = self.stories.get_mut(&gone.story)?;
        story.open.retain(|n| *n != number);
        story.over.push(gone.member);
        if !story.open.is_empty() {
            return None;
        }
        self.stories.remove(&gone.story).map(|s| Story::of(s.over))
    }
}

/// Days since the first of 1970.
fn counted(day: Date) -> i32 {
    let since = day.duration_since(Date::constant(1970, 1, 1));
    (since.as_hours() / 24) as i32
}

/// Whether two reports may be of one story by their days; one without a day may be of any.
fn within(a: Option<i32>, b: Option<i32>, window: u16) -> bool {
    a.zip(b).is_none_or(|(a, b)| a.abs_diff(b) <= u32::from(window))
}

/// How near a report is to some others, on average.
fn nearness<'o>(report: &Open, others: impl Iterator<Item = &'o Open>) -> f32 {
    let (mut body, mut headline) = ((0.0, 0.0), (0.0, 0.0));
    let has = |v: &Vector| !v.0.is_empty();
    for other in others {
        body = (body.0 + report.body.cosine(&other.body), body.1 + 1.0);
        if has(&report.headline) && has(&other.headline) {
            headline = (headline.0 + report.headline.cosine(&other.headline), headline.1 + 1.0);
        }
    }
    if body.1 == 0.0 {
        return 0.0;
    }
    let whole = body.0 / body.1;
    // Headlines of one story share about as much as its texts. Where there are none half of that is granted: what comes
    // without is mostly short, and short texts are soon alike.
    whole + HEADLINES * if headline.1 == 0.0 { whole / 2.0 } else { headline.0 / headline.1 }
}
