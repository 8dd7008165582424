// Runs before the page is painted: without a choice of the reader's own, the page follows the system.
(() => {
  const root = document.documentElement;
  if (root.dataset.theme === "light" || root.dataset.theme === "dark") return;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => {
    root.dataset.bsTheme = dark.matches ? "dark" : "light";
    document.dispatchEvent(new Event("theme"));
  };
  follow();
  dark.addEventListener("change", follow);
})();
