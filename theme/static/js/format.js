/** How does a reader see an amount? The same as on the pages: see generator/amounts.py, whose names these are. */

// Suffix, zeros it stands for, zeros an amount must end with: short forms never round.
const SHORT_FORMS = [
  ["T", 12, 9],
  ["B", 9, 6],
  ["M", 6, 3],
  ["K", 3, 3],
];

/** Return `$340K`, `$1.035M`, `$14.3B`, or full dollars where a short form would round. */
export function dollars_text(amount) {
  const sign = amount < 0 ? "−" : "";
  const digits = String(Math.abs(amount));
  for (const [suffix, zeros, ending] of SHORT_FORMS) {
    if (digits.length > zeros && digits.endsWith("0".repeat(ending))) {
      return `${sign}$${trimmed(digits, zeros)}${suffix}`;
    }
  }
  return `${sign}$${grouped(digits)}`;
}

/** Return `25%` or `37.5%` from basis points; with `decimals` exactly that many, half away from zero. */
export function share_text(share, decimals = null) {
  const scale = 10 ** (2 - (decimals ?? 2));
  const kept = Math.floor((Math.abs(share) + Math.floor(scale / 2)) / scale);
  const sign = share < 0 && kept > 0 ? "−" : "";
  if (decimals === null) {
    return `${sign}${trimmed(String(kept).padStart(3, "0"), 2)}%`;
  }
  const digits = String(kept).padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  return decimals === 0 ? `${sign}${whole}%` : `${sign}${whole}.${digits.slice(-decimals)}%`;
}

/** Return `$4.60` from cents. */
export function cents_text(cents) {
  const digits = String(cents).padStart(3, "0");
  return `$${grouped(digits.slice(0, -2))}.${digits.slice(-2)}`;
}

/** Return `1.37` from millionths, to the nearest hundredth. */
export function times_text(millionths) {
  return trimmed(String(Math.floor((millionths + 5_000) / 10_000)).padStart(3, "0"), 2);
}

/** Return several things as one phrase: `a, b and c`. */
export function list_text(parts) {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

function trimmed(digits, zeros) {
  const part = digits.slice(-zeros).replace(/0+$/, "");
  const whole = grouped(digits.slice(0, -zeros));
  return part === "" ? whole : `${whole}.${part}`;
}

function grouped(digits) {
  return digits.replace(/\B(?=(\d{3})+$)/g, ",");
}
