// A button that leads to another screen first empties the address of this one (Streamlit): Back
// would lead from there to the first question instead of the place one came from.
(() => {
  const SOON = 1000 // ms
  const { pushState, replaceState } = history
  let emptied = -Infinity

  history.pushState = function (state, title, url) {
    const to = new URL(url ?? location.href, location.href), now = performance.now()
    const stays = to.pathname === location.pathname
    const leaves = !stays && now - emptied < SOON
    emptied = stays && location.search && !to.search ? now : -Infinity
    return (leaves ? replaceState : pushState).call(this, state, title, url)
  }
})()
