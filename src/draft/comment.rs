//! The signs by which a sentence shows that it comments instead of stating.
//!
//! Patterns of how people write, one list for each language and kind; apostrophes are straight.

use std::sync::LazyLock;

use regex::RegexSet;

/// The signs of one language.
#[derive(Debug)]
pub(super) struct Signs {
    /// It says what the text itself will do.
    pub(super) announces: RegexSet,
    /// It says what ought to be.
    pub(super) advises: RegexSet,
    /// It says in the writer's own name what ought to be, whatever figure it has.
    pub(super) urges: RegexSet,
    /// It says what the writer thinks of something.
    pub(super) judges: RegexSet,
    /// It leads from one subject to the next and says nothing of either.
    pub(super) turns: RegexSet,
}

fn set(patterns: &[&str]) -> RegexSet {
    RegexSet::new(patterns.iter().map(|pattern| format!("(?i){pattern}")))
        .expect("the patterns are sound")
}

/// Words between a form of "to be" and what is said of the subject.
macro_rules! english_degree {
    () => {
        r"(?:\w+ly |so |too |very |rather |quite |hardly |even |no |not |nothing |nothing but |nothing short of |all |both |more |most |less |least |as |a |an |the |little |bit |yet another |another |one of the |such |such a )*"
    };
}

macro_rules! english_judgement {
    () => {
        r"(?:sad(?:der|dest)?|sorry|sorrier|tragic|shame(?:ful|less)?|disgrace(?:ful)?|absurd(?:ity)?|ridiculous|revolting|appalling|shocking|deplorable|regrettable|unfortunate|laughable|pathetic|pitiful|naive|foolish|wise(?:st)?|unwise|brave|cowardly|cynical|cynicism|hypocritical|hypocrisy|understandable|unsurprising|surprising|surprise|wonder|predictable|worrying|disturbing|alarming|troubling|encouraging|hopeful|promising|disappoint(?:ing|ment)|impressive|remarkable|admirable|beautiful|ugly|cruel|unjust|unfair|good|bad|better|best|worst|ironic|irony|telling|instructive|sobering|unthinkable|unacceptable|intolerable|outrageous|outrage|inexcusable|unforgivable|embarrassing|embarrassment|humiliation|humiliating|betrayal|farce|mockery|travesty|scandalous|scandal|folly|madness|mess|fiasco|illusion|delusion|hard to|hard not to|difficult to|difficult not to|easy to|easier said|impossible not to|tempting|worth \w+ing|high time|time to|time for|time that|enough|anyone's guess|beside the point|cold comfort|small comfort|wishful|window dressing|child's play|no accident|no coincidence|plain to see|painful|heartening|a pity|a blessing|a curse|a nightmare|a triumph|dismal|grim|bleak|depressing|gloomy|fascinating|wonderful|terrible|horrible|dreadful|awful|magnificent|splendid|inspiring|dishonest|overdue|overrated|underrated|to blame)"
    };
}

