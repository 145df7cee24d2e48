//! What holds whatever comes in, each a function of any bytes: the long property tests (`fuzz.rs`) and the targets of
//! cargo-fuzz (`fuzz/`) try these on the bytes that they make. A promise that is broken panics and says how.

#[path = "promises/corrected.rs"]
pub mod corrected;
#[path = "promises/dice.rs"]
pub mod dice;
#[path = "promises/export.rs"]
pub mod export;
#[path = "promises/html.rs"]
pub mod html;
#[path = "promises/keys.rs"]
pub mod keys;
#[path = "promises/load.rs"]
pub mod load;
#[path = "promises/maker.rs"]
pub mod maker;
#[path = "promises/print.rs"]
pub mod print;
#[path = "promises/rules.rs"]
pub mod rules;
#[path = "promises/set.rs"]
pub mod set;
#[path = "promises/sidecar.rs"]
pub mod sidecar;

/// A promise: it panics where the bytes break it.
pub type Promise = fn(&[u8]);

/// All of them by name; `fuzz/` has a target of each name.
pub const ALL: [(&str, Promise); 9] = [
    ("corrected", corrected::holds),
    ("export", export::holds),
    ("html", html::holds),
    ("keys", keys::holds),
    ("load", load::holds),
    ("print", print::holds),
    ("rules", rules::holds),
    ("set", set::holds),
    ("sidecar", sidecar::holds),
];

/// Whether a character steers a terminal or turns the direction of text.
pub fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
