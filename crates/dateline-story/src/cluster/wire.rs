//! A story as the public contract writes it.

use super::{Change, Member, Story, Version};
use dateline_contract::wire::{self, Side, Words};
use dateline_text::{CodePoints, Span};

impl Story {
    /// Its line; `group` is that of the input, where it was grouped.
    #[must_use]
    pub fn line(&self, group: Option<&str>) -> wire::Line {
        let points: Vec<CodePoints<'_>> = self.members.iter().map(|m| CodePoints::new(&m.text)).collect();
        let side = |n: usize, span| side(&self.members[n], &points[n], span);
        let copied = self.copied.iter().map(|c| wire::Copied {
            from: side(c.from.0, c.from.1),
            to: side(c.to.0, c.to.1),
            words: c.words,
        });
        let change = |v: &Version, c: &Change| wire::Change {
            from: c.from.map(|span| side(v.from, span)),
            to: c.to.map(|span| side(v.to, span)),
        };
        let versions = self.versions.iter().map(|v| wire::Version {
            url: self.members[v.to].outline.url.clone().unwrap_or_default(),
            from: self.members[v.from].outline.doc.clone(),
            to: self.members[v.to].outline.doc.clone(),
            changes: v.changes.iter().map(|c| change(v, c)).collect(),
        });
        let span = self.span();
        wire::Line::Story(Box::new(wire::Story {
            id: self.id.clone(),
            group: group.map(str::to_owned),
            title: self.title(),
            documents: self.members.iter().map(|m| m.outline.doc.clone()).collect(),
            first: span.map(|s| s.0.to_string()),
            last: span.map(|s| s.1.to_string()),
            publishers: self.outlets().into_iter().map(str::to_owned).collect(),
            independent: self.independent,
            copied: copied.collect(),
            versions: versions.collect(),
        }))
    }
}

fn side(member: &Member, points: &CodePoints<'_>, span: Span) -> Side {
    let (start, end) = points.of(span);
    Side { doc: member.outline.doc.clone(), words: Words { start, end, text: span.of(&member.text).to_owned() } }
}
