//! What counts as supported, refuted and undecided, point by point and in both directions: the
//! claim, a source's sentence, and the verdict a careful editor expects.

use ibid::judge::{ClaimReading, Knowledge, Outcome, Reading, Verdict, judge};
use ibid::language::abbreviation::Abbreviations;
use ibid::language::{Context, Language, PartialDate, detect};

const S: Verdict = Verdict::Supported;
const R: Verdict = Verdict::Refuted;
const N: Verdict = Verdict::NotEnoughEvidence;
const C: Verdict = Verdict::ConflictingEvidence;

fn context(text: &str) -> Context {
    Context {
        language: detect(text, Language::English),
        date: Some(PartialDate {
            year: 2023,
            month: Some(11),
            day: None,
        }),
        ..Context::default()
    }
}

fn outcome(claim: &str, sources: &[&str]) -> Outcome {
    let mut abbreviations = Abbreviations::default();
    for source in sources {
        abbreviations.learn(source);
    }
    let knowledge = Knowledge::of(&abbreviations);
    let claim = ClaimReading::of(claim, &context(claim), &[], &[], &knowledge);
    let readings: Vec<Reading> = sources
        .iter()
        .map(|source| Reading::of(source, &context(source), &knowledge))
        .collect();
    judge(&claim, &readings.iter().collect::<Vec<_>>(), &knowledge)
}

