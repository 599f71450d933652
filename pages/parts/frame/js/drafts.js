// What is typed and not yet left: kept in this tab, so that a reload or a dropped tab loses nothing.
(() => {
  const KEY = "ashiba-drafts"
  const FIELD = '[data-testid="stMain"] input[type="text"], [data-testid="stMain"] textarea'

  function load() {
    try {
      const found = JSON.parse(sessionStorage.getItem(KEY) ?? "{}")
      return found && typeof found === "object" ? found : {}
    } catch {
      return {}
    }
  }

  function store(drafts) {
    try {
      if (Object.keys(drafts).length) sessionStorage.setItem(KEY, JSON.stringify(drafts))
      else sessionStorage.removeItem(KEY)
    } catch { /* no room: what was left before is kept all the same */ }
  }

  function name(field) {
    const holder = field.closest('[class*="st-key-"]')
    return holder && [...holder.classList].find(one => one.startsWith("st-key-"))
  }

  addEventListener("input", event => {
    const field = event.target
    if (!event.isTrusted || !field.matches?.(FIELD) || field.readOnly) return
    const key = name(field)
    if (key) store({ ...load(), [key]: { path: location.pathname, text: field.value } })
  }, true)

  function forget(key) {
    const drafts = load()
    if (!(key in drafts)) return
    delete drafts[key]
    store(drafts)
  }

  // Handed over: once the run is done the tab keeps it with the case. Where the line was lost in
  // between, the server that heard of it may be gone: then it is given back.
  function forgetLater(key) {
    const text = load()[key]?.text, joined = ashiba.joined()
    const look = () => {
      if (!ashiba.isConnected() || ashiba.joined() !== joined) return
      if (ashiba.isRunning()) setTimeout(look, 300)
      else if (load()[key]?.text === text) forget(key)
    }
    setTimeout(look, 1500)
  }

  addEventListener("focusout", event => {
    const field = event.target
    if (!event.isTrusted || !field.isConnected || !field.matches?.(FIELD)) return
    const key = name(field)
    if (key && ashiba.isConnected()) forgetLater(key)
  }, true)

  // The page goes away: hand over what stands in the field, as if it had been left.
  function leave() {
    const field = document.activeElement
    if (field?.matches?.(FIELD)) field.dispatchEvent(new FocusEvent("focusout", { bubbles: true }))
  }
  addEventListener("pagehide", leave)
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") leave()
  })

  // After a reload, or with another server: put it back where it was typed, once the case is there.
  let waiting = load(), joined = 0
  function giveBack() {
    if (!ashiba.isConnected() || ashiba.isJoining() || ashiba.isRunning()) return
    if (joined !== ashiba.joined()) {
      joined = ashiba.joined()
      waiting = load()
    }
    for (const [key, draft] of Object.entries(waiting)) {
      if (draft?.path !== location.pathname) continue
      const field = document.querySelector(`.${CSS.escape(key)}`)?.querySelector("input, textarea")
      if (!field) continue
      delete waiting[key]
      if (field === document.activeElement && field.value === draft.text) continue // still typed
      forgetLater(key)
      if (field.value === draft.text) continue
      const kind = field.tagName === "TEXTAREA" ? HTMLTextAreaElement : HTMLInputElement
      Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(field, draft.text)
      field.dispatchEvent(new Event("input", { bubbles: true }))
      setTimeout(() => field.dispatchEvent(new FocusEvent("focusout", { bubbles: true })), 50)
    }
  }
  ashiba.onChange(giveBack)

  // Another case takes the place of this one: what was typed is not for it.
  window.ashibaForgetDrafts = function () {
    waiting = {}
    store({})
  }
})()
