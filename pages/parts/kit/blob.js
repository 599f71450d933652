// A button that saves a file from the browser's own memory: nothing lies on the server.
// data: {label, base64, name, mime, primary, icon, done, tells}
const HINT =
  "ここでは保存できませんでした。Safari か Chrome で開くと保存できます。"
// Browsers inside other apps refuse to save without saying so.
const INSIDE_AN_APP = /\bLine\/|FBAN|FBAV|Instagram|MicroMessenger/

function bytesOf(base64) {
  const text = atob(base64)
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}

function save(data) {
  const url = URL.createObjectURL(new Blob([bytesOf(data.base64)], { type: data.mime }))
  const link = document.createElement("a")
  link.href = url
  link.download = data.name
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(url), 60000)
}

export default function ({ data, parentElement, setTriggerValue }) {
  const button = parentElement.querySelector("button")
  const hint = parentElement.querySelector("p")
  button.querySelector("span").textContent = data.label
  button.querySelector("i").style.setProperty("--i", `var(--i-${data.icon})`)
  button.className = data.primary ? "primary" : ""
  button.onclick = () => {
    const inside = INSIDE_AN_APP.test(navigator.userAgent)
    hint.textContent = inside ? HINT : ""
    try {
      save(data)
    } catch {
      hint.textContent = HINT
      return
    }
    if (inside) return
    hint.textContent = data.done
    // The browser has to take the file before anything here goes away.
    if (data.tells) setTimeout(() => setTriggerValue("saved", true), 1000)
  }
}
