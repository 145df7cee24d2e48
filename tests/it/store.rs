//! What is kept between two readings: found again, written whole, shared between readers.
#![allow(clippy::unwrap_used)]

use kanbao::app::Place;
use kanbao::issue::Issue;
use kanbao::loader::{self, Options};
use kanbao::store::{Bulletin, Error, LONG_PATIENCE, Store};
use std::path::Path;

const BULLETIN: &str = "# 一号桥今日通车\n\n本报讯 青川一号桥昨日上午正式通车，两岸居民步行十分钟即可往来。大桥全长三百二十米，桥面双向四车道，两侧设有人行道和观景台。工程于前年九月动工，由县交通局组织施工，历时十八个月完成。通车仪式上，两岸的老人代表一同走过了大桥。\n\n# 今年春茶提早上市\n\n本报讯 受暖冬影响，今年的春茶比往年早了一周上市。北山茶农说，第一批明前茶已经全部订完，价格与去年持平。县农业局提醒茶农注意倒春寒，及时覆盖保温，并将派出技术员到各村指导采摘和炒制，确保品质稳定。\n";

fn issue(text: &str) -> Issue {
    loader::load(text.as_bytes().to_vec(), &Options::default()).issue
}

fn bulletin(text: &str, path: &str) -> Bulletin {
    Bulletin::new(&issue(text), Some(Path::new(path)))
}

fn place(article: usize, read: &[&str]) -> Place {
    let read = read.iter().map(|key| (*key).to_owned()).collect();
    Place {
        article,
        read,
        ..Place::default()
    }
}

fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path().join("kanbao"));
    (folder, store)
}

#[test]
fn nothing_is_made_before_something_is_kept() {
    let (folder, store) = store();
    assert_eq!(store.find(&bulletin(BULLETIN, "/a.txt")), None);
    assert_eq!(store.last(), None);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_bulletin_is_found_by_path_and_by_content() {
    let (_folder, store) = store();
    let kept = place(1, &["k"]);
    store
        .keep(
            &bulletin(BULLETIN, "/a.txt"),
            &kept,
            &Place::default(),
            LONG_PATIENCE,
        )
        .unwrap();
    assert_eq!(store.last().unwrap(), Path::new("/a.txt"));
    let changed = BULLETIN.replace("今年春茶提早上市", "今年秋茶提早上市");
    assert_eq!(
        store.find(&bulletin(BULLETIN, "/a.txt")),
        Some(kept.clone())
    );
    assert_eq!(
        store.find(&bulletin(BULLETIN, "/moved.txt")),
        Some(kept.clone())
    );
    assert_eq!(
        store.find(&bulletin(&changed, "/a.txt")),
        Some(kept.clone())
    );
    assert_eq!(store.find(&bulletin(&changed, "/moved.txt")), None);
    assert_eq!(
        store.find(&Bulletin::new(&issue(BULLETIN), None)),
        Some(kept)
    );
}

#[test]
fn the_text_of_an_article_may_change() {
    let (_folder, store) = store();
    store
        .keep(
            &bulletin(BULLETIN, "/a.txt"),
            &place(1, &[]),
            &Place::default(),
            LONG_PATIENCE,
        )
        .unwrap();
    let mended = BULLETIN.replace("确保品质稳定", "保证品质稳定");
    assert_eq!(
        store.find(&bulletin(&mended, "/elsewhere.txt")),
        Some(place(1, &[]))
    );
}

#[test]
fn two_readers_keep_each_other_s_marks() {
    let (_folder, store) = store();
    let bulletin = bulletin(BULLETIN, "/a.txt");
    let start = place(0, &["both"]);
    store
        .keep(&bulletin, &start, &Place::default(), LONG_PATIENCE)
        .unwrap();
    store
        .keep(
            &bulletin,
            &place(0, &["both", "first"]),
            &start,
            LONG_PATIENCE,
        )
        .unwrap();
    store
        .keep(
            &bulletin,
            &place(1, &["both", "second"]),
            &start,
            LONG_PATIENCE,
        )
        .unwrap();
    assert_eq!(
        store.find(&bulletin),
        Some(place(1, &["both", "first", "second"]))
    );
    store
        .keep(
            &bulletin,
            &place(1, &["second"]),
            &place(1, &["both", "second"]),
            LONG_PATIENCE,
        )
        .unwrap();
    assert_eq!(store.find(&bulletin), Some(place(1, &["first", "second"])));
}

#[test]
fn many_readers_at_once_lose_nothing() {
    let (_folder, store) = store();
    let bulletin = bulletin(BULLETIN, "/a.txt");
    std::thread::scope(|scope| {
        for reader in 0..8 {
            let (store, bulletin) = (&store, &bulletin);
            scope.spawn(move || {
                let mut before = Place::default();
                for n in 0..5 {
                    let mut now = before.clone();
                    now.read.push(format!("{reader}-{n}"));
                    store.keep(bulletin, &now, &before, LONG_PATIENCE).unwrap();
                    before = now;
                }
            });
        }
    });
    assert_eq!(store.find(&bulletin).unwrap().read.len(), 40);
}

#[test]
fn a_broken_file_is_set_aside() {
    let (folder, store) = store();
    let bulletin = bulletin(BULLETIN, "/a.txt");
    store
        .keep(
            &bulletin,
            &place(1, &["k"]),
            &Place::default(),
            LONG_PATIENCE,
        )
        .unwrap();
    let records = folder.path().join("kanbao/bulletins");
    let record = std::fs::read_dir(&records)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    std::fs::write(&record, "{ half a rec").unwrap();
    assert_eq!(store.find(&bulletin), None);
    assert_eq!(
        std::fs::read_to_string(record.with_extension("broken")).unwrap(),
        "{ half a rec"
    );
    store
        .keep(
            &bulletin,
            &place(1, &["k"]),
            &Place::default(),
            LONG_PATIENCE,
        )
        .unwrap();
    assert_eq!(store.find(&bulletin), Some(place(1, &["k"])));
}

#[test]
fn fields_of_later_versions_are_passed_over() {
    let (folder, store) = store();
    let bulletin = bulletin(BULLETIN, "/a.txt");
    store
        .keep(
            &bulletin,
            &place(1, &["k"]),
            &Place::default(),
            LONG_PATIENCE,
        )
        .unwrap();
    let records = folder.path().join("kanbao/bulletins");
    let record = std::fs::read_dir(&records)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let text = std::fs::read_to_string(&record).unwrap();
    std::fs::write(&record, text.replacen('{', "{ \"later\": [1],", 1)).unwrap();
    assert_eq!(store.find(&bulletin), Some(place(1, &["k"])));
}

#[test]
fn a_folder_that_cannot_be_written_is_an_error_that_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state");
    std::fs::write(&file, "").unwrap();
    let store = Store::at(file.join("kanbao"));
    let bulletin = bulletin(BULLETIN, "/a.txt");
    assert_eq!(store.find(&bulletin), None);
    let error = store
        .keep(&bulletin, &place(0, &[]), &Place::default(), LONG_PATIENCE)
        .unwrap_err();
    assert!(matches!(error, Error::Write { path, .. } if path.starts_with(&file)));
}
