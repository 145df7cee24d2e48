//! 只 of Simplified, which is 隻 where it counts (三只羊) and 只 where it says only (只有): told by what stands beside it.
//! OpenCC's phrases know 三只, but no figures, few of the longer numerals, and take 二是只有 for a thing that is counted.

use crate::typeset::class::{is_figure, is_han};

/// Han of numerals, and those that round them.
const NUMERALS: &str = "一二两三四五六七八九十百千万亿零〇几";
const ROUNDING: &str = "多余来数";

/// What follows 只 where it says only, most often.
const ONLY: &str = "有是要能会好怕想得需可";

/// What goes before a numeral of things that are there to be counted: 有3只能飞的鸟, 其中两只是黑的.
const BEFORE_COUNTED: &str = "有了那这另中剩余共前后";

/// Han that end in a numeral which counts nothing: 万一, 唯一, 统一, 周六, 高三.
const NO_NUMERAL: &str = "唯统单专之逐划周期初高";

/// Whether a 只 between two parts of a text counts things; `None` where phrases have to tell.
pub fn counts(before: &str, after: &str) -> Option<bool> {
    let last = before.chars().next_back()?;
    let next = after.chars().next().unwrap_or(' ');
    let only = ONLY.contains(next);
    if is_figure(last) {
        let number = |c: char| is_figure(c) || matches!(c, '.' | ',' | '，');
        let lead = before.trim_end_matches(number).chars().next_back();
        return match lead {
            // H5N1只: a name's.
            Some(c) if c.is_ascii_alphabetic() => None,
            Some(c) => Some(!only || next == '要' || BEFORE_COUNTED.contains(c)),
            None => Some(!only),
        };
    }
    // 一只只, 只只.
    if let Some(first) = before.strip_suffix('只') {
        return counts(first, after).filter(|counted| *counted);
    }
    if matches!(last, '是' | '有' | '这' | '那') {
        return only.then_some(false);
    }
    let numeral = |c: char| NUMERALS.contains(c) || ROUNDING.contains(c);
    let lead = before.trim_end_matches(numeral);
    let run = before.get(lead.len()..).unwrap_or("");
    let lead = lead.chars().next_back();
    if run.is_empty() {
        return None;
    }
    let named = lead.is_some_and(|c| NO_NUMERAL.contains(c)) || run.ends_with("万一");
    if !run.contains(|c| NUMERALS.contains(c)) {
        let counted = lead.is_some_and(is_figure);
        return match run {
            // 30多只, 30余只; 最多只占.
            _ if counted => Some(!only),
            "多" if lead.is_some_and(|c| "最至顶大更".contains(c)) => Some(false),
            // 数只羊, where 人数只增不减.
            "数" if !only && lead.is_none_or(|c| !is_han(c) || "有了着见到出".contains(c)) => {
                Some(true)
            }
            "余" | "来" => Some(false),
            _ if only => Some(false),
            _ => None,
        };
    }
    if named {
        return Some(false);
    }
    Some(!only || lead.is_some_and(|c| BEFORE_COUNTED.contains(c)))
}
