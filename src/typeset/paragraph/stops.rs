//! The places where a paragraph's lines can end, measured.

use super::{Typesetting, upright};
use crate::typeset::{
    breaks::{Break, Breaks},
    cluster::{Cluster, clusters},
    frame::Filling,
    gaps::Gaps,
    heading::LONGEST,
    hyphen::{hyphens, next_at},
    line::Stop,
    ruler::{Ruler, split_cost},
    sense::Sense,
};

/// What sense costs at most: less than to part what is one unit.
const DEAREST: u32 = 1 << 20;

impl Typesetting<'_> {
    /// The legal places where a line can end.
    pub(super) fn measured(&mut self) -> Vec<Stop> {
        let filling = self.frame.filling;
        let takes = self.is_on_grid() || filling == Filling::Full;
        self.gaps = if takes && !self.style.vertical {
            Gaps::of(self.shown, self.range.clone(), self.style.autospace)
        } else {
            Gaps::default()
        };
        let text = self.text();
        // Two in three bytes of Han text part no characters.
        let mut stops = Vec::with_capacity(text.len() / 3 + 2);
        let mut ruler = Ruler::new(self.style, self.shown.han);
        stops.push(self.with_gaps(Stop::default()));
        let mut breaks = Breaks::of(text, self.shown.han);
        let hyphens = hyphens(self.shown, &self.range, self.style);
        let mut hyphens = hyphens.into_iter().peekable();
        for mut cluster in clusters(text, self.style.ambiguous) {
            if self.style.vertical {
                cluster.width = upright::cells(text, &cluster);
            }
            let place = breaks.before(cluster.first, cluster.at);
            let whole = self.range.start + cluster.at;
            let parts = &self.shown.parts;
            let place = place.filter(|_| !parts.follows_hyphens(&self.shown.text, whole));
            let syllable = next_at(&mut hyphens, cluster.at);
            let before = match (place, syllable) {
                (Some(place), _) => Some(ruler.stop(place)),
                (None, Some(at)) => Some(ruler.hyphen(at)),
                (None, None) => None,
            };
            self.take(&mut ruler, &cluster);
            if let Some(stop) = before {
                stops.push(self.with_gaps(Stop {
                    start: ruler.start,
                    ..stop
                }));
            }
        }
        let end = Break {
            at: text.len(),
            cost: 0,
        };
        stops.push(self.with_gaps(ruler.stop(end)));
        if self.by_sense {
            self.weigh(&mut stops);
        }
        stops
    }

    /// Adds what ending a line at each stop costs by sense. What is longer than any heading is running text.
    fn weigh(&self, stops: &mut [Stop]) {
        let measure = u32::from(self.frame.measure);
        let room = measure.saturating_sub(self.frame.first.into());
        if stops.len() > LONGEST || stops.last().is_none_or(|last| last.end <= room) {
            return;
        }
        let sense =
            Sense::of(self.text()).in_lines(measure.saturating_sub(self.frame.turned.into()));
        let square = u64::from(measure).pow(2);
        let inner = stops.len() - 1;
        for stop in stops.iter_mut().take(inner).skip(1) {
            let price = sense.price(stop.at as usize, square);
            let price = u32::try_from(price).unwrap_or(DEAREST).min(DEAREST);
            stop.cost = stop.cost.saturating_add(price);
        }
    }

    /// A stop with what the lines on both sides of it have for spare cells.
    fn with_gaps(&self, stop: Stop) -> Stop {
        if self.gaps.is_empty() || !self.shown.han {
            return stop;
        }
        let at = self.place(&stop);
        Stop {
            fills: self.gaps.before(at),
            filled: self.gaps.gone(at.max(self.fixed)),
            ..stop
        }
    }

    /// Measures a cluster, whose bytes count from the range's start.
    #[inline]
    fn take(&self, ruler: &mut Ruler, cluster: &Cluster) {
        let at = self.range.start + cluster.at;
        ruler.stand(self.shown, at);
        if self.ruby.is_empty() {
            ruler.take(cluster);
        } else {
            self.ruby.measure(ruler, cluster, at);
        }
    }

    /// Adds stops between the clusters of a unit that is wider than a line.
    pub(super) fn split(&self, from: Stop, to: usize, stops: &mut Vec<Stop>) {
        let unit = self.text().get(from.at as usize..to).unwrap_or("");
        let mut ruler = Ruler::at(from.start, self.style, self.shown.han);
        let mut before: Option<Cluster> = None;
        for mut cluster in clusters(unit, self.style.ambiguous) {
            cluster.at += from.at as usize;
            let prior = ruler;
            let mut one = false;
            if self.style.vertical {
                cluster.width = upright::cells(self.text(), &cluster);
                one = upright::is_second(self.text(), cluster.at);
            }
            self.take(&mut ruler, &cluster);
            if let Some(a) = before.filter(|_| !one && !cluster.is_blank()) {
                let place = Break {
                    at: cluster.at,
                    cost: split_cost(a.last, cluster.first),
                };
                let start = ruler.start;
                stops.push(self.with_gaps(Stop {
                    start,
                    ..prior.stop(place)
                }));
            }
            before = Some(cluster);
        }
    }
}
