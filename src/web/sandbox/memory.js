// What this browser remembers of the page. Storage may be switched off: then nothing.

export function remembered(name) {
  try {
    return JSON.parse(localStorage.getItem(`sandbox-${name}`));
  } catch {
    return null;
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(`sandbox-${name}`, JSON.stringify(value));
  } catch {}
}
