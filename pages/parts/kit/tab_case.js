// Keeps the case in this browser tab (sessionStorage), so that a reload loses nothing.
// data: {ask: nonce} read and hand over | {write: text} store | {wipe: true} forget and start anew
const KEY = "ashiba-case"
const OURS = "ashiba"
let refused = false

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
  } else if (typeof data.write === "string" && write(data.write) === refused) {
    refused = !refused // said once each time it changes, so that the screen can tell
    setStateValue("refused", refused)
  }
}