/// Fails with every row of the table that comes out otherwise.
#[track_caller]
fn check(source: &str, table: &[(Verdict, &str)]) {
    let wrong: Vec<String> = table
        .iter()
        .filter_map(|(expected, claim)| {
            let outcome = outcome(claim, &[source]);
            (outcome.verdict != *expected).then(|| {
                let reasons: Vec<_> = outcome
                    .evidence
                    .iter()
                    .flat_map(|evidence| &evidence.reasons)
                    .map(|reason| (reason.code, reason.message.as_str()))
                    .collect();
                format!(
                    "{claim}\n  is {:?}, expected {expected:?}: {reasons:?}",
                    outcome.verdict
                )
            })
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "against “{source}”:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn point_1_approximate_numbers_agree_by_rounding() {
    check(
        "The quake destroyed 5,100 houses in Bando.",
        &[
            (S, "The quake destroyed about 5,000 houses in Bando."),
            (
                S,
                "The quake destroyed roughly five thousand houses in Bando.",
            ),
            (R, "The quake destroyed about 50,000 houses in Bando."),
            (R, "The quake destroyed 1,500 houses in Bando."),
            (R, "The quake destroyed about 7,000 houses in Bando."),
        ],
    );
}

#[test]
fn point_2_bounds_are_logical() {
    check(
        "At least 450 villagers fled the floods in Soru.",
        &[
            (S, "At least 400 villagers fled the floods in Soru."),
            (S, "More than 300 villagers fled the floods in Soru."),
            (R, "Fewer than 400 villagers fled the floods in Soru."),
            (N, "At least 500 villagers fled the floods in Soru."),
        ],
    );
    check(
        "An estimated 1,000 miners work in the Tamba pit.",
        &[
            (S, "Roughly a thousand miners work in the Tamba pit."),
            (N, "Exactly 1,000 miners work in the Tamba pit."),
        ],
    );
}

#[test]
fn point_3_the_form_of_a_figure_makes_no_difference() {
    check(
        "The bank lent €357 million to the port of Lomba.",
        &[
            (S, "The bank lent 357 million euros to the port of Lomba."),
            (S, "The bank lent €357m to the port of Lomba."),
            (S, "The bank lent 0.357 billion euros to the port of Lomba."),
            (R, "The bank lent 35.7 million euros to the port of Lomba."),
        ],
    );
    check(
        "Four in five pupils in the district passed the exam.",
        &[
            (S, "80 per cent of pupils in the district passed the exam."),
            (S, "80% of pupils in the district passed the exam."),
            (R, "Two in five pupils in the district passed the exam."),
        ],
    );
}

#[test]
fn point_4_figures_are_compared_only_for_the_same_thing() {
    check(
        "The hospital employs 40 doctors and 120 nurses.",
        &[
            (S, "The hospital employs 120 nurses."),
            (R, "The hospital employs 90 nurses."),
            (N, "The hospital employs 30 porters."),
        ],
    );
    check(
        "The number of visitors to the museum fell by 15 percent in 2022.",
        &[
            (
                S,
                "In 2022 the number of visitors to the museum fell by 15 percent.",
            ),
            (
                R,
                "The number of visitors to the museum rose by 15 percent in 2022.",
            ),
        ],
    );
}

#[test]
fn point_5_a_coarser_date_follows_and_another_date_does_not() {
    check(
        "The Kemba bridge collapsed on 8 August 2022.",
        &[
            (S, "The Kemba bridge collapsed in August 2022."),
            (S, "The Kemba bridge collapsed in 2022."),
            (S, "The Kemba bridge collapsed on 08/08/2022."),
            (R, "The Kemba bridge collapsed in July 2022."),
            (R, "The Kemba bridge collapsed on 18 August 2022."),
            (R, "The Kemba bridge collapsed in 2021."),
        ],
    );
    check(
        "The Kemba bridge collapsed in August 2022.",
        &[(N, "The Kemba bridge collapsed on 8 August 2022.")],
    );
}

#[test]
fn point_6_another_name_in_the_same_role_refutes_and_a_silent_source_does_not() {
    check(
        "The expulsion of the Danish contingent in January ended the mission.",
        &[
            (
                S,
                "The expulsion of the Danish contingent ended the mission.",
            ),
            (
                R,
                "The expulsion of the Swedish contingent ended the mission.",
            ),
        ],
    );
    check(
        "The World Food Programme (WFP) opened an office in Timbro.",
        &[
            (S, "The WFP opened an office in Timbro."),
            (R, "Oxfam opened an office in Timbro."),
        ],
    );
    check(
        "The minister met the Kenyan delegation.",
        &[(
            N,
            "The minister met the Kenyan delegation together with Angela Merkel.",
        )],
    );
}

#[test]
fn point_7_agent_and_patient_exchanged() {
    check(
        "Rebels of the Azure Front captured the town of Mirel from the army.",
        &[
            (
                S,
                "The town of Mirel was captured from the army by the Azure Front.",
            ),
            (
                R,
                "The army captured the town of Mirel from the Azure Front.",
            ),
        ],
    );
}

#[test]
fn point_7_who_does_it_to_whom_in_compounds() {
    let source = "In June the Kenyan-led Operation Heron gave way to the UN-led Marsh mission.";
    check(
        source,
        &[
            (S, "Kenya led Operation Heron."),
            (R, "Kenya led the Marsh mission."),
        ],
    );
}

#[test]
fn point_7_two_who_do_the_same_to_two() {
    for (claim, source) in [
        (
            "Clara Hart led the northern team.",
            "Oumar Sy led the southern team and Clara Hart led the northern team.",
        ),
        (
            "Kenya sent boats to Mirel.",
            "Norway sent boats to Lomba, and Kenya sent boats to Mirel.",
        ),
        (
            "Clara Hart met Oumar Sy in Mirel.",
            "Oumar Sy met Clara Hart in Mirel.",
        ),
        (
            "Clara Hart led the team.",
            "Oumar Sy led the team in 2019; Clara Hart led it from 2020.",
        ),
    ] {
        assert_ne!(outcome(claim, &[source]).verdict, R, "{claim} / {source}");
    }
}

#[test]
fn point_7_names_in_a_longer_form_and_pronouns() {
    check(
        "On 1 August, Operation Heron took over from Marsh.",
        &[
            (S, "Heron took over from Marsh on 1 August."),
            (R, "Operation Marsh took over from Heron on 1 August."),
        ],
    );
    check(
        "The army and the Azure Front took the town of Mirel. They took it from the Brine League.",
        &[(
            N,
            "The Brine League took the town of Mirel from the army and the Azure Front.",
        )],
    );
}

#[test]
fn point_13_names_in_the_other_order_of_another_language() {
    check(
        "La région s’est éloignée de la France et a fait de la Russie son principal allié.",
        &[(
            N,
            "The region has moved away from Russia and made France its main ally.",
        )],
    );
}

#[test]
fn point_7_what_either_side_claims_to_have_done() {
    check(
        "The Azure Front claimed seizing the bases at Mirel from the army.",
        &[
            (
                R,
                "The army claims to have captured the bases at Mirel from the Azure Front.",
            ),
            (
                S,
                "The Azure Front claims to have captured the bases at Mirel from the army.",
            ),
        ],
    );
}

#[test]
fn point_4_a_forecast_rise_is_no_fall() {
    check(
        "The herds are projected to shrink by a further 15 percent in 2025.",
        &[
            (
                R,
                "The herds are forecast to recover by 15 percent in 2025.",
            ),
            (R, "The herds are expected to grow by 15 percent in 2025."),
        ],
    );
}

#[test]
fn point_8_who_said_it() {
    check(
        "The army claimed that eight of the dead were smugglers.",
        &[
            (S, "The army claimed that eight of the dead were smugglers."),
            (N, "Eight of the dead were smugglers."),
        ],
    );
    check(
        "According to Amnesty International, 34 prisoners died in the camp.",
        &[
            (
                S,
                "According to Amnesty International, 34 prisoners died in the camp.",
            ),
            (
                R,
                "According to Human Rights Watch, 34 prisoners died in the camp.",
            ),
        ],
    );
}

#[test]
fn point_9_planned_is_not_done() {
    check(
        "A treaty on fishing is hoped to be signed in Dakar.",
        &[
            (N, "A treaty on fishing was signed in Dakar."),
            (S, "A treaty on fishing is hoped to be signed in Dakar."),
        ],
    );
    check(
        "The company plans to close its mine in Tamba.",
        &[
            (N, "The company closed its mine in Tamba."),
            (S, "The company plans to close its mine in Tamba."),
        ],
    );
}

#[test]
fn point_10_negation_and_opposites() {
    check(
        "The governor banned the march in Oruro.",
        &[
            (S, "The governor banned the march in Oruro."),
            (R, "The governor allowed the march in Oruro."),
            (S, "The governor did not allow the march in Oruro."),
            (R, "The governor did not ban the march in Oruro."),
        ],
    );
    check(
        "Peru did not join the fishing pact.",
        &[
            (S, "Peru did not join the fishing pact."),
            (R, "Peru joined the fishing pact."),
        ],
    );
}

#[test]
fn point_7_participants_in_passives_and_behind_other_verbs() {
    check(
        "The four harbour towns have encouraged Oslo to rejoin the league.",
        &[
            (
                S,
                "The four harbour towns have urged Oslo to rejoin the league.",
            ),
            (
                R,
                "Oslo has been pressing the four harbour towns to rejoin the league.",
            ),
        ],
    );
    check(
        "The Azure Front captured the radio station from the coast guard.",
        &[
            (
                S,
                "The radio station was captured from the coast guard by the Azure Front.",
            ),
            (
                R,
                "The coast guard captured the radio station from the Azure Front.",
            ),
        ],
    );
}

#[test]
fn point_10_opposites_refute_only_the_same_deed() {
    check(
        "The number of boats in the harbour has steadily increased.",
        &[
            (R, "The number of boats in the harbour has gone down."),
            (S, "The number of boats in the harbour has gone up."),
        ],
    );
    check(
        "The council launched a ferry line in March in order to stop the traffic of lorries.",
        &[(S, "In March the council launched a ferry line.")],
    );
    let outcome = outcome(
        "The harbour festival began in March.",
        &["In March the council stopped the traffic of lorries at the harbour."],
    );
    assert_eq!(outcome.verdict, N);
}

#[test]
fn a_source_without_the_deed_gives_nothing() {
    check(
        "The ministry published figures on safety in the harbour of Oslo.",
        &[
            (S, "The ministry published figures on safety in Oslo."),
            (N, "The ministry falsified figures on safety in Oslo."),
        ],
    );
    check(
        "La mairie a interdit la fête du port à Nantes.",
        &[
            (S, "La fête du port a été interdite par la mairie à Nantes."),
            (N, "La mairie a organisé la fête du port à Nantes."),
        ],
    );
}

#[test]
fn point_11_some_most_all_none() {
    check(
        "Four out of five farmers in the valley lost their crops.",
        &[
            (S, "Most farmers in the valley lost their crops."),
            (R, "All farmers in the valley lost their crops."),
            (R, "None of the farmers in the valley lost their crops."),
        ],
    );
    check(
        "Several ministers resigned after the vote.",
        &[(S, "Some ministers resigned after the vote.")],
    );
}

#[test]
fn point_12_a_claim_may_need_two_sentences() {
    let source = "The Harbour Mission halved its staff in Beira. The Harbour Mission has a \
                  mandate until May 2024.";
    let both = "The Harbour Mission halved its staff in Beira and has a mandate until May 2024.";
    let found = outcome(both, &[source]);
    assert_eq!(found.verdict, S);
    assert_eq!(found.evidence.len(), 2, "both sentences are cited");
    let wrong = "The Harbour Mission halved its staff in Beira and has a mandate until May 2027.";
    assert_ne!(outcome(wrong, &[source]).verdict, S);
}

#[test]
fn point_12_neighbouring_sentences_complete_each_other_and_not_the_deed() {
    let source = "The Tarn ferry company bought two ships from a yard in Riga. The yard delivered \
                  them in March 2019.";
    let found = outcome(
        "The Tarn ferry company bought two ships in March 2019 from a yard in Riga.",
        &[source],
    );
    assert_eq!(found.verdict, S, "{found:?}");
    assert_eq!(found.evidence.len(), 2, "both sentences are cited");
    let unsaid = "The Tarn ferry company repaired two ships in March 2019 at a yard in Riga.";
    assert_ne!(outcome(unsaid, &[source]).verdict, S);
}

#[test]
fn point_10_a_denial_is_given_only_by_a_denial() {
    let seized = "The trawler, the Maru Star, was seized after it entered the bay of Oruro.";
    let affirmed = "The Maru Star was seized after it entered the bay of Oruro.";
    assert_eq!(outcome(affirmed, &[seized]).verdict, S);
    let denied = "The Maru Star was not seized after it entered the bay of Oruro.";
    assert_ne!(outcome(denied, &[seized]).verdict, S);
    let denied = "Divers have not found the anchor of the Maru Nine.";
    let found = outcome(
        denied,
        &["Divers have raised the anchor of the Maru Nine from the bay."],
    );
    assert_ne!(found.verdict, S);
    assert_eq!(
        outcome(
            denied,
            &["The anchor of the Maru Nine was not found by divers."]
        )
        .verdict,
        S
    );
}

#[test]
fn point_13_opposites_are_opposites_in_two_languages() {
    check(
        "Le maire a autorisé la marche des dockers à Nantes.",
        &[
            (R, "The mayor banned the march of the dockers in Nantes."),
            (
                S,
                "The mayor authorised the march of the dockers in Nantes.",
            ),
        ],
    );
}

#[test]
fn point_13_french_sources_and_english_claims() {
    check(
        "La France a retiré ses troupes du Mali en août 2022.",
        &[
            (S, "France withdrew its troops from Mali in August 2022."),
            (R, "France withdrew its troops from Mali in July 2022."),
        ],
    );
}

#[test]
fn point_14_sources_that_disagree_conflict() {
    let sources = [
        "The Lomba dam was built by a French company.",
        "The Lomba dam was not built by a French company.",
    ];
    let found = outcome("The Lomba dam was built by a French company.", &sources);
    assert_eq!(found.verdict, C);
    let agreeing = [sources[0], sources[0]];
    assert_eq!(
        outcome("The Lomba dam was built by a French company.", &agreeing).verdict,
        S
    );
}

#[test]
fn point_15_quoted_words_must_stand_there() {
    check(
        "The harbour must organise its own defence before winter, the mayor said.",
        &[
            (
                S,
                "The mayor said that “the harbour must organise its own defence”.",
            ),
            (
                R,
                "The mayor said that “the harbour may organise its own defence”.",
            ),
            (N, "The mayor said that “nobody had expected such frost”."),
        ],
    );
}

#[test]
fn the_deed_stands_in_the_sentence_itself_and_not_in_the_one_before() {
    let source = "The Tarn ferry company sold its quay. Two ships of the Tarn ferry company lie in \
                  Riga for the summer.";
    let sold = "The Tarn ferry company sold two ships in Riga for the summer.";
    assert_ne!(outcome(sold, &[source]).verdict, S);
    let lie = "Two ships of the Tarn ferry company lie in Riga for the summer.";
    assert_eq!(outcome(lie, &[source]).verdict, S);
}

#[test]
fn point_6_a_name_exchanged_within_a_list() {
    check(
        "The four members of the river league—Norway, Chile, Kenya and Costa Rica—met in Lima.",
        &[
            (
                S,
                "The four members of the river league are Chile, Norway, Costa Rica and Kenya.",
            ),
            (
                R,
                "The four members of the river league are Norway, Chile, Ghana and Costa Rica.",
            ),
        ],
    );
    check(
        "Norway, Chile and Kenya signed the fishing pact of Lima.",
        &[
            (
                S,
                "Chile, Kenya and Norway signed the fishing pact of Lima.",
            ),
            (
                N,
                "Norway, Chile, Kenya and Ghana signed the fishing pact of Lima.",
            ),
        ],
    );
}

#[test]
fn point_8_the_speaker_may_be_stressed() {
    check(
        "According to a report by Oxfam, floods destroyed 340 farms in Soru.",
        &[
            (
                S,
                "It was Oxfam that reported that floods destroyed 340 farms in Soru.",
            ),
            (
                R,
                "It was Greenpeace that reported that floods destroyed 340 farms in Soru.",
            ),
            (
                R,
                "By Greenpeace's account, floods destroyed 340 farms in Soru.",
            ),
        ],
    );
}

#[test]
fn point_10_what_is_denied_is_not_given() {
    check(
        "The port authority denied the inspectors access to the docks in Oruro.",
        &[
            (
                R,
                "The port authority gave the inspectors access to the docks in Oruro.",
            ),
            (
                S,
                "The port authority denied inspectors access to the docks in Oruro.",
            ),
        ],
    );
}

#[test]
fn point_15_quoted_words_are_those_of_whom_they_are_given_to() {
    check(
        "“The harbour must keep its own pilots,” said Clara Whitcombe in Lomba.",
        &[
            (
                S,
                "Clara Whitcombe said that “the harbour must keep its own pilots”.",
            ),
            (
                R,
                "Oumar Sy said that “the harbour must keep its own pilots”.",
            ),
        ],
    );
    check(
        "Oumar Sy visited Lomba. The harbour must keep its own pilots.",
        &[(
            N,
            "Oumar Sy wrote that “the harbour must keep its own pilots”.",
        )],
    );
}

#[test]
fn point_5_events_follow_each_other_as_their_dates_tell() {
    let sources = [
        "The harbour of Lomba was founded on 3 May 2013 by the governor of Oruro.",
        "The lighthouse of Tamba was built in 2019.",
    ];
    let wrong = "The harbour of Lomba was founded after the lighthouse of Tamba was built.";
    assert_eq!(outcome(wrong, &sources).verdict, R);
    let wrong = "The lighthouse of Tamba was built before the harbour of Lomba was founded.";
    assert_eq!(outcome(wrong, &sources).verdict, R);
    let right = "The harbour of Lomba was founded before the lighthouse of Tamba was built.";
    assert_ne!(outcome(right, &sources).verdict, R);
    let undated = [sources[0], "The lighthouse of Tamba was built of granite."];
    assert_ne!(outcome(wrong, &undated).verdict, R);
}

#[test]
fn point_5_a_sentence_tells_the_order_of_two_events() {
    check(
        "The dredging of the harbour is due in March, preceded by a survey of the old piers.",
        &[
            (
                R,
                "The survey of the old piers was due after the dredging of the harbour.",
            ),
            (
                N,
                "The survey of the old piers pleased the dredgers of the town before Easter.",
            ),
        ],
    );
}

#[test]
fn point_4_a_change_is_the_same_in_other_terms() {
    check(
        "The ferry company has halved its fleet.",
        &[
            (S, "The ferry company has cut its fleet by half."),
            (R, "The ferry company has cut its fleet by 20 percent."),
        ],
    );
    check(
        "Ticket sales on the island doubled in 2019.",
        &[
            (S, "Ticket sales on the island rose by 100 percent in 2019."),
            (R, "Ticket sales on the island rose by 40 percent in 2019."),
        ],
    );
}

#[test]
fn point_2_a_bound_is_drawn_from_the_figure_of_the_same_thing() {
    check(
        "The confirmed cases in Leeds reached 919, and the number of recoveries reached 65.",
        &[
            (S, "Leeds had more than 900 confirmed cases."),
            (R, "Leeds had fewer than 900 confirmed cases."),
        ],
    );
    check(
        "The film took $79.6 million in Canada and $173.5 million in other countries.",
        &[
            (R, "The film took more than $79.6 million in Canada."),
            (S, "The film took more than $79 million in Canada."),
        ],
    );
    check(
        "Leeds has reported 794 cases, 52 deaths and 180 recoveries.",
        &[
            (R, "Leeds reported more than 52 deaths."),
            (S, "Leeds reported more than 50 deaths."),
        ],
    );
    check(
        "At least 450 villagers of Oruro left in 5 lorries.",
        &[
            (S, "At least 400 villagers of Oruro left."),
            (S, "More than 300 villagers of Oruro left."),
        ],
    );
}

#[test]
fn point_7_the_object_of_a_relative_clause_does_not_act() {
    check(
        "Norway withdrew all its ferries from Oruro in May 2022.",
        &[(
            N,
            "The Norwegian company that once had 40 ferries withdrew its ships from Oruro in 2022.",
        )],
    );
}

#[test]
fn words_of_one_stem_are_not_one_word() {
    check(
        "The festival of Clara Whitcombe in Leeds pleased the authorities.",
        &[(
            N,
            "Les autorités ont autorisé le festival de Clara Whitcombe à Leeds.",
        )],
    );
    check(
        "The authorities banned the festival of Clara Whitcombe in Leeds.",
        &[(
            R,
            "Les autorités ont autorisé le festival de Clara Whitcombe à Leeds.",
        )],
    );
}

#[test]
fn what_drives_people_from_home_displaces_them() {
    check(
        "More than 2,700 farmers were displaced by the floods in Oruro.",
        &[
            (
                S,
                "The floods in Oruro drove more than 2,500 farmers from their homes.",
            ),
            (
                N,
                "The floods in Oruro drove more than 2,500 farmers to despair.",
            ),
        ],
    );
}

#[test]
fn point_14_another_definition_and_another_leader_are_conflicts() {
    let mechanism = "It had help from the Marsh Training Mechanism in Mirel (MTM).";
    let mission = "The Marsh Training Mission in Mirel (MTM) has three boats.";
    let claim = "MTM is short for Marsh Training Mechanism in Mirel.";
    assert_eq!(outcome(claim, &[mechanism]).verdict, S);
    assert_eq!(outcome(claim, &[mission]).verdict, R);
    assert_eq!(outcome(claim, &[mechanism, mission]).verdict, C);

    let kenyan = "Two boats support Task Force Heron, a Kenyan-led task force.";
    let both = "The Kenyan-led Operation Marsh gave way to the UN-led Heron mission.";
    let claim = "Kenya led Task Force Heron.";
    assert_eq!(outcome(claim, &[kenyan]).verdict, S);
    assert_eq!(outcome(claim, &[kenyan, both]).verdict, C);
}
