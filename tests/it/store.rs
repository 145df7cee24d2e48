//! What is kept between two readings: found again, written whole, shared between readers.
#![allow(clippy::unwrap_used)]

use kanbao::app::Place;
use kanbao::correction::{Correction, Role, Said};
use kanbao::issue::Issue;
use kanbao::loader::{self, Options};
use kanbao::store::{Bulletin, Error, Fault, LONG_PATIENCE, Store, TerminalFacts};
use kanbao::theme::Background;
use kanbao::typeset::Ambiguous;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

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

/// The only file in a folder.
fn only_file(folder: &Path) -> PathBuf {
    let mut files = fs::read_dir(folder).unwrap();
    let file = files.next().unwrap().unwrap().path();
    assert!(files.next().is_none());
    file
}

fn keep(store: &Store, bulletin: &Bulletin, place: &Place) -> Result<(), Error> {
    store.keep(bulletin, place, &Place::default(), LONG_PATIENCE)
}

#[test]
fn fields_of_later_versions_are_passed_over_and_stay() {
    let (folder, store) = store();
    let folder = folder.path().join("kanbao");
    let first = bulletin(BULLETIN, "/a.txt");
    keep(&store, &first, &place(1, &["k"])).unwrap();
    let told = |ambiguous, ground| TerminalFacts {
        ambiguous: Some(ambiguous),
        ground,
    };
    let wide = told(Ambiguous::Wide, Some(Background::Light));
    store.keep_told("xterm", wide).unwrap();
    let files = [
        only_file(&folder.join("bulletins")),
        only_file(&folder.join("paths")),
        folder.join("last.json"),
        folder.join("terminals.json"),
    ];
    for file in &files {
        let text = fs::read_to_string(file).unwrap();
        fs::write(file, text.replacen('{', "{ \"later\": [1],", 1)).unwrap();
    }
    assert_eq!(store.find(&first), Some(place(1, &["k"])));
    assert_eq!(store.told("xterm"), wide);
    // Each is written anew: with other headlines at the same path, then another file.
    let changed = bulletin(&BULLETIN.replace("春茶", "秋茶"), "/a.txt");
    keep(&store, &first, &place(0, &["k"])).unwrap();
    keep(&store, &changed, &place(0, &["k"])).unwrap();
    keep(
        &store,
        &bulletin("# 一\n\n文。\n", "/b.txt"),
        &place(0, &[]),
    )
    .unwrap();
    store
        .keep_told("vt100", told(Ambiguous::Narrow, None))
        .unwrap();
    for file in &files {
        let text = fs::read_to_string(file).unwrap();
        assert!(text.contains("\"later\""), "{}: {text}", file.display());
    }
    assert!(store.troubles().is_empty());
}

#[test]
fn damaged_files_are_told_and_never_put_over_earlier_ones() {
    let (folder, store) = store();
    let bulletin = bulletin(BULLETIN, "/a.txt");
    keep(&store, &bulletin, &place(1, &["k"])).unwrap();
    let record = only_file(&folder.path().join("kanbao/bulletins"));
    for n in 1..=9 {
        fs::write(&record, format!("damaged {n}")).unwrap();
        assert_eq!(store.find(&bulletin), None);
        let troubles = store.troubles();
        let [Error::Damaged { path, aside }] = troubles.as_slice() else {
            panic!("{troubles:?}");
        };
        assert_eq!(path, &record);
        let kept = fs::read_to_string(aside).unwrap();
        assert_eq!(kept, format!("damaged {n}"));
    }
    // No more are kept, and none is lost.
    fs::write(&record, "damaged 10").unwrap();
    let refused = keep(&store, &bulletin, &place(1, &["k"])).unwrap_err();
    let Error::Read { cause, .. } = &refused else {
        panic!("{refused:?}");
    };
    assert!(matches!(cause, Fault::Crowded));
    assert_eq!(fs::read_to_string(&record).unwrap(), "damaged 10");
    let first = fs::read_to_string(record.with_extension("broken")).unwrap();
    assert_eq!(first, "damaged 1");
}

#[test]
fn a_file_that_is_too_large_is_refused_and_left_alone() {
    let (folder, store) = store();
    let bulletin = bulletin(BULLETIN, "/a.txt");
    keep(&store, &bulletin, &place(1, &["k"])).unwrap();
    let record = only_file(&folder.path().join("kanbao/bulletins"));
    fs::File::create(&record).unwrap().set_len(3 << 30).unwrap();
    assert_eq!(store.find(&bulletin), None);
    let troubles = store.troubles();
    let [Error::Read { path, cause }] = troubles.as_slice() else {
        panic!("{troubles:?}");
    };
    assert!(*path == record && matches!(cause, Fault::TooLarge(_)));
    assert!(keep(&store, &bulletin, &place(1, &["k"])).is_err());
    assert_eq!(fs::metadata(&record).unwrap().len(), 3 << 30);
    // No more is written than can be read again.
    fs::remove_file(&record).unwrap();
    let endless = Place {
        headline: "长".repeat(8 << 20),
        ..Place::default()
    };
    let refused = keep(&store, &bulletin, &endless).unwrap_err();
    let Error::Write { cause, .. } = &refused else {
        panic!("{refused:?}");
    };
    assert!(matches!(cause, Fault::TooLarge(_)));
}

