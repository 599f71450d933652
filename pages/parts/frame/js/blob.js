// A button that saves a file from the browser's own memory: nothing lies on the server.
// data: {label, base64, name, mime, primary, icon, done, tells, at_once, send}
(() => {
  const HINT =
    "ここでは保存できませんでした。Safari か Chrome で開くと保存できます。"
  const NOT_NOW = "いまは消せません。つながるまで、少しお待ちください。"
  const NO_SENDING =
    "この機器では、ここから送れません。保存したファイルを、メールなどにつけて送れます。"
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

  // The device asks whom to send it to: nothing goes anywhere before somebody chose.
  async function send(data, say) {
    const file = new File([bytesOf(data.base64)], data.name, { type: data.mime })
    if (!navigator.canShare?.({ files: [file] })) return say(NO_SENDING)
    try {
      await navigator.share({ files: [file] })
    } catch (fault) {
      if (fault.name !== "AbortError") say(NO_SENDING)
    }
  }

  window.ashibaBlob = function ({ data, parentElement, setTriggerValue }) {
    const [button, sender] = parentElement.querySelectorAll("button")
    const hint = parentElement.querySelector("p")
    button.querySelector("span").textContent = data.label
    button.querySelector("i").style.setProperty("--i", `var(--i-${data.icon})`)
    button.className = data.primary ? "primary" : ""
    button.onclick = () => {
      if (data.tells && !ashiba.isConnected()) {
        hint.textContent = NOT_NOW
        ashiba.refused = true
        return
      }
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
    button.parentElement.className = data.send ? "saved" : ""
    sender.hidden = !data.send
    sender.querySelector("span").textContent = data.send
    sender.querySelector("i").style.setProperty("--i", "var(--i-send)")
    sender.className = "send primary"
    sender.onclick = () => send(data, words => { hint.textContent = words })
    // Said once, done once: what is drawn again was saved before.
    if (data.at_once && parentElement.savedAtOnce !== data.at_once) {
      parentElement.savedAtOnce = data.at_once
      button.onclick()
    }
  }
})()
