export const designEn = {
  title: "Design system",
  note: "Everything below is a real part of the screens.",
  colour: "Colour",
  colourWhy:
    "Paper and ink. One colour for what can be pressed; green, amber and red for status alone, and always with a shape and a word. All words can be read on their ground (4.5 : 1 or more; 7 : 1 on the wall).",
  type: "Type",
  typeWhy: "Four sizes, far apart. They grow with the screen and follow the reader's own setting.",
  space: "Space",
  spaceWhy:
    "Groups by distance before boxes: 1 to 3 within a group, 4 to 8 between groups, 12 and more between parts.",
  motion: "Motion",
  motionWhy: "Nothing moves without a cause, and nothing at all where the device asks for less motion.",
  moves: {
    roll: "a figure rolls, a bar grows",
    glow: "an underline fades",
    shift: "the pulse line moves on",
    scene: "a wall changes its scene",
  },
  marks: "Status marks",
  marksWhy:
    "One mark for the house: ● good, ▲ watch, ■ bad, ○ not known. Shape, colour and word say the same.",
  state: {
    live: "Tile: live",
    stale: "Tile: stale",
    none: "Tile: no data",
    error: "Tile: error",
  },
  controls: "Buttons and fields",
  field: "A field",
  fieldWrong: "A field with a mistake",
  why: "A number only, such as 5.188",
  chart: "Charts",
  chartWhy:
    "The page's own colours, in light and dark. Pale is received, strong is resolved, grey is the rest.",
  third: "The rest",
  lines: "{n} series",
  months: "By month",
  drawn: "Draw the chart",
  hidden: "Cover the chart",
  turn: "Other figures",
};
