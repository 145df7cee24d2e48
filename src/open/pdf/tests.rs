//! What is read of a page: every character, where it stands, within bounds.

#![allow(clippy::unwrap_used)]

use super::testing::{Made, deflated, shows, truetype};
use super::*;
use crate::layout::sheet::{Direction, DrawingKind, Ink};
use encoding_rs::GBK;

/// A sentence of this file's own.
const SAID: &str = "河湾村的桥修好了，7月1日通车。";

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

#[test]
fn a_glyph_stands_where_it_is_drawn() {
    let mut made = Made::new();
    let font = made.latin();
    made.page(&font, "BT /F 10 Tf 20 300 Td (Hi) Tj ET");
    let sheet = made.sheet();
    assert_eq!((sheet.width, sheet.height), (300.0, 400.0));
    let [h, i] = &sheet.glyphs[..] else {
        panic!("{sheet:?}")
    };
    assert_eq!((sheet.read(h), sheet.read(i)), ("H", "i"));
    // 300 points above the page's foot is 100 below its head; H is .722 of the size wide.
    assert!((h.area.x0 - 20.0).abs() < 0.01 && (h.area.x1 - 27.22).abs() < 0.01);
    assert!((i.area.x0 - 27.22).abs() < 0.01);
    assert!(h.area.y0 < 100.0 && h.area.y1 > 100.0 && h.area.height() < 11.0);
    assert!((h.size - 10.0).abs() < 0.01);
    assert_eq!(h.direction, Direction::Right);
}

#[test]
fn a_page_is_seen_as_it_is_turned_and_cropped() {
    let mut made = Made::new();
    let font = made.latin();
    made.page_with(
        "/Rotate 90 /CropBox [10 20 300 400]",
        &font,
        "BT /F 10 Tf 0 1 -1 0 60 70 Tm (H) Tj ET",
    );
    let sheet = made.sheet();
    assert_eq!((sheet.width, sheet.height), (380.0, 290.0));
    let glyph = &sheet.glyphs[0];
    assert_eq!(glyph.direction, Direction::Right);
    assert!((glyph.area.x0 - 50.0).abs() < 0.1, "{glyph:?}");
    assert!(glyph.area.y0 < 50.0 && glyph.area.y1 > 50.0, "{glyph:?}");
}

#[test]
fn named_maps_are_read_by_the_bytes_that_they_are_of() {
    let gbk = GBK.encode(SAID).0;
    for encoding in ["GBK-EUC-H", "GBKp-EUC-H", "GBK-EUC-V", "GBK2K-H"] {
        let mut made = Made::new();
        let font = made.composite(encoding, "GB1", "");
        made.page(&font, shows(&gbk));
        assert_eq!(made.text(), SAID, "{encoding}");
    }
    for encoding in ["UniGB-UCS2-H", "UniGB-UTF16-H", "UniGB-UCS2-V"] {
        let mut made = Made::new();
        let font = made.composite(encoding, "GB1", "");
        made.page(&font, shows(&utf16(SAID)));
        assert_eq!(made.text(), SAID, "{encoding}");
    }
    let others = [
        ("ETen-B5-H", "CNS1", encoding_rs::BIG5, "橋修好了。"),
        (
            "90ms-RKSJ-H",
            "Japan1",
            encoding_rs::SHIFT_JIS,
            "橋が開通した。",
        ),
        (
            "KSCms-UHC-H",
            "Korea1",
            encoding_rs::EUC_KR,
            "다리가 열렸다.",
        ),
    ];
    for (name, ordering, encoding, said) in others {
        let mut made = Made::new();
        let font = made.composite(name, ordering, "");
        made.page(&font, shows(&encoding.encode(said).0));
        assert_eq!(made.text(), said, "{name}");
    }
}

#[test]
fn a_character_beyond_the_basic_plane_is_one_of_utf_16() {
    let mut made = Made::new();
    let font = made.composite("UniGB-UTF16-H", "GB1", "");
    made.page(&font, shows(&utf16("𠮷村")));
    assert_eq!(made.text(), "𠮷村");
}

