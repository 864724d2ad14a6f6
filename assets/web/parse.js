// What the server found in a photo, as pixels: who is where, and in which part.

const REGION_OF = { 5: "upper", 7: "upper", 9: "lower", 12: "lower", 6: "dress" };
const OPACITY = 153; // of the parts' colours, as in the window: 60 %
export const REGIONS = ["upper", "lower", "dress"];

export class Parse {
  // Reads the answer of /v1/parse.
  static async of(answer) {
    const maps = await Promise.all(
      ["labels", "person_map", "segmentation_image"].map((name) => pixelsOf(answer[name])),
    );
    return new Parse(answer, ...maps);
  }

  constructor(answer, labels, people, colours) {
    this.width = answer.width;
    this.height = answer.height;
    this.people = answer.people;
    this.labels = labels;
    this.persons = people;
    this.colours = colours;
  }

  // Who and what is at a place of the photo: { person, label, region }, or null.
  at(x, y) {
    const column = Math.floor(x), row = Math.floor(y);
    if (column < 0 || row < 0 || column >= this.width || row >= this.height) {
      return null;
    }
    const index = 4 * (row * this.width + column);
    const person = this.persons.data[index], label = this.labels.data[index];
    return person ? { person, label, region: REGION_OF[label] ?? null } : null;
  }

  // The regions that somebody wears something on.
  regionsOf(person) {
    const found = this.people[person - 1].parts.map((part) => REGION_OF[part.id]);
    return REGIONS.filter((region) => found.includes(region));
  }

  get largest() {
    const areas = this.people.map((person) => person.area);
    return areas.indexOf(Math.max(...areas)) + 1;
  }

  // The parts' colours as [label, "rgb(…)"], of the parts that there are.
  get legend() {
    const found = new Map();
    for (let index = 0; index < this.labels.data.length; index += 4) {
      const label = this.labels.data[index];
      if (label && !found.has(label)) {
        found.set(label, `rgb(${this.colours.data.slice(index, index + 3).join(" ")})`);
      }
    }
    return [...found].sort(([first], [second]) => first - second);
  }

  // Paints the parts into a canvas that lies over the photo.
  paint(canvas) {
    canvas.width = this.width;
    canvas.height = this.height;
    const painted = new ImageData(new Uint8ClampedArray(this.colours.data), this.width);
    for (let index = 0; index < painted.data.length; index += 4) {
      painted.data[index + 3] = this.labels.data[index] ? OPACITY : 0;
    }
    canvas.getContext("2d").putImageData(painted, 0, 0);
  }

  // The outline of what somebody wears on a region, as the path of an SVG; between pixels.
  outline(person, region) {
    const { width, height } = this;
    const isIn = (x, y) => {
      if (x < 0 || y < 0 || x >= width || y >= height) {
        return false;
      }
      const index = 4 * (y * width + x);
      return this.persons.data[index] === person && REGION_OF[this.labels.data[index]] === region;
    };
    const [left, top, right, bottom] = this.people[person - 1].box;
    const edges = new Map(); // from a corner to where its edges lead, with the inside on the right
    const add = (from, to) => edges.set(from, [...(edges.get(from) ?? []), to]);
    const corner = (x, y) => y * (width + 1) + x;
    for (let y = top; y <= bottom; y += 1) {
      for (let x = left; x <= right; x += 1) {
        if (isIn(x, y)) {
          if (!isIn(x, y - 1)) add(corner(x, y), corner(x + 1, y));
          if (!isIn(x + 1, y)) add(corner(x + 1, y), corner(x + 1, y + 1));
          if (!isIn(x, y + 1)) add(corner(x + 1, y + 1), corner(x, y + 1));
          if (!isIn(x - 1, y)) add(corner(x, y + 1), corner(x, y));
        }
      }
    }
    return ringsOf(edges, width + 1).map(pathOf).join("");
  }
}

function ringsOf(edges, stride) {
  const rings = [];
  for (const start of edges.keys()) {
    const ring = [];
    for (let at = start; edges.get(at)?.length; at = edges.get(at).pop()) {
      ring.push([at % stride, Math.floor(at / stride)]);
    }
    if (ring.length > 24) { // smaller ones are specks
      rings.push(ring);
    }
  }
  return rings;
}

// A ring as a smooth path: every few corners, each the mean of those around it.
function pathOf(ring) {
  const reach = 4, points = [];
  for (let index = 0; index < ring.length; index += 3) {
    let x = 0, y = 0;
    for (let step = -reach; step <= reach; step += 1) {
      const [column, row] = ring[(index + step + ring.length) % ring.length];
      x += column;
      y += row;
    }
    const count = 2 * reach + 1;
    points.push(`${(x / count).toFixed(1)} ${(y / count).toFixed(1)}`);
  }
  return `M${points.join("L")}Z`;
}

async function pixelsOf(png) {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
