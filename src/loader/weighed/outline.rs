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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::weighed::articles;
    use crate::loader::weighed::tests::{looked_over, units};
    use proptest::prelude::*;

    fn outlined(text: &str, kinds: &str) -> Outline {
        looked_over(text, |context| articles::outline(context, &units(kinds)))
    }

    #[test]
    fn the_article_of_a_run_begins_at_the_unit_that_its_risk_names() {
        let signed =
            "两岸的人都来看。\n本报记者　王小川\n# 渡口改作公园\n本报讯　石阶一级也不拆。\n";
        let outline = outlined(signed, "tblt");
        assert_eq!(outline.begins, [false, false, true, false]);
        assert_eq!(outline.parts[2], Part::Headline);
        let [risk] = outline.risks[..] else {
            panic!("one run has one risk: {outline:?}");
        };
        assert_eq!((risk.unit, risk.over), (2, false));
    }

    #[test]
    fn a_run_in_which_no_article_begins_has_subheads_and_no_risk_of_its_shares() {
        let text = "两岸的人都来看，桥下还泊着渡船，\n一、建桥通路\n船工说从今天起不再摆渡了。\n";
        let outline = outlined(text, "tlt");
        assert_eq!(outline.begins, [false; 3]);
        assert_eq!(outline.parts, [Part::Body, Part::Subhead, Part::Body]);
        let [risk] = outline.risks[..] else {
            panic!("one run has one risk: {outline:?}");
        };
        assert_eq!((risk.unit, risk.over, risk.shares), (1, false, 0.));
    }

    proptest! {
        #[test]
        fn any_text_has_a_part_for_each_unit_and_risks_that_are_likelihoods(
            kinds in "[ltbn]{1,16}", marks in prop::collection::vec(any::<bool>(), 16)
        ) {
            let line = |(kind, mark): (char, &bool)| match (kind, mark) {
                ('l', true) => "# 新桥昨日通车\n",
                ('l', false) => "渡口改作公园\n",
                ('t', _) => "两岸的人都来看，桥下还泊着渡船。\n",
                ('b', _) => "本报记者　王小川\n",
                _ => "李大江\n",
            };
            let text: String = kinds.chars().zip(&marks).map(line).collect();
            let outline = outlined(&text, &kinds);
            prop_assert_eq!([outline.parts.len(), outline.begins.len()], [kinds.len(); 2]);
            for ((kind, part), begins) in kinds.chars().zip(&outline.parts).zip(&outline.begins) {
                prop_assert_eq!(kind == 'l', *part != Part::Body);
                prop_assert!(!begins || !matches!(part, Part::Subhead | Part::Body | Part::Byline));
            }
            for risk in &outline.risks {
                prop_assert!((0. ..=1.).contains(&risk.start) && (0. ..=1.).contains(&risk.shares), "{:?}", risk);
                prop_assert!(outline.parts.get(risk.unit).is_some(), "{:?}", risk);
                prop_assert!(!risk.over || outline.begins[risk.unit], "{:?}", risk);
            }
        }
    }
}
