import { DataSetError } from '../../../neural/datasets/data-set.js';
import { toneGroup } from '../../../neural/metrics/skin-tone.js';
import type { RenderSet } from '../../../neural/validation/render-set.js';
import type { Student } from '../../../neural/validation/student.js';
import {
  garmentMask,
  garmentPairs,
  personSkin,
  tryOnRender,
} from '../../../neural/validation/unpaired-try-on.js';
import { finiteFigures } from '../figure-kinds.js';
import type { BenchmarkItems, MeasuredItem } from '../measured-item.js';
import type { PictureMeasures } from '../picture-measures.js';

interface RenderTryOn {
  readonly person: string;
  readonly worn: string;
  readonly wanted: string;
}

/** Rendered people, each garment tried on from the picture in each other one. Grouped by the person's tone of skin. */
export class RenderItems implements BenchmarkItems {
  readonly ids: readonly string[];

  private constructor(
    private readonly renders: RenderSet,
    private readonly tryOns: readonly RenderTryOn[],
    private readonly tones: ReadonlyMap<string, string>,
    private readonly measures: PictureMeasures,
  ) {
    this.ids = tryOns.map(({ person, worn, wanted }) => `${person}_${worn}_${wanted}`);
  }

  /** @throws DataSetError when the renders know no such person */
  static async open(
    renders: RenderSet,
    people: readonly string[],
    measures: PictureMeasures,
  ): Promise<RenderItems> {
    const unknown = people.find((person) => !renders.people.includes(person));
    if (unknown !== undefined) {
      throw new DataSetError(`There is no render of ${unknown}; there are ${renders.people.join(', ')}.`);
    }
    const tones = new Map<string, string>();
    for (const person of people) {
      const colour = await personSkin(renders, person).catch(passOverMissing);
      if (colour) tones.set(person, `skin ${toneGroup(colour)}`);
    }
    const tryOns = people.flatMap((person) =>
      garmentPairs(renders.garments).map((garments) => ({ person, ...garments })),
    );
    return new RenderItems(renders, tryOns, tones, measures);
  }

  groupOf(index: number): string | undefined {
    return this.tones.get(this.tryOns[index]!.person);
  }

  async measure(index: number, student: Student): Promise<MeasuredItem> {
    const tryOn = await tryOnRender(student, this.renders, this.tryOns[index]!);
    const { photo, truth, garment, maps, skin } = tryOn;
    const garments = [garmentMask(photo), garmentMask(truth)] as const;
    const unchanged = await this.measures.compareBriefly(photo.photo, truth.photo);
    return {
      figures: finiteFigures({
        ...(await this.measures.compare(maps.tryOn, truth.photo)),
        ...(await this.measures.kept(truth.photo, maps.tryOn, ...garments)),
        iou: tryOn.iou,
        endPointError: tryOn.endPointError,
        unchangedSsim: unchanged.ssim,
        unchangedL1: unchanged.l1,
        unchangedIou: tryOn.unchangedIou,
        skinToVisible: skin?.toVisible,
        skinToVisibleInTruth: skin?.toVisibleInTruth,
        skinToTruth: skin?.toTruth,
        skinLightness: skin?.lightnessOverTruth,
      }),
      photo: photo.photo,
      garment: garment.picture,
      tryOn: maps.tryOn,
      truth: truth.photo,
      maps,
    };
  }

  close(): Promise<void> {
    return this.measures.close();
  }
}

/** A person of whom nothing can be read belongs to no group; each of the try-ons says which file is missing. */
function passOverMissing(error: unknown): undefined {
  if (!(error instanceof DataSetError)) throw error;
}
