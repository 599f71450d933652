// Keeps what the room said in this browser tab (sessionStorage), under a key of its own.
// data: {ask: nonce} hand over | {write: text} store | {clear: true} forget
// Of a family's case nothing is handed over but whether there is one.
const KEY = "ashiba-hall"
const FAMILY = "ashiba-case"
// What is nobody's answer: settings, and the group's own windows.
const NOBODYS = ["answerer", "example", "merge", "usages_proposed", "sheets", "windows",
  "windows_new", "aside", "aside_of"]

function read(key) {
  try {
    return window.sessionStorage.getItem(key) ?? ""
  } catch {
    return ""
  }
}

function isFilled(value) {
  if (value === null || value === "" || value === false) return false
  return typeof value !== "object" || Object.values(value).some(isFilled)
}

// Where the example is tried out, the family's own lies aside (core/case/kept.py).
function holdsFamily(text) {
  if (!text) return false
  try {
    const kept = JSON.parse(text)?.case
    if (!kept || typeof kept !== "object") return false
    const { example, ...checks } = kept.checks ?? {}
    const own = kept.aside_of === "own" ? { ...kept.aside } : { ...kept }
    for (const name of [...NOBODYS, "checks"]) delete own[name]
    return isFilled(checks) || isFilled(own)
  } catch {
    return true // not ours to read: rather a new window too many
  }
}

export default function ({ data, setStateValue }) {
  if (data.ask) {
    const family = holdsFamily(read(FAMILY))
    const text = family ? "" : read(KEY)
    window.ashibaHandOver(".st-key-ashiba_hall_waiting", times => {
      setStateValue("answer", { nonce: data.ask, family, text, times })
    })
    return
  }
  try {
    if (typeof data.write === "string") window.sessionStorage.setItem(KEY, data.write)
    else if (data.clear) window.sessionStorage.removeItem(KEY)
  } catch { /* no room, or closed to us: the room's answers then live until a reload */ }
}
