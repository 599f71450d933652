// A translator puts <font> in the place of a text that React goes on changing: the question would
// stay while the answers go on. (The page says translate="no"; not every translator heeds it.)
(() => {
  const standIn = new WeakMap() // React's text → what stands in its place

  const changed = new MutationObserver(records => {
    for (const { target } of records) {
      const font = standIn.get(target)
      if (font) font.textContent = target.data
    }
  })
  new MutationObserver(records => {
    for (const { removedNodes, addedNodes } of records) {
      const font = [...addedNodes].find(one => one.nodeName === "FONT")
      const text = [...removedNodes].find(one => one.nodeType === Node.TEXT_NODE)
      if (!font || !text) continue
      standIn.set(text, font)
      changed.observe(text, { characterData: true })
    }
  }).observe(document, { subtree: true, childList: true })

  // What React takes away, or puts something before, may be no longer there itself.
  const { removeChild, insertBefore } = Node.prototype
  const standing = (parent, one) => {
    const other = one && one.parentNode !== parent ? standIn.get(one) : null
    return other?.parentNode === parent ? other : one
  }
  Node.prototype.removeChild = function (child) {
    removeChild.call(this, standing(this, child))
    return child
  }
  Node.prototype.insertBefore = function (one, before) {
    return insertBefore.call(this, one, standing(this, before))
  }
})()
