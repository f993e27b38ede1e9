// What the widget says to the assistant for the shopper: in English whatever the locale, as the assistant understands it.
const sentences = {
  suggestions: ["Recommend something for me", "What can you do?"],
  similar: (which) => `Show me something like ${which}`,
  cart: (which) => `Add ${which} to my cart`,
  like: (which) => `I like ${which}`,
  dislike: (which) => `I don't like ${which}`,
  why: (which) => `Why ${which}?`,
  compare: (which) => `Compare ${which}`,
};
const ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

// The sentence for a card's button, "" for one that says nothing. place: where in the newest carousel the product
// stands, -1 in an older one; both are lists where several are compared.
function sentenceOf(name, product, place) {
  const say = name !== "suggestions" && sentences[name];
  if (typeof say !== "function") return "";
  const [products, places] = [[product].flat(), [place].flat()];
  return say(inARow(products.map((each, index) => (places[index] in ordinals ? `the ${ordinals[places[index]]} one` : `the ${each.title}`))));
}

function inARow(names) {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
