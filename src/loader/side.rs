//! Side by side: work on many lines, each for itself, shared out among the processor's cores. The results come in the
//! lines' order and do not depend on the number of cores. Short texts are worked on without threads.

use std::thread;

/// Items from which a thread is worth its start.
const LEAST: usize = 2048;
/// Most threads at work together.
const MOST: usize = 8;

/// How many items each thread takes, by their number and by the weight of each; all of them where one thread is enough.
fn share(items: usize, weight: usize) -> usize {
    let worth = items.saturating_mul(weight) / LEAST;
    if worth < 2 {
        return items.max(1);
    }
    let cores = thread::available_parallelism().map_or(1, usize::from);
    items.div_ceil(cores.min(worth).min(MOST)).max(1)
}

/// Works on slices of items, each given with the index of its first item, and joins the results. `weight` says how many
/// lines one item is worth.
pub fn slices<T: Sync, R: Send>(
    items: &[T],
    weight: usize,
    work: impl Fn(usize, &[T]) -> Vec<R> + Sync,
) -> Vec<R> {
    let share = share(items.len(), weight);
    let (own, others) = items.split_at(share.min(items.len()));
    if others.is_empty() {
        return work(0, own);
    }
    let work = &work;
    thread::scope(|scope| {
        let begun: Vec<_> = others
            .chunks(share)
            .enumerate()
            .map(|(n, slice)| {
                let first = (n + 1) * share;
                (first, slice, scope.spawn(move || work(first, slice)))
            })
            .collect();
        let mut all = work(0, own);
        for (first, slice, done) in begun {
            // What could not be done apart is done here, where its panic is the caller's.
            all.extend(done.join().unwrap_or_else(|_| work(first, slice)));
        }
        all
    })
}

/// Works on items one by one, each with its index.
pub fn each<T: Sync, R: Send>(
    items: &[T],
    weight: usize,
    work: impl Fn(usize, &T) -> R + Sync,
) -> Vec<R> {
    slices(items, weight, |first, slice| {
        let numbered = slice.iter().enumerate();
        numbered.map(|(n, item)| work(first + n, item)).collect()
    })
}

/// Changes items one by one. `weight` says how many lines one item is worth.
pub fn change<T: Send>(items: &mut [T], weight: usize, work: impl Fn(&mut T) + Sync) {
    let share = share(items.len(), weight);
    let (own, others) = items.split_at_mut(share.min(items.len()));
    let work = &work;
    thread::scope(|scope| {
        for slice in others.chunks_mut(share) {
            scope.spawn(move || slice.iter_mut().for_each(work));
        }
        own.iter_mut().for_each(work);
    });
}

/// Does two things of a text, side by side where it is long enough, by its lines.
pub fn both<A: Send, B>(
    lines: usize,
    one: impl Fn() -> A + Sync,
    other: impl FnOnce() -> B,
) -> (A, B) {
    if share(2, lines / 2) > 1 {
        return (one(), other());
    }
    let one = &one;
    thread::scope(|scope| {
        let begun = scope.spawn(one);
        let other = other();
        (begun.join().unwrap_or_else(|_| one()), other)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_of_it_is_in_order() {
        for count in [0, 1, LEAST, 3 * LEAST, 40 * LEAST + 7] {
            let items: Vec<usize> = (0..count).collect();
            let all = each(&items, 1, |n, item| (n, *item));
            assert!(all.iter().enumerate().all(|(n, pair)| *pair == (n, n)));
            assert_eq!(all.len(), count);
            let mut changed = items.clone();
            change(&mut changed, 1, |n| *n += 1);
            assert!(changed.iter().zip(&items).all(|(a, b)| *a == b + 1));
            assert_eq!(both(count, || 1, || 2), (1, 2));
        }
    }

    #[test]
    fn a_short_text_is_worked_on_without_threads() {
        assert_eq!(share(LEAST, 1), LEAST);
        assert_eq!(share(3, LEAST / 2), 3);
        assert!(share(100 * LEAST, 1) >= 100 * LEAST / MOST);
    }
}
