// What the other scripts share: one look at the page after each change, one line that is read out.
const ashiba = (() => {
  // Streamlit fetches its icon font (375 KB) on every visit. Our icons are drawn (kit/icons.py).
  if (document.fonts) {
    const load = document.fonts.load.bind(document.fonts)
    document.fonts.load = (font, ...more) =>
      font.includes("Material") ? Promise.resolve([]) : load(font, ...more)
  }

  const watchers = []
  let waiting = false

  function look() {
    waiting = false
    for (const watcher of watchers) {
      try {
        watcher()
      } catch (fault) {
        console.error(fault)
      }
    }
  }

  function ask() {
    if (waiting) return
    waiting = true
    requestAnimationFrame(look)
  }

  const CHANGES = {
    subtree: true, childList: true, characterData: true, attributes: true,
    attributeFilter: [
      "aria-label", "placeholder", "data-ashiba-at", "data-test-script-state",
      "data-test-connection-state",
    ],
  }
  const observer = new MutationObserver(() => {
    follow()
    ask()
  })
  observer.observe(document, CHANGES)

  // Our own parts (saving, choosing a file) stand in a shadow, which a look at the page passes by.
  const shadows = new Set()
  const attach = Element.prototype.attachShadow
  Element.prototype.attachShadow = function (...how) {
    const root = attach.apply(this, how)
    shadows.add(root)
    observer.observe(root, CHANGES)
    return root
  }

  // After a lost line the server may be another one, which knows nothing yet: until it has asked
  // the tab, a press would be lost.
  let joining = false
  let joined = 0
  let quiet = 0
  function join() {
    joining = true
    joined++
    quiet = 0
    const again = () => {
      const running = api.isRunning() || !api.isConnected()
      const asks = document.querySelector(".st-key-ashiba_late") !== null
      quiet = running || asks ? 0 : quiet + 1
      if (quiet < 6) return setTimeout(again, 100)
      joining = false
      ask()
    }
    setTimeout(() => document.querySelector(".st-key-ashiba_again button")?.click(), 0)
    setTimeout(again, 300)
  }

  // Looked at with the change itself: a press in the frame between would be one too early.
  let was = false // connected
  let away = false
  function follow() {
    if (!api.isConnected()) away = was
    else if (away || !was) {
      if (away) join()
      was = true
      away = false
    }
  }

  const app = () => document.querySelector('[data-testid="stApp"]')

  const api = {
    isJoining: () => joining,
    // How often this page found its way back to a server.
    joined: () => joined,
    // As querySelectorAll and closest, also within our own parts and out of them.
    all(selector) {
      for (const root of shadows) if (!root.isConnected) shadows.delete(root)
      return [document, ...shadows].flatMap(room => [...room.querySelectorAll(selector)])
    },
    closest(one, selector) {
      for (let at = one; at; at = at.getRootNode().host) {
        const found = at.closest?.(selector)
        if (found) return found
      }
      return null
    },
    // watcher(): called in the frame after anything of the page changed.
    onChange(watcher) { watchers.push(watcher) },
    // The same text twice is read twice: it is taken away in between.
    say(text) {
      const line = document.getElementById("ashiba-told")
      if (!line || !text) return
      line.textContent = ""
      setTimeout(() => { line.textContent = text }, 60)
    },
    // A press came while nothing is connected; help.js tells when it may be made again.
    notNow(text) {
      api.refused = true
      api.say(text)
    },
    refused: false,
    isConnected: () => app()?.getAttribute("data-test-connection-state") === "CONNECTED",
    isRunning: () => app()?.getAttribute("data-test-script-state") !== "notRunning",
    app,
  }
  return api
})()