#[test]
fn numbers_of_glyphs_are_read_by_their_collection() {
    // 河 is the CID 1865 of Adobe-GB1, 一 is 4162.
    let mut made = Made::new();
    let font = made.composite("Identity-H", "GB1", "");
    made.page(&font, shows(&[0x07, 0x49, 0x10, 0x42]));
    let read = made.text();
    assert_eq!(read.chars().count(), 2);
    assert!(read.chars().all(|c| ('一'..='龥').contains(&c)), "{read}");
    assert!(made.faults().is_empty());
}

#[test]
fn what_the_file_says_of_a_code_is_believed() {
    let map = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange
        2 beginbfchar <0001> <6865> <0002> <6751> endbfchar 1 beginbfrange <0010> <0012> <4e00> endbfrange endcmap";
    // The second is of a program that leaves a bracket in its names; the language of such maps has no word for that.
    for map in [map.to_owned(), format!("/CMapName /Own> def\n{map}")] {
        let mut made = Made::new();
        let said = made.stream("", map);
        let font = made.composite("Identity-H", "Identity", &format!("/ToUnicode {said} 0 R"));
        made.page(&font, shows(&[0, 1, 0, 2, 0, 0x10, 0, 0x11]));
        assert_eq!(made.text(), "桥村一丁");
    }
}

#[test]
fn codes_may_be_said_to_be_the_text_itself() {
    let mut made = Made::new();
    let font = made.composite("Identity-H", "Identity", "/ToUnicode /Identity-H");
    made.page(&font, shows(&utf16("桥")));
    assert_eq!(made.text(), "桥");
}

#[test]
fn codes_of_a_named_encoding_are_the_text_whatever_else_is_said() {
    let mut made = Made::new();
    let said = made.stream(
        "",
        "begincmap 1 beginbfchar <6865> <5d9e> endbfchar endcmap",
    );
    let font = made.composite("UniGB-UCS2-H", "GB1", &format!("/ToUnicode {said} 0 R"));
    made.page(&font, shows(&utf16("桥")));
    assert_eq!(made.text(), "桥");
}

#[test]
fn codes_that_a_subset_gave_at_will_are_not_taken_for_letters() {
    let read = |widths: &str| {
        let mut made = Made::new();
        let program = made.stream("", truetype(['桥', '村']));
        let descriptor = made.object(format!("<< /Flags 4 /FontFile2 {program} 0 R >>"));
        let font = made.object(format!(
            "<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Own /FontDescriptor {descriptor} 0 R /FirstChar 65 /LastChar 67 /Widths [{widths}] >>"
        ));
        made.page(&format!("/Font << /F {font} 0 R >>"), shows(b"ABC"));
        made.text()
    };
    assert_eq!(read("1000 1000 1000"), "\u{fffd}\u{fffd}\u{fffd}");
    assert_eq!(read("667 667 722"), "ABC");
}

#[test]
fn an_embedded_program_tells_what_its_glyphs_are() {
    let mut made = Made::new();
    let program = made.stream("", truetype(['桥', '村']));
    let descriptor = made.object(format!(
        "<< /Type /FontDescriptor /FontFile2 {program} 0 R >>"
    ));
    let cids = made.stream("", [0, 0, 0, 2, 0, 1]);
    let descendant = |order: &str| {
        format!(
            "<< /Subtype /CIDFontType2 /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor {descriptor} 0 R {order} >>"
        )
    };
    for (order, read) in [
        (String::new(), "桥村"),
        (format!("/CIDToGIDMap {cids} 0 R"), "村桥"),
    ] {
        let descendant = made.object(descendant(&order));
        let font = made.object(format!(
            "<< /Subtype /Type0 /BaseFont /ABCDEF+Song /Encoding /Identity-H /DescendantFonts [{descendant} 0 R] >>"
        ));
        made.page(&format!("/Font << /F {font} 0 R >>"), shows(&[0, 1, 0, 2]));
        let document = made.open();
        let (sheet, faults) = document.sheet(document.pages() - 1);
        assert_eq!(sheet.text, read);
        assert_eq!(sheet.faces[0].name, "Song");
        assert!(faults.is_empty());
    }
}

