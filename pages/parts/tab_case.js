// Keeps the case in this browser tab (sessionStorage), so that a reload loses nothing.
// data: {ask: nonce} read and hand over | {write: text} store | {wipe: true} forget and start anew
const KEY = "ashiba-case"
const OURS = "ashiba"

function read() {
  try {
    return window.sessionStorage.getItem(KEY) ?? ""
  } catch {
    return ""
  }
}

function write(text) {
  try {
    if (text === "") window.sessionStorage.removeItem(KEY)
    else if (text !== read()) window.sessionStorage.setItem(KEY, text)
  } catch {
    // No room or not allowed: the answers then live until the page is reloaded.
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

export default function ({ data, setStateValue }) {
  if (data.wipe) {
    wipe()
    window.location.replace("/?end=1")
  } else if (data.ask) {
    setStateValue("answer", { nonce: data.ask, text: read() })
  } else if (typeof data.write === "string") {
    write(data.write)
  }
}
