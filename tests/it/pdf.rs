//! A PDF made for tests: pages of lines, in a font that is not embedded and says what its codes read; and a ZIP archive.

use std::fmt::Write;

/// Says that each code of two bytes reads as the character of that number.
const TO_UNICODE: &str =
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange
endcmap end end";

/// A PDF of these pages, each of lines in 16 points from the top; a page without lines shows a picture alone.
pub fn paper(pages: &[&[&str]]) -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        String::new(),
        "<< /Type /Font /Subtype /Type0 /BaseFont /Own /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>".to_owned(),
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Own /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 >>".to_owned(),
        stream("", TO_UNICODE),
        stream(
            "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 ",
            "x",
        ),
    ];
    let mut kids = String::new();
    for lines in pages {
        let mut content = String::from("BT /F 16 Tf 24 TL 72 770 Td\n");
        for line in *lines {
            let codes: String = line.encode_utf16().fold(String::new(), |mut codes, code| {
                let _ = write!(codes, "{code:04X}");
                codes
            });
            let _ = writeln!(content, "<{codes}> Tj T*");
        }
        content.push_str("ET\n");
        if lines.is_empty() {
            content = String::from("q 595 0 0 842 0 0 cm /X Do Q\n");
        }
        let page = objects.len() + 1;
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R /Resources << /Font << /F 3 0 R >> /XObject << /X 6 0 R >> >> >>",
            page + 1
        ));
        objects.push(stream("", &content));
        let _ = write!(kids, "{page} 0 R ");
    }
    objects[1] = format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len());
    let mut file = String::from("%PDF-1.7\n");
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(file.len());
        let _ = write!(file, "{} 0 obj\n{object}\nendobj\n", n + 1);
    }
    let start = file.len();
    let count = objects.len() + 1;
    let _ = write!(file, "xref\n0 {count}\n0000000000 65535 f \n");
    for place in places {
        let _ = writeln!(file, "{place:010} 00000 n ");
    }
    let _ = write!(
        file,
        "trailer << /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    );
    file.into_bytes()
}

fn stream(entries: &str, content: &str) -> String {
    let length = content.len();
    format!("<< {entries}/Length {length} >>\nstream\n{content}\nendstream")
}

/// A ZIP archive of files, stored as they are.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut zip, mut list) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let number = |n: usize| u32::try_from(n).expect("a small file").to_le_bytes();
        let place = number(zip.len());
        // Version, UTF-8, stored, no time; then sum, sizes, the name's length.
        let mut about = vec![20, 0, 0, 8, 0, 0, 0, 0, 33, 0];
        about.extend(crc(bytes).to_le_bytes());
        about.extend(number(bytes.len()));
        about.extend(number(bytes.len()));
        about.extend(
            u16::try_from(name.len())
                .expect("a short name")
                .to_le_bytes(),
        );
        about.extend([0, 0]);
        zip.extend(b"PK\x03\x04");
        zip.extend(&about);
        zip.extend(name.as_bytes());
        zip.extend(*bytes);
        list.extend(b"PK\x01\x02\x14\0");
        list.extend(&about);
        list.extend([0; 10]);
        list.extend(place);
        list.extend(name.as_bytes());
    }
    let count = u16::try_from(files.len()).expect("few files").to_le_bytes();
    let [start, length] = [zip.len(), list.len()].map(|n| u32::try_from(n).expect("it is small"));
    zip.extend(list);
    zip.extend(b"PK\x05\x06\0\0\0\0");
    zip.extend([count, count].concat());
    zip.extend(length.to_le_bytes());
    zip.extend(start.to_le_bytes());
    zip.extend([0, 0]);
    zip
}

/// The sum that ZIP archives have of their files (CRC-32).
fn crc(bytes: &[u8]) -> u32 {
    let sum = bytes.iter().fold(!0, |sum: u32, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg())
        })
    });
    !sum
}