#[test]
fn bytes_of_gbk_in_a_font_that_claims_to_be_latin_are_han() {
    let mut made = Made::new();
    let font = made.object(
        "<< /Type /Font /Subtype /TrueType /BaseFont /#CB#CE#CC#E5 /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 255 >>",
    );
    made.page(
        &format!("/Font << /F {font} 0 R >>"),
        shows(&GBK.encode(SAID).0),
    );
    assert_eq!(made.text(), SAID);
    assert_eq!(made.sheet().faces[0].name, "宋体");
    // An accent in a font whose name is Latin stays one.
    let mut made = Made::new();
    let font = made.latin();
    made.page(&font, shows(b"caf\xe9 du coin"));
    assert_eq!(made.text(), "café du coin");
}

#[test]
fn glyphs_have_names() {
    let mut made = Made::new();
    let font = made.object(
        "<< /Type /Font /Subtype /Type3 /FontMatrix [.01 0 0 .01 0 0] /CharProcs << >> /FirstChar 1 /LastChar 5 /Widths [50 50 50 50 50]
            /Encoding << /Differences [1 /eacute /uni6865 /f_i /u6751 /a65.alt 66 /a66] >> >>",
    );
    made.page(
        &format!("/Font << /F {font} 0 R >>"),
        shows(&[1, 2, 3, 4, 66]),
    );
    assert_eq!(made.text(), "é桥fi村B");
    assert!((made.sheet().glyphs[0].area.width() - 5.0).abs() < 0.01);
}

#[test]
fn what_nobody_can_read_is_marked_and_told() {
    let mut made = Made::new();
    let program = made.stream("", "no program at all");
    let descriptor = made.object(format!("<< /FontFile2 {program} 0 R >>"));
    let descendant = made.object(format!(
        "<< /Subtype /CIDFontType2 /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) >> /FontDescriptor {descriptor} 0 R >>"
    ));
    let font = made.object(format!(
        "<< /Subtype /Type0 /BaseFont /ABCDEF+Secret /Encoding /Identity-H /DescendantFonts [{descendant} 0 R] >>"
    ));
    made.page(
        &format!("/Font << /F {font} 0 R >>"),
        shows(&[0, 65, 0, 66]),
    );
    assert_eq!(made.text(), "\u{fffd}\u{fffd}");
    let unreadable = PageFault::Unreadable {
        font: "Secret".into(),
        glyphs: 2,
    };
    assert_eq!(made.faults(), [unreadable]);
}

#[test]
fn radicals_and_other_forms_of_a_character_are_the_character() {
    let mut made = Made::new();
    let font = made.composite("UniGB-UTF16-H", "GB1", "");
    made.page(&font, shows(&utf16("⽂⻓︵︶豈ﬁ")));
    assert_eq!(made.text(), "文长（）豈fi");
}

#[test]
fn the_file_s_own_text_stands_for_glyphs() {
    let read = |said: &str, shown: &str| {
        let mut made = Made::new();
        let font = made.latin();
        let said: Vec<String> = utf16(said)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let span = format!(
            "/Span << /ActualText <feff{}> >> BDC ({shown}) Tj EMC",
            said.concat()
        );
        made.page(
            &font,
            format!("BT /F 10 Tf 20 300 Td (a) Tj {span} (z) Tj ET"),
        );
        let sheet = made.sheet();
        let read: Vec<String> = sheet
            .glyphs
            .iter()
            .map(|g| sheet.read(g).to_owned())
            .collect();
        read
    };
    assert_eq!(read("桥村", "xy"), ["a", "桥", "村", "z"]);
    assert_eq!(read("桥", "xy"), ["a", "桥", "z"]);
    assert_eq!(read("桥村镇", "x"), ["a", "桥村镇", "z"]);
    assert_eq!(read("", "xy"), ["a", "z"]);
}

