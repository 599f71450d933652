// Keeps the case in this browser tab (sessionStorage), so that a reload loses nothing.
// data: {ask: nonce} read and hand over | {write: text, let_go} store | {wipe: text} forget all but this
(() => {
  const KEY = "ashiba-case"
  const OURS = "ashiba"
  const ID = "ashiba-id"
  let refused = false
  let handed = false
  let tell = null

  function read() {
    try {
      return window.sessionStorage.getItem(KEY) ?? ""
    } catch {
      return ""
    }
  }

  // False when there is no room or it is not allowed: the answers then live until a reload.
  function write(text) {
    try {
      if (text === "") window.sessionStorage.removeItem(KEY)
      else if (text !== read()) window.sessionStorage.setItem(KEY, text)
      return true
    } catch {
      return text === ""
    }
  }

  // A copied tab takes the id along: what is wiped here is wiped there too.
  function id() {
    try {
      const found = window.sessionStorage.getItem(ID)
      if (found) return found
      const made = crypto.getRandomValues(new Uint32Array(4)).join("-")
      window.sessionStorage.setItem(ID, made)
      return made
    } catch {
      return ""
    }
  }

  function wipe() {
    for (const name of ["sessionStorage", "localStorage"]) {
      try {
        const store = window[name]
        for (const key of Object.keys(store)) if (key.startsWith(OURS)) store.removeItem(key)
      } catch {
        // This store is closed to us, so nothing of ours is in it.
      }
    }
  }

  // Forgets in this tab and, as the id is known only until then, first in its copies.
  window.ashibaForget = function () {
    copies?.postMessage({ wiped: id() })
    wipe()
  }

  let elsewhere = 0 // how often the server was told that this tab was wiped from another
  const copies = typeof BroadcastChannel === "function" ? new BroadcastChannel("ashiba") : null
  if (copies) {
    copies.onmessage = event => {
      if (!event.data?.wiped || event.data.wiped !== id()) return
      wipe()
      tell?.("elsewhere", ++elsewhere)
    }
  }

  // What was asked for may be lost on the way (a line that ends in that moment): it is handed over
  // again until the screen no longer waits for it.
  const AGAIN = 3000 // ms
  let asked = 0
  window.ashibaHandOver = function (waiting, give, times = 0, mine = ++asked) {
    give(times)
    setTimeout(() => {
      if (mine === asked && document.querySelector(waiting)) {
        window.ashibaHandOver(waiting, give, times + 1, mine)
      }
    }, AGAIN)
  }

  window.ashibaTab = function ({ data, setStateValue }) {
    tell = setStateValue
    if (typeof data.wipe === "string") {
      window.ashibaForget()
      write(data.wipe)
      // 「すぐに閉じる」 leads elsewhere (frame/js/help.js).
      if (!window.ashibaLeaving) window.location.replace("/")
    } else if (data.ask) {
      window.ashibaHandOver(".st-key-ashiba_late", times => {
        handed = true
        setStateValue("answer", { nonce: data.ask, text: read(), id: id(), times })
      })
    } else if (elsewhere) {
      setStateValue("elsewhere", ++elsewhere) // not heard yet: it would write the answers back
    } else if (typeof data.write === "string" && !window.ashibaLeaving) {
      // (A run that was under way would bring back what 「すぐに閉じる」 just forgot.)
      id()
      if (data.let_go) window.ashibaForgetDrafts()
      if (data.let_go && handed) {
        // Another case takes the place of the one that was handed over: the server forgets that too.
        handed = false
        setStateValue("answer", null)
      }
      if (write(data.write) === refused) {
        refused = !refused // said once each time it changes, so that the screen can tell
        setStateValue("refused", refused)
      }
    }
  }
})()
