// A product's page tells what it is about in JSON-LD or meta tags: that is one view_item.
function trackPage(track) {
  const item = pageItem();
  if (item) track("view_item", [item]);
}

function pageItem() {
  const meta = (name) => (document.querySelector(`meta[property='product:${name}']`) || {}).content;
  const product = jsonProduct();
  const id = meta("retailer_item_id") || product.sku || product.productID;
  const offer = [product.offers].flat()[0] || {};
  return id ? { item_id: id, quantity: 1, price: meta("price:amount") || offer.price || offer.lowPrice } : null;
}

// The one product that the page's JSON-LD describes; {} where there is none or several.
function jsonProduct() {
  const parts = [...document.querySelectorAll("script[type='application/ld+json']")].flatMap((part) => {
    const said = parsed(part.textContent) || {};
    return [said, ...[said["@graph"] || []].flat()].flat();
  });
  const products = parts.filter((each) => each && [each["@type"]].flat().includes("Product"));
  return products.length === 1 ? products[0] : {};
}
