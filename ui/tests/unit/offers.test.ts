/** Names that stand in the record already are pressed, not typed once more. */
import { describe, expect, it, vi } from "vitest";
import { offersOf } from "../../src/state/offers";
import { asha, field, log, section, source, value } from "../fake/values";
import { all, find, openSection } from "./window";

const said = (id: string, medicine: string) =>
  value(medicine, [source(asha, "today 09:14")], { id, parts: { medicine } });

describe("names that stand in a section", () => {
  it("are offered once, whatever their capitals and spaces, in the order of the alphabet", () => {
    const form = [field("medicine", "Medicine and strength")];
    const box = section("anticipatory", "Just-in-case medicines", [
      log("supply", "Supply received", form, [said("a", "Morphine 10 mg/ml"), said("b", " midazolam  10 mg/2 ml")]),
      log("stock_check", "Stock counted", form, [said("c", "MORPHINE 10 mg/ml"), said("d", "Midazolam 10 mg/2 ml")]),
    ]);
    expect(offersOf(box)).toEqual({ medicine: ["Midazolam 10 mg/2 ml", "MORPHINE 10 mg/ml"] });
  });

  it("are none where nothing was named", () => {
    expect(offersOf(section("notes", "Notes", []))).toEqual({ medicine: [] });
  });
});

describe("counting the box", () => {
  it("takes the medicine as it was written before, with one press", async () => {
    const { press, write, program } = await openSection("anticipatory");
    await press("add-stock_check");
    expect(await find("offer-medicine")).toHaveTextContent("Morphine 10 mg/ml");
    expect(await find("offer-medicine")).toHaveAttribute("aria-pressed", "false");
    await press("offer-medicine");
    expect(await find("input-medicine")).toHaveValue("Morphine 10 mg/ml");
    expect(await find("offer-medicine")).toHaveAttribute("aria-pressed", "true");
    await write("input-counted", "5");
    await press("save");
    await vi.waitFor(() => expect(program.requests("enter")).toHaveLength(1));
    expect(program.requests("enter")[0]).toMatchObject({ body: { medicine: "Morphine 10 mg/ml", counted: "5" } });
  });

  it("offers nothing beside a field that names nothing", async () => {
    const { press } = await openSection("notes");
    await press("add-note");
    await find("input-text");
    expect(all("offer-text")).toEqual([]);
  });
});