#[test]
fn forms_and_what_is_noted_on_a_page_are_read() {
    let mut made = Made::new();
    let font = made.latin();
    let form = made.stream(
        &format!("/Type /XObject /Subtype /Form /BBox [0 0 300 400] /Resources << {font} >>"),
        "BT /F 10 Tf 0 0 Td (form) Tj ET",
    );
    let note = |rect: &str, flags: u8| {
        format!(
            "<< /Type /Annot /Subtype /Stamp /Rect [{rect}] /F {flags} /AP << /N {form} 0 R >> >>"
        )
    };
    let seen = made.object(note("0 0 300 400", 4));
    let hidden = made.object(note("0 0 300 400", 2));
    made.page_with(
        &format!("/Annots [{seen} 0 R {hidden} 0 R]"),
        &format!("/XObject << /X {form} 0 R >>"),
        "q 1 0 0 1 50 60 cm /X Do Q",
    );
    let sheet = made.sheet();
    assert_eq!(sheet.text, "formform");
    assert!((sheet.glyphs[0].area.x0 - 50.0).abs() < 0.01);
    assert!(sheet.glyphs[4].area.x0.abs() < 0.01);
}

#[test]
fn what_is_filled_into_a_form_is_read_though_nobody_drew_it() {
    let mut made = Made::new();
    let field = made.object("<< /FT /Tx /V (Bridge Street 7\\rTown) >>");
    let place = "/Type /Annot /Subtype /Widget /Rect [20 300 200 330]";
    let seen = made.object(format!("<< {place} /Parent {field} 0 R >>"));
    let secret = made.object(format!("<< {place} /FT /Tx /Ff 8192 /V (secret) >>"));
    made.page_with(&format!("/Annots [{seen} 0 R {secret} 0 R]"), "", "");
    let sheet = made.sheet();
    assert_eq!(sheet.text, "Bridge Street 7Town");
    assert!(
        (sheet.glyphs[0].area.x0 - 20.0).abs() < 0.01
            && (sheet.glyphs[0].area.y0 - 70.0).abs() < 0.01
    );
    assert!(sheet.glyphs[15].area.y0 > sheet.glyphs[0].area.y1 - 0.01);
}

#[test]
fn a_layer_that_is_off_is_not_read() {
    let mut made = Made::new();
    let font = made.latin();
    let [on, off] =
        ["On", "Off"].map(|name| made.object(format!("<< /Type /OCG /Name ({name}) >>")));
    made.catalog =
        format!("/OCProperties << /OCGs [{on} 0 R {off} 0 R] /D << /OFF [{off} 0 R] >> >>");
    made.page(
        &format!("{font} /Properties << /A {on} 0 R /B {off} 0 R >>"),
        "BT /F 10 Tf 20 300 Td /OC /A BDC (seen) Tj EMC /OC /B BDC (unseen) Tj EMC (too) Tj ET",
    );
    assert_eq!(made.text(), "seentoo");
}

#[test]
fn ink_says_how_text_is_drawn() {
    let mut made = Made::new();
    let font = made.latin();
    made.page(
        &font,
        "BT /F 10 Tf 20 300 Td (a) Tj 3 Tr (b) Tj 2 Tr 1 0 0 rg (c) Tj ET",
    );
    let sheet = made.sheet();
    let inks: Vec<Ink> = sheet.glyphs.iter().map(|glyph| glyph.ink).collect();
    assert_eq!(inks, [Ink::Filled, Ink::Hidden, Ink::Stroked]);
    assert_eq!(sheet.glyphs[2].colour, [255, 0, 0]);
}

