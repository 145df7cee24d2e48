//! Decks: which of the lines over a text is kicker (引题), headline (主题), deck (副题), column's name (栏目)
//! or byline. All ways to share the lines out in that order are scored, and the best is taken.

mod roles;

use crate::correction::Role;
use crate::loader::algorithms::likelihoods::LogSum;
use crate::loader::evidence::Tally;
use crate::loader::evidence::rows::shares;
use crate::loader::forms::labels::is_bracketed;
use crate::loader::weighed::corrected;
use crate::loader::weighed::decks::roles::level;
use crate::loader::weighed::evidence::heads::{Head, Shares};
use crate::loader::weighed::evidence::shapes::shapes;
use roles::{as_byline, as_column, as_deck, as_headline, as_kicker, same_headline};

/// The best way to share the lines out, its score, and the mass of all ways.
pub fn share(heads: &[Head]) -> (Shares, f32, LogSum) {
    let n = heads.len();
    let mut best = Shares {
        headline: n,
        ..Shares::default()
    };
    let mut first = f32::NEG_INFINITY;
    let mut all = LogSum::default();
    each_way(n, |shares| {
        let mut score = 0f32;
        weigh(heads, shares, &mut score);
        all.add(score);
        if score > first {
            (best, first) = (shares, score);
        }
    });
    (best, first, all)
}

/// All ways to share out so many lines.
pub fn each_way(n: usize, mut take: impl FnMut(Shares)) {
    for column in 0..=n.min(2) {
        for kicker in 0..=(n - column).min(3) {
            for headline in 1..=(n - column - kicker).min(4) {
                for byline in 0..=1 {
                    let Some(deck) = n
                        .checked_sub(column + kicker + headline + byline)
                        .filter(|d| *d <= 3)
                    else {
                        continue;
                    };
                    take(Shares {
                        column,
                        kicker,
                        headline,
                        deck,
                        byline,
                    });
                }
            }
        }
    }
}

/// Evidence for one way to share the lines out.
pub fn weigh(heads: &[Head], shares: Shares, tally: &mut impl Tally) {
    prior(logical(heads, shares), tally);
    corrected::shared(heads, shares, tally);
    let (columns, rest) = heads.split_at(shares.column.min(heads.len()));
    let (kickers, rest) = rest.split_at(shares.kicker.min(rest.len()));
    let (lines, rest) = rest.split_at(shares.headline.min(rest.len()));
    let (decks, bylines) = rest.split_at(shares.deck.min(rest.len()));
    let main = lines.iter().map(|h| level(h, heads)).min().unwrap_or(9);
    shapes(kickers, lines, decks, tally);
    let mut at = 0..;
    let mut next = |role| at.next().map(|line| (line, role));
    for head in columns {
        tally.about(next(Role::Column));
        as_column(head, lines, heads, tally);
    }
    for head in kickers {
        tally.about(next(Role::Kicker));
        as_kicker(head, tally);
        beside(head, main, heads, tally);
    }
    for (i, head) in lines.iter().enumerate() {
        tally.about(next(Role::Headline));
        as_headline(head, i + 1 == lines.len(), tally);
        tally.when(level(head, heads) > main, shares::LEVELS_DIFFER);
    }
    tally.about(None);
    for pair in lines.windows(2) {
        if let [a, b] = pair {
            same_headline(a, b, lines.len(), tally);
            let alike =
                a.level > 0 && a.level == b.level && heads.iter().any(|h| level(h, heads) > main);
            tally.when(alike, shares::LEVELS_ALIKE);
        }
    }
    if let ([.., above], [_, _]) = (kickers, lines) {
        tally.when(
            above.kicker_end && !above.text.ends_with("——"),
            shares::URGED,
        );
    }
    for _ in kickers.windows(2) {
        tally.add(shares::TWO_KICKERS);
    }
    for pair in decks.windows(2) {
        tally.when(
            pair.first().is_some_and(|d| is_bracketed(&d.text)),
            shares::DECK_IN_BRACKETS,
        );
    }
    if let ([line], [_, ..]) = (lines, decks) {
        tally.when(line.digest, shares::DIGEST);
    }
    for head in decks {
        tally.about(next(Role::Deck));
        as_deck(head, tally);
        beside(head, main, heads, tally);
    }
    for head in bylines {
        tally.about(next(Role::Byline));
        as_byline(head, tally);
    }
}

/// The shares counted as the paper meant them: lines that share a bracket count as one.
fn logical(heads: &[Head], shares: Shares) -> Shares {
    let mut from = shares.column;
    let mut count = |lines: usize| {
        let own = heads.get(from..from + lines).unwrap_or_default();
        from += lines;
        let parted = own.windows(2).filter(|pair| match pair {
            [a, b] => a.open > 0 && b.open < 0,
            _ => false,
        });
        lines - parted.count()
    };
    Shares {
        kicker: count(shares.kicker),
        headline: count(shares.headline),
        deck: count(shares.deck),
        ..shares
    }
}

