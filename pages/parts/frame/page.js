// Part of the HTML page (server.py). Three things Streamlit has no setting for: its English labels
// that screen readers speak, and a phone's menu that stays open over the chosen screen.
(() => {
  const WORDS = {
    "Expand sidebar": "メニューを開く",
    "Collapse sidebar": "メニューを閉じる",
    "Sidebar": "メニュー",
    "App pages": "画面の一覧",
    "Close": "とじる",
    "Open": "開く",
    "Clear value": "消す",
    "Clear all": "すべて消す",
    "Increment": "増やす",
    "Decrement": "減らす",
    "Fullscreen": "大きく表示",
    "Close fullscreen": "もとの大きさ",
  }

  // Streamlit keeps an open menu on the device. On a phone, the next visit would begin behind it,
  // and the way to help with it.
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith("stSidebarCollapsed")) localStorage.removeItem(key)
    }
  } catch { /* no storage, nothing kept */ }

  function translate() {
    for (const part of document.querySelectorAll("[aria-label]")) {
      const word = WORDS[part.getAttribute("aria-label")]
      if (word) part.setAttribute("aria-label", word)
    }
    // The screens that the menu has no room for stand behind 「3 more」. Its text node stays React's.
    for (const more of document.querySelectorAll('[data-testid="stTopNavSection"] p')) {
      const count = /^(\d+) more$/.exec(more.textContent)
      if (count && more.firstChild) more.firstChild.data = `ほか${count[1]}つ`
    }
    const skip = document.querySelector('[data-testid="stSkipToContent"]')
    if (skip && skip.textContent !== "本文へ移る") skip.textContent = "本文へ移る"
  }

  // A new question or result starts at its top: Streamlit keeps the scroll of the one before.
  let shown = null
  function startAtTop() {
    const now = document.querySelector("[data-ashiba-at]")?.getAttribute("data-ashiba-at") ?? null
    if (now === shown) return
    const before = shown
    shown = now
    if (before === null || now === null) return
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0)
  }

  let waiting = false
  new MutationObserver(() => {
    if (waiting) return
    waiting = true
    requestAnimationFrame(() => {
      waiting = false
      translate()
      startAtTop()
    })
  }).observe(document, {
    subtree: true, childList: true, characterData: true, attributes: true,
    attributeFilter: ["aria-label", "data-ashiba-at"],
  })

  function closeMenu() {
    document
      .querySelector('[data-testid="stSidebarCollapseButton"] button[aria-expanded="true"]')
      ?.click()
  }

  document.addEventListener("click", event => {
    const link = event.target.closest?.('[data-testid="stSidebarNavLink"]')
    if (!link || window.innerWidth >= 768) return
    setTimeout(closeMenu, 100)
  })

  // Escape closes the menu where it lies over the page.
  document.addEventListener("keydown", event => {
    if (event.key === "Escape" && window.innerWidth < 768) closeMenu()
  })
})()
