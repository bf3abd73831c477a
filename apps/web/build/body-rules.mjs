/**
 * What docs/openapi.json demands of each field of a request body, by path and by the field's name on the way down:
 * `{ '/v1/units': { code: { needed: true, longest: 40 } } }`. Lists are passed through: `lines.rate` is the rate of a line.
 */
export function rulesOfBodies({ paths }) {
  const bodies = Object.entries(paths).flatMap(([path, { post }]) => {
    const schema = post?.requestBody?.content['application/json']?.schema;
    return schema === undefined ? [] : [[path, rulesOfBody(schema)]];
  });
  return Object.fromEntries(bodies);
}

function rulesOfBody(body) {
  const rules = new Map();
  /** Names of which the alternatives of a body say different things: there is no one rule for them. */
  const unclear = new Set();
  const take = (schema, name, needed) => {
    const { some, optional } = alternativesOf(schema);
    if (some.length === 1 && isTyped(some[0])) record(name, ruleOf(some[0], needed && !optional));
    for (const each of some) takeWithin(each, name);
  };
  const takeWithin = (schema, name) => {
    if (schema.items !== undefined) {
      const { some } = alternativesOf(schema.items);
      if (some.some(({ properties }) => properties !== undefined)) for (const each of some) takeWithin(each, name);
      else take(schema.items, `${name}.each`, true);
    }
    for (const [own, property] of Object.entries(schema.properties ?? {}))
      take(property, name === '' ? own : `${name}.${own}`, schema.required?.includes(own) ?? false);
  };
  const record = (name, rule) => {
    const before = rules.get(name);
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify(rule)) unclear.add(name);
    rules.set(name, rule);
  };
  for (const each of alternativesOf(body).some) takeWithin(each, '');
  return Object.fromEntries([...rules].filter(([name]) => !unclear.has(name)));
}

/** What a field may be, and whether it may be nothing; what is said of it as a whole is said of each. */
function alternativesOf(schema) {
  const all = schema.anyOf ?? schema.oneOf ?? [schema];
  const some = all.filter(({ type }) => type !== 'null').map((each) => ({ ...each, ...described(schema) }));
  return { some, optional: some.length < all.length };
}

const described = ({ description }) => (description === undefined ? {} : { description });

/** Choices are left to the types, which name each of them; days and ids to their own parsers. */
const isTyped = ({ type, enum: choices, const: only, format, minItems, maxItems }) =>
  choices === undefined &&
  only === undefined &&
  (type === 'integer' ||
    (type === 'string' && (format === undefined || format === 'password')) ||
    (type === 'array' && (minItems ?? maxItems) !== undefined));

const ruleOf = (
  { type, minLength, maxLength, pattern, description, minimum, exclusiveMinimum, maximum, minItems, maxItems },
  needed,
) => ({
  ...(needed && { needed: true }),
  // One character is there already where something is.
  ...(minLength > 1 && { shortest: minLength }),
  ...(maxLength !== undefined && { longest: maxLength }),
  ...(pattern !== undefined && { pattern, says: description }),
  ...(type === 'integer' && {
    ...(minimum !== undefined && { least: minimum }),
    ...(exclusiveMinimum !== undefined && { least: exclusiveMinimum + 1 }),
    ...(maximum !== undefined && { most: maximum }),
  }),
  ...(type === 'array' && {
    ...(minItems !== undefined && { fewestItems: minItems }),
    ...(maxItems !== undefined && { mostItems: maxItems }),
  }),
});
