/** Added to every page by the watching server alone: load again after a build, show what is wrong where one failed. */
const shown = new URL(import.meta.url).search.slice(1);

function panel(text) {
  const box = document.getElementById("live-problems") ?? document.createElement("pre");
  box.id = "live-problems";
  box.setAttribute("role", "alert");
  box.textContent = text;
  Object.assign(box.style, {
    position: "fixed", inset: "auto 0 0 0", zIndex: "1000", maxHeight: "60vh", overflow: "auto", margin: "0",
    padding: "1rem", background: "#2b0b0b", color: "#fff", font: "14px/1.5 monospace", whiteSpace: "pre-wrap",
  });
  document.body.append(box);
}

new EventSource("/__live").addEventListener("message", (event) => {
  const { build, problems } = JSON.parse(event.data);
  if (problems !== "") {
    panel(problems);
  } else if (String(build) !== shown) {
    location.reload();
  } else {
    document.getElementById("live-problems")?.remove();
  }
});