#[test]
fn lines_run_the_way_they_are_drawn() {
    let way = |matrix: &str| {
        let mut made = Made::new();
        let font = made.latin();
        made.page(&font, format!("BT /F 10 Tf {matrix} 100 100 Tm (a) Tj ET"));
        made.sheet().glyphs[0].direction
    };
    assert_eq!(way("1 0 0 1"), Direction::Right);
    assert_eq!(way("0 -1 1 0"), Direction::TurnedDown);
    assert_eq!(way("0 1 -1 0"), Direction::TurnedUp);
    assert_eq!(way("-1 0 0 -1"), Direction::Left);
    assert_eq!(way("1 1 -1 1"), Direction::Slanted);
    let mut made = Made::new();
    let font = made.composite("UniGB-UCS2-V", "GB1", "");
    made.page(&font, shows(&utf16("桥村")));
    let sheet = made.sheet();
    let [first, second] = &sheet.glyphs[..] else {
        panic!("{sheet:?}")
    };
    assert_eq!(first.direction, Direction::Down);
    // A vertical line's origin is above its first glyph's middle.
    assert!((first.area.x0 - 15.0).abs() < 0.01 && (first.area.y0 - 100.0).abs() < 0.01);
    assert!((second.area.y0 - 110.0).abs() < 0.01);
}

#[test]
fn rules_boxes_and_pictures_are_told_apart() {
    let mut made = Made::new();
    let image = made.stream(
        "/Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray",
        "x",
    );
    made.page(
        &format!("/XObject << /I {image} 0 R >>"),
        "10 200 m 290 200 l S 10 10 100 .5 re f 20 20 50 60 re S .9 g 100 100 80 80 re f q 40 0 0 30 200 300 cm /I Do Q",
    );
    let sheet = made.sheet();
    let shapes: Vec<DrawingKind> = sheet.drawings.iter().map(|drawing| drawing.shape).collect();
    assert_eq!(
        shapes,
        [
            DrawingKind::Rule,
            DrawingKind::Rule,
            DrawingKind::Outline,
            DrawingKind::Tint
        ]
    );
    assert!((sheet.drawings[0].area.y0 - 200.0).abs() < 0.01);
    assert_eq!(sheet.pictures.len(), 1);
    assert!((sheet.pictures[0].width() - 40.0).abs() < 0.01);
}

#[test]
fn a_page_that_is_a_picture_is_a_scan_and_an_empty_one_is_none() {
    let mut made = Made::new();
    let image = made.stream(
        "/Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray",
        "x",
    );
    made.page(
        &format!("/XObject << /I {image} 0 R >>"),
        "q 300 0 0 400 0 0 cm /I Do Q",
    );
    made.page("", "");
    let document = made.open();
    assert_eq!(document.sheet(0).1, [PageFault::Scan]);
    assert_eq!(document.sheet(1).1, []);
}

#[test]
fn a_stamp_on_a_scan_makes_no_text_of_it() {
    let mut made = Made::new();
    let font = made.latin();
    let image = made.stream("/Subtype /Image /Width 1 /Height 1", "x");
    let resources = format!("{font} /XObject << /I {image} 0 R >>");
    let scan = "q 300 0 0 400 0 0 cm /I Do Q";
    made.page(
        &resources,
        format!("{scan} BT /F 9 Tf (Scanned by hand) Tj ET"),
    );
    let caption = "The bridge on the morning when it was opened. Photo by A. Li";
    made.page(&resources, format!("{scan} BT /F 9 Tf ({caption}) Tj ET"));
    made.page("", "0 0 m 1 1 2 2 3 3 c f ".repeat(100));
    let document = made.open();
    assert_eq!(document.sheet(0).1, [PageFault::Scan]);
    assert_eq!(document.sheet(1).1, []);
    assert_eq!(document.sheet(2).1, [PageFault::Scan]);
}

#[test]
fn text_in_a_font_that_is_not_there_is_read_where_it_is_latin_and_told_where_not() {
    let mut made = Made::new();
    made.page("", "BT /F 9 Tf (Bridge) Tj <6865675100> Tj ET");
    assert_eq!(made.text(), "Bridge\u{fffd}\u{fffd}\u{fffd}");
    let unreadable = PageFault::Unreadable {
        font: "F".into(),
        glyphs: 3,
    };
    assert_eq!(made.faults(), [unreadable]);
    let mut made = Made::new();
    let page = made.object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 99 0 R >>");
    made.list(page);
    assert_eq!(made.faults(), [PageFault::Broken]);
}

