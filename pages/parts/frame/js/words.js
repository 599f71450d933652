// Streamlit's English labels in Japanese, and a phone's menu that stays open over the chosen screen.
(() => {
  const WORDS = {
    "Expand sidebar": "メニューを開く",
    "Collapse sidebar": "メニューを閉じる",
    "Sidebar": "メニュー",
    "App pages": "画面の一覧",
    "Close": "とじる",
    "Dismiss": "とじる",
    "Open": "開く",
    "open": "開く",
    "Clear value": "消す",
    "Clear all": "すべて消す",
    "Increment": "増やす",
    "Decrement": "減らす",
    "Fullscreen": "大きく表示",
    "Close fullscreen": "もとの大きさ",
    "Choose an option": "えらぶ",
    "Choose options": "えらぶ",
  }
  const PATTERNS = [
    [/^Help for (.*)$/s, "$1の説明"],
    [/^(\d+) more$/, "ほか$1つ"],
  ]

  function japanese(text) {
    if (WORDS[text]) return WORDS[text]
    for (const [pattern, words] of PATTERNS) {
      if (pattern.test(text)) return text.replace(pattern, words)
    }
    return text
  }

  // Streamlit keeps an open menu on the device. On a phone, the next visit would begin behind it,
  // and the way to help with it.
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith("stSidebarCollapsed")) localStorage.removeItem(key)
    }
  } catch { /* no storage, nothing kept */ }

  function translate() {
    for (const name of ["aria-label", "placeholder", "title"]) {
      for (const part of document.querySelectorAll(`[${name}]`)) {
        const text = part.getAttribute(name), word = japanese(text)
        if (word !== text) part.setAttribute(name, word)
      }
    }
    // The screens that the menu has no room for stand behind 「3 more」. Its text node stays React's.
    for (const more of document.querySelectorAll('[data-testid="stTopNavSection"] p')) {
      const word = japanese(more.textContent)
      if (more.firstChild && word !== more.textContent) more.firstChild.data = word
    }
    // A part of the menu stands in the list as a plain box: one item, with links in it.
    for (const part of document.querySelectorAll('[data-testid="stSidebarNavItems"] > div')) {
      if (part.getAttribute("role") === "listitem") continue
      part.setAttribute("role", "listitem")
      for (const item of part.querySelectorAll("li")) item.setAttribute("role", "none")
    }
    const skip = document.querySelector('[data-testid="stSkipToContent"]')
    if (skip && skip.textContent !== "本文へ移る") skip.textContent = "本文へ移る"
    // A list in which nothing begins so.
    for (const list of document.querySelectorAll('[role="listbox"]')) {
      if (list.textContent !== "No results") continue
      let part = list
      while (part.firstElementChild) part = part.firstElementChild
      if (part.firstChild) part.firstChild.data = "見つかりません。文字を消すと、もう一度探せます"
    }
    // The names of icons are drawn as letters and would be read aloud.
    for (const icon of document.querySelectorAll('[data-testid="stIconMaterial"]:not([aria-hidden])')) {
      icon.setAttribute("aria-hidden", "true")
      icon.setAttribute("translate", "no")
    }
    // Browsers keep what is typed into a field for later, also after 「消して終わる」.
    for (const field of document.querySelectorAll("input, textarea")) {
      if (field.getAttribute("autocomplete") !== "off") field.setAttribute("autocomplete", "off")
    }
    for (const field of document.querySelectorAll('[class*="st-key-ashiba_number_"] input')) {
      if (field.inputMode !== "numeric") field.inputMode = "numeric"
    }
  }
  ashiba.onChange(translate)

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
