/** Side of a pattern's tile, in CSS pixels. */
const TILE = 6;

/** A color of the style sheet as the canvas takes it: what is light or dark there is one of both here. */
export function colorOf(place: HTMLElement, name: string): string {
	const probe = document.createElement('span');
	probe.style.color = `var(${name})`;
	place.append(probe);
	const {color} = getComputedStyle(probe);
	probe.remove();
	return color;
}

/** Marks over the color, so that layers are told apart without it; by the look's number, again and again. */
const MARKS: readonly ((tile: CanvasRenderingContext2D) => void)[] = [
	() => {},
	(tile) => {
		tile.moveTo(0, TILE);
		tile.lineTo(TILE, 0);
		tile.stroke();
	},
	(tile) => tile.fillRect(1, 1, 2, 2),
	(tile) => tile.fillRect(0, 2, TILE, 1.5),
	(tile) => tile.fillRect(2, 0, 1.5, TILE),
	(tile) => {
		tile.moveTo(0, 0);
		tile.lineTo(TILE, TILE);
		tile.stroke();
	},
	(tile) => {
		tile.fillRect(0, 2, TILE, 1);
		tile.fillRect(2, 0, 1, TILE);
	},
];

/** The ink of a look: its color with its marks. */
export function inkOf(place: HTMLElement, look: number): CanvasPattern | string {
	const color = colorOf(place, `--look-${look}`);
	const canvas = document.createElement('canvas');
	canvas.width = canvas.height = Math.round(TILE * devicePixelRatio);
	const tile = canvas.getContext('2d');
	if (tile === null) return color;
	tile.scale(canvas.width / TILE, canvas.height / TILE);
	tile.fillStyle = color;
	tile.fillRect(0, 0, TILE, TILE);
	tile.fillStyle = tile.strokeStyle = colorOf(place, '--surface');
	MARKS[look % MARKS.length]?.(tile);
	return tile.createPattern(canvas, 'repeat') ?? color;
}
