// A file input that reads in the browser: the file itself never lies on the server.
// data: {label, accept, max_bytes, too_large}
const UNREAD =
  "ファイルを読めませんでした。もう一度えらぶか、Safari か Chrome で開いてください。"

function base64Of(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onerror = () => reject(reader.error)
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1))
    reader.readAsDataURL(file)
  })
}

export default function ({ data, parentElement, setTriggerValue }) {
  const input = parentElement.querySelector("input")
  const told = parentElement.querySelector("p")
  parentElement.querySelector("label span").textContent = data.label
  input.accept = data.accept
  input.onchange = async () => {
    const file = input.files[0]
    if (!file) return
    told.textContent = file.size > data.max_bytes ? data.too_large : ""
    try {
      // An empty file has no data: address in some browsers.
      if (told.textContent === "") setTriggerValue("file", file.size ? await base64Of(file) : "=")
    } catch {
      told.textContent = UNREAD
    }
    input.value = "" // so that the same file can be chosen again
  }
}
