//! The network's forward pass; `training/network.py` is its twin and says where its parts come from.
//!
//! Words of several sentences pass through every matrix product together; only the recurrence and the arcs know where a
//! sentence ends. What a sentence gets does not depend on its neighbours, so batching changes no result.

use crate::acts::{self, Act, ActNetwork};
use crate::container::{Container, ModelError, Table};
use crate::encoder::{self, Encoder};
use crate::features::{self, TABLES};
use crate::labels::{NameKind, Rel, Upos, Xpos};
use crate::linalg::{self, Linear};
use crate::roles::{self, Argument, Predicates, RoleNetwork};
use crate::tags::{BUCKETS, SIDE, WordTags, bucket};
use crate::tree;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// Weights, unpacked.
#[derive(Debug)]
pub struct Network {
    width: usize,
    vocabulary: HashMap<Box<str>, Known>,
    word: Table,
    /// The hashed tables that this model has; a model with an encoder does without some.
    tables: Vec<Option<Table>>,
    gazetteer: Table,
    /// The sentence encoder and the product that brings its vectors to the network's width.
    encoder: Option<(Encoder, Linear)>,
    layers: Vec<Linear>,
    /// Arc dependent, arc head, relation dependent, relation head and the name layer: one product, side by side.
    sides: Linear,
    arc: usize,
    rel: usize,
    name: usize,
    arc_bilinear: Linear,
    arc_distance: Linear,
    arc_root: Vec<f32>,
    rel_root: Vec<f32>,
    rel_out: Linear,
    tags: Linear,
    name_out: Linear,
    roles: Option<RoleNetwork>,
    acts: Option<ActNetwork>,
    upos: Vec<Upos>,
    xpos: Vec<Xpos>,
    feats: Arc<[Box<str>]>,
    rels: Vec<Rel>,
    names: Vec<Option<(NameKind, bool)>>,
}

/// What the model knows of a folded form beside its parts.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    /// Its row of the word table; 0 is the unknown word.
    id: u32,
    /// The name lists it is in, as flags: the row of the gazetteer's table. See `training/gazetteer.py`.
    flags: u8,
}

/// The vocabulary and the words of the name lists, in one table.
fn vocabulary(file: &Container<'_>) -> Result<HashMap<Box<str>, Known>, ModelError> {
    let words = file.lines("words")?;
    let mut out: HashMap<Box<str>, Known> =
        words.iter().zip(0..).map(|(w, id)| ((*w).into(), Known { id, flags: 0 })).collect();
    if out.len() != words.len() {
        return Err(ModelError::Misfit("the vocabulary names a word twice".into()));
    }
    for line in file.lines("gazetteer.words")? {
        let entry = line.split_once('\t').and_then(|(word, flags)| Some((word, flags.parse::<u8>().ok()?)));
        let Some((word, flags)) = entry.filter(|(_, flags)| usize::from(*flags) < encoder::LISTS) else {
            return Err(ModelError::Malformed(format!("gazetteer line {line:?}")));
        };
        out.entry(word.into()).or_default().flags = flags;
    }
    Ok(out)
}

/// Buffers reused from batch to batch, so that the hot path allocates nothing a word.
#[derive(Debug, Default)]
pub struct Scratch {
    x: Vec<f32>,
    gates: Vec<f32>,
    sides: Vec<f32>,
    tags: Vec<f32>,
    dep: Vec<f32>,
    head: Vec<f32>,
    query: Vec<f32>,
    near: Vec<f32>,
    arcs: Vec<f32>,
    rel_in: Vec<f32>,
    rel_scores: Vec<f32>,
    name_in: Vec<f32>,
    name_scores: Vec<f32>,
    folded: String,
    listed: Vec<u8>,
    encoded: Vec<f32>,
    encoder: encoder::Scratch,
    roles: roles::Scratch,
    acts: acts::Scratch,
}

fn parse_labels<T>(file: &Container<'_>, name: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, ModelError> {
    let one = |l: &&str| parse(l).ok_or_else(|| ModelError::Misfit(format!("{name} has the unknown label {l:?}")));
    file.lines(name)?.iter().map(one).collect()
}

fn name_label(label: &str) -> Option<Option<(NameKind, bool)>> {
    match label.split_once('-') {
        None if label == "O" => Some(None),
        Some(("B", kind)) => NameKind::parse(kind).map(|k| Some((k, true))),
        Some(("I", kind)) => NameKind::parse(kind).map(|k| Some((k, false))),
        _ => None,
    }
}

/// The labels of the heads, as the file names them.
struct Labels {
    upos: Vec<Upos>,
    xpos: Vec<Xpos>,
    feats: Arc<[Box<str>]>,
    rels: Vec<Rel>,
    names: Vec<Option<(NameKind, bool)>>,
}