#[test]
fn names_that_lead_to_much_are_paid_for() {
    let mut made = Made::new();
    let long = made.object(format!("<< /Pad ({}) >>", "x".repeat(2_000_000)));
    let names: Vec<String> = (0..300).map(|n| format!("/N{n} {long} 0 R")).collect();
    let names = names.join(" ");
    let resources = format!("/ExtGState << {names} >> /Font << {names} >>");
    for operator in ["gs", "9 Tf"] {
        let calls: Vec<String> = (0..300).map(|n| format!("/N{n} {operator}")).collect();
        made.page(&resources, calls.join(" "));
    }
    let document = made.open();
    assert_eq!(document.sheet(0).1, [PageFault::Bounds]);
    assert_eq!(document.sheet(1).1, [PageFault::Bounds]);
}

#[test]
fn a_damaged_file_gives_what_it_has() {
    let mut made = Made::new();
    let font = made.latin();
    made.page(&font, "BT /F 10 Tf 20 300 Td (whole) Tj ET");
    let bytes = made.bytes();
    let table = memchr::memmem::find(&bytes, b"xref\n0").unwrap();
    let catalog = memchr::memmem::find(&bytes, b"2 0 obj").unwrap();
    let read = |bytes: Vec<u8>| {
        let document = Document::open(bytes, "").unwrap();
        (document.sheet(0).0.text, document.is_cut())
    };
    let whole = |is_cut| ("whole".to_owned(), is_cut);
    // A filled last block.
    assert_eq!(read([bytes.clone(), vec![0; 4096]].concat()), whole(false));
    // Garbage before the header, no table, no catalog, a wrong table.
    assert_eq!(
        read([b"\x89junk\n".to_vec(), bytes.clone()].concat()),
        whole(false)
    );
    assert_eq!(read(bytes[..table].to_vec()), whole(true));
    assert_eq!(read(bytes[catalog..table].to_vec()), whole(true));
    let wrong = String::from_utf8(bytes.clone())
        .unwrap()
        .replace("00000 n", "00007 n");
    assert_eq!(read(wrong.into_bytes()), whole(false));
    assert_eq!(
        Document::open(b"%PDF-1.7\nnothing".to_vec(), "").unwrap_err(),
        PdfError::Broken
    );
}

#[test]
fn encrypted_and_packed_files_open() {
    let files: [(&str, &[u8]); 6] = [
        ("rc4-40", include_bytes!("../../../tests/pdf/rc4-40.pdf")),
        ("rc4-128", include_bytes!("../../../tests/pdf/rc4-128.pdf")),
        ("aes-128", include_bytes!("../../../tests/pdf/aes-128.pdf")),
        ("aes-256", include_bytes!("../../../tests/pdf/aes-256.pdf")),
        (
            "object-streams",
            include_bytes!("../../../tests/pdf/object-streams.pdf"),
        ),
        (
            "linearized",
            include_bytes!("../../../tests/pdf/linearized.pdf"),
        ),
    ];
    for (name, bytes) in files {
        let document = Document::open(bytes.to_vec(), "").unwrap();
        assert_eq!(document.sheet(0).0.text, "The bridge is open.", "{name}");
    }
    let locked = include_bytes!("../../../tests/pdf/password.pdf");
    let open = |password: &str| Document::open(locked.to_vec(), password);
    assert_eq!(open("").unwrap_err(), PdfError::Password);
    assert_eq!(open("river").unwrap_err(), PdfError::Password);
    assert_eq!(
        open("bridge").unwrap().sheet(0).0.text,
        "The bridge is open."
    );
}