#[test]
fn what_is_no_file_does_not_block() {
    let (folder, store) = store();
    let folder = folder.path().join("kanbao");
    let bulletin = bulletin(BULLETIN, "/a.txt");
    keep(&store, &bulletin, &place(1, &["k"])).unwrap();
    let record = only_file(&folder.join("bulletins"));
    for name in [record, folder.join("last.json"), folder.join("lock")] {
        let before = fs::read(&name).unwrap();
        for what in ["pipe", "folder", "device"] {
            fs::remove_file(&name).unwrap();
            match what {
                "pipe" => assert!(
                    Command::new("mkfifo")
                        .arg(&name)
                        .status()
                        .unwrap()
                        .success()
                ),
                "folder" => fs::create_dir(&name).unwrap(),
                _ => std::os::unix::fs::symlink("/dev/zero", &name).unwrap(),
            }
            store.find(&bulletin);
            store.last();
            let refused = keep(&store, &bulletin, &place(1, &["k"])).unwrap_err();
            let (Error::Read { cause, .. } | Error::Write { cause, .. }) = &refused else {
                panic!("{refused:?}");
            };
            assert!(matches!(cause, Fault::NoFile), "{what}: {refused:?}");
            let gone = fs::remove_file(&name).or_else(|_| fs::remove_dir(&name));
            gone.unwrap();
            fs::write(&name, &before).unwrap();
        }
    }
    keep(&store, &bulletin, &place(1, &["k"])).unwrap();
}

#[test]
fn where_another_reader_does_not_let_go_that_is_told() {
    let (folder, store) = store();
    let bulletin = bulletin(BULLETIN, "/a.txt");
    keep(&store, &bulletin, &place(1, &["k"])).unwrap();
    let lock = fs::File::open(folder.path().join("kanbao/lock")).unwrap();
    lock.lock().unwrap();
    let at_once = |place: &Place| store.keep(&bulletin, place, &Place::default(), Duration::ZERO);
    let refused = at_once(&place(0, &["l"])).unwrap_err();
    let Error::Write { cause, .. } = &refused else {
        panic!("{refused:?}");
    };
    assert!(matches!(cause, Fault::Busy));
    drop(lock);
    at_once(&place(0, &["l"])).unwrap();
    assert_eq!(store.find(&bulletin), Some(place(0, &["k", "l"])));
}

#[test]
fn folders_are_made_for_their_owner_and_files_too() {
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let (folder, store) = store();
    let folder = folder.path().join("kanbao");
    keep(&store, &bulletin(BULLETIN, "/a.txt"), &place(1, &[])).unwrap();
    for name in ["", "bulletins", "paths"] {
        assert_eq!(mode(&folder.join(name)), 0o700, "{name}");
    }
    for name in ["lock", "last.json"] {
        assert_eq!(mode(&folder.join(name)), 0o600, "{name}");
    }
    // The folder that somebody made stays as it is; those within are ours.
    for name in ["", "bulletins"] {
        let open = fs::Permissions::from_mode(0o755);
        fs::set_permissions(folder.join(name), open).unwrap();
    }
    keep(&store, &bulletin(BULLETIN, "/a.txt"), &place(1, &[])).unwrap();
    let modes = [mode(&folder), mode(&folder.join("bulletins"))];
    assert_eq!(modes, [0o755, 0o700]);
}

#[test]
fn a_name_that_is_no_text_can_be_kept() {
    use std::os::unix::ffi::OsStrExt;
    let (_folder, store) = store();
    let path = Path::new(std::ffi::OsStr::from_bytes(b"/\xc8\xd5.txt"));
    let bulletin = Bulletin::new(&issue(BULLETIN), Some(path));
    keep(&store, &bulletin, &place(1, &["k"])).unwrap();
    assert_eq!(store.find(&bulletin), Some(place(1, &["k"])));
    let changed = issue(&BULLETIN.replace("春茶", "秋茶"));
    let changed = Bulletin::new(&changed, Some(path));
    assert_eq!(store.find(&changed), Some(place(1, &["k"])));
}

#[test]
fn a_record_goes_along_when_headlines_are_corrected() {
    let (folder, store) = store();
    let folder = folder.path().join("kanbao/bulletins");
    let records = || fs::read_dir(&folder).unwrap().count();
    // The same text, of which another line is told to be the headline.
    let told = |line: usize| {
        let mut correction = Correction::at(&issue(BULLETIN), line).unwrap();
        correction.say(Said::Is(Role::Headline));
        let options = Options {
            corrections: vec![correction],
            ..Options::default()
        };
        loader::load(BULLETIN.as_bytes().to_vec(), &options).issue
    };
    let first = bulletin(BULLETIN, "/a.txt");
    keep(&store, &first, &place(1, &["k"])).unwrap();
    let second = first.read_again(&told(3));
    keep(&store, &second, &place(0, &["l"])).unwrap();
    assert_eq!(records(), 1);
    assert_eq!(store.find(&second), Some(place(0, &["k", "l"])));
    // By another program, too, which knows it by its path only.
    let third = Bulletin::new(&told(7), Some(Path::new("/a.txt")));
    assert_eq!(store.find(&third), Some(place(0, &["k", "l"])));
    keep(&store, &third, &place(0, &[])).unwrap();
    assert_eq!(records(), 1);
    // A copy that is read without corrections keeps its own.
    let copy = bulletin(BULLETIN, "/copy.txt");
    keep(&store, &copy, &place(1, &["m"])).unwrap();
    keep(&store, &first, &place(1, &["m"])).unwrap();
    assert_eq!(records(), 1, "both are read as the same");
    keep(&store, &third, &place(0, &["m"])).unwrap();
    assert_eq!(records(), 2);
    assert!(store.find(&copy).is_some());
    // Where the text itself is another, the old one may be elsewhere by now.
    let changed = bulletin(&BULLETIN.replace("春茶", "秋茶"), "/a.txt");
    keep(&store, &changed, &place(0, &[])).unwrap();
    assert_eq!(records(), 3);
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