/// English.
pub(super) static ENGLISH: LazyLock<Signs> = LazyLock::new(|| Signs {
    announces: set(&[
        r"^(?:in )?(?:this|the present|the following|our|the next|the last) (?:article|report|section|chapter|brief|briefing|paper|piece|essay|note|analysis|study|part|text|post|page|pages|dossier)\b.* (?:looks?|examines?|explores?|aims?|sets out|describes?|discusses?|asks?|analy[sz]es?|is (?:structured|organi[sz]ed|divided)|will|seeks?|tries|turns?|deals?|considers?|outlines?|reviews?|summari[sz]es?|takes? stock|tells?|we|I)\b",
        r"^(?:what follows|the following (?:pages|paragraphs|lines|sections?)|below(?:,| are| is| we))\b",
        r"\b(?:as we (?:shall|will) see|as (?:described|discussed|set out|shown|noted|mentioned) (?:above|below|earlier|later)[.,]?$|more on (?:this|that) (?:below|later)|see (?:below|above|also)\.?$|we (?:shall|will) (?:see|return|come back|turn|look|examine|discuss|come to))\b",
        r"^let(?:'s| us| me)\b",
        r"^(?:consider|imagine|take|recall|note|remember|read on|judge|picture|look at|think of) (?:the |this |that |for |how |what |a |an |again|yourself|instead)",
    ]),
    advises: set(&[
        r"\b(?:should|ought to|shouldn't|had better|would do well|need not|needn't|needs? to|must(?:n't)?(?: not)?|has to|have to|cannot afford to|can't afford to|would be wise)\b",
        r"\bit (?:is|would be) (?:\w+ )?(?:necessary|important|essential|vital|crucial|imperative|advisable|better|best|wise|wiser|right|wrong|up to|high time|time)\b",
        r"^(?:do not|don't|never|stop|start|give|keep|make sure|ask|demand|remember|forget) \w+ .*(?:!|\.)$",
    ]),
    urges: set(&[
        r"\b(?:we|you|one|I|nobody|no one|everyone|anyone|Europe|the world) (?:\w+ )?(?:should|ought to|must|need to|have to|cannot|can't)\b",
        r"\b(?:should|ought to|deserves?|had better|would do well)\b",
    ]),
    judges: set(&[
        concat!(
            r"\b(?:is|are|was|were|be|been|being|isn't|aren't|wasn't|weren't|it's|that's|seems?|seemed|remains?|remained|looks?|looked|feels?|felt|sounds?|sounded|becomes?|became|makes? (?:for|it)|made (?:for|it)) ",
            english_degree!(),
            r"(?:(?:story|tale|sight|day|state|reflection|reminder|thing|sign|way|answer|truth|mistake|idea|policy|news) of )?",
            english_judgement!(),
            r"\b"
        ),
        r"\bdeserv(?:e|es|ed|ing)\b",
        r"\b(?:far |all |much |simply |only )?too (?:often|easily|rarely|seldom|little|late|much|many|few|long|soon|far|quickly|slowly|readily|kind|generous|cautious|timid)\b",
        r"^(?:and |but |yet |so |for |indeed,? |clearly,? |surely,? |of course,? )?(?:whoever|(?:anyone|those|he|everyone|everybody|all) who) (?:still|ever|has|have|thinks?|believes?|hopes?|doubts?|says?|speaks?|wants?|expects?|trusts?|looks?|reads?|knows?)\b",
        r"^(?:and |but |yet |so )?(?:nobody|no one|no-one|none of us|few) (?:should|can|could|will|would|who|in their right|seems?|really|seriously|with)\b",
        r"\b(?:one|you) (?:can|could|may|might|need|wonders?|hopes?|has to|would|wishes|is tempted|feels?|only|cannot|can't|gets?|suspects?|shudders?|senses?)\b",
        r"\b(?:I|we) (?:think|believe|hope|fear|feel|doubt|suspect|wonder|wish|know|say|would|can|cannot|could|may|might|do not|don't|find it|are all|all|have (?:all )?(?:seen|learned|heard)|confess|admit|suppose|regret|like|love|hate|prefer|owe)\b",
        r"\b(?:honest|short|simple|plain|real|blunt|hard|sad|sadder|bitter|uncomfortable|inconvenient|naked|ugly|awkward) (?:answer|truth|fact|question|lesson|reality|conclusion)\b",
        r"\bthe (?:truth|problem|trouble|question|point|lesson|moral|irony|tragedy|paradox|pity|good news|bad news|fact|answer|wonder|shame|real issue|real question|conclusion|bottom line) (?:is|was|remains|of the matter|here)\b",
        r"\b(?:seems?|appears?|bothers?|cares?) to care\b|\b(?:nobody|no one|who) (?:\w+ )*cares?\b|\bcouldn't care\b",
        r"\bwill (?:\w+ )?(?:have to (?:wait|be patient|live|do|learn|answer|pay|ask|choose|decide|get used)|never|not soon|soon (?:regret|learn|find|forget|see)|tell|be remembered|long be|not be forgotten|regret|pay the price|forgive|judge|surely|certainly|doubtless|no doubt|inevitably|sooner or later)\b",
        r"\b(?:time|history|the future|posterity) (?:alone )?(?:will|would) (?:tell|judge|show|decide)\b|\bremains to be seen\b|\bonly time\b|\bwho knows\b|\b(?:is|are) anyone's guess\b|\bcomes next\b",
        r"\bthe (?:least|most|best|worst) (?:that )?(?:one|we|you|anyone|they) (?:can|could|may|might)\b",
        r"\b(?:no wonder|small wonder|little wonder|needless to say|heaven (?:forbid|knows)|God knows|alas[,!]|shame on|hats off|so be it|for shame|thank (?:God|goodness|heaven))\b",
        r"\b(?:hope|optimism|pessimism|anger|despair|sympathy|pity|patience|courage) (?:is|dies|remains|would be) \w+",
        r"^(?:if only|would that|how (?:sad|easy|hard|long|could|can|far|much|many|little)|what an? |so much (?:the|for)|if there is (?:a|one|any)|all the (?:more|worse|better)|better (?:late|still|yet)|rarely has|seldom has|never (?:has|have|was|were) (?:so|a|the))\b",
        r"\b(?:leaves? (?:much|a lot|something|little) to be desired|beggars? belief|defies? (?:belief|description|comprehension)|makes? (?:no|little|perfect) sense|speaks? (?:volumes|for itself|for themselves)|says it all|adds? insult|rings? hollow|a slap in the face|turn(?:s|ed|ing)? a blind eye|bitter (?:pill|taste)|beyond (?:words|belief|comprehension)|food for thought|cause for (?:concern|hope|optimism|celebration)|reason(?:s)? (?:for|to) (?:hope|despair|cheer|optimism|be))\b",
        r"\b(?:sadder|sorrier|nobler|wiser|kinder|braver|crueller|uglier|prettier|nicer|bolder) than\b",
        r"\bnot (?:exactly|precisely) (?:a|an|the|what|how|good|great|news)\b|\bhardly (?:a|an|the|what|good|news|surprising|inspires?|encouraging)\b|\bmildly put\b|\bto put it mildly\b|\bto say the least\b",
        r"\bit (?:takes|took) (?:courage|nerve|patience|no genius|little imagination|a special)\b|\b(?:strains?|stretch(?:es)?) credulity\b|\bdraw your own conclusions\b|\bmake up (?:your|their|our) own minds?\b",
        r"\bneed(?:s)? (?:no|little|hardly) (?:\w+ )?(?:comment|explanation|introduction|reminding|telling)\b",
        r"\bto (?:his|her|its|their) (?:shame|credit|honou?r|discredit)\b$",
    ]),
    turns: set(&[
        r"^(?:and |but |so |well,? |still,? )?(?:now|next|first|then|and|back|on|onwards?|over|up),? (?:to|for|on to|back to|over to)\b",
        r"^(?:and |but |so )?then (?:there )?(?:is|are|was|were|come|comes|came) (?:there )?(?:the|also|this|that|those)\b",
        r"^(?:turning|moving|coming|returning|passing|going|skipping) (?:now |back |on |next )?(?:to|on|over)\b",
        r"^(?:so much for|enough (?:of|about|said)|that brings|which brings|this brings|to (?:sum up|conclude|begin with|start with|recap)|in (?:short|sum|conclusion)[,:]? (?:the|a|it is)\b.*\b(?:picture|mixed|story|complicated|complex)|on the one hand\W*$|on the other hand\W*$|not so fast|far from it|quite the (?:contrary|opposite)|the opposite is true|be that as it may|first things first|the rest is|nor is (?:that|this|it) all|that is not all|but there is more|there is more|there's more|the list goes on|and so (?:it|on))",
        r"\b(?:half|side|part|end|rest|heart|beginning|start|flip side|whole|tip) of (?:the|this|that|a) (?:\w+ )?(?:story|coin|picture|matter|problem|equation|tale|iceberg|puzzle|argument|question)\b",
        r"\b(?:another|different|separate|other|same old|old|long|longer|sad|familiar|whole|mixed|fuller|bigger|complicated|confusing|murky|muddled) (?:story|matter|question|tale|picture|kettle|chapter)\b",
        r"^(?:\w+ ){0,5}(?:\w+, )?(?:life|politics|business|history|time|the (?:world|show|story|game|dance|debate|argument|wheel|machine)|everything|it all|so it) (?:as usual |still |simply )?(?:goes|went|moves|moved|carries|carried|marches|marched|rolls|turns) on\b",
        r"^(?:the )?(?:figures|numbers|facts|results|signs|record|pattern|details?|evidence|data) (?:\w+ )?(?:speaks?|tells?|are (?:clear|there|plain)|is (?:clear|there|plain)|follows?|below|differ)\b",
        r"^(?:here|there|this|that|these|those|it) (?:is|are|was|were) (?:\w+ )?(?:how|why|where|what|the (?:background|context|stage|setting|scene|point|question|gist|rub|catch|snag|crux))\b",
        r"^(?:first|second|secondly|third|thirdly|finally|lastly|meanwhile|elsewhere|conversely|by contrast),? (?:the|a) (?:\w+ )?(?:background|context|facts|figures|good news|bad news|basics|caveat|caveats)\b",
    ]),
});

