//! Numbers that look like dice and fall the same way every time.

/// Dice of a seed.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Dice that fall as this number says.
    #[must_use]
    pub fn of(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `sides`; 0 where there are none.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides.max(1)
    }

    /// One of some words.
    ///
    /// # Panics
    /// Where there are none.
    pub fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.roll(of.len())]
    }

    /// A name of some syllables.
    pub fn name(&mut self, syllables: usize) -> String {
        const FIRST: [&str; 12] = ["b", "d", "f", "g", "k", "l", "m", "n", "r", "s", "t", "v"];
        const SECOND: [&str; 5] = ["a", "e", "i", "o", "u"];
        let name: String =
            (0..2 * syllables).map(|i| if i % 2 == 0 { self.pick(&FIRST) } else { self.pick(&SECOND) }).collect();
        name[..1].to_uppercase() + &name[1..]
    }

    /// A list in another order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            let other = self.roll(i + 1);
            list.swap(i, other);
        }
    }
}
