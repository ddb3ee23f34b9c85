// SPDX-License-Identifier: Apache-2.0
// Runs before anything is painted, so that a chosen theme never flashes the other one.
(() => {
  try {
    const theme = localStorage.getItem("ballast-theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch (e) { /* storage may be forbidden: the system's theme stays */ }
  document.documentElement.classList.add("js");
})();