#[test]
fn a_broken_stream_gives_what_came_before_and_is_told() {
    let mut made = Made::new();
    let font = made.latin();
    let content = format!(
        "BT /F 10 Tf 20 300 Td (before) Tj {} (behind) Tj ET",
        " ".repeat(5000)
    );
    let mut broken = deflated(content.as_bytes());
    let end = broken.len() - 12;
    broken.truncate(end);
    let stream = made.stream("/Filter /FlateDecode", &broken);
    let empty = made.stream("/Filter /FlateDecode", b"\xff\xff\xff\xff");
    for content in [stream, empty] {
        let page = made.object(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] /Resources << {font} >> /Contents {content} 0 R >>"
        ));
        made.list(page);
    }
    let document = made.open();
    let (sheet, faults) = document.sheet(0);
    assert!(sheet.text.starts_with("before"));
    assert_eq!(faults, [PageFault::Broken]);
    assert_eq!(document.sheet(1).1, [PageFault::Broken]);
}

#[test]
fn a_file_that_inflates_without_end_is_stopped() {
    let once = deflated(&vec![b' '; 64 << 20]);
    let bomb = deflated(&once);
    assert!(bomb.len() < 20_000);
    // Content: two filters, 64 MB.
    let mut made = Made::new();
    let content = made.stream("/Filter [/FlateDecode /FlateDecode]", &bomb);
    let page = made.object(format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents {content} 0 R >>"
    ));
    made.list(page);
    assert_eq!(made.faults(), [PageFault::Bounds]);
    // Objects within: the file is not opened.
    let mut made = Made::new();
    made.stream(
        "/Type /ObjStm /N 1 /First 4 /Filter [/FlateDecode /FlateDecode]",
        &bomb,
    );
    made.page("", "");
    assert_eq!(
        Document::open(made.bytes(), "").unwrap_err(),
        PdfError::Bounds
    );
    // The same in other words.
    let mut made = Made::new();
    made.stream(
        "/Type /Obj#53tm /N 1 /First 4 /Filter [/F#6cateDecode /FlateDecode]",
        &bomb,
    );
    made.page("", "");
    assert_eq!(
        Document::open(made.bytes(), "").unwrap_err(),
        PdfError::Bounds
    );
}

#[test]
fn forms_in_forms_end() {
    let mut made = Made::new();
    let font = made.latin();
    // Each draws the next one twice, so that twenty would draw a million times.
    let mut next = made.stream("/Subtype /Form /BBox [0 0 9 9]", "");
    for _ in 0..20 {
        let keys = format!(
            "/Subtype /Form /BBox [0 0 9 9] /Resources << {font} /XObject << /X {next} 0 R >> >>"
        );
        next = made.stream(&keys, "BT /F 9 Tf (x) Tj ET /X Do /X Do");
    }
    // One that draws itself ends, too.
    let own = made.next_number();
    let keys = format!(
        "/Subtype /Form /BBox [0 0 9 9] /Resources << {font} /XObject << /X {own} 0 R >> >>"
    );
    made.stream(&keys, "BT /F 9 Tf (y) Tj ET /X Do");
    made.page(
        &format!("/XObject << /X {next} 0 R /Y {own} 0 R >>"),
        "/X Do /Y Do",
    );
    let (sheet, faults) = made.open().sheet(0);
    assert_eq!(faults, [PageFault::Bounds]);
    assert!(sheet.text.contains('y') && sheet.glyphs.len() <= 2 << bounds::DEPTH);
}

#[test]
fn any_damage_gives_a_page_or_an_error() {
    use proptest::prelude::*;
    let mut made = Made::new();
    let font = made.composite("GBK-EUC-H", "GB1", "");
    made.page(&font, shows(&GBK.encode(SAID).0));
    made.stream("/Filter /FlateDecode", deflated(b"0 0 m"));
    let bytes = made.bytes();
    let length = bytes.len();
    let damage = proptest::collection::vec((0..length, any::<u8>()), 0..40);
    proptest!(ProptestConfig::with_cases(64), |(damage in damage, end in 0..=length)| {
        let mut bytes = bytes.clone();
        for (at, byte) in damage {
            bytes[at] = byte;
        }
        bytes.truncate(end);
        if let Ok(document) = Document::open(bytes, "") {
            for page in 0..document.pages() {
                let (sheet, _) = document.sheet(page);
                prop_assert!(sheet.glyphs.iter().all(|glyph| !sheet.read(glyph).is_empty()));
            }
        }
    });
}
