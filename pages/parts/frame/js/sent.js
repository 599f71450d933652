// An answer on its way when the line ends, or when the page is loaded anew: it may be lost.
// Whether it has come is looked at when all is there again; where it has not, that is said.
(() => {
  const KEY = "ashiba-sent"
  const BY_HAND = 1500 // ms after a press or a key; what the app sends by itself is no answer
  const AT_ONCE = BY_HAND // in which a press is sent, if it is to be: a slow telephone takes its time
  const REST = 500 // ms in which nothing runs: the tab has by then what the server knows
  const SAME = 3000 // ms where another run was under way at the press, and the tab is as before
  const LOST = "最後の答えは、届いていないことがあります。画面を見て、もう一度押してください。"

  // Where something can be answered: the page, and a box that lies over it.
  const ROOMS = ':is([data-testid="stMain"], [role="dialog"])'
  let touched = -Infinity
  let sent = null // what the tab held at a press that no run has ended for
  let went = false
  let unsent = 0
  let ending = 0
  let moved = -Infinity // when a run began or ended
  let alone = false // nothing ran at the press: the run that ends next is its own
  let broken = false
  let since = null
  let told = false
  let fresh = false // told by the press that is just being made

  const tab = () => {
    try { return sessionStorage.getItem("ashiba-case") ?? "" } catch { return "" }
  }
  // 「消して終わる」 leads to another page by itself; in the room nobody answers.
  const isLost = () => sent !== null && sent === tab() && !sent.includes('"ended":true')
    && !document.querySelector(".st-key-ashiba_hall")
  let before = false // lost on the page before: what this page's screen writes is no answer to it

  // A button that is drawn anew loses the focus by itself; a field is left by hand.
  const isByHand = event => event.isTrusted && event.target.closest?.(ROOMS)
    && (event.type !== "focusout" || event.target.matches("input, textarea"))
  for (const kind of ["pointerdown", "click", "keydown", "focusout"]) {
    addEventListener(kind, event => { if (isByHand(event)) touched = performance.now() }, true)
  }
  const send = WebSocket.prototype.send
  WebSocket.prototype.send = function (...data) {
    if (performance.now() - touched < BY_HAND) {
      sent ??= tab()
      went = true
      clearTimeout(ending)
    }
    return send.apply(this, data)
  }
  // The page may go before the press was even sent. (A press that hand.js stopped is not heard here.)
  addEventListener("click", event => {
    if (!event.isTrusted || !event.target.closest?.(`${ROOMS} :is(button, label)`)) return
    // What was on its way before is decided before another one is looked after.
    if (broken || before) fresh = judge()
    sent = tab()
    went = false
    alone = !ashiba.isRunning() && performance.now() - moved > REST
    clearTimeout(ending)
    clearTimeout(unsent)
    unsent = setTimeout(() => { if (!went) sent = null }, AT_ONCE)
  }, true)

  // It has come when a run has ended and nothing followed: what a run says arrives a little later.
  // (Each change counts: of two within one frame base.js sees only the last.)
  new MutationObserver(() => {
    moved = performance.now()
    clearTimeout(ending)
    if (broken || ashiba.isRunning()) return
    const came = () => { if (!broken && ashiba.isConnected()) sent = null }
    ending = setTimeout(() => {
      if (alone || sent !== tab()) came()
      else ending = setTimeout(came, SAME - REST)
    }, REST)
  }).observe(document, { subtree: true, attributeFilter: ["data-test-script-state"] })

  addEventListener("pagehide", () => {
    if (window.ashibaLeaving || !(before || isLost())) return
    try { sessionStorage.setItem(KEY, "1") } catch { /* not allowed: nothing is kept at all */ }
  })
  try {
    if (sessionStorage.getItem(KEY)) {
      sessionStorage.removeItem(KEY)
      before = true
    }
  } catch { /* not allowed */ }

  // 「つながりました」 takes the place of other words for a moment: these stand until a press.
  function show() {
    const line = document.getElementById("ashiba-line")
    if (!told || !line || line.textContent === LOST || !ashiba.isConnected()) return
    line.textContent = LOST
    line.hidden = false
  }

  function watch() {
    show()
    if ((sent === null && !before) || !ashiba.app()) return
    if (sent !== null && !ashiba.isConnected() && document.querySelector("[data-ashiba-at]")) {
      broken = true
    }
    const waits = !ashiba.isConnected() || ashiba.isRunning() || ashiba.isJoining()
      || document.querySelector(".st-key-ashiba_late") !== null
      || document.querySelector("[data-ashiba-at]") === null
    if (waits || !(broken || before)) {
      since = null
      return
    }
    since ??= performance.now()
    if (performance.now() - since >= REST) judge()
  }

  // All is there again: what was on its way is in the tab, or it is said that it may be lost.
  function judge() {
    const lost = before || isLost()
    if (broken) sent = null // else it is of this page, and on its way
    since = null
    broken = before = false
    if (!lost) return false
    told = true
    show()
    ashiba.say(LOST)
    return true
  }
  ashiba.onChange(watch)
  setInterval(watch, 250)

  // It stands until it was read: the next press takes it away.
  addEventListener("click", event => {
    const line = document.getElementById("ashiba-line")
    if (!event.isTrusted || !told) return
    if (fresh) {
      fresh = false
      return
    }
    told = false
    if (line?.textContent !== LOST) return
    line.textContent = ""
    line.hidden = true
  }, true)
})()
