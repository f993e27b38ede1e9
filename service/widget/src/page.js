// The page the shopper is on, as an agent may see it; never what stands behind "?" or "#".
function currentPage() {
  const meta = document.querySelector("meta[property='product:retailer_item_id']");
  const product = settings.productId || (meta && meta.content) || "";
  return { url: location.origin + location.pathname, title: document.title.slice(0, 200), product_id: product || undefined };
}