impl Labels {
    fn read(file: &Container<'_>) -> Result<Self, ModelError> {
        // A file may do without features (and roles): then nothing is said of them.
        let feats: Arc<[Box<str>]> = match file.lines("labels.feats") {
            Ok(lines) if lines.len() <= usize::from(u16::MAX) => lines.into_iter().map(Into::into).collect(),
            _ => [].into(),
        };
        let upos = parse_labels(file, "labels.upos", Upos::parse)?;
        let xpos = parse_labels(file, "labels.xpos", Xpos::parse)?;
        let rels = parse_labels(file, "labels.rel", Rel::parse)?;
        let names = parse_labels(file, "labels.ner", name_label)?;
        if upos.is_empty() || xpos.is_empty() || rels.is_empty() || names.is_empty() {
            return Err(ModelError::Misfit("a head has no labels".into()));
        }
        Ok(Self { upos, xpos, feats, rels, names })
    }
}

impl Network {
    /// Takes the network's tensors out of a model file.
    ///
    /// # Errors
    /// Where a tensor is absent or does not fit the others.
    pub fn read(file: &Container<'_>) -> Result<Self, ModelError> {
        let [words, width] = *file.dims("word")? else {
            return Err(ModelError::Misfit("tensor \"word\" is not a matrix".into()));
        };
        let linear = |name: &str, inputs, outputs| file.linear(name, inputs, outputs);
        let Labels { upos, xpos, feats, rels, names } = Labels::read(file)?;
        let inputs = |name: &str| file.dims(name).map(|d| d.last().copied().unwrap_or(0));
        let (arc, rel, name) = (inputs("arc_root")?, inputs("rel_root")?, inputs("ner_out.weight")?);
        let mut layers = Vec::new();
        while file.dims(&format!("layer{}.weight", layers.len())).is_ok() {
            layers.push(linear(&format!("layer{}", layers.len()), width, 3 * width)?);
        }
        if file.lines("words")?.len() != words || width % (2 * linalg::LANES) != 0 || width == 0 {
            return Err(ModelError::Misfit("the vocabulary does not fit the weights".into()));
        }
        let table = |(name, rows): &(&str, usize)| {
            let there = file.dims(name).is_ok();
            there.then(|| file.table(name, *rows, width)).transpose()
        };
        let encoder = match Encoder::read(file)? {
            Some(encoder) => {
                let pooled = linear("pooled", encoder.width(), width)?;
                Some((encoder, pooled))
            }
            None => None,
        };
        Ok(Self {
            width,
            vocabulary: vocabulary(file)?,
            gazetteer: file.table("gazetteer", encoder::LISTS, width)?,
            word: file.table("word", words, width)?,
            tables: TABLES.iter().map(table).collect::<Result<_, _>>()?,
            encoder,
            layers,
            sides: linear("sides", width, 2 * arc + 2 * rel + name)?,
            arc,
            rel,
            name,
            arc_bilinear: linear("arc_bilinear", arc, arc)?,
            arc_distance: linear("arc_distance", arc, BUCKETS)?,
            arc_root: file.f32("arc_root", &[arc])?,
            rel_root: file.f32("rel_root", &[rel])?,
            rel_out: linear("rel_out", rel, rels.len())?,
            tags: linear("tags", width, upos.len() + xpos.len() + feats.len())?,
            name_out: linear("ner_out", name, names.len())?,
            roles: RoleNetwork::read(file, width, rels.len())?,
            acts: ActNetwork::read(file, width, &rels, &upos)?,
            upos,
            xpos,
            feats,
            rels,
            names,
        })
    }

    /// Numbers in a word's vector.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Sets of features that [`WordTags::feats`] counts, as UD writes them; empty where the model knows none.
    #[must_use]
    pub fn feats(&self) -> &Arc<[Box<str>]> {
        &self.feats
    }

