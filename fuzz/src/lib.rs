//! What the targets try: the promises of the project's own tests.

#[path = "../../tests/it/promises.rs"]
pub mod promises;
