// The hand: a press counts only for what one could see; each screen begins at its heading.
(() => {
  // A person needs so long to see that something else stands there (ms). Tests may shorten it.
  const SEEN_AFTER = window.ashibaSeenAfter ?? 700
  const DOUBLED = SEEN_AFTER * 0.36 // ms: two presses of one thumb are one
  // In the room 次へ and もどる stay where they are: only a doubled press is one too many.
  const BAR = ".st-key-hall_bar"
  const MOVED = 12 // px
  const NOT_NOW = "いまは押せません。つながるまで、少しお待ちください。"
  const WAITS = "読み込んでいます" // as the waiting words of around.py begin
  const AGAIN = "つなぎ直していました。もう一度押してください。"
  const ACTS = [
    "button", '[data-testid="stPageLink-NavLink"]', '[role="radio"]', '[role="checkbox"]',
    "label:has(input[type=radio])", "label:has(input[type=checkbox])", "input[type=file]",
    "a[data-ashiba-exit]",
  ].join(",")
  // Help, the menu, folds and lists are never slowed: nothing is answered there.
  const FREE = [
    "#ashiba-bar", "dialog", "summary", '[data-testid="stHeader"]',
    '[data-testid="stSidebar"]', '[data-baseweb="popover"]', '[data-baseweb="select"]',
    '[data-testid="stTooltipIcon"]', ".stPopover", ".stNumberInput", 'a[href^="tel:"]',
  ].join(",")

  const known = new WeakMap() // what acts → {text, top, left, since}
  const main = () => document.querySelector('[data-testid="stMain"]')

  // The words that stand above decide what a press means: a question is part of its answers.
  function question() {
    const marks = document.querySelectorAll("[data-ashiba-at]")
    return [...marks].map(mark => mark.getAttribute("data-ashiba-at")).join(" ")
  }

  // Where something can be answered: the page, and a box that lies over it.
  const ROOMS = '[data-testid="stMain"], [role="dialog"]'

  function see() {
    const now = performance.now(), about = question(), down = main()?.scrollTop ?? 0
    for (const one of ashiba.all(ACTS)) {
      if (!ashiba.closest(one, ROOMS)) continue
      const box = one.getBoundingClientRect()
      const text = `${about} ${one.textContent}`
      const top = box.top + down, left = box.left
      const before = known.get(one)
      const same = before && before.text === text
        && Math.abs(before.top - top) < MOVED && Math.abs(before.left - left) < MOVED
      if (!same) known.set(one, { text, top, left, since: now })
    }
  }
  // Folds open without a change of the page: what lies below them moves all the same.
  const grown = new ResizeObserver(() => requestAnimationFrame(see))
  let room = null
  ashiba.onChange(() => {
    see()
    const now = document.querySelector('[data-testid="stMainBlockContainer"] > *')
    if (now === room) return
    grown.disconnect()
    room = now
    if (room) grown.observe(room)
  })
  addEventListener("resize", () => requestAnimationFrame(see))

  // While nothing is connected Streamlit takes no press, and says nothing of it.
  addEventListener("pointerdown", event => {
    if (ashiba.isConnected() || !ashiba.app()) return
    const under = document.elementFromPoint(event.clientX, event.clientY)
    // Streamlit switches its buttons off meanwhile, so that their holders are pressed (look.css).
    const one = under?.closest?.(`${ACTS}, .stButton`)
    if (one?.closest(ROOMS) && !one.closest(FREE)) ashiba.notNow(NOT_NOW)
  }, true)

  // What was just chosen, without what is only heard: said where it leads to another question.
  let chosen = ""
  const wordsOf = one => one.querySelector("p")?.firstChild?.textContent.trim() ?? ""

  let last = {} // what was pressed, when and where
  let down = null // when the finger, the button or the key went down
  function begin(event) {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return
    if (event.repeat) {
      // A key that is held down answers once.
      if (acting(event)) stop(event)
      return
    }
    down = performance.now()
  }
  addEventListener("pointerdown", begin, true)
  addEventListener("keydown", begin, true)

  function stop(event) {
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  const acting = event => ashiba.closest(event.composedPath()[0], ACTS)
  // What the browser does by itself: saving a file, and leaving.
  const needsNobody = one =>
    one.matches("a[data-ashiba-exit]") || (one.matches("button") && one.getRootNode() !== document)

  addEventListener("click", event => {
    const one = acting(event)
    const began = down ?? performance.now()
    down = null
    if (!event.isTrusted || !one || !ashiba.closest(one, ROOMS) || ashiba.closest(one, FREE)) return
    see() // what changed in this very moment was not looked at yet
    const seen = known.get(one)
    const wait = one.closest(BAR) ? DOUBLED : SEEN_AFTER
    // The same once more, before anything could answer.
    const again = one === last.one && began - last.at < (ashiba.isRunning() ? wait : DOUBLED)
    if ((wait && seen && began - seen.since < wait) || again) stop(event)
    else if (!needsNobody(one) && (!ashiba.isConnected() || ashiba.isJoining())) {
      stop(event)
      if (ashiba.isConnected()) ashiba.say(AGAIN)
      else ashiba.notNow(NOT_NOW)
    } else {
      last = { one, at: began, stood: holdersOf(one), on: question() }
      chosen = one.closest('[class*="st-key-choose_"]') ? wordsOf(one) : ""
    }
  }, true)

  // A new screen or question begins at its heading: in view, focused, and so read aloud.
  let shown = null
  let looking = 0
  function heading() {
    return [...(main()?.querySelectorAll("h1, h2") ?? [])].find(
      one => one.getClientRects().length && !one.closest('[data-stale="true"]'),
    )
  }

  function startAtTop() {
    const now = question()
    if (!now || now === shown) return
    const first = shown === null
    shown = now
    if (first) return
    if (chosen) ashiba.say(`「${chosen}」と答えました。`)
    chosen = ""
    const mine = ++looking, until = performance.now() + 3000
    const settle = () => {
      if (mine !== looking) return
      const top = heading()
      if ((!top || ashiba.isRunning()) && performance.now() < until) {
        setTimeout(settle, 30)
        return
      }
      main()?.scrollTo(0, 0)
      if (!top) return
      top.setAttribute("tabindex", "-1")
      top.focus({ preventScroll: true })
    }
    main()?.scrollTo(0, 0)
    settle()
  }
  ashiba.onChange(startAtTop)

  // A choice that changes its look is drawn anew, and the focus falls off it: a keyboard would
  // press nothing, and a reader begin at the top. It goes back to the same choice.
  let held = null // {one, name, at}: what has the focus, the key of its holder, the question
  const nameOf = one =>
    [...(one.closest(".stElementContainer")?.classList ?? [])].find(name => name.startsWith("st-key-"))
  addEventListener("pointerdown", () => { held = null }, true)
  addEventListener("focusin", event => {
    const one = event.target, name = one.matches?.("button") ? nameOf(one) : null
    held = name ? { one, name, at: question() } : null
  }, true)
  ashiba.onChange(() => {
    if (!held || ashiba.isRunning()) return
    if (document.activeElement && document.activeElement !== document.body) return
    const { name, at } = held
    const again = document.querySelector(`.${CSS.escape(name)} button`)
    if (at !== question() || !again || again.disabled) return
    again.focus({ preventScroll: true })
  })

  // The button by its key, and the row it stands in: another button may take its place there.
  function holdersOf(one) {
    const found = []
    for (let at = one; at && found.length < 2; at = at.parentElement) {
      const name = [...at.classList].find(name => name.startsWith("st-key-"))
      if (name) found.push({ name, top: at.getBoundingClientRect().top })
    }
    return found
  }

  // What was pressed stays under the finger, where a list moves it: 「下へ」, a row that comes above.
  const MOVES = 3000 // ms after the run of this press: a slow machine draws it so late
  const goesOn = () => { last.stood = [] }
  for (const kind of ["wheel", "touchmove", "keydown"]) addEventListener(kind, goesOn, true)
  // Elsewhere: a bar that scrolls, a fold. Not the second press of one hand, nor one while the screen
  // is drawn: on a slow machine something else stands there meanwhile.
  addEventListener("pointerdown", event => {
    if (event.target.closest?.(ACTS) || ashiba.isRunning()) return
    if (performance.now() - last.at > SEEN_AFTER) goesOn()
  }, true)
  // A run may be over before a frame is drawn: each change counts. Another one may follow it at once,
  // and draw the same screen once more.
  new MutationObserver(changes => {
    if (!ashiba.isRunning() && changes.every(one => one.oldValue === "notRunning")) return
    last.ran = true
    if (last.ended && performance.now() - last.ended <= MOVES) last.ended = null
  }).observe(document, {
    subtree: true, attributeFilter: ["data-test-script-state"], attributeOldValue: true,
  })
  ashiba.onChange(() => {
    const on = question() // none: the screen is away for a moment
    if (on && last.on !== on) goesOn() // Back leads to it again, and begins at its heading
    if (!last.stood?.length) return
    if (ashiba.isRunning()) return
    const now = performance.now()
    // A busy machine draws all of a run at once, and nobody sees it begin.
    const since = last.ran ? (last.ended ??= now) : last.at
    if (now - since > MOVES) return
    for (const { name, top } of last.stood) {
      const one = document.querySelector(`.${CSS.escape(name)}`)
      if (!one) continue
      const moved = one.getBoundingClientRect().top - top
      if (Math.abs(moved) >= MOVED) main()?.scrollBy(0, moved)
      return
    }
  })

  // What was done is said on the screen; it is read out from one line that is always there.
  const read = new WeakMap()
  ashiba.onChange(() => {
    for (const line of ashiba.all('[role="status"]')) {
      if (!ashiba.closest(line, ROOMS)) continue
      const text = line.textContent.trim()
      if (text && read.get(line) !== text) ashiba.say(text)
      read.set(line, text)
    }
    // Who reads the page from its top is not told of waiting that is over.
    const told = document.getElementById("ashiba-told")
    if (told?.textContent.startsWith(WAITS)) {
      const lines = [...document.querySelectorAll('[role="status"]')]
      const waits = lines.some(one => one !== told && one.textContent.trim().startsWith(WAITS))
      if (!waits) told.textContent = ""
    }
  })

  // The box of the text size takes the focus when it opens.
  let open = null
  ashiba.onChange(() => {
    const box = document.querySelector('[data-testid="stPopoverBody"]')
    if (box && box !== open) {
      const enter = tries => {
        if (!box.isConnected || box.contains(document.activeElement) || !tries) return
        box.querySelector("input:checked, input, button")?.focus()
        setTimeout(() => enter(tries - 1), 80) // the framework may put the focus elsewhere once
      }
      enter(12)
    }
    open = box
  })

  // A message names its field.
  ashiba.onChange(() => {
    for (const field of document.querySelectorAll('input[data-ashiba-wrong], textarea[data-ashiba-wrong]')) {
      if (document.getElementById(field.getAttribute("aria-describedby"))) continue
      for (const name of ["aria-invalid", "aria-describedby", "data-ashiba-wrong"]) {
        field.removeAttribute(name)
      }
    }
    for (const told of document.querySelectorAll("[data-ashiba-for]")) {
      const field = document
        .querySelector(`.st-key-${CSS.escape(told.getAttribute("data-ashiba-for"))}`)
        ?.querySelector("input, textarea")
      if (!field || field.getAttribute("aria-describedby") === told.id) continue
      field.setAttribute("aria-invalid", "true")
      field.setAttribute("aria-describedby", told.id)
      field.setAttribute("data-ashiba-wrong", "")
    }
  })
})()
