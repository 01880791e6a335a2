//! The words by which names are told: titles, kinds of bodies, links, calendars.

use std::collections::HashSet;
use std::sync::LazyLock;

macro_rules! word_set {
    ($(#[$doc:meta])* $name:ident, $words:literal) => {
        $(#[$doc])*
        pub(super) static $name: LazyLock<HashSet<&str>> =
            LazyLock::new(|| $words.split_whitespace().collect());
    };
}

word_set!(
    /// Titles and offices that stand before a person's name.
    TITLES,
    "president vice-president minister premier chancellor secretary secretary-general ambassador
     envoy representative spokesman spokeswoman spokesperson commissioner governor mayor senator
     deputy congressman congresswoman king queen prince princess emir sultan sheikh sheik imam
     ayatollah pope cardinal bishop archbishop reverend rev pastor father general gen colonel col
     lieutenant lt captain capt major maj sergeant sgt brigadier brig admiral adm commander cmdr
     corporal marshal mr mrs ms miss dr doctor prof professor sir lord lady dame judge justice
     chief chairman chairwoman chairperson director leader researcher analyst author journalist
     m mm mme mlle me monsieur madame colonel capitaine lieutenant commandant amiral marechal
     sergent ministre premier presidente ambassadeur ambassadrice secretaire chef juge maire
     depute senateur gouverneur roi reine cheikh pape porte-parole professeur docteur directeur
     directrice dirigeant general commissaire"
);

word_set!(
    /// Words that name a body of people, a treaty or an operation, whatever stands with them.
    BODIES,
    "agency alliance army assembly association authority bank board brigade bureau cabinet center
     centre church club coalition college commission committee community company confederation
     conference congress consortium convention cooperation coordination corporation corps council
     court department directorate division embassy federation force forces foundation framework
     front fund gendarmerie government group guard hospital initiative institute institution junta
     league legion mechanism media militia ministry mission movement nations network observatory
     office operation organisation organization parliament partnership party police programme
     program project republic research review school secretariat senate service services society
     state states summit taskforce task team times treaty tribunal trust union unit university
     watch agreement accord pact protocol
     agence alliance armee assemblee association autorite banque brigade bureau centre coalition
     comite commission communaute compagnie confederation conseil coordination cour delegation
     direction federation fondation fonds force forces front gendarmerie gouvernement groupe
     haut-commissariat initiative institut ligue mecanisme milice ministere mission mouvement
     nations office operation organisation parlement parti plateforme police programme projet
     republique reseau secretariat senat service services societe sommet syndicat tribunal union
     unite universite accord"
);

word_set!(
    /// English words that no dictionary of nouns, verbs, adjectives and adverbs has, nor the stop
    /// words.
    FUNCTION_WORDS,
    "everything everyone everybody anything anyone anybody something someone somebody nothing nobody
     whoever whatever whichever whenever wherever whom whose toward towards via amid amidst among
     amongst upon onto unto until till unlike per versus itself himself herself themselves yourself
     yourselves myself ourselves albeit whilst lest notwithstanding although unless whether whereas
     because since could would should might shall cannot"
);

word_set!(
    /// Words behind which a number names something instead of counting.
    NUMBERED,
    "resolution article art section chapter annex paragraph para clause rule law decree directive
     regulation act route highway flight phase protocol amendment session ordinance
     chapitre annexe paragraphe alinea loi decret ordonnance arrete reglement vol brigade battalion
     regiment division bataillon"
);

word_set!(
    /// Words that tell a place from what stands beside it.
    PLACE_NOUNS,
    "region town city province district village camp base airport valley desert river lake island
     islands mountains mountain county state cercle commune sea ocean peninsula strait border area
     ville aeroport vallee fleuve lac ile iles montagnes mer frontiere departement"
);

word_set!(
    /// Months and days: written with a capital in English, names of nothing.
    CALENDAR,
    "january february march april may june july august september october november december jan feb
     mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday
     sunday mon tue tues wed thu thur thurs fri sat sun
     janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
     lundi mardi mercredi jeudi vendredi samedi dimanche ramadan christmas easter noel paques"
);

word_set!(
    /// Particles that stand in lower case within a person's or a place's name.
    PARTICLES,
    "de del della di da dos das du des van von der den ten ter la le al el ul bin ben ibn bint abu
     ag ould wal y e d"
);

word_set!(
    /// Words in lower case that link the parts of a body's name.
    LINKS,
    "of for the and to in on de du des d pour la le les l et en sur au aux a"
);
