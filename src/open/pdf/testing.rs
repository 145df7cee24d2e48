//! PDF files made for tests: objects by their numbers, a page or more, and the fonts that a test asks for.

#![allow(clippy::unwrap_used)]

use super::{Document, PageFault};
use crate::layout::sheet::Sheet;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::fmt::Write as _;
use std::io::Write as _;

/// A file as it is made. Objects 1 and 2 are the catalog and the pages' list.
#[derive(Default)]
pub struct Made {
    objects: Vec<Vec<u8>>,
    pages: Vec<usize>,
    /// More of the catalog.
    pub catalog: String,
}

impl Made {
    /// A file with nothing in it yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an object, and gives its number.
    pub fn object(&mut self, body: impl AsRef<[u8]>) -> usize {
        self.objects.push(body.as_ref().to_vec());
        self.objects.len() + 2
    }

    /// The number that the next object will have.
    pub fn next_number(&self) -> usize {
        self.objects.len() + 3
    }

    /// Lists an object among the pages.
    pub fn list(&mut self, page: usize) {
        self.pages.push(page);
    }

    /// Adds a stream with the keys of its dictionary.
    pub fn stream(&mut self, keys: &str, bytes: impl AsRef<[u8]>) -> usize {
        let bytes = bytes.as_ref();
        let mut body = format!("<< {keys} /Length {} >>\nstream\n", bytes.len()).into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\nendstream");
        self.object(body)
    }

    /// Adds a page of 300 by 400 points with these resources and this content, and gives its number.
    pub fn page(&mut self, resources: &str, content: impl AsRef<[u8]>) -> usize {
        self.page_with("", resources, content)
    }

    /// The same with more of the page's keys.
    pub fn page_with(&mut self, keys: &str, resources: &str, content: impl AsRef<[u8]>) -> usize {
        let content = self.stream("", content);
        let page = self.object(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] {keys} /Resources << {resources} >> /Contents {content} 0 R >>"
        ));
        self.pages.push(page);
        page
    }

    /// Adds a font of Helvetica, and gives the resources that call it F.
    pub fn latin(&mut self) -> String {
        let font = self.object(
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        );
        format!("/Font << /F {font} 0 R >>")
    }

    /// Adds a composite font of this encoding and collection, and gives the resources that call it F.
    pub fn composite(&mut self, encoding: &str, ordering: &str, keys: &str) -> String {
        let descendant = self.object(format!(
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) /Supplement 0 >> /DW 1000 >>"
        ));
        let font = self.object(format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /{encoding} /DescendantFonts [{descendant} 0 R] {keys} >>"
        ));
        format!("/Font << /F {font} 0 R >>")
    }

    /// The file's bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let mut kids = String::new();
        for page in &self.pages {
            write!(kids, "{page} 0 R ").unwrap();
        }
        let catalog = format!("<< /Type /Catalog /Pages 2 0 R {} >>", self.catalog);
        let list = format!(
            "<< /Type /Pages /Count {} /Kids [{kids}] >>",
            self.pages.len()
        );
        let first = [catalog.into_bytes(), list.into_bytes()];
        let mut file = b"%PDF-1.7\n".to_vec();
        let mut table = String::from("0000000000 65535 f \n");
        let all: Vec<&Vec<u8>> = first.iter().chain(&self.objects).collect();
        for (n, body) in all.iter().enumerate() {
            writeln!(table, "{:010} 00000 n ", file.len()).unwrap();
            file.extend(format!("{} 0 obj\n", n + 1).bytes());
            file.extend_from_slice(body);
            file.extend_from_slice(b"\nendobj\n");
        }
        let (at, size) = (file.len(), all.len() + 1);
        file.extend(
            format!("xref\n0 {size}\n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n")
                .bytes(),
        );
        file
    }

    /// The file opened.
    pub fn open(&self) -> Document {
        Document::open(self.bytes(), "").unwrap()
    }

    /// Its first page.
    pub fn sheet(&self) -> Sheet {
        self.open().sheet(0).0
    }

    /// What its first page reads, as it is drawn.
    pub fn text(&self) -> String {
        self.sheet().text
    }

    /// What is wrong with its first page.
    pub fn faults(&self) -> Vec<PageFault> {
        self.open().sheet(0).1
    }
}

/// Bytes compressed as `FlateDecode` has them.
pub fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Content that shows a string of these bytes in font F at 20, 300.
pub fn shows(bytes: &[u8]) -> String {
    let mut content = String::from("BT /F 10 Tf 20 300 Td <");
    for byte in bytes {
        write!(content, "{byte:02x}").unwrap();
    }
    content + "> Tj ET"
}

/// A TrueType program of two glyphs beside the empty one, which its own map calls by these characters.
pub fn truetype(characters: [char; 2]) -> Vec<u8> {
    let mut map = Vec::new();
    // A subtable of format 12 for Unicode on Windows: one group a character.
    for part in [0_u16, 1, 3, 10] {
        map.extend(part.to_be_bytes());
    }
    map.extend(12_u32.to_be_bytes());
    map.extend([0, 12, 0, 0]);
    map.extend((16_u32 + 24).to_be_bytes());
    map.extend([0; 4]);
    map.extend(2_u32.to_be_bytes());
    let mut groups: Vec<(u32, u32)> = characters.iter().map(|c| *c as u32).zip(1..).collect();
    groups.sort_unstable();
    for (c, glyph) in groups {
        for part in [c, c, glyph] {
            map.extend(part.to_be_bytes());
        }
    }
    let mut head = vec![0; 54];
    head[..4].copy_from_slice(&[0, 1, 0, 0]);
    head[12..16].copy_from_slice(&[0x5f, 0x0f, 0x3c, 0xf5]);
    head[18..20].copy_from_slice(&1000_u16.to_be_bytes());
    let mut hhea = vec![0; 36];
    hhea[..4].copy_from_slice(&[0, 1, 0, 0]);
    hhea[34..36].copy_from_slice(&1_u16.to_be_bytes());
    let counts = [0, 0, 0x50, 0, 0, 3];
    let tables: [(&[u8; 4], &[u8]); 4] = [
        (b"cmap", &map),
        (b"head", &head),
        (b"hhea", &hhea),
        (b"maxp", &counts),
    ];
    let mut file = vec![0, 1, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0];
    let mut at = file.len() + 16 * tables.len();
    let mut bodies = Vec::new();
    for (name, body) in tables {
        file.extend_from_slice(name);
        file.extend([0; 4]);
        file.extend(u32::try_from(at).unwrap().to_be_bytes());
        file.extend(u32::try_from(body.len()).unwrap().to_be_bytes());
        bodies.extend_from_slice(body);
        bodies.extend(vec![0; body.len().next_multiple_of(4) - body.len()]);
        at += body.len().next_multiple_of(4);
    }
    file.extend(bodies);
    file
}