    /// Reads a batch of sentences, whose forms lie one after the other; `sentences` are ranges over them.
    ///
    /// The words' vectors stay in the scratch space: see [`Network::vectors`] and [`Network::roles`].
    pub fn read_batch(&self, forms: &[&str], sentences: &[Range<usize>], s: &mut Scratch) -> Vec<WordTags> {
        self.embed(forms, s);
        if let Some((encoder, pooled)) = &self.encoder {
            encoder.encode(forms, &s.listed, sentences, &mut s.encoder, &mut s.encoded);
            pooled.apply(&s.encoded, &mut s.gates);
            s.x.iter_mut().zip(&s.gates).for_each(|(x, y)| *x += y);
        }
        for layer in &self.layers {
            layer.apply(&s.x, &mut s.gates);
            let w = self.width;
            for r in sentences {
                linalg::recur(&mut s.x[r.start * w..r.end * w], &s.gates[r.start * 3 * w..r.end * 3 * w], w);
            }
        }
        self.sides.apply(&s.x, &mut s.sides);
        let [.., pair, _, name, width] = self.side_starts();
        for row in s.sides.chunks_exact_mut(width) {
            linalg::relu(&mut row[..pair]);
            linalg::relu(&mut row[name..]);
        }
        self.tags.apply(&s.x, &mut s.tags);
        let mut out = vec![
            WordTags { upos: Upos::X, xpos: Xpos::Xx, feats: 0, head: None, rel: Rel::Dep, name: None };
            forms.len()
        ];
        for (i, tags) in s.tags.chunks_exact(self.tags.outputs()).enumerate() {
            let (u, rest) = tags.split_at(self.upos.len());
            let (x, f) = rest.split_at(self.xpos.len());
            (out[i].upos, out[i].xpos) = (self.upos[argmax(u)], self.xpos[argmax(x)]);
            out[i].feats = argmax(f) as u16;
        }
        for range in sentences {
            self.tree(range, s, &mut out);
        }
        self.relations(sentences, s, &mut out);
        self.name(sentences, s, &mut out);
        out
    }

    /// The arguments of a batch's predicates, after [`Network::read_batch`] and whatever mended its trees.
    pub fn roles(
        &self,
        tags: &[WordTags],
        sentences: &[Range<usize>],
        predicates: Predicates<'_>,
        s: &mut Scratch,
    ) -> Vec<Argument> {
        let mut out = Vec::new();
        if let Some(network) = &self.roles {
            let rels = roles::rel_rows(tags, &self.rels);
            let batch = roles::Batch { x: &s.x, tags, rels: &rels, sentences };
            network.read_batch(&batch, predicates, &mut s.roles, &mut out);
        }
        out
    }

    /// The possible acts of a batch, after [`Network::roles`]; none where the model knows none.
    pub fn acts(
        &self,
        forms: &[&str],
        tags: &[WordTags],
        roles: &[Argument],
        sentences: &[Range<usize>],
        s: &mut Scratch,
    ) -> Vec<Act> {
        let Some(network) = &self.acts else { return Vec::new() };
        let rels = roles::rel_rows(tags, &self.rels);
        let upos = |t: &WordTags| self.upos.iter().position(|u| *u == t.upos).unwrap_or(0) as u16;
        let upos: Vec<u16> = tags.iter().map(upos).collect();
        let batch = acts::Batch { x: &s.x, forms, tags, rels: &rels, upos: &upos, roles, sentences };
        network.read_batch(&batch, &mut s.acts)
    }

