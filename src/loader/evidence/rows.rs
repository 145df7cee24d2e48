//! The rows of `assets/evidence.toml` as constants, a module for each group: `seams.indented` is `seams::INDENTED`.
#![allow(clippy::doc_markdown, clippy::unreadable_literal)]

use super::{Bins, EvidenceRow, Reason};

include!(concat!(env!("OUT_DIR"), "/evidence.rs"));
