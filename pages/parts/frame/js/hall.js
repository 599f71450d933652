// The keys of the room (会で使う): each presses a button that stands there. Only while a slide is shown.
(() => {
  const FAST = Math.min(window.ashibaSeenAfter ?? 700, 250) // ms: two presses of one thumb are one
  const KEYS = {
    PageDown: "next", ArrowRight: "next", ArrowDown: "next", " ": "next",
    PageUp: "back", ArrowLeft: "back", ArrowUp: "back",
    Home: "home", b: "hide", B: "hide", ".": "hide", "。": "hide", "．": "hide",
    1: "a1", 2: "a2", 3: "a3", 4: "a4", 5: "a5",
  }
  // A Japanese input method hides the letter: then the place on the keyboard counts.
  const CODES = {
    Space: "next", KeyB: "hide", Period: "hide", Digit1: "a1", Digit2: "a2", Digit3: "a3",
    Digit4: "a4", Digit5: "a5", Numpad1: "a1", Numpad2: "a2", Numpad3: "a3", Numpad4: "a4",
    Numpad5: "a5", NumpadDecimal: "hide",
  }
  const NOT_NOW = "いまは進めません。つながるまで、少しお待ちください。"
  const inRoom = () => document.querySelector(".st-key-ashiba_hall") !== null
  // Something else is open: the help, or the question whether to leave.
  const isCovered = () => document.querySelector('dialog[open], [role="dialog"]') !== null

  // After a reload the slide stands there before its buttons do.
  function press(what, tries = 40) {
    if (document.querySelector(".st-key-hall_bar button")) {
      document.querySelector(`.st-key-hall_${what} button:not([disabled])`)?.click()
    } else if (tries) setTimeout(() => press(what, tries - 1), 50)
  }

  let last = null // the key that acted last, and when it was down last

  addEventListener("keydown", event => {
    if (event.ctrlKey || event.altKey || event.metaKey || !inRoom() || isCovered()) return
    const what = event.isComposing || event.key === "Process" || event.key === "Unidentified"
      ? CODES[event.code] : KEYS[event.key]
    if (!what) return
    const focused = document.activeElement
    if (focused?.matches?.("input, textarea")) return
    // Who goes by Tab presses what has the focus.
    if (event.key === " " && focused?.matches?.("button:focus-visible, a:focus-visible")) return
    event.preventDefault()
    event.stopImmediatePropagation()
    const now = performance.now()
    const again = last && last.what === what && now - last.at < FAST
    last = { what, at: now }
    if (event.repeat || again) return
    if (!ashiba.isConnected() || ashiba.isJoining()) {
      ashiba.notNow(NOT_NOW)
      return
    }
    press(what)
  }, true)

  // Space would press a button that has the focus when it comes up again.
  addEventListener("keyup", event => {
    if (event.key !== " " || !inRoom() || isCovered()) return
    if (!document.activeElement?.matches?.(":focus-visible")) event.preventDefault()
  }, true)

  // 「始める（全画面）」 asks for the whole screen in the press itself; leaving the room gives it back.
  let filled = false
  document.addEventListener("click", event => {
    if (!event.isTrusted || !event.target.closest?.(".st-key-hall_begin_full button")) return
    document.documentElement.requestFullscreen?.().then(() => { filled = true }, () => {})
  })
  ashiba.onChange(() => {
    if (!filled || document.querySelector('[class*="st-key-ashiba_hall"]')) return
    filled = false
    if (document.fullscreenElement) document.exitFullscreen().catch(() => {})
  })
})()
