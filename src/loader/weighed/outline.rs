//! The outline of a text: what each unit is in its story, and where articles begin.

/// What a unit is in the story it belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// 栏目; an article begins with the first of these parts.
    Column,
    /// 引题.
    Kicker,
    /// 主题.
    Headline,
    /// 副题.
    Deck,
    /// 署名 among the heads.
    Byline,
    /// 小标题.
    Subhead,
    /// As its kind says.
    Body,
}

/// How likely the reading of a run of standalone lines is wrong; 0 to 1.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct RunRisk {
    /// The first unit of the article that begins in the run, of the run where none does.
    pub unit: usize,
    /// Whether lines of the text before stand over the article's in the run.
    pub over: bool,
    /// That an article begins in it, or that none does.
    pub start: f32,
    /// The way its lines are shared out, where one does.
    pub shares: f32,
}

/// The reading of all units.
#[derive(Debug)]
pub struct Outline {
    /// What each unit is.
    pub parts: Vec<Part>,
    /// Whether an article begins at the unit.
    pub begins: Vec<bool>,
    /// How likely the reading of each run of standalone lines is wrong.
    pub risks: Vec<RunRisk>,
}
