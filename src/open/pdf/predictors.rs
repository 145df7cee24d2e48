//! Predictors (ISO 32000-2, 7.4.4.4): what a stream's rows were told against the rows before them.

/// How rows were predicted.
#[derive(Clone, Copy, Debug)]
pub struct Predictor {
    /// Whether each row begins with the byte that names its filter (PNG); else all are differences (TIFF).
    png: bool,
    /// Bytes of a pixel, at least one.
    pixel: usize,
    /// Bytes of a row.
    row: usize,
    /// Bits of a component.
    bits: usize,
}

impl Predictor {
    /// The predictor of a filter's parameters, whose numbers are asked for by their keys; `None` where they name none.
    pub fn of(parameter: impl Fn(&[u8]) -> Option<i32>) -> Option<Self> {
        let number = |key: &[u8], otherwise: usize| {
            let value = parameter(key);
            value.map_or(otherwise, |v| {
                usize::try_from(v).unwrap_or(otherwise).max(1)
            })
        };
        let kind = number(b"Predictor", 1);
        let (colours, bits) = (
            number(b"Colors", 1).min(64),
            number(b"BitsPerComponent", 8).min(32),
        );
        let columns = number(b"Columns", 1).min(1 << 24);
        let pixel = (colours * bits).div_ceil(8).max(1);
        let row = (columns * colours * bits).div_ceil(8).max(1);
        (kind > 1).then_some(Self {
            png: kind >= 10,
            pixel,
            row,
            bits,
        })
    }

    /// The bytes as they were before.
    pub fn undo(self, bytes: Vec<u8>) -> Vec<u8> {
        if self.png {
            self.undo_png(&bytes)
        } else {
            self.undo_tiff(bytes)
        }
    }

    fn undo_png(self, bytes: &[u8]) -> Vec<u8> {
        // A row is no longer than the data, whatever is said of it.
        let length = self.row.min(bytes.len());
        let mut rows = Vec::with_capacity(bytes.len());
        let mut above = vec![0_u8; length];
        let mut now = above.clone();
        for row in bytes.chunks(length + 1) {
            let Some((filter, row)) = row.split_first() else {
                break;
            };
            now.fill(0);
            for (at, byte) in row.iter().enumerate() {
                let left = at.checked_sub(self.pixel).map_or(0, |l| now[l]);
                let corner = at.checked_sub(self.pixel).map_or(0, |l| above[l]);
                let guess = match filter {
                    1 => left,
                    2 => above[at],
                    3 => left.midpoint(above[at]),
                    4 => paeth(left, above[at], corner),
                    _ => 0,
                };
                now[at] = byte.wrapping_add(guess);
            }
            rows.extend_from_slice(&now[..row.len()]);
            std::mem::swap(&mut above, &mut now);
        }
        rows
    }

    /// Differences of whole bytes; of other components the bytes are left as they are, since no text stream has them.
    fn undo_tiff(self, mut bytes: Vec<u8>) -> Vec<u8> {
        if self.bits == 8 {
            for row in bytes.chunks_mut(self.row) {
                for at in self.pixel..row.len() {
                    row[at] = row[at].wrapping_add(row[at - self.pixel]);
                }
            }
        }
        bytes
    }
}

/// The neighbour that is nearest to left + above - corner (PNG, 9.4).
fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let [a, b, c] = [left, above, corner].map(i16::from);
    let guess = a + b - c;
    let [to_a, to_b, to_c] = [a, b, c].map(|n| (guess - n).abs());
    if to_a <= to_b && to_a <= to_c {
        left
    } else if to_b <= to_c {
        above
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn predictor(kind: i32) -> Predictor {
        let parameter = |key: &[u8]| match key {
            b"Predictor" => Some(kind),
            b"Columns" => Some(3),
            _ => None,
        };
        Predictor::of(parameter).unwrap_or_else(|| panic!("a predictor"))
    }

    #[test]
    fn rows_are_what_they_were_before_each_filter() {
        // Each row says how it was filtered: not, by its left, by the one above, by both, by Paeth's choice.
        let rows = [0, 1, 2, 3, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 1, 1, 4, 1, 1, 1];
        let [left, above, both, paeth] = [[1, 2, 3], [2, 3, 4], [2, 3, 4], [3, 4, 5]];
        let said = [[1, 2, 3], left, above, both, paeth].concat();
        assert_eq!(predictor(15).undo(rows.to_vec()), said);
    }

    #[test]
    fn differences_add_up_within_a_row() {
        assert_eq!(
            predictor(2).undo(vec![1, 1, 1, 5, 250, 2]),
            [1, 2, 3, 5, 255, 1]
        );
    }

    #[test]
    fn a_row_that_ends_early_loses_nothing() {
        assert_eq!(predictor(12).undo(vec![2, 7, 8]), [7, 8]);
        assert!(Predictor::of(|_| None).is_none());
        // Nor does one that is said to be longer than memory.
        let parameter = |key: &[u8]| Some(if key == b"Predictor" { 12 } else { i32::MAX });
        let endless = Predictor::of(parameter).map(|predictor| predictor.undo(vec![2, 7, 8]));
        assert_eq!(endless, Some(vec![7, 8]));
    }
}
