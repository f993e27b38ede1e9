// Whatever shows the widget's own words can say them again after the language has changed.
const tellings = [];

// Says it now and again at every retell().
function telling(tell) {
  tellings.push(tell);
  tell();
}

function retell() {
  for (const tell of tellings) tell();
}

function nameButton(button, name) {
  button.setAttribute("aria-label", name);
  button.title = name;
}