macro_rules! french_judgement {
    () => {
        r"(?:triste|tristes|honteux|honteuse|scandaleux|scandaleuse|absurde|ridicule|révoltante?|navrante?|désolante?|choquante?|déplorable|regrettable|dommage|naïf|naïve|cynique|hypocrite|compréhensible|surprenante?|étonnante?|prévisible|inquiétante?|alarmante?|troublante?|encourageante?|prometteuse|prometteur|décevante?|impressionnante?|remarquable|admirable|injuste|ironique|révélatrice|révélateur|impensable|inacceptable|intolérable|inadmissible|impardonnable|embarrassante?|honte|humiliation|trahison|farce|mascarade|scandale|folie|fiasco|illusion|aberration|gâchis|désastre annoncé|leurre|comble|temps|difficile|facile|tentante?|permis|loisible|à craindre|à espérer|à parier|peu dire|tout dire|beau|belle|bon signe|mauvais signe|mieux|pire|effroyable|affligeante?|consternante?|pénible|insupportable|bienvenue?)"
    };
}

/// French.
pub(super) static FRENCH: LazyLock<Signs> = LazyLock::new(|| Signs {
    announces: set(&[
        r"^(?:dans )?(?:cet?|cette|la présente?|le présent|notre) (?:article|rapport|section|chapitre|note|étude|partie|texte|analyse|dossier|page)\b.*\b(?:examine|présente|analyse|décrit|étudie|explore|vise|cherche|propose|revient|fait le point|dresse|traite|nous|on|se propose|s'intéresse|tente)",
        r"\b(?:comme (?:nous|on) (?:le )?verr(?:ons|a)|nous (?:verrons|reviendrons|examinerons|aborderons)|on y reviendra|voir (?:plus bas|ci-dessous|plus haut)|ci-dessous\W*$)",
        r"^(?:commençons|voyons|passons|venons-en|tournons|revenons|rappelons|notons|imaginons|prenons|regardons|considérons|examinons)\b",
    ]),
    advises: set(&[
        r"\b(?:devrai(?:t|ent)|il faut|il faudrait|il faudra|faut-il|il convient|il importe|il est (?:temps|urgent|nécessaire|important|essentiel|impératif|crucial)|doit|doivent|doivent-ils|aurait dû|auraient dû|ferai(?:t|ent) bien|a besoin|ont besoin)\b",
    ]),
    urges: set(&[
        r"\b(?:devrai(?:t|ent)|il faut|il faudrait|mérite(?:nt)?|nous devons|on doit|aurai(?:t|ent) dû)\b",
    ]),
    judges: set(&[
        concat!(
            r"(?:\b(?:est|sont|était|étaient|fut|furent|semble|semblent|paraît|reste|restent|demeure|demeurent)|\bc'est|\bc'était) (?:\w+ment |si |trop |très |plutôt |assez |bien |même |pas |plus |moins |une? |la |le |l'|tout |aussi |là |que )*",
            french_judgement!(),
            r"\b"
        ),
        r"\bmérit(?:e|ent|ait|aient|erait|eraient)\b",
        r"\b(?:trop (?:souvent|peu|tard|longtemps|rarement|facilement|vite))\b",
        r"^(?:et |mais |or )?(?:quiconque|ceux qui|celui qui|tous ceux qui)\b",
        r"^(?:et |mais |or )?(?:nul|personne) (?:ne|n')",
        r"\bon (?:peut|pourrait|ne peut|ne saurait|aimerait|voudrait|se demande|se prend|ose|a peine|a du mal|comprend|devine|hésite)\b",
        r"\b(?:nous|je) (?:pensons|croyons|espérons|craignons|savons|regrettons|pense|crois|espère|crains|doute|sais|voudrions|souhaitons)\b",
        r"\b(?:reste à (?:savoir|voir)|l'avenir (?:nous )?(?:le )?dira|seul l'avenir|qui sait|dieu sait|hélas\b|force est|autant dire|c'est dire|à vrai dire|tant pis|tant mieux|dommage que|quel(?:le)? (?:honte|gâchis|ironie|tristesse))",
        r"\b(?:la vérité|le problème|la question|la leçon|l'ironie|le paradoxe|la réponse|le drame) (?:est|reste|demeure|n'est)\b",
        r"\b(?:devra|devront) (?:attendre|patienter|se résigner|s'y faire|vivre avec)\b|\bne s'en (?:remettra|relèvera)\b",
        r"\blaisse à désirer\b|\bse passe de commentaire|\ben dit long\b|\bdonne à réfléchir\b|\bfait froid dans le dos\b",
        r"^(?:pauvre|comment ne pas|que de|quel(?:le)?s? |si seulement|comme (?:si|quoi))\b",
    ]),
    turns: set(&[
        r"^(?:et |mais )?(?:maintenant|à présent|ensuite|d'abord|enfin),? (?:à |au |aux |la |le |les )\b",
        r"^(?:venons|passons|tournons|revenons)\b|^(?:voilà|voici) (?:pour|donc)\b|^(?:assez parlé|trêve de|quant (?:à|au|aux) [^,]*\.$)",
        r"\b(?:une )?autre (?:histoire|affaire|question|moitié de l'histoire)\b|\brevers de la médaille\b|\b(?:moitié|face|partie) (?:de l'histoire|du tableau|du problème)\b",
        r"^(?:\w+ ){0,5}(?:\w+, )?(?:la vie|la politique|l'histoire|le spectacle) (?:continue|suit son cours)\b",
    ]),
});
