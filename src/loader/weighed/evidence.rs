//! What the lines, heads and runs of a text show, as evidence for and against each reading of them.

pub mod headlines;
pub mod heads;
pub mod neighbours;
pub mod seams;
pub mod shapes;
pub mod standalone;
pub mod turnovers;