/// How often papers' articles have these parts: a quarter a kicker, a tenth a deck, a few both; many
/// headlines stand on two lines.
fn prior(shares: Shares, tally: &mut impl Tally) {
    match (shares.kicker, shares.headline, shares.deck) {
        (0, 1, 0) => tally.add(shares::HEADLINE),
        (1, 1, 0) => tally.add(shares::KICKER),
        (0, 1, 1) => tally.add(shares::DECK),
        (0, 2, 0) => tally.add(shares::TWO_LINES),
        (1, 1, 1) => tally.add(shares::KICKER_AND_DECK),
        (1, 2, 0) => tally.add(shares::KICKER_OVER_TWO),
        (0, 2, 1) => tally.add(shares::DECK_UNDER_TWO),
        (1, 2, 1) => tally.add(shares::KICKER_TWO_DECK),
        (0, 3, 0) => tally.add(shares::THREE_LINES),
        (2, 1, 0) => tally.add(shares::KICKERS),
        (0, 1, 2) => tally.add(shares::DECKS),
        (k, h, d) => {
            tally.add(shares::MANY);
            let lines = u8::try_from(k + h + d).unwrap_or(u8::MAX);
            tally.times(shares::MANY_LINES, f32::from(lines));
        }
    }
    tally.when(shares.column > 0, shares::COLUMN);
    tally.when(shares.column > 1, shares::TWO_COLUMNS);
}

/// Kicker and deck rank below the headline where the marks' levels differ.
fn beside(head: &Head, main: u8, heads: &[Head], tally: &mut impl Tally) {
    if heads.iter().all(|h| h.level == 0) {
        return;
    }
    let differ = heads.iter().any(|h| level(h, heads) != main);
    let own = level(head, heads);
    if differ {
        if own == 9 {
            tally.add(shares::NOT_MARKED);
        } else {
            tally.when(own > main, shares::RANKS_BELOW);
            tally.when(own == main, shares::RANKS_ALIKE);
            tally.when(own < main, shares::RANKS_ABOVE);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::Rules;
    use crate::loader::source::lines::scan;

    fn shares(text: &str) -> (usize, usize, usize, usize) {
        let lines = scan(text, 0);
        let heads: Vec<Head> = lines
            .iter()
            .map(|l| Head::new(Rules::built_in(), text, l, &[], None))
            .collect();
        let (s, _, _) = share(&heads);
        (s.column, s.kicker, s.headline, s.deck)
    }

    #[test]
    fn a_document_s_number_is_no_headline() {
        let (_, kicker, headline, deck) = shares("山城市人大常委会公告\n第十八号");
        assert_eq!((kicker, headline, deck), (0, 1, 1));
    }

    #[test]
    fn levels_tell_the_headline() {
        assert_eq!(
            shares("## 山城召开春耕现场会\n# 一粒种子进万家\n## 引领农户增收"),
            (0, 1, 1, 1)
        );
        assert_eq!(
            shares("## 新桥昨日通车\n### 两岸百姓少走十里路"),
            (0, 0, 1, 1)
        );
    }

    #[test]
    fn dashes_tell_kicker_and_deck() {
        assert_eq!(
            shares("山城区种粮大户李大江——\n把好种子留给乡亲"),
            (0, 1, 1, 0)
        );
        assert_eq!(shares("把好种子留给乡亲\n——访种粮大户李大江"), (0, 0, 1, 1));
    }

    #[test]
    fn a_place_is_a_kicker_and_who_took_the_chair_a_deck() {
        assert_eq!(shares("山城市大江区白石镇\n一片茶叶富一方"), (0, 1, 1, 0));
        assert_eq!(
            shares("全市安全工作会议召开\n守住底线 护航发展\n王小川讲话 李大江主持"),
            (0, 1, 1, 1)
        );
        assert_eq!(shares("渡口快评\n修路先问过路人"), (1, 0, 1, 0));
    }

    #[test]
    fn numbers_under_a_headline_without_any_tell_the_deck() {
        use crate::loader::{Options, load};
        let text = "# 环江自行车赛今日发车\n\n# 20支车队角逐“黄金赛道”\n\n第七届环江自行车赛今日在白石镇发车，来自各地的20支车队将\
                    展开六个赛段的角逐。赛道沿江而行，两岸的居民都赶来加油，渡口边站满了人。\n";
        let issue = load(text.as_bytes().to_vec(), &Options::default()).issue;
        let (_, article) = issue.articles().next().expect("the only one");
        let deck = article.deck.as_ref().map(|d| d.of(&issue.source));
        assert_eq!(deck.as_deref(), Some("20支车队角逐“黄金赛道”"));
    }

    #[test]
    fn two_lines_of_one_length_are_one_headline() {
        assert_eq!(shares("# 抢抓农时不松劲\n# 春耕备耕正当时"), (0, 0, 2, 0));
    }

    #[test]
    fn a_name_in_brackets_tells_the_column() {
        use crate::loader::forms::labels::bracketed_end;
        assert_eq!(bracketed_end("盯紧安全（今日谈）"), Some("今日谈"));
        assert_eq!(bracketed_end("长路（上）"), None);
        assert_eq!(shares("今日谈\n盯紧安全（今日谈）"), (1, 0, 1, 0));
    }
}
