//! A picture that needs nothing else: the network of those with most acts, and the acts of each day below it.

use super::{days, ties, xml};
use dateline::contract::wire::{Quads, System};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Actors that the network has; more are not legible.
const ACTORS: usize = 24;
const WIDTH: f64 = 1000.0;
const NETWORK: f64 = 640.0;
const HEIGHT: f64 = 900.0;
/// Bars of the timeline at the most; beyond that days are taken together.
const BARS: usize = 120;

const STYLE: &str = "text{font:14px system-ui,sans-serif;fill:#1a1a1a}.small{font-size:12px;fill:#555}.title{font-size:18px;font-weight:600}\
.conflict{stroke:#b3261e}.cooperation{stroke:#1f6f8b}.bar-c{fill:#b3261e}.bar-k{fill:#1f6f8b}.node{fill:#fff;stroke:#333;stroke-width:1.5}\
line.tie{stroke-opacity:.75}rect.page{fill:#fff}.axis{stroke:#777}@media(prefers-color-scheme:dark){text{fill:#eee}.small{fill:#bbb}\
rect.page{fill:#16181c}.node{fill:#16181c;stroke:#ddd}.conflict{stroke:#ff8a80}.cooperation{stroke:#7cc7e8}.bar-c{fill:#ff8a80}.bar-k{fill:#7cc7e8}}";

/// The picture.
pub(crate) fn picture(system: &System) -> String {
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-labelledby=\"t d\">\n\
         <title id=\"t\">Who does what to whom</title>\n<desc id=\"d\">{}</desc>\n<style>{STYLE}</style>\n\
         <rect class=\"page\" width=\"{WIDTH}\" height=\"{HEIGHT}\"/>\n",
        xml(&described(system))
    );
    let _ = writeln!(out, "<text class=\"title\" x=\"24\" y=\"34\">Who does what to whom</text>");
    let _ = writeln!(out, "<text class=\"small\" x=\"24\" y=\"54\">{}</text>", xml(&described(system)));
    key(&mut out);
    network(&mut out, system);
    timeline(&mut out, system);
    out.push_str("</svg>\n");
    out
}

fn described(system: &System) -> String {
    let all: usize = system.pairs.iter().map(|p| p.happenings().sum()).sum();
    let shown = system.actors.len().min(ACTORS);
    let of = if shown < system.actors.len() { format!(" of {}", system.actors.len()) } else { String::new() };
    format!("{} reports, {all} acts counted once; {shown}{of} actors shown", system.reports)
}

fn key(out: &mut String) {
    for (x, class, words) in [(700, "conflict", "conflict"), (800, "cooperation", "cooperation")] {
        let _ = writeln!(
            out,
            "<line class=\"{class}\" stroke-width=\"4\" x1=\"{x}\" y1=\"30\" x2=\"{}\" y2=\"30\"/><text class=\"small\" x=\"{}\" y=\"34\">{words}</text>",
            x + 24,
            x + 30
        );
    }
}

/// The actors on a circle, neighbours beside each other as far as a walk along the strongest ties goes.
fn network(out: &mut String, system: &System) {
    let shown: BTreeSet<&str> = system.actors.iter().take(ACTORS).map(|a| a.id.as_str()).collect();
    let ties: Vec<_> = ties(system).into_iter().filter(|((a, b), _)| shown.contains(a) && shown.contains(b)).collect();
    let order = walk(system, &ties.iter().map(|((a, b), t)| (*a, *b, t.conflict + t.cooperation)).collect::<Vec<_>>());
    let (cx, cy, r) = (WIDTH / 2.0, 75.0 + NETWORK / 2.0 - 30.0, 225.0);
    let at: BTreeMap<&str, (f64, f64)> = order
        .iter()
        .enumerate()
        .map(|(n, id)| {
            let turn = std::f64::consts::TAU * n as f64 / order.len().max(1) as f64 - std::f64::consts::FRAC_PI_2;
            (*id, ((cx + r * 1.35 * turn.cos()).round(), (cy + r * turn.sin()).round()))
        })
        .collect();
    for ((a, b), tie) in &ties {
        let (Some(p), Some(q)) = (at.get(a), at.get(b)) else { continue };
        // Two lines side by side where there is both.
        let both = tie.conflict > 0 && tie.cooperation > 0;
        for (class, n, side) in [("conflict", tie.conflict, -2.5), ("cooperation", tie.cooperation, 2.5)] {
            if n == 0 {
                continue;
            }
            let shift = if both { side } else { 0.0 };
            let (dx, dy) = (q.0 - p.0, q.1 - p.1);
            let length = (dx * dx + dy * dy).sqrt().max(1.0);
            let (ox, oy) = (-dy / length * shift, dx / length * shift);
            let wide = (1.0 + (n as f64).sqrt()).min(9.0);
            let _ = writeln!(
                out,
                "<line class=\"tie {class}\" stroke-width=\"{wide:.1}\" x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\"><title>{} – {}: {n} {class}</title></line>",
                p.0 + ox,
                p.1 + oy,
                q.0 + ox,
                q.1 + oy,
                xml(a),
                xml(b)
            );
        }
    }
    for actor in system.actors.iter().take(ACTORS) {
        let Some((x, y)) = at.get(actor.id.as_str()) else { continue };
        let acts = actor.initiated.sum() + actor.received.sum();
        let size = (5.0 + 2.0 * (acts as f64).sqrt()).min(22.0);
        let name = actor.name.as_deref().filter(|n| *n != actor.id).map_or_else(String::new, |n| format!(" ({n})"));
        let _ = writeln!(
            out,
            "<circle class=\"node\" cx=\"{x}\" cy=\"{y}\" r=\"{size:.1}\"><title>{}: {acts} acts</title></circle>",
            xml(&format!("{}{name}", actor.id))
        );
        let (anchor, tx) = match x.total_cmp(&cx) {
            std::cmp::Ordering::Less => ("end", x - size - 6.0),
            std::cmp::Ordering::Equal => ("middle", *x),
            std::cmp::Ordering::Greater => ("start", x + size + 6.0),
        };
        let ty = if anchor == "middle" { if *y < cy { y - size - 8.0 } else { y + size + 18.0 } } else { y + 5.0 };
        let label = crate::view::cut(&actor.id, 26);
        let _ = writeln!(out, "<text text-anchor=\"{anchor}\" x=\"{tx:.1}\" y=\"{ty:.1}\">{}</text>", xml(&label));
    }
}

