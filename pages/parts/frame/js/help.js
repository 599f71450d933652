// Help that needs no server: 「いま危険なとき」, and what to know while the line is gone.
(() => {
  document.addEventListener("click", event => {
    const box = document.getElementById("ashiba-help")
    if (!box) return
    if (event.target.closest?.("#ashiba-help-open")) box.showModal()
    else if (event.target.closest?.("#ashiba-help-close") || event.target === box) box.close()
  })

  // 「すぐに閉じる」: this tab and its copies forget at once, the server as soon as it hears of it.
  function leave() {
    window.ashibaLeaving = true
    window.ashibaForget()
    document.getElementById("root")?.setAttribute("hidden", "")
    document.querySelector(".st-key-ashiba_exit button")?.click()
    setTimeout(() => location.replace("about:blank"), 250)
  }
  document.addEventListener("click", event => {
    if (!event.target.closest?.("[data-ashiba-exit]")) return
    event.preventDefault()
    leave()
  }, true)

  const WAIT = 1500 // ms: a short break in which nobody pressed anything is nothing to speak of
  const GONE = "つながりが切れています。"
  const KEPT = "届いた答えは、この画面に残っています。Wi-Fi と、会のパソコンを見てください。"
    + "つながると、自動で続きます。電話は「いま危険なとき」から、いまも使えます。"
  const BACK = "つながりました。続きからどうぞ。"
  const BROKEN = "うまく表示できませんでした。画面を読み込み直してください。答えは残っています。"
  const LOST_BOX = /^Connection error/, BROKEN_BOX = /^(Bad message format|Script execution error)/

  let gone = false
  let since = null
  let was = false
  let ending = null

  function line(text) {
    const place = document.getElementById("ashiba-line")
    if (!place || place.textContent === text) return
    place.textContent = text
    place.hidden = !text
    ashiba.say(text)
  }

  function watch() {
    if (!ashiba.app()) return
    if (ashiba.isConnected()) {
      was = true
      since = null
      if (gone || (ashiba.refused && !ashiba.isJoining())) {
        gone = ashiba.refused = false
        clearTimeout(ending) // that of the break before would end this one early
        line("") // what still stands from it is said once more
        line(BACK)
        ending = setTimeout(() => { if (!gone) line("") }, 6000)
      }
    } else if (was) {
      since ??= performance.now()
      if (!gone && performance.now() - since >= WAIT) {
        gone = true
        line(GONE + KEPT)
      }
    }
    // The framework's own boxes speak English and cover the page.
    for (const box of document.querySelectorAll('[data-testid="stDialog"], [role="dialog"]')) {
      const names = [box, ...box.querySelectorAll("[aria-label]")].map(
        one => one.getAttribute("aria-label") ?? "",
      )
      const is = box_ => [box.textContent.trim(), ...names].some(name => box_.test(name))
      if (is(BROKEN_BOX)) line(BROKEN)
      else if (!is(LOST_BOX)) continue
      box.querySelector('button[aria-label="Close"], button[aria-label="とじる"]')?.click()
    }
  }
  ashiba.onChange(watch)
  setInterval(watch, 500)
})()
