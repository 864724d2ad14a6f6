// Shows the OpenAPI document: each route, what it takes, and what it answers.

function element(name, content = "", kind = "") {
  const made = document.createElement(name);
  made.append(...[content].flat());
  if (kind) {
    made.className = kind;
  }
  return made;
}

// A text in which words between double backticks are code.
function prose(written) {
  return written.split("``").map((part, index) => (index % 2 ? element("code", part) : part));
}

function table(heads, rows) {
  const made = element("table", element("tr", heads.map((head) => element("th", head))));
  made.append(...rows.map((row) => element("tr", row.map((cell) => element("td", cell)))));
  return made;
}

function kindOf(schema = {}) {
  if (schema.$ref) {
    return schema.$ref.split("/").pop();
  }
  if (schema.anyOf) {
    return schema.anyOf.map(kindOf).join(" or ");
  }
  if (schema.enum || schema.const) {
    return (schema.enum ?? [schema.const]).join(", ");
  }
  if (schema.type === "array") {
    return `list of ${kindOf(schema.items)}`;
  }
  const range = schema.minimum === undefined ? "" : ` ${schema.minimum} to ${schema.maximum ?? "…"}`;
  return `${schema.format === "binary" ? "file" : schema.type ?? "anything"}${range}`;
}

function fieldsOf(schema) {
  const required = schema.required ?? [];
  return Object.entries(schema.properties ?? {}).map(([name, field]) => [
    element("code", name), kindOf(field), required.includes(name) ? "needed" : "", field.description ?? "",
  ]);
}

function routeOf(document_, method, path, route) {
  const card = element("article");
  card.append(element("h3", [element("span", method.toUpperCase(), "method"), element("code", path)]));
  card.append(element("p", [element("strong", `${route.summary}. `), ...prose(route.description ?? "")]));
  for (const [kind, body] of Object.entries(route.requestBody?.content ?? {})) {
    card.append(element("details", [element("summary", kind), table(["field", "kind", "", "what"], fieldsOf(body.schema))]));
  }
  const answers = Object.entries(route.responses).map(([status, answer]) => {
    const kinds = Object.entries(answer.content ?? {});
    const shown = kinds.map(([kind, { schema }]) => `${kind}${schema?.$ref ? ` (${kindOf(schema)})` : ""}`);
    return [status, answer.description, shown.join(", ")];
  });
  card.append(element("details", [element("summary", "answers"), table(["status", "what", "kind"], answers)]));
  return card;
}

const described = await (await fetch("/openapi.json")).json();
const routes = document.getElementById("routes");
document.getElementById("about").textContent = described.info.description;
for (const [path, methods] of Object.entries(described.paths)) {
  for (const [method, route] of Object.entries(methods)) {
    routes.append(routeOf(described, method, path, route));
  }
}
routes.append(element("h2", "What answers hold"));
for (const [name, schema] of Object.entries(described.components.schemas)) {
  if (schema.properties) {
    const card = element("article", [element("h3", name), element("p", prose(schema.description ?? ""))]);
    card.append(table(["field", "kind", "", "what"], fieldsOf(schema)));
    routes.append(card);
  }
}
