//! The signs by which a sentence shows that it comments instead of stating.
//!
//! Few, and of grammar rather than of words: who speaks, to whom, and in what mood. A list of the words that judge ("sad",
//! "absurd", "time will tell") was measured on texts that nobody had looked at and found five facts for each judgement. Apostrophes
//! are straight.

use std::sync::LazyLock;

use regex::RegexSet;

/// The signs of one language.
#[derive(Debug)]
pub(super) struct Signs {
    /// It says what the text itself will do.
    pub(super) announces: RegexSet,
    /// It says what ought to be, or what the reader is to do.
    pub(super) advises: RegexSet,
    /// The writer speaks of what the writer thinks, or to the reader.
    pub(super) speaks: RegexSet,
}

fn set(patterns: &[&str]) -> RegexSet {
    RegexSet::new(patterns.iter().map(|pattern| format!("(?i){pattern}")))
        .expect("the patterns are sound")
}

/// English.
pub(super) static ENGLISH: LazyLock<Signs> = LazyLock::new(|| Signs {
    announces: set(&[
        r"^(?:in )?(?:this|the present|the following|our|the next|the last) (?:article|report|section|chapter|brief|briefing|paper|piece|essay|note|analysis|study|part|text|post|page|pages|dossier)\b.* (?:looks?|examines?|explores?|aims?|sets out|describes?|discusses?|asks?|analy[sz]es?|is (?:structured|organi[sz]ed|divided)|will|seeks?|tries|turns?|deals?|considers?|outlines?|reviews?|summari[sz]es?|takes? stock|tells?|we|I)\b",
        // "Let us look", not "Let's Encrypt is an authority": the verb of such an opening is no name.
        r"^let(?:'s| us| me) (?-i:\p{Ll})",
    ]),
    advises: set(&[
        r"\b(?:should|shouldn't|ought to|had better)\b",
        r"^(?:do not|don't|never) \w+",
    ]),
    speaks: set(&[
        r"\b(?:I|we) (?:\w+ly |also |still |do not |don't |can only )?(?:think|believe|hope|fear|feel|doubt|suspect|wonder|wish|confess|admit|suppose|regret|guess|recommend|suggest|agree)\b",
        r"\b(?:you|your|yours|yourself|yourselves|one can|one could|one may|one might|one must)\b",
    ]),
});

/// French.
pub(super) static FRENCH: LazyLock<Signs> = LazyLock::new(|| Signs {
    announces: set(&[
        r"^(?:dans )?(?:cet?|cette|la présente?|le présent|notre) (?:article|rapport|section|chapitre|note|étude|partie|texte|analyse|dossier|page)\b.*\b(?:examine|présente|analyse|décrit|étudie|explore|vise|cherche|propose|revient|fait le point|dresse|traite|nous|on|se propose|s'intéresse|tente)",
    ]),
    advises: set(&[
        r"\b(?:devrai(?:t|ent)|il faut|il faudrait|il convient|il importe)\b",
        // The imperative with what it asks for, also after a short opening: "Si possible, utilisez le …", not "Sanchez a …".
        r"^(?:[^,]{1,40}, )?\p{L}{3,}ez(?:-\w| (?:à|au|aux|bien|ce|ces|cette|des?|du|en|la|les?|par|pas|que|sur|une?|vos|votre|vous)\b| [ld]')",
    ]),
    speaks: set(&[
        r"\b(?:nous|je|j') ?(?:ne |me |nous |m')*(?:pensons|croyons|espérons|craignons|savons|regrettons|pense|crois|espère|crains|doute|sais|voudrions|souhaitons|voudrais|souhaite|demande|demandons|devons|dois|félicite|félicitons)\b",
        r"\bon (?:ne )?(?:peut|pourrait|saurait|doit|aimerait|voudrait)\b",
    ]),
});
