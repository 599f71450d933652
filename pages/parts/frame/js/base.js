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

  new MutationObserver(ask).observe(document, {
    subtree: true, childList: true, characterData: true, attributes: true,
    attributeFilter: [
      "aria-label", "placeholder", "data-ashiba-at", "data-test-script-state",
      "data-test-connection-state",
    ],
  })

  // After a lost line the server may be another one, which knows nothing yet: until it has asked
  // the tab, a press would be lost.
  let joining = false
  let quiet = 0
  function join() {
    joining = true
    quiet = 0
    const again = () => {
      const running = api.isRunning() || !api.isConnected()
      const asks = document.querySelector(".st-key-ashiba_late") !== null
      quiet = running || asks ? 0 : quiet + 1
      if (quiet >= 6) joining = false
      else setTimeout(again, 100)
    }
    document.querySelector(".st-key-ashiba_again button")?.click()
    setTimeout(again, 300)
  }

  const app = () => document.querySelector('[data-testid="stApp"]')

  const api = {
    join,
    isJoining: () => joining,
    // watcher(): called in the frame after anything of the page changed.
    onChange(watcher) { watchers.push(watcher) },
    // The same text twice is read twice: it is taken away in between.
    say(text) {
      const line = document.getElementById("ashiba-told")
      if (!line || !text) return
      line.textContent = ""
      setTimeout(() => { line.textContent = text }, 60)
    },
    isConnected: () => app()?.getAttribute("data-test-connection-state") === "CONNECTED",
    isRunning: () => app()?.getAttribute("data-test-script-state") !== "notRunning",
    app,
  }
  return api
})()