    /// The vectors of the batch read last, [`Network::width`] numbers a word.
    #[must_use]
    pub fn vectors<'s>(&self, s: &'s Scratch) -> &'s [f32] {
        &s.x
    }

    fn embed(&self, forms: &[&str], s: &mut Scratch) {
        s.x.clear();
        s.x.resize(forms.len() * self.width, 0.0);
        s.listed.clear();
        for (form, x) in forms.iter().zip(s.x.chunks_exact_mut(self.width)) {
            features::fold_into(form, &mut s.folded);
            let known = self.vocabulary.get(s.folded.as_str()).copied().unwrap_or_default();
            s.listed.push(known.flags);
            let rows = features::hashed(form, &s.folded);
            let lists = [(&self.word, known.id), (&self.gazetteer, u32::from(known.flags))];
            let hashed = self.tables.iter().zip(rows).filter_map(|(t, row)| t.as_ref().map(|t| (t, row)));
            let all = lists.into_iter().chain(hashed);
            for (table, row) in all {
                let scale = table.scale[row as usize];
                let bytes = &table.rows[row as usize * self.width..][..self.width];
                linalg::add_scaled(x, bytes, scale);
            }
        }
    }

    /// Where the five parts of `sides` begin, and the whole width.
    fn side_starts(&self) -> [usize; 6] {
        let (a, r) = (self.arc, self.rel);
        [0, a, 2 * a, 2 * a + r, 2 * a + 2 * r, 2 * a + 2 * r + self.name]
    }

    fn tree(&self, range: &Range<usize>, s: &mut Scratch, out: &mut [WordTags]) {
        let [dep, head, after, .., width] = self.side_starts();
        let n = range.len();
        s.dep.clear();
        s.head.clear();
        s.head.extend_from_slice(&self.arc_root);
        for row in s.sides[range.start * width..range.end * width].chunks_exact(width) {
            s.dep.extend_from_slice(&row[dep..head]);
            s.head.extend_from_slice(&row[head..after]);
        }
        self.arc_bilinear.apply(&s.dep, &mut s.query);
        self.arc_distance.apply(&s.dep, &mut s.near);
        linalg::as_columns(&s.head, self.arc).apply(&s.query, &mut s.arcs);
        for d in 0..n {
            let near = &s.near[d * BUCKETS..(d + 1) * BUCKETS];
            let row = &mut s.arcs[d * (n + 1)..(d + 1) * (n + 1)];
            row[0] += near[2 * SIDE];
            for (h, score) in row[1..].iter_mut().enumerate() {
                *score += near[bucket(d, h)];
            }
        }
        for (d, head) in tree::best_tree(&s.arcs, n).into_iter().enumerate() {
            out[range.start + d].head = head.map(|h| h as u32);
        }
    }

    fn relations(&self, sentences: &[Range<usize>], s: &mut Scratch, out: &mut [WordTags]) {
        let [_, _, dep, head, end, width] = self.side_starts();
        s.rel_in.clear();
        for range in sentences {
            for d in range.clone() {
                let own = &s.sides[d * width + dep..d * width + head];
                let other = match out[d].head {
                    Some(h) => &s.sides[(range.start + h as usize) * width..][head..end],
                    None => &self.rel_root,
                };
                s.rel_in.extend(own.iter().zip(other).map(|(a, b)| (a + b).max(0.0)));
            }
        }
        self.rel_out.apply(&s.rel_in, &mut s.rel_scores);
        for (word, scores) in out.iter_mut().zip(s.rel_scores.chunks_exact(self.rels.len())) {
            // `root` and the missing head go together, whatever the scores say.
            let allowed = |i: usize| (self.rels[i] == Rel::Root) == word.head.is_none();
            let best = (0..scores.len()).filter(|i| allowed(*i)).max_by(|a, b| scores[*a].total_cmp(&scores[*b]));
            word.rel = best.map_or(if word.head.is_none() { Rel::Root } else { Rel::Dep }, |i| self.rels[i]);
        }
    }

    fn name(&self, sentences: &[Range<usize>], s: &mut Scratch, out: &mut [WordTags]) {
        let [.., start, width] = self.side_starts();
        s.name_in.clear();
        for row in s.sides.chunks_exact(width) {
            s.name_in.extend_from_slice(&row[start..]);
        }
        self.name_out.apply(&s.name_in, &mut s.name_scores);
        let labels = self.names.len();
        for range in sentences {
            let scores = &s.name_scores[range.start * labels..range.end * labels];
            for (word, label) in out[range.clone()].iter_mut().zip(best_names(scores, &self.names)) {
                word.name = self.names[label];
            }
        }
    }
}

fn argmax(scores: &[f32]) -> usize {
    let mut best = 0;
    for (i, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = i;
        }
    }
    best
}

/// The best sequence of name labels in which `I-X` only follows `B-X` or `I-X` (Viterbi).
fn best_names(scores: &[f32], labels: &[Option<(NameKind, bool)>]) -> Vec<usize> {
    let count = labels.len();
    let n = scores.len() / count;
    let follows = |before: Option<usize>, now: usize| match labels[now] {
        Some((kind, false)) => before.and_then(|b| labels[b]).is_some_and(|(k, _)| k == kind),
        _ => true,
    };
    let mut back = vec![0usize; n * count];
    let mut total = vec![f32::NEG_INFINITY; count];
    for (t, row) in scores.chunks_exact(count).enumerate() {
        let mut next = vec![f32::NEG_INFINITY; count];
        for now in 0..count {
            if t == 0 {
                if follows(None, now) {
                    next[now] = row[now];
                }
                continue;
            }
            for before in (0..count).filter(|b| follows(Some(*b), now)) {
                let sum = total[before] + row[now];
                if sum > next[now] {
                    (next[now], back[t * count + now]) = (sum, before);
                }
            }
        }
        total = next;
    }
    let mut path = vec![argmax(&total); n];
    for t in (1..n).rev() {
        path[t - 1] = back[t * count + path[t]];
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_never_goes_on_as_another_kind() {
        use NameKind::{Loc, Per};
        let labels = [None, Some((Per, true)), Some((Per, false)), Some((Loc, true)), Some((Loc, false))];
        // B-PER is best at 0; I-LOC alone would be best at 1, but may not follow it.
        let scores = [0.0, 5.0, 0.0, 1.0, 0.0, 0.0, 0.0, 3.9, 0.0, 4.0];
        assert_eq!(best_names(&scores, &labels), [1, 2]);
        assert!(best_names(&[], &labels).is_empty());
    }
}
