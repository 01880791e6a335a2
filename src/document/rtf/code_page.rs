//! Which encoding the bytes of a font are in.

use encoding_rs::Encoding;

/// The encoding of a code page by its number, as `\ansicpg` and `\cpg` give it.
pub(super) fn by_number(number: i32) -> Option<&'static Encoding> {
    let label = match number {
        1250..=1258 => &format!("windows-{number}"),
        437 | 850 | 858 => return None,
        866 => "ibm866",
        874 => "windows-874",
        932 => "shift_jis",
        936 => "gbk",
        949 => "euc-kr",
        950 => "big5",
        10_000 => "macintosh",
        10_007 => "x-mac-cyrillic",
        65_001 => "utf-8",
        _ => return None,
    };
    Encoding::for_label(label.as_bytes())
}

/// The encoding of a font by its character set, as `\fcharset` gives it; that of the file for 0, 1
/// and what is not known.
pub(super) fn by_character_set(set: i32) -> Option<&'static Encoding> {
    by_number(match set {
        77 => 10_000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    })
}
