// Marks in the contents list the section that is being read.

const links = new Map([...document.querySelectorAll(".docs-contents a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);

/** Of the headings that have passed the upper quarter of the window the last; the first before that. */
function present() {
  const passed = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 4);
  return passed.at(-1) ?? headings[0];
}

function mark() {
  const at = present();
  for (const heading of headings) {
    const link = links.get(heading.id);
    if (heading === at) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  }
  const link = links.get(at?.id);
  const list = link?.closest(".docs-contents");
  if (list) list.scrollTop = link.offsetTop - list.clientHeight / 2;
}

// Marks again when a heading crosses that line, not at each step of the scroll.
const watch = new IntersectionObserver(mark, { rootMargin: "0px 0px -75% 0px" });
for (const heading of headings) watch.observe(heading);
