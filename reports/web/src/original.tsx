// The original beside the finding in hand: its sheet with the cell framed, its page as a picture. It follows J and K.

import { effect } from "@preact/signals-core";
import { render } from "preact";
import type { Finding } from "./findings";
import { byId, type Keep } from "./page";
import type { State } from "./state";

type Row = readonly [string, readonly number[]];
type Piece = readonly [string, readonly string[], readonly Row[]];
type Box = readonly [number, number, number, number, number];

/** What auditor/render/original_data.py writes. */
interface Originals {
  readonly words: readonly string[];
  readonly pieces: readonly Piece[];
  /** Title, the picture itself, or the path of the one that stands beside the report. */
  readonly images: readonly (readonly [string, string, string?])[];
  readonly cells: Readonly<Record<string, readonly [number, number, number]>>;
  readonly boxes: Readonly<Record<string, Box>>;
  readonly notes: Readonly<Record<string, string>>;
}

const KEPT = "original";

function Sheet({ piece, row, column, words }: { piece: Piece; row: number; column: number; words: readonly string[] }) {
  const [, columns, rows] = piece;
  return (
    <div class="sheet">
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span class="hide">行</span>
            </th>
            {columns.map((name) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, cells], at) => (
            <tr class={at === row ? "here" : ""}>
              <th scope="row">{label}</th>
              {columns.map((_, each) => (
                <td class={at === row && (column < 0 || each === column) ? "framed" : ""}>
                  {words[cells[each] ?? -1] ?? ""}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Picture({ box, images }: { box: Box; images: Originals["images"] }) {
  const [at, left, top, width, height] = box;
  const [title, data, file] = images[at] ?? ["", ""];
  const frame = { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` };
  return (
    <div class="paper">
      <img
        key={at}
        src={file ?? `data:image/webp;base64,${data}`}
        alt={
          file
            ? `${title}的页面图像，在 ${decodeURIComponent(file)}；看不到时请把这个文件夹与报告放在一起`
            : `${title}的页面图像`
        }
      />
      {width < 100 && <i class="frame" style={frame} />}
    </div>
  );
}

function Original({ d, known, close }: { d: Finding | null; known: Originals; close(): void }) {
  const key = d ? `${d.doc}:${d.print}` : "";
  const cell = known.cells[key];
  const box = known.boxes[key];
  const piece = cell && known.pieces[cell[0]];
  const title = [d?.file, (box && known.images[box[0]]?.[0]) || piece?.[0]].filter(Boolean).join(" · ");
  return (
    <>
      <header>
        <b>原件</b>
        <span>{title}</span>
        <button type="button" onClick={close} aria-label="收起原件">
          ×
        </button>
      </header>
      {box && <Picture box={box} images={known.images} />}
      {cell && piece && !(box && box[3] < 100) && (
        <Sheet piece={piece} row={cell[1]} column={cell[2]} words={known.words} />
      )}
      {!box && !cell && <p>{d ? "这条意见没有单独的原件位置。" : "按 J 选一条意见，这里显示它在原件中的位置。"}</p>}
      {d && known.notes[d.doc] && <p>{known.notes[d.doc]}</p>}
    </>
  );
}

/** Lets the original follow the finding in hand while it is wanted; the browser remembers whether it is. */
export function startOriginal(state: State, keep: Keep): void {
  const known: Originals = JSON.parse(byId("originals").textContent ?? "");
  const panel = byId("beside");
  state.original.value = keep.get(KEPT) === "1";
  const close = (): void => {
    state.original.value = false;
  };
  effect(() => {
    const open = state.original.value;
    const d = state.current.value;
    keep.set(KEPT, open ? "1" : "");
    panel.hidden = !open;
    document.body.classList.toggle("beside", open);
    render(open ? <Original d={d} known={known} close={close} /> : null, panel);
    const framed = panel.querySelector(".frame, .framed");
    if (framed) framed.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
  });
}