/// An order in which each actor is followed by the one it has most to do with of those that are left.
fn walk<'s>(system: &'s System, ties: &[(&'s str, &'s str, usize)]) -> Vec<&'s str> {
    let mut left: Vec<&str> = system.actors.iter().take(ACTORS).map(|a| a.id.as_str()).collect();
    let mut order: Vec<&str> = Vec::new();
    while !left.is_empty() {
        let last = order.last().copied();
        let strength = |id: &str| {
            let own =
                ties.iter().filter(|(a, b, _)| last.is_some_and(|l| (*a == l && *b == id) || (*b == l && *a == id)));
            own.map(|t| t.2).sum::<usize>()
        };
        let next = (0..left.len()).max_by_key(|n| (strength(left[*n]), std::cmp::Reverse(*n))).unwrap_or(0);
        order.push(left.remove(next));
    }
    order
}

/// Bars by day: conflict upwards, cooperation downwards.
fn timeline(out: &mut String, system: &System) {
    let days: Vec<(&str, Quads)> = days(system).into_iter().collect();
    let (left, right, middle, half) = (60.0, WIDTH - 30.0, 775.0, 75.0);
    let Some(((first, _), (last, _))) = days.first().zip(days.last()) else {
        let _ = writeln!(out, "<text class=\"small\" x=\"{left}\" y=\"{middle}\">no act has a day</text>");
        return;
    };
    let together = days.len().div_ceil(BARS);
    let bars: Vec<(&str, Quads)> = days
        .chunks(together)
        .map(|chunk| {
            let mut sum = Quads::default();
            chunk.iter().for_each(|(_, q)| sum.add(q));
            (chunk[0].0, sum)
        })
        .collect();
    let most = bars.iter().map(|(_, q)| q.conflict().max(q.sum() - q.conflict())).max().unwrap_or(1).max(1) as f64;
    let step = (right - left) / bars.len() as f64;
    for (n, (day, sum)) in bars.iter().enumerate() {
        let x = left + step * n as f64;
        let wide = (step * 0.8).min(28.0);
        for (class, count, up) in [("bar-c", sum.conflict(), true), ("bar-k", sum.sum() - sum.conflict(), false)] {
            if count == 0 {
                continue;
            }
            let high = half * count as f64 / most;
            let y = if up { middle - high } else { middle };
            let what = if up { "conflict" } else { "cooperation" };
            let _ = writeln!(
                out,
                "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{wide:.1}\" height=\"{high:.1}\"><title>{}: {count} {what}</title></rect>",
                xml(day)
            );
        }
    }
    let _ = writeln!(out, "<line class=\"axis\" x1=\"{left}\" y1=\"{middle}\" x2=\"{right}\" y2=\"{middle}\"/>");
    let _ = writeln!(out, "<text class=\"small\" x=\"{left}\" y=\"{}\">{}</text>", middle + half + 22.0, xml(first));
    let end = middle + half + 22.0;
    if first != last {
        let _ =
            writeln!(out, "<text class=\"small\" text-anchor=\"end\" x=\"{right}\" y=\"{end}\">{}</text>", xml(last));
    }
    let scale = format!("{most}");
    let _ = writeln!(
        out,
        "<text class=\"small\" text-anchor=\"end\" x=\"{}\" y=\"{}\">{scale}</text>",
        left - 8.0,
        middle - half + 10.0
    );
    let about = if together > 1 {
        format!("acts; a bar is {together} days on which there were any")
    } else {
        "acts a day".to_owned()
    };
    let _ =
        writeln!(out, "<text class=\"small\" text-anchor=\"middle\" x=\"{}\" y=\"{end}\">{about}</text>", WIDTH / 2.0);
}
