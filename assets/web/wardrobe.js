// The garments to choose from: those of the server, and pictures that stay in this page.

import { get, pictureOf, Problem, work } from "/web/server.js";
import { text } from "/web/texts.js";

export class Wardrobe {
  constructor() {
    this.added = [];
    this.kept = [];
  }

  get garments() {
    return [...this.added, ...this.kept];
  }

  // Asks the server for its garments; pictures that are here already stay.
  async load() {
    const { garments } = await get("/v1/garments");
    const pictures = new Map(this.kept.map((garment) => [garment.id, garment.shown]));
    this.kept = garments.map((garment) => ({
      ...garment,
      field: garment.id,
      shown: pictures.get(garment.id) ?? pictureOf(garment.picture),
    }));
  }

  // Adds a picture from this computer; the server says what it is, and keeps nothing of it.
  async add(file, tell, signal) {
    const answer = await work("/v1/garments", [["picture", file], ["keep", "false"]], tell, signal);
    if (!answer.category) {
      throw new Problem(text("noGarment", { name: file.name, notes: answer.notes.join(" ") }));
    }
    const region = { top: "upper", trousers: "lower", skirt: "lower", dress: "dress" }[answer.category];
    const garment = {
      id: `added-${this.added.length + 1}`,
      name: answer.name,
      region,
      field: file,
      shown: Promise.resolve(URL.createObjectURL(file)),
    };
    this.added = [garment, ...this.added];
    return garment;
  }
}
