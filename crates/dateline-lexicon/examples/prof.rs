//! temp
#![allow(clippy::print_stdout)]
use dateline_lexicon::Lexicon;
fn main() {
    let mut best = std::collections::BTreeMap::new();
    for _ in 0..40 {
        for f in Lexicon::builtin_files() {
            let n = f.name.clone();
            let t = std::time::Instant::now();
            let l = Lexicon::parse([f]).unwrap();
            let ms = t.elapsed().as_secs_f64() * 1e3;
            let b = best.entry(n).or_insert(f64::MAX);
            *b = b.min(ms);
            drop(l);
        }
    }
    println!("{best:.2?} sum {:.2}", best.values().sum::<f64>());
}
