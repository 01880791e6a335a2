//! The document that describes the routes, made from the types that they take and give.

use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

use super::answers::{
    CheckRequest, Claims, ClaimsRequest, Found, Health, Listed, Problem, SearchQuery, SourcesQuery,
};
use crate::report::Report;

/// The OpenAPI document; `with_token` says whether a token is asked for.
pub(in crate::commands) fn document(with_token: bool) -> Value {
    let mut taken = generator(SchemaSettings::for_deserialize);
    let mut given = generator(SchemaSettings::for_serialize);
    let problem = body(&given.subschema_for::<Problem>());
    let refusals = |codes: &[(u16, &str)]| {
        let refusal = |(code, what): &(u16, &str)| {
            let refusal = json!({"description": what, "content": problem});
            (code.to_string(), refusal)
        };
        codes.iter().map(refusal).collect::<Map<String, Value>>()
    };
    let security = match with_token {
        true => json!([{"token": []}]),
        false => json!([]),
    };
    let operation = |what: &str, asked: Value, answer: Value, codes: &[(u16, &str)]| {
        let mut responses = refusals(codes);
        if with_token {
            responses.extend(refusals(&[(401, "The token is missing or wrong.")]));
        }
        responses.insert(
            "200".to_owned(),
            json!({"description": "The answer.", "content": answer}),
        );
        let mut operation = json!({
            "summary": what, "responses": responses, "security": security,
        });
        if let (Some(operation), Value::Object(asked)) = (operation.as_object_mut(), asked) {
            operation.extend(asked);
        }
        operation
    };
    let sent =
        |schema: Schema| json!({"requestBody": {"required": true, "content": body(&schema)}});
    let paths = json!({
        "/v1/check": {"post": operation(
            "Check a draft: the report, as `ibid check --format json` writes it.",
            sent(taken.subschema_for::<CheckRequest>()),
            body(&given.subschema_for::<Report>()),
            &[BAD_BODY, TOO_LONG, OTHER_KIND, UNFIT, TOO_MANY, FAILED, AWAY],
        )},
        "/v1/claims": {"post": operation(
            "Check claims that stand in no draft.",
            sent(taken.subschema_for::<ClaimsRequest>()),
            body(&given.subschema_for::<Claims>()),
            &[BAD_BODY, TOO_LONG, OTHER_KIND, UNFIT, TOO_MANY, FAILED, AWAY],
        )},
        "/v1/sources": {"get": operation(
            "The sources that drafts are checked against.",
            parameters::<SourcesQuery>(&mut taken),
            body(&given.subschema_for::<Listed>()),
            &[BAD_QUERY],
        )},
        "/v1/search": {"get": operation(
            "Passages of the sources that share words with those given.",
            parameters::<SearchQuery>(&mut taken),
            body(&given.subschema_for::<Found>()),
            &[BAD_QUERY, TOO_MANY, FAILED, AWAY],
        )},
        "/metrics": {"get": operation(
            "Counters, in the text form that Prometheus reads.",
            Value::Null,
            json!({"application/openmetrics-text": {"schema": {"type": "string"}}}),
            &[],
        )},
        "/health": {"get": {
            "summary": "Whether the server answers, and what it has open.",
            "security": [],
            "responses": {"200": {
                "description": "It answers.",
                "content": body(&given.subschema_for::<Health>()),
            }},
        }},
    });
    let mut schemas = taken.take_definitions(true);
    schemas.extend(given.take_definitions(true));
    let mut components = json!({"schemas": schemas});
    if with_token {
        components["securitySchemes"] = json!({"token": {"type": "http", "scheme": "bearer"}});
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "ibid",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Checks every claim of a draft against sources and cites the exact words.",
        },
        "paths": paths,
        "components": components,
    })
}

const BAD_BODY: (u16, &str) = (400, "The body is not what is expected.");
const BAD_QUERY: (u16, &str) = (400, "The parameters are not what is expected.");
const TOO_LONG: (u16, &str) = (413, "The body is too long.");
const OTHER_KIND: (u16, &str) = (415, "The body is not JSON by its type.");
const UNFIT: (u16, &str) = (422, "What was sent cannot be checked.");
const TOO_MANY: (u16, &str) = (429, "Too many requests are under way.");
const FAILED: (u16, &str) = (500, "The job could not be done.");
const AWAY: (u16, &str) = (503, "It took too long, or a source is being changed.");

fn generator(settings: fn(SchemaSettings) -> SchemaSettings) -> SchemaGenerator {
    let settings = settings(SchemaSettings::draft2020_12());
    let settings = settings.with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
    });
    settings.into_generator()
}

/// A body of JSON by its schema.
fn body(schema: &Schema) -> Value {
    json!({"application/json": {"schema": schema}})
}

/// The parameters of a query: the fields of `T`.
fn parameters<T: JsonSchema>(generator: &mut SchemaGenerator) -> Value {
    let schema = generator.root_schema_for::<T>();
    let schema = schema.as_value();
    let required = |name: &str| {
        let required = schema["required"].as_array();
        required.is_some_and(|names| names.iter().any(|it| it == name))
    };
    let fields = schema["properties"].as_object().into_iter().flatten();
    let parameters = fields.map(|(name, field)| {
        json!({
            "name": name, "in": "query", "required": required(name), "schema": field,
            "description": field["description"],
        })
    });
    json!({"parameters": parameters.collect::<Vec<_>>()})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_leads_to_a_schema() {
        let document = document(true);
        let text = document.to_string();
        let references = regex::Regex::new(r##""\$ref":"#/components/schemas/(\w+)""##).unwrap();
        let mut count = 0;
        for found in references.captures_iter(&text) {
            assert!(
                document["components"]["schemas"].get(&found[1]).is_some(),
                "{}",
                &found[1]
            );
            count += 1;
        }
        assert!(count > 20, "{count} references");
        assert!(!text.contains("#/$defs"), "a reference leads elsewhere");
        let names: Vec<&str> = document["paths"]["/v1/sources"]["get"]["parameters"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["name"].as_str().unwrap())
            .collect();
        assert_eq!(names, ["limit", "offset"]);
    }
}
