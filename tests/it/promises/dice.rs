//! Choices made by bytes: the same bytes make the same choices, and where they end each choice is the first, so that
//! fewer and smaller bytes make smaller cases.

/// The bytes that are left to choose by.
pub struct Dice<'a>(&'a [u8]);

impl<'a> Dice<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// Whether no byte is left.
    pub fn ends(&self) -> bool {
        self.0.is_empty()
    }

    /// What is left, taken as it is.
    pub fn rest(&mut self) -> &'a [u8] {
        std::mem::take(&mut self.0)
    }

    pub fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        *first
    }

    /// A number below another; 0 where that is 0.
    pub fn below(&mut self, end: usize) -> usize {
        let mut number = usize::from(self.byte());
        if end > 256 {
            number = number * 256 + usize::from(self.byte());
        }
        number % end.max(1)
    }

    pub fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// Once in so many times; never where no byte is left.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) + 1 == times
    }

    /// Any character; mostly one of the first two planes.
    pub fn character(&mut self) -> char {
        let number = (u32::from(self.byte()) << 8) + u32::from(self.byte());
        let plane = if number.is_multiple_of(7) {
            u32::from(self.byte() % 17)
        } else {
            number % 2
        };
        char::from_u32((plane << 16) + number).unwrap_or('\u{fffd}')
    }
}
