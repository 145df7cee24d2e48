//! Which chord means what, with its help text, as data.
