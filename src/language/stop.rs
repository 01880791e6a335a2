//! Function words: what a text is about does not depend on them.

use std::sync::LazyLock;

use hashbrown::HashSet;

use super::Language;

static ENGLISH: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "a about above after again against all also although am among an and any are as at be because \
     been before being below between both but by can could did do does doing down during each \
     either else even ever every few for from further had has have having he her here hers herself \
     him himself his how however i if in into is it its itself just may me might more most must my \
     myself neither no nor not now of off on once only onto or other others our ours ourselves out \
     over own per rather same shall she should since so some such than that the their theirs them \
     themselves then there these they this those though through thus to too under until up upon us \
     very was we were what when where whether which while who whom whose why will with within \
     without would yet you your yours yourself 's"
        .split_whitespace()
        .collect()
});

static FRENCH: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "a afin ai ainsi alors apres as au aucun aucune aujourd'hui auquel aussi autre autres aux \
     auxquelles auxquels avait avaient avant avec avez avoir avons ayant car ce ceci cela celle \
     celles celui ces cet cette ceux chaque chez ci comme comment contre dans de depuis des desquelles \
     desquels dont donc du duquel elle elles en encore entre es est et etaient etait etant ete etes \
     etre eu eux faire fait font fut furent il ils je jusque la laquelle le lequel les lesquelles \
     lesquels leur leurs lors lorsque lui ma mais me meme memes mes moi moins mon ne ni non nos notre \
     nous on ont or ou oui par parce parmi pas pendant peu peut plus plusieurs pour pourquoi puis \
     puisque qu quand que quel quelle quelles quels qui quoi quoique sa sans se selon sera seront ses \
     si soi soit sommes son sont sous suis sur ta te tes toi ton tous tout toute toutes tres tu un \
     une vers voici voila vos votre vous y"
        .split_whitespace()
        .collect()
});

/// Whether a folded word is a function word of `language`.
#[must_use]
pub(super) fn is_stop_word(folded: &str, language: Language) -> bool {
    match language {
        Language::English => ENGLISH.contains(folded),
        Language::French => FRENCH.contains(folded),
        Language::Other => false,
    }
}
