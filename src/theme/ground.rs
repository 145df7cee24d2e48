//! The terminal's own ground: whether it is dark or light, and how well letters can be read on one.

/// What a terminal shows its letters on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Background {
    /// Light letters stand out from it.
    Dark,
    /// Dark letters do.
    Light,
}

impl Background {
    /// Which one a colour is; `None` for one between, where neither the letters of a dark ground nor those of a light one
    /// could be read.
    pub fn of(colour: [u8; 3]) -> Option<Self> {
        match luminance(colour) {
            ..=0.06 => Some(Self::Dark),
            0.75.. => Some(Self::Light),
            _ => None,
        }
    }

    /// Its name, as settings and themes have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
        }
    }

    /// The ground of this name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Dark, Self::Light]
            .into_iter()
            .find(|ground| ground.name() == name)
    }
}

/// The contrast ratio of two colours, from 1 to 21 (WCAG 2.2).
pub fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The relative luminance of a colour of the sRGB space, from 0 to 1 (WCAG 2.2).
fn luminance(colour: [u8; 3]) -> f64 {
    let linear = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    let [r, g, b] = colour.map(linear);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        for (a, b, expected) in [
            ([0; 3], [255; 3], 21.0),
            ([255; 3], [255; 3], 1.0),
            ([0x77; 3], [255; 3], 4.48),
            ([0, 0, 255], [255; 3], 8.59),
        ] {
            assert!((contrast(a, b) - expected).abs() < 0.01, "{a:?} {b:?}");
        }
    }

    #[test]
    fn a_ground_is_dark_or_light_or_neither() {
        for dark in [
            [0; 3],
            [0x2e, 0x34, 0x36],
            [0, 0x2b, 0x36],
            [0x30, 0x0a, 0x24],
            [0x3f; 3],
        ] {
            assert_eq!(Background::of(dark), Some(Background::Dark), "{dark:?}");
        }
        for light in [[255; 3], [0xfd, 0xf6, 0xe3], [0xee, 0xe8, 0xd5]] {
            assert_eq!(Background::of(light), Some(Background::Light), "{light:?}");
        }
        assert_eq!(Background::of([0x88; 3]), None);
        assert_eq!(Background::named("light"), Some(Background::Light));
        assert_eq!(Background::named("auto"), None);
    }
}
